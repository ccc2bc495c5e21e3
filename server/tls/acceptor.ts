import type { SecureContext } from "node:tls";
import type { Logger } from "@logtape/logtape";
import { formatAddress } from "../../protocol/address.ts";
import { messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import { type PlaceHolder, Places } from "../places.ts";
import { TLS_HANDSHAKE } from "../tls_record.ts";
import { Share, type Turns } from "../turns.ts";
import { TlsConnection } from "./connection.ts";
import { RewoundWire, type Wire } from "../tcp/wire.ts";

/** How long a client may take to agree on keys, in milliseconds. */
const HANDSHAKE_MS = 10_000;
/** How many may be at it at once: as many as may wait to be accepted. */
const MAX_HANDSHAKES = 4096;
/** If there are more, one that has taken this long gives its place to a new one, in milliseconds. */
const SLOW_MS = 1000;
/** A client's first message fits in, as a rule; the rest comes later. */
const FIRST_BYTES = 2048;

export interface TlsAcceptorOptions {
  /** The certificate for the next connection. */
  secureContext: () => SecureContext;
  clock: Clock;
  turns: Turns;
  logger: Logger;
  maxPerAddress: number;
  /** Whether an address is that of a proxy, which connects for many clients. */
  isProxy: (hostname: string) => boolean;
}

/** What becomes of a connection. Whoever gets it closes it. */
export interface Served {
  /** Serves a client that speaks TLS, when it has agreed on keys. */
  serve(connection: TlsConnection): void;
  /** Tells a client that does not speak TLS that it should. The connection counts as a handshake until that is done. */
  refuse(wire: Wire): void | Promise<void>;
}

/** A client that has not agreed on keys yet. */
interface Handshake extends PlaceHolder {
  readonly wire: Wire;
  readonly served: Served;
}

/** Agrees on keys with the clients of TLS ports. A handshake has a deadline, and there is a bound on how many there are at once. */
export class TlsAcceptor {
  readonly #options: TlsAcceptorOptions;
  readonly #handshakes = new Set<Handshake>();
  readonly #places: Places<Handshake>;
  #open = true;

  constructor(options: TlsAcceptorOptions) {
    this.#options = options;
    const { maxPerAddress } = options;
    const onEvict = (handshake: Handshake) => this.#drop(handshake);
    this.#places = new Places({ max: MAX_HANDSHAKES, maxPerAddress, idleMs: SLOW_MS, onEvict });
  }

  /** @param now on a clock that never jumps */
  tick(now: number): void {
    this.#places.tick(now);
  }

  /** Drops the client that has taken longest. @returns whether there was one */
  evictIdle(): boolean {
    return this.#places.evictIdle();
  }

  /** Takes a connection that was accepted. */
  accept(wire: Wire, served: Served): void {
    const { clock, logger, isProxy } = this.#options;
    const { hostname } = wire.remoteAddr;
    const handshake = { wire, served, host: isProxy(hostname) ? null : hostname, idleSince: clock.monotonic() };
    this.#handshakes.add(handshake);
    if (!this.#hasPlace(handshake)) return this.#drop(handshake);
    this.#agree(handshake).catch((error) => logger.error("{error}", { error }));
  }

  /** Drops the clients that have not agreed on keys yet. May be called again. */
  close(): void {
    this.#open = false;
    for (const handshake of this.#handshakes) this.#drop(handshake);
  }

  /** Drops those of one port. */
  dropAllFor(served: Served): void {
    for (const handshake of this.#handshakes) if (handshake.served === served) this.#drop(handshake);
  }

  #hasPlace(handshake: Handshake): boolean {
    try {
      this.#places.take(handshake);
      return this.#open;
    } catch {
      return false;
    }
  }

  async #agree(handshake: Handshake): Promise<void> {
    const { clock, logger } = this.#options;
    const cancel = clock.after(HANDSHAKE_MS, () => this.#drop(handshake));
    try {
      await this.#speak(handshake);
    } catch (error) {
      const address = formatAddress(handshake.wire.remoteAddr);
      logger.debug("no TLS with {address}: {why}", { address, why: messageOf(error) });
      this.#drop(handshake);
    } finally {
      cancel();
      this.#forget(handshake);
    }
  }

  async #speak(handshake: Handshake): Promise<void> {
    const { secureContext, clock, turns } = this.#options;
    const { wire, served: { serve, refuse } } = handshake;
    const buffer = new Uint8Array(FIRST_BYTES);
    const length = await wire.read(buffer);
    if (length === null) throw new Error("the client said nothing");
    const rewound = new RewoundWire(wire, buffer.subarray(0, length));
    if (buffer[0] !== TLS_HANDSHAKE) return await refuse(rewound);
    // It takes long, and many may come at once.
    await turns.share();
    if (!this.#handshakes.has(handshake)) return;
    const connection = new TlsConnection(rewound, { secureContext: secureContext(), share: new Share(turns), clock });
    await connection.handshake();
    if (this.#handshakes.has(handshake)) serve(connection);
  }

  #drop(handshake: Handshake): void {
    if (this.#forget(handshake)) handshake.wire.reset(() => {});
  }

  /** @returns whether it was under way */
  #forget(handshake: Handshake): boolean {
    this.#places.free(handshake);
    return this.#handshakes.delete(handshake);
  }
}
