/** Listening and connecting, so that both can be given up. */
// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import type { Address } from "../cli/address.ts";
import { isGone } from "../server/tcp/gone.ts";
import { Peer } from "./peer.ts";

/** How long accepting pauses when the operating system has no room for another connection, in milliseconds. */
const PAUSE_MS = 20;
/** How long it may take to connect, in milliseconds. */
const CONNECT_MS = 10_000;

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

/** Connects. @throws what `Deno.connect` does, and if that takes too long or is interrupted */
export async function connectTo({ hostname, port }: Address, signal: AbortSignal): Promise<Peer> {
  const connecting = Deno.connect({ hostname, port });
  try {
    return new Peer(await deadline(connecting, CONNECT_MS, { signal }));
  } catch (error) {
    connecting.then((late) => late.close(), () => {});
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    throw isLate ? new Error(`no answer within ${CONNECT_MS / 1000} s`) : error;
  }
}
