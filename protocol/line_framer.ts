import { isUtf8 } from "node:buffer";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** What a connection that says little holds, in bytes. */
const SMALL_BUFFER = 1024;
/** How far the buffer grows, in bytes, for a connection that fills it; only a longer line makes it larger. */
const LARGE_BUFFER = 65_536;

/**
 * What {@linkcode LineFramer.next} found: a line, that it needs more bytes, or what makes all that follows untrustworthy.
 */
export type Frame = "line" | "more" | "too-long" | "not-utf8";

/**
 * Cuts a stream of bytes into lines, however the bytes were split on their way. A line ends with `\n`, and a `\r` before it
 * belongs to the end; lines are valid UTF-8 of at most `maxLineBytes`, their end not counted.
 *
 * The bytes are read straight into the framer's buffer and the line is looked at where it lies: nothing is copied but the
 * beginning of a line that has not ended yet, and what comes of one beyond 64 KiB. The buffer stays between 1 and 64 KiB, save for a
 * longer line.
 *
 * @example
 * ```ts
 * const framer = new LineFramer({ maxLineBytes: 1024 });
 * framer.filled(await conn.read(framer.space()) ?? 0);
 * while (framer.next() === "line") handle(framer.bytes, framer.start, framer.end);
 * ```
 */
export class LineFramer {
  readonly #maxLineBytes: number;
  /** The line found is `bytes[start..end)`, until the next call of {@linkcode space}. */
  bytes = new Uint8Array(SMALL_BUFFER);
  /** Where more of a long line is read to: whoever reads may keep what it reads to for long, and that is not to be all of the line. */
  #more: Uint8Array | null = null;
  start = 0;
  end = 0;
  /** Where the next line begins, how far it was searched for its end, and where the bytes received end. */
  #next = 0;
  #searched = 0;
  #filled = 0;
  /** All bytes of the line so far, or-ed: below 0x80 it is ASCII. */
  #bits = 0;

  constructor({ maxLineBytes }: { maxLineBytes: number }) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** How many bytes were received of a line that has not ended. */
  get unfinished(): number {
    return this.#filled - this.#next;
  }

  /** Where to put the bytes that come next, at least one; tell how many by {@linkcode filled}. */
  space(): Uint8Array {
    if (this.#next > 0) {
      this.bytes.copyWithin(0, this.#next, this.#filled);
      this.#searched -= this.#next;
      this.#filled -= this.#next;
      this.#next = 0;
    }
    if (this.#filled >= LARGE_BUFFER) return this.#more ??= new Uint8Array(LARGE_BUFFER);
    this.#more = null;
    if (this.bytes.length > LARGE_BUFFER) this.#resize(this.#filled === 0 ? SMALL_BUFFER : LARGE_BUFFER);
    if (this.#filled === this.bytes.length) this.#resize(2 * this.bytes.length);
    return this.bytes.subarray(this.#filled);
  }

  /** Tells that `length` bytes were put into {@linkcode space}. */
  filled(length: number): void {
    const wasEmpty = this.#filled === 0;
    const { length: capacity } = this.bytes;
    if (this.#more) {
      if (this.#filled + length > capacity) this.#resize(2 * capacity);
      this.bytes.set(this.#more.subarray(0, length), this.#filled);
    }
    this.#filled += length;
    if (this.#filled === capacity && capacity < LARGE_BUFFER) this.#resize(2 * capacity);
    else if (wasEmpty && capacity > SMALL_BUFFER && length < capacity / 4) {
      this.#resize(Math.max(SMALL_BUFFER, Math.min(capacity / 2, LARGE_BUFFER)));
    }
  }

  /**
   * Goes on to the next line. After `"too-long"` or `"not-utf8"` it never finds another one.
   * Cost: one pass over the bytes not looked at before.
   */
  next(): Frame {
    const { bytes } = this;
    const filled = this.#filled;
    let bits = this.#bits;
    let i = this.#searched;
    while (i < filled && bytes[i] !== LINE_FEED) bits |= bytes[i++];
    this.#searched = i;
    this.#bits = bits;
    const start = this.#next;
    const end = i > start && bytes[i - 1] === CARRIAGE_RETURN ? i - 1 : i;
    if (end - start > this.#maxLineBytes) return "too-long";
    if (i === filled) return "more";
    if (bits >= 0x80 && !isUtf8(bytes.subarray(start, end))) return "not-utf8";
    this.start = start;
    this.end = end;
    this.#next = this.#searched = i + 1;
    this.#bits = 0;
    return "line";
  }

  /** Takes the line found last back, so that {@linkcode next} finds it again. */
  back(): void {
    this.#next = this.#searched = this.start;
    this.#bits = 0;
  }

  /** Throws away what was received, and the room for it. */
  clear(): void {
    this.bytes = new Uint8Array(SMALL_BUFFER);
    this.#more = null;
    this.start =
      this.end =
      this.#next =
      this.#searched =
      this.#filled =
      this.#bits =
        0;
  }

  #resize(capacity: number): void {
    const resized = new Uint8Array(capacity);
    resized.set(this.bytes.subarray(0, this.#filled));
    this.bytes = resized;
  }
}
