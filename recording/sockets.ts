/** Listening and connecting, so that both can be given up. */
import type { Address } from "../cli/address.ts";
import { isGone } from "../server/tcp/gone.ts";
import { Peer } from "./peer.ts";

/** How long accepting pauses when the operating system has no room for another connection, in milliseconds. */
const PAUSE_MS = 20;

/** What accepts connections. */
export interface Listener extends AsyncDisposable {
  readonly address: Address;
}

/** Takes a connection that was accepted. @param from where it comes from */
export type Serve = (peer: Peer, from: Address) => void;

/** Begins to listen. @throws what `Deno.listen` does */
export function listen({ hostname, port }: Address, serve: Serve): Listener {
  const listener = Deno.listen({ hostname, port });
  let isOpen = true;
  const accept = async () => {
    while (isOpen) {
      try {
        const conn = await listener.accept();
        serve(new Peer(conn), conn.remoteAddr);
      } catch (error) {
        if (isGone(error)) continue;
        // It is closed; or there is no room for another one.
        await new Promise((resolve) => setTimeout(resolve, isOpen ? PAUSE_MS : 0));
      }
    }
  };
  const accepting = accept();
  return {
    address: listener.addr,
    async [Symbol.asyncDispose]() {
      isOpen = false;
      listener.close();
      await accepting;
    },
  };
}

/** Connects. @throws what `Deno.connect` does, and if it is interrupted */
export async function connectTo({ hostname, port }: Address, signal: AbortSignal): Promise<Peer> {
  const connecting = Deno.connect({ hostname, port });
  const { promise, reject } = Promise.withResolvers<never>();
  const interrupt = () => reject(new DOMException("Interrupted", "AbortError"));
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) interrupt();
  try {
    return new Peer(await Promise.race([connecting, promise]));
  } catch (error) {
    connecting.then((late) => late.close(), () => {});
    throw error;
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}
