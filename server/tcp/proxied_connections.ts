import type { Logger } from "@logtape/logtape";
import { formatAddress } from "../../protocol/address.ts";
import { messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import type { AddressRanges } from "./address_ranges.ts";
import { MAX_HEADER_BYTES, parseProxyHeader } from "./proxy_header.ts";
import { RewoundWire, type Wire, writeAll } from "./wire.ts";

/** How long a PROXY header may take to come, in milliseconds. */
const HEADER_MS = 5000;

export interface ProxiedConnectionsOptions {
  clock: Clock;
  logger: Logger;
  /** Whose connections begin with a header. */
  trusted: AddressRanges;
  /** The most connections whose header may be missing at once; those beyond are closed. */
  max: number;
}

/** Takes a connection whose address is known. It closes it. */
type Serve = (wire: Wire) => void;

/**
 * Takes the PROXY header off connections of trusted proxies. It is required, not detected: the server speaks first, so it could
 * not tell a proxy that sends no header from one that is slow; and whether a header counts must not be up to who connects.
 */
export class ProxiedConnections {
  readonly #options: ProxiedConnectionsOptions;
  /** Those whose header has not come yet, and what reads it. */
  readonly #waiting = new Map<Wire, Promise<void>>();

  constructor(options: ProxiedConnectionsOptions) {
    this.#options = options;
  }

  /** Takes a connection that was accepted. */
  accept(conn: Wire, serve: Serve): void {
    const { trusted, max } = this.#options;
    if (!trusted.includes(conn.remoteAddr.hostname)) serve(conn);
    else if (this.#waiting.size >= max) conn.close();
    else this.#waiting.set(conn, this.#take(conn, serve));
  }

  /** Closes the connections whose header has not come. May be called again. */
  async close(): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [conn] of waiting) conn.close();
    await Promise.all(waiting.map(([, taken]) => taken));
  }

  async #take(conn: Wire, serve: Serve): Promise<void> {
    const { clock } = this.#options;
    const cancel = clock.after(HEADER_MS, () => this.#refuse(conn, `no PROXY header came within ${HEADER_MS / 1000} seconds`));
    try {
      const proxied = await this.#readHeader(conn);
      if (this.#waiting.delete(conn)) proxied ? serve(proxied) : conn.close();
    } catch (error) {
      this.#refuse(conn, messageOf(error));
    } finally {
      cancel();
    }
  }

  /** @returns the connection behind its header; `null` if it was closed before, as by a health check. @throws if there is none */
  async #readHeader(conn: Wire): Promise<Wire | null> {
    const buffer = new Uint8Array(MAX_HEADER_BYTES);
    for (let filled = 0;;) {
      const length = await conn.read(buffer.subarray(filled));
      if (length === null) return null;
      filled += length;
      const header = parseProxyHeader(buffer.subarray(0, filled));
      if (header.status === "none") throw new Error("the connection does not begin with a PROXY header");
      if (header.status === "malformed") throw new Error(header.problem);
      if (header.status === "header") {
        return new RewoundWire(conn, buffer.subarray(header.length, filled), header.source ?? conn.remoteAddr);
      }
    }
  }

  /** Closes a connection, and says why: to the log, and to the other side as far as that takes it. */
  #refuse(conn: Wire, problem: string): void {
    if (!this.#waiting.delete(conn)) return;
    const address = formatAddress(conn.remoteAddr);
    this.#options.logger.warn("{address} is a trusted proxy, and was refused: {problem}", { address, problem });
    const reason =
      `${problem}: have the proxy send one (send-proxy-v2, proxy_protocol on), or start the server without --proxy-protocol`;
    const close = () => conn.close();
    writeAll(conn, new TextEncoder().encode(`ERR bad-arguments ${reason}\n`)).then(() => conn.closeWrite()).then(close, close);
  }
}
