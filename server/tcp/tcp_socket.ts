import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import { HELD_BYTES, type HeldInput, type InputBudget } from "../input_budget.ts";
import { joined } from "../joined.ts";
import type { Outlet, OutletInFront } from "../outlet.ts";
import { LINGER_MS, STALL_MS } from "../stalled.ts";
import { BULK_BYTES, type Throttle } from "../throttle.ts";
import type { Share } from "../turns.ts";
import type { Wire } from "./wire.ts";

/** What a connection that says little holds, in bytes; and how far that grows for one that sends much. */
const SMALL_BUFFER = 4096;
const LARGE_BUFFER = 65_536;

export interface TcpSocketOptions {
  share: Share;
  /** For the ends of connections, and for reading and writing much. */
  endings: Throttle;
  bulk: Throttle;
  inputBudget: InputBudget;
  /** What the client has begun to send has to be given up. */
  onInputGivenUp: () => void;
}

/**
 * A TCP connection as the stream that `node:http` and `ws` take for a socket. It reads when they want to read, in its share of the
 * turns of the event loop.
 */
export class TcpSocket extends Duplex {
  /** Whether it came over TLS. */
  readonly encrypted: boolean;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** What was read last. */
  lastChunk: Uint8Array = new Uint8Array(0);
  readonly #conn: Wire;
  /** What is written goes through it. */
  #outlet: Outlet;
  readonly #options: TcpSocketOptions;
  #buffer = new Uint8Array(SMALL_BUFFER);
  #timeoutMs = 0;
  /** Whether what comes is thrown away. */
  #isDiscarding = false;
  /** Whether its own side is closed, and it waits for the client to close the other. */
  #lingering = false;
  /** When it is closed unless something is done with it before, on the clock of {@linkcode tick}; set by the first tick. */
  #timeoutAt: number | null = null;
  /** Whether bytes are being sent; and since when the client has taken none of them, as of the tick after. */
  #isWriting = false;
  #stalledSince: number | null = null;
  /** When something was read last, as of the tick after. */
  #readAt: number | null = null;
  /** Whether what was sent is not to be delivered any more when it is destroyed. */
  #isDropped = true;
  #unfinished = 0;
  #held: HeldInput | null = null;

  constructor(conn: Wire, options: TcpSocketOptions) {
    // Texts are encoded where they are put together.
    super({ allowHalfOpen: true, highWaterMark: LARGE_BUFFER, decodeStrings: false });
    this.#conn = conn;
    this.#outlet = conn;
    this.encrypted = conn.encrypted;
    this.#options = options;
    this.remoteAddress = conn.remoteAddr.hostname;
    this.remotePort = conn.remoteAddr.port;
  }

  /** Emits `timeout` that many milliseconds after this call, give or take a tick; 0 for never. */
  setTimeout(ms: number): this {
    this.#timeoutMs = ms;
    this.#timeoutAt = null;
    return this;
  }

  /** Has what is written go through an outlet in front of its own. @returns what ends that */
  sendThrough(make: OutletInFront): () => void {
    const conn = this.#conn;
    const outlet = make({ write: (bytes) => conn.write(bytes), close: () => this.#cut() });
    this.#outlet = outlet;
    return () => {
      outlet.stop();
      if (this.#outlet === outlet) this.#outlet = conn;
    };
  }

  /** Since when nothing has come. */
  get quietSince(): number | null {
    return this.#readAt;
  }

  /** Since when the client has taken nothing of what is being sent; `null` if nothing is. */
  get stalledSince(): number | null {
    return this.#isWriting ? this.#stalledSince : null;
  }

  /** Tells that all that was read has been dealt with, save for `bytes` of it. */
  inputTaken(bytes = 0): void {
    this.#unfinished = bytes;
    if (this.#held && bytes < HELD_BYTES) {
      this.#held.release();
      this.#held = null;
    } else this.#held?.set(bytes);
  }

  /** Throws away what comes from now on, and tells nobody of it. */
  discardInput(): void {
    this.#isDiscarding = true;
    this.inputTaken();
    this.removeAllListeners("data");
    this.removeAllListeners("end");
    this.resume();
  }

  /** Looks to the timeouts. @param now on a clock that never jumps */
  tick(now: number): void {
    this.#readAt ??= now;
    if (this.#isWriting) {
      this.#stalledSince ??= now;
      if (now - this.#stalledSince >= STALL_MS) this.destroy();
    }
    if (this.#timeoutMs === 0) return;
    this.#timeoutAt ??= now + this.#timeoutMs;
    if (now < this.#timeoutAt) return;
    if (this.#lingering) this.destroy();
    else this.emit("timeout");
  }

  /** Whether it has waited that long for its client, to take an answer or to send a request. */
  isStalled(now: number, ms: number): boolean {
    const takesNothing = now - (this.stalledSince ?? now) >= ms;
    return takesNothing || (this.#timeoutMs > 0 && now - (this.#readAt ?? now) >= ms);
  }

  /** Sends what was written, and closes: first its own side, and the other when the client does or {@linkcode LINGER_MS} are over. */
  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.#linger();
    else this.once("finish", () => this.#linger());
  }

  /** Closes at once. What was sent may still be delivered, unless the client takes nothing. */
  closeNow(): void {
    this.#isDropped = this.#isWriting;
    this.destroy();
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
    if (this.#unfinished < BULK_BYTES && !this.#isDiscarding) this.#readMore();
    else this.#options.bulk.run(this.remoteAddress, () => this.destroyed || this.#readMore());
  }

  #readMore(): void {
    const { share, endings } = this.#options;
    const end = (work: () => void) => endings.run(this.remoteAddress, work);
    this.#conn.read(this.#buffer).then(
      (length) => length === null ? end(() => this.push(null)) : share.run(() => this.#take(length)),
      (error) => end(() => this.destroy(error)),
    );
  }

  override _write(chunk: Uint8Array | string, encoding: Encoding, done: (error?: Error) => void): void {
    this.#write(encoded([{ chunk, encoding }]), done);
  }

  override _writev(chunks: Chunk[], done: (error?: Error) => void): void {
    this.#write(encoded(chunks), done);
  }

  #write(chunk: Uint8Array, done: (error?: Error) => void): void {
    const onWritten = (length: number) => {
      this.#isWriting = false;
      if (length < chunk.length) this.#write(chunk.subarray(length), done);
      else done();
    };
    const write = () => void this.#outlet.write(chunk).then(onWritten, done);
    this.#isWriting = true;
    this.#stalledSince = null;
    if (chunk.length < BULK_BYTES) write();
    else this.#options.bulk.run(this.remoteAddress, () => this.destroyed || write());
  }

  override _final(done: (error?: Error) => void): void {
    this.#conn.closeWrite().then(() => done(), () => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.inputTaken();
    if (this.writableFinished || !this.#isDropped) {
      this.#conn.close();
      done(error);
    } else this.#conn.reset(() => done(error));
  }

  /** Sends nothing more, also of what is being written, and closes. What was sent is still delivered. */
  #cut(): void {
    this.#isDropped = false;
    void this.#conn.closeWrite().then(() => this.#linger(), () => this.destroy());
  }

  /**
   * Takes and throws away what still comes. To close while the client sends would make the operating system throw away what the
   * client has not read yet.
   */
  #linger(): void {
    if (this.#lingering || this.destroyed) return;
    this.#lingering = true;
    this.discardInput();
    if (this.readableEnded) {
      this.destroy();
      return;
    }
    this.once("end", () => this.destroy());
    this.setTimeout(LINGER_MS);
  }

  #take(length: number): void {
    if (this.destroyed) return;
    this.#readAt = null;
    this.#hold(length);
    const isFull = length === this.#buffer.length;
    const chunk = this.lastChunk = this.#buffer.slice(0, length);
    if (isFull && length < LARGE_BUFFER) this.#buffer = new Uint8Array(2 * length);
    this.push(chunk);
  }

  #hold(length: number): void {
    if (this.#isDiscarding) return;
    this.#unfinished += length;
    if (this.#unfinished < HELD_BYTES) return;
    const { inputBudget, onInputGivenUp } = this.#options;
    this.#held ??= inputBudget.hold(onInputGivenUp);
    this.#held.set(this.#unfinished);
  }
}

/** How node says how a text is to be encoded. */
type Encoding = Parameters<typeof Buffer.byteLength>[1];

/** Something to be sent: bytes, or a text. */
interface Chunk {
  readonly chunk: Uint8Array | string;
  readonly encoding: Encoding;
}

const encoder = new TextEncoder();
/** The encodings in which a character of ASCII is one byte, its own. */
const ASCII_BASED: ReadonlySet<Encoding> = new Set<Encoding>(["utf8", "utf-8", "latin1", "binary", "ascii"]);

/** All of them, as bytes in a row. */
function encoded(chunks: readonly Chunk[]): Uint8Array {
  if (chunks.length === 1 && typeof chunks[0].chunk !== "string") return chunks[0].chunk;
  const bytes = new Uint8Array(chunks.reduce((length, { chunk }) => length + chunk.length, 0));
  let start = 0;
  for (const { chunk, encoding } of chunks) {
    const end = start + chunk.length;
    if (typeof chunk !== "string") bytes.set(chunk, start);
    // Other characters and encodings are seldom, and node's own way is slower.
    else if (!ASCII_BASED.has(encoding) || encoder.encodeInto(chunk, bytes.subarray(start, end)).read < chunk.length) {
      return joined(chunks.map(({ chunk, encoding }) => typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk));
    }
    start = end;
  }
  return bytes;
}
