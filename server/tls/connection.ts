/**
 * A TLS connection over a wire, which is a wire itself: whatever serves TCP connections serves it as well.
 *
 * `node:tls` does the work, over a stream of ours. So connections are accepted as those without TLS are, a renewed certificate counts
 * for every connection that comes after it, and a connection can be reset at any time. `Deno.listenTls` can do none of that.
 */
import { setImmediate } from "node:timers";
import { type SecureContext, TLSSocket } from "node:tls";
import type { Clock } from "../clock.ts";
import type { Share } from "../turns.ts";
import type { Wire } from "../tcp/wire.ts";
import { WireStream } from "./wire_stream.ts";

/** No more is read from the wire while this many decrypted bytes wait to be read. */
const MAX_UNREAD_BYTES = 65_536;
/** How much is written at once, in bytes: one record, so that a slow client is seen to take something. */
const WRITE_BYTES = 16_384;

/** How long the end of a connection may take to go out, in milliseconds. */
const CLOSE_MS = 1000;

export class TlsConnection implements Wire {
  readonly encrypted = true;
  readonly remoteAddr: Wire["remoteAddr"];
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #stream: WireStream;
  readonly #tls: TLSSocket;
  #wake = () => {};
  #error: Error | null = null;
  #ended = false;
  #isOver = false;

  constructor(wire: Wire, { secureContext, share, clock }: { secureContext: SecureContext; share: Share; clock: Clock }) {
    this.remoteAddr = wire.remoteAddr;
    this.#wire = wire;
    this.#clock = clock;
    this.#stream = new WireStream(wire, { share, hasRoom: () => this.#tls.readableLength < MAX_UNREAD_BYTES });
    this.#tls = new TLSSocket(this.#stream, { isServer: true, secureContext, ALPNProtocols: ["http/1.1"] });
    const end = (error?: Error) => {
      if (error) this.#error ??= error;
      else this.#ended = true;
      this.#wake();
    };
    this.#stream.on("error", end);
    this.#tls.on("error", end).on("readable", () => this.#wake()).on("end", () => end()).on("close", () => end());
  }

  /** Resolves when both sides have agreed on keys. @throws what went wrong; the wire is still open then */
  async handshake(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = (error?: Error) => reject(error ?? this.#error ?? new Error("the client closed the connection"));
    this.#stream.once("error", fail).once("end", () => fail());
    this.#tls.once("secure", resolve).once("error", fail).once("close", () => fail());
    try {
      await promise;
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    for (;;) {
      const chunk: Uint8Array | null = this.#tls.read(Math.min(buffer.length, this.#tls.readableLength));
      if (chunk !== null && chunk.length > 0) {
        this.#stream.readOn();
        buffer.set(chunk);
        return chunk.length;
      }
      if (this.#error) throw this.#error;
      if (this.#ended) return null;
      await new Promise<void>((wake) => this.#wake = wake);
    }
  }

  write(bytes: Uint8Array): Promise<number> {
    const part = bytes.subarray(0, WRITE_BYTES);
    return new Promise((resolve, reject) => {
      this.#tls.write(part, (error) => error ? reject(error) : resolve(part.length));
    });
  }

  async closeWrite(): Promise<void> {
    if (this.#tls.writableFinished || this.#tls.destroyed) return;
    const finished = new Promise<void>((resolve) => this.#tls.once("close", resolve).once("finish", resolve));
    // Deno 2.7 sends the record that ends the connection only if it is nudged: before it forgets it, or soon.
    this.#tls.prependOnceListener("finish", () => this.#stream.nudge());
    this.#tls.end();
    setImmediate(() => this.#stream.nudge());
    await finished;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => this.#stream.once("close", resolve).end(resolve));
  }

  /** Closes both sides. The client is told that this is the end, if it takes that within a second. */
  close(): void {
    const cancel = this.#clock.after(CLOSE_MS, () => this.#finish(() => this.#wire.reset(() => {})));
    const end = () => {
      cancel();
      this.#finish(() => this.#wire.close());
    };
    this.closeWrite().then(end, end);
  }

  /** Closes both sides at once, and drops what the client has not taken. */
  reset(onGone: () => void): void {
    if (!this.#isOver) return this.#finish(() => this.#wire.reset(onGone));
    onGone();
  }

  prepareReset(): void {
    this.#wire.prepareReset?.();
  }

  /** Forgets the keys, and does away with the wire. */
  #finish(close: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#abandon();
    close();
  }

  #abandon(): void {
    this.#tls.destroy();
    this.#stream.abandon();
  }
}
