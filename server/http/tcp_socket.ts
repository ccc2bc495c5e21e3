import { Duplex } from "node:stream";
import type { Share } from "../turns.ts";

/** What a connection that says little holds, in bytes; and how far that grows for one that sends much. */
const SMALL_BUFFER = 4096;
const LARGE_BUFFER = 65_536;

/**
 * A TCP connection as the stream that `node:http` and `ws` take for a socket. It reads when they want to read, in its share of the
 * turns of the event loop.
 */
export class TcpSocket extends Duplex {
  readonly encrypted = false;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** What was read last. */
  lastChunk: Uint8Array = new Uint8Array(0);
  readonly #conn: Deno.TcpConn;
  readonly #share: Share;
  #buffer = new Uint8Array(SMALL_BUFFER);
  #timeoutMs = 0;
  /** When it is closed unless something is done with it before, on the clock of {@linkcode tick}; set by the first tick. */
  #timeoutAt: number | null = null;

  constructor(conn: Deno.TcpConn, share: Share) {
    super({ allowHalfOpen: true, highWaterMark: LARGE_BUFFER });
    this.#conn = conn;
    this.#share = share;
    this.remoteAddress = conn.remoteAddr.hostname;
    this.remotePort = conn.remoteAddr.port;
  }

  /** Emits `timeout` that many milliseconds after this call, give or take a tick; 0 for never. */
  setTimeout(ms: number): this {
    this.#timeoutMs = ms;
    this.#timeoutAt = null;
    return this;
  }

  /** Looks to the timeout. @param now on a clock that never jumps */
  tick(now: number): void {
    if (this.#timeoutMs === 0) return;
    this.#timeoutAt ??= now + this.#timeoutMs;
    if (now >= this.#timeoutAt) this.emit("timeout");
  }

  /** Sends what was written, and closes. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once("finish", () => this.destroy());
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    const onRead = (length: number | null) => this.#share.run(() => this.#take(length));
    this.#conn.read(this.#buffer).then(onRead, (error) => this.destroy(error));
  }

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    const onWritten = (length: number) => length < chunk.length ? this._write(chunk.subarray(length), "", done) : done();
    this.#conn.write(chunk).then(onWritten, done);
  }

  override _writev(chunks: { chunk: Uint8Array }[], done: (error?: Error) => void): void {
    const size = chunks.reduce((sum, { chunk }) => sum + chunk.length, 0);
    const all = new Uint8Array(size);
    let at = 0;
    for (const { chunk } of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this._write(all, "", done);
  }

  override _final(done: (error?: Error) => void): void {
    this.#conn.closeWrite().then(() => done(), () => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#conn.close();
    done(error);
  }

  #take(length: number | null): void {
    if (this.destroyed) return;
    if (length === null) {
      this.push(null);
      return;
    }
    const isFull = length === this.#buffer.length;
    const chunk = this.lastChunk = this.#buffer.slice(0, length);
    if (isFull && length < LARGE_BUFFER) this.#buffer = new Uint8Array(2 * length);
    this.push(chunk);
  }
}
