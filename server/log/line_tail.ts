/** The last lines of one connection, as bytes. */

/** How many lines are kept. */
export const TAIL_LINES = 50;
/** The room for them, in bytes: it grows for those who need it, and 50 lines of 200 bytes and more have room in all of it. */
const FIRST_BYTES = 2048;
export const MOST_TAIL_BYTES = 16_384;
/** In front of each run: the time, how many bytes the line had that was cut, how many bytes and lines the run has, what it is. */
const HEADER_BYTES = 16;
const [CUT_AT, SIZE_AT, LINES_AT, KIND_AT] = [8, 12, 14, 15];
const [RECEIVED, SHOWN] = [1, 2];
/** From so many bytes on a view of them beats a loop. */
const LONG_COPY = 64;

/** `<` from the client, `>` to it. */
export type Direction = "<" | ">";

/** What is known of lines that came one after the other in one direction. */
export interface Run {
  /** Milliseconds since 1970 began in UTC. */
  at: number;
  direction: Direction;
  /** How many they are, at most {@linkcode TAIL_LINES}. */
  lines: number;
  /** Whether it is one line as it may be shown; else lines as they were sent, with their ends between them. */
  isShown: boolean;
  /** How many bytes the line had of which this is the beginning; 0 for whole lines. */
  cutFrom: number;
}

/** Whose last lines are kept. */
export interface TailOwner {
  readonly name: string;
  /** Its last lines; `null` if none are kept. */
  tail: LineTail | null;
}

/** Room for the last lines of a connection, one owner after the other. It holds no objects: runs of lines, one behind the other. */
export class LineTail {
  owner: TailOwner | null = null;
  /** Whether lines were put in since this was last set back. */
  isActive = false;
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #lines = 0;

  clear(): void {
    this.#length = 0;
    this.#lines = 0;
  }

  /** Puts a run behind the others, the oldest of which give way. Its bytes are at most two thirds of {@linkcode MOST_TAIL_BYTES}. */
  append({ at, direction, lines, isShown, cutFrom }: Readonly<Run>, bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (this.#length + HEADER_BYTES + size > this.#bytes.length) this.#makeRoom(HEADER_BYTES + size, lines);
    const own = this.#bytes;
    const view = this.#view;
    let length = this.#length;
    view.setFloat64(length, at);
    view.setUint32(length + CUT_AT, cutFrom);
    view.setUint16(length + SIZE_AT, size);
    own[length + LINES_AT] = lines;
    own[length + KIND_AT] = (direction === "<" ? RECEIVED : 0) | (isShown ? SHOWN : 0);
    length += HEADER_BYTES;
    if (size < LONG_COPY) { for (let i = start; i < end; i++) own[length++] = bytes[i]; }
    else {
      own.set(bytes.subarray(start, end), length);
      length += size;
    }
    this.#length = length;
    this.#lines += lines;
    this.isActive = true;
  }

  /** The runs, the oldest first. Their bytes are good until the next one is put in. */
  *[Symbol.iterator](): Generator<Readonly<Run> & { readonly bytes: Uint8Array }> {
    for (let at = 0; at < this.#length; at = this.#next(at)) {
      const kind = this.#bytes[at + KIND_AT];
      yield {
        at: this.#view.getFloat64(at),
        direction: kind & RECEIVED ? "<" : ">",
        lines: this.#bytes[at + LINES_AT],
        isShown: (kind & SHOWN) !== 0,
        cutFrom: this.#view.getUint32(at + CUT_AT),
        bytes: this.#bytes.subarray(at + HEADER_BYTES, this.#next(at)),
      };
    }
  }

  /** Where the run behind the one at `at` is. */
  #next(at: number): number {
    return at + HEADER_BYTES + this.#view.getUint16(at + SIZE_AT);
  }

  /** Drops runs that are not among the last lines, and more only if the room has grown as far as it may. */
  #makeRoom(size: number, lines: number): void {
    let start = 0;
    while (start < this.#length && this.#lines - this.#bytes[start + LINES_AT] + lines >= TAIL_LINES) start = this.#drop(start);
    // A quarter is left free, so that this is rare.
    let capacity = this.#bytes.length;
    while (capacity < MOST_TAIL_BYTES && this.#length - start + size > 0.75 * capacity) capacity *= 2;
    while (start < this.#length && this.#length - start + size > 0.75 * capacity) start = this.#drop(start);
    this.#length -= start;
    if (capacity === this.#bytes.length) {
      this.#bytes.copyWithin(0, start, start + this.#length);
      return;
    }
    const grown = new Uint8Array(capacity);
    grown.set(this.#bytes.subarray(start, start + this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  #drop(at: number): number {
    this.#lines -= this.#bytes[at + LINES_AT];
    return this.#next(at);
  }
}
