/**
 * The last lines of connections, as bytes: one buffer for all of them, so that a line makes no object and touches little memory. Each
 * connection has a slot of it, of which it uses no more than it needs: what was never used takes no memory.
 */

/** How many lines of a connection are kept. */
export const TAIL_LINES = 50;
/** So many connections have a slot: more than two classes are online at once. All slots together are 8 MiB. */
export const MAX_TAILS = 512;
/** How much of a slot is used, in bytes: more for those who need it. 50 lines of 200 bytes and more have room in all of it. */
const FIRST_BYTES = 4096;
const SLOT_BYTES = 16_384;
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
  /** Its slot; -1 if its lines are not kept. */
  tail: number;
}

/** In each slot, runs of lines, one behind the other. */
export class LineTails {
  readonly #bytes = new Uint8Array(MAX_TAILS * SLOT_BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  /** Of each slot: where what was written ends, how far it may go, and how many lines that is. */
  readonly #ends = new Uint32Array(MAX_TAILS);
  readonly #limits = new Uint32Array(MAX_TAILS);
  readonly #lines = new Uint32Array(MAX_TAILS);
  /** Whether lines were put in since the hand was there last. */
  readonly #active = new Uint8Array(MAX_TAILS);
  readonly #owners: (TailOwner | null)[] = [];
  readonly #free: number[] = [];
  /** Which slot is looked at next when one is taken away. */
  #hand = 0;

  /** The slot of the connection with this name; -1 for none. Cost: O(slots). */
  find(name: string): number {
    return this.#owners.findIndex((owner) => owner?.name === name);
  }

  /** Gives a connection a slot: a free one, or that of one of the connections that were not active lately. */
  claim(owner: TailOwner): number {
    const tail = this.#free.pop() ?? (this.#owners.length < MAX_TAILS ? this.#owners.length : this.#take());
    this.#owners[tail] = owner;
    this.#ends[tail] = tail * SLOT_BYTES;
    this.#limits[tail] = tail * SLOT_BYTES + FIRST_BYTES;
    this.#lines[tail] = 0;
    owner.tail = tail;
    return tail;
  }

  /** Takes a connection's slot back, if it has one. */
  release(owner: TailOwner): void {
    if (owner.tail < 0) return;
    this.#owners[owner.tail] = null;
    this.#free.push(owner.tail);
    owner.tail = -1;
  }

  /** Puts a run behind the others of a slot, the oldest of which give way. Its bytes are at most two thirds of a slot. */
  append(tail: number, run: Readonly<Run>, bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (this.#ends[tail] + HEADER_BYTES + size > this.#limits[tail]) this.#makeRoom(tail, HEADER_BYTES + size, run.lines);
    const own = this.#bytes;
    let at = this.#ends[tail];
    this.#view.setFloat64(at, run.at);
    this.#view.setUint32(at + CUT_AT, run.cutFrom);
    this.#view.setUint16(at + SIZE_AT, size);
    own[at + LINES_AT] = run.lines;
    own[at + KIND_AT] = (run.direction === "<" ? RECEIVED : 0) | (run.isShown ? SHOWN : 0);
    at += HEADER_BYTES;
    if (size < LONG_COPY) { for (let i = start; i < end; i++) own[at++] = bytes[i]; }
    else {
      own.set(bytes.subarray(start, end), at);
      at += size;
    }
    this.#ends[tail] = at;
    this.#lines[tail] += run.lines;
    this.#active[tail] = 1;
  }

  /** The runs of a slot, the oldest first. Their bytes are good until the next one is put in. */
  *runs(tail: number): Generator<Readonly<Run> & { readonly bytes: Uint8Array }> {
    for (let at = tail * SLOT_BYTES; at < this.#ends[tail]; at = this.#next(at)) {
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

  /** Drops runs that are not among the last lines, and more only if all of the slot is used. */
  #makeRoom(tail: number, size: number, lines: number): void {
    const start = tail * SLOT_BYTES;
    const end = this.#ends[tail];
    let kept = start;
    let left = this.#lines[tail];
    const drop = () => {
      left -= this.#bytes[kept + LINES_AT];
      kept = this.#next(kept);
    };
    while (kept < end && left - this.#bytes[kept + LINES_AT] + lines >= TAIL_LINES) drop();
    // A quarter is left free, so that this is rare.
    let capacity = this.#limits[tail] - start;
    while (capacity < SLOT_BYTES && end - kept + size > 0.75 * capacity) capacity *= 2;
    while (kept < end && end - kept + size > 0.75 * capacity) drop();
    this.#bytes.copyWithin(start, kept, end);
    this.#ends[tail] = start + end - kept;
    this.#limits[tail] = start + capacity;
    this.#lines[tail] = left;
  }

  /** Takes a slot away from a connection that was not active since the hand was there last. */
  #take(): number {
    for (;;) {
      const tail = this.#hand;
      this.#hand = (this.#hand + 1) % MAX_TAILS;
      if (this.#active[tail] === 1) {
        this.#active[tail] = 0;
        continue;
      }
      const owner = this.#owners[tail];
      if (owner) owner.tail = -1;
      return tail;
    }
  }
}
