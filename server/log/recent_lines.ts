/**
 * The last lines of each connection, for whoever begins to watch it. A line costs next to nothing when it is handled: what follows
 * each other in one direction is a run, and of that only the end moves on. When the connection's turn ends, and its buffers are about
 * to be used again, the run is copied in one piece, of a long one only its end. Lines are taken apart when somebody looks.
 *
 * What it takes is bounded: the connections that were active last have their lines kept, others not. One that never sent a
 * line takes nothing.
 */
import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";
import { TOKEN_LENGTH } from "../token.ts";
import { type Direction, LineTail, type Run, TAIL_LINES, type TailOwner } from "./line_tail.ts";
import { cut, type Redaction } from "./redaction.ts";

/** This much of a line is kept, in bytes, so that few long ones do not drive out the others. */
export const LINE_BYTES = 200;
/** So many connections have their lines kept, which takes at most 8 MiB: more than two classes are online at once. */
export const MAX_TAILS = 512;
/** A line ends with a line feed, and perhaps with a carriage return before that. */
const LINE_END_BYTES = 2;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NONE = new Uint8Array(0);

/** A line on the wire. */
export interface RecentLine {
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number;
  readonly direction: Direction;
  /** As in the log: control characters escaped, tokens not shown. */
  readonly text: string;
}

export class RecentLines {
  readonly #clock: Clock;
  readonly #redaction: Redaction;
  readonly #tails: LineTail[] = [];
  readonly #free: LineTail[] = [];
  /** Which tail is looked at next when one is taken away. */
  #hand = 0;
  /** Whose turn it is. */
  #owner: TailOwner | null = null;
  /** Whether the line before this was long. */
  #wasLong = false;
  /** The run that has not been copied: one object for all of them. Its time is that of the turn's beginning, or of the last long line. */
  readonly #run: Run = { at: 0, direction: "<", lines: 1, isShown: false, cutFrom: 0 };
  #bytes: Uint8Array = NONE;
  #start = 0;
  #end = 0;
  #lines = 0;
  #mayHaveToken = false;
  readonly #shown = new ByteWriter();

  constructor({ clock, redaction }: { clock: Clock; redaction: Redaction }) {
    this.#clock = clock;
    this.#redaction = redaction;
  }

  /**
   * Takes the line `bytes[start..end)`, which must stay there until {@linkcode endTurn}.
   *
   * @param more what is told of a line that is not all among the bytes
   */
  add(owner: TailOwner, direction: Direction, bytes: Uint8Array, start: number, end: number, more = ""): void {
    const goesOn = owner === this.#owner && bytes === this.#bytes && direction === this.#run.direction &&
      start > this.#end && start <= this.#end + LINE_END_BYTES && end - start <= LINE_BYTES && more === "";
    if (!goesOn) return this.#begin(owner, direction, bytes, start, end, more);
    this.#end = end;
    this.#lines++;
    if (end - start >= TOKEN_LENGTH) this.#mayHaveToken = true;
  }

  /** Begins a run with a line that does not go on with the one before. */
  #begin(owner: TailOwner, direction: Direction, bytes: Uint8Array, start: number, end: number, more: string): void {
    const isLong = end - start > LINE_BYTES || more !== "";
    if (owner === this.#owner) {
      this.#copy();
      // Long lines take time, others too little for a look at the clock.
      if (isLong || this.#wasLong) this.#run.at = this.#clock.now();
    } else {
      this.endTurn();
      // To each connection a banner is sent, which alone is not worth the room.
      if (direction === ">" && owner.tail === null) return;
      this.#owner = owner;
      this.#run.at = this.#clock.now();
    }
    this.#run.direction = direction;
    this.#wasLong = isLong;
    if (isLong) this.#copyLong(owner, bytes, start, end, more);
    else {
      this.#bytes = bytes;
      this.#start = start;
      this.#end = end;
      this.#lines = 1;
      this.#mayHaveToken = end - start >= TOKEN_LENGTH;
    }
  }

  /** Copies what has not been copied. */
  endTurn(): void {
    if (this.#owner === null) return;
    this.#copy();
    this.#owner = null;
  }

  /** Forgets the lines of a connection, which is closed. */
  release(owner: TailOwner): void {
    if (this.#owner === owner) this.endTurn();
    const { tail } = owner;
    if (tail === null) return;
    owner.tail = null;
    tail.owner = null;
    this.#free.push(tail);
  }

  /** The last lines of the connection with this name, the oldest first. Cost: O(connections whose lines are kept). */
  of(name: string): RecentLine[] {
    this.endTurn();
    const lines: RecentLine[] = [];
    for (const { bytes, ...run } of this.#tails.find(({ owner }) => owner?.name === name) ?? []) {
      const { at, direction } = run;
      for (const text of run.isShown ? [decode(bytes)] : this.#texts(bytes, run)) lines.push({ at, direction, text });
    }
    return lines.slice(-TAIL_LINES);
  }

  #copy(): void {
    const owner = this.#owner;
    const bytes = this.#bytes;
    if (owner === null || bytes === NONE) return;
    this.#bytes = NONE;
    const tail = this.#tailOf(owner);
    const start = this.#lines > TAIL_LINES ? lastLines(bytes, this.#start, this.#end) : this.#start;
    // A token that is worth nothing any more when somebody looks would not be found then.
    if (this.#mayHaveToken && this.#redaction.hasTokenIn(bytes, start, this.#end)) {
      for (const [from, to] of linesOf(bytes, start, this.#end)) this.#copyShown(tail, bytes, from, to);
    } else {
      this.#run.lines = Math.min(this.#lines, TAIL_LINES);
      tail.append(this.#run, bytes, start, this.#end);
      this.#run.lines = 1;
    }
  }

  /** Copies the beginning of a long line. */
  #copyLong(owner: TailOwner, bytes: Uint8Array, start: number, end: number, more: string): void {
    const run = this.#run;
    const tail = this.#tailOf(owner);
    if (more || !this.#redaction.mayCut(bytes, start, end, LINE_BYTES)) {
      this.#copyShown(tail, bytes, start, end, more);
      return;
    }
    run.cutFrom = end - start;
    tail.append(run, bytes, start, cut(bytes, start, end, LINE_BYTES));
    run.cutFrom = 0;
  }

  /** Copies a line as it may be shown. */
  #copyShown(tail: LineTail, bytes: Uint8Array, start: number, end: number, more = ""): void {
    const shown = this.#shown;
    shown.length = 0;
    this.#redaction.write(shown, bytes, start, end, { most: LINE_BYTES, more });
    this.#run.isShown = true;
    tail.append(this.#run, shown.bytes, 0, shown.length);
    this.#run.isShown = false;
  }

  #texts(bytes: Uint8Array, { cutFrom }: Readonly<Run>): string[] {
    const more = cutFrom === 0 ? undefined : `${cutFrom} bytes`;
    return Array.from(linesOf(bytes, 0, bytes.length), ([start, end]) => {
      const shown = new ByteWriter();
      this.#redaction.write(shown, bytes, start, end, { most: LINE_BYTES, more });
      return shown.text();
    });
  }

  #tailOf(owner: TailOwner): LineTail {
    if (owner.tail !== null) return owner.tail;
    const tail = this.#free.pop() ?? this.#newTail() ?? this.#takeTail();
    tail.clear();
    tail.owner = owner;
    owner.tail = tail;
    return tail;
  }

  #newTail(): LineTail | null {
    if (this.#tails.length === MAX_TAILS) return null;
    const tail = new LineTail();
    this.#tails.push(tail);
    return tail;
  }

  /** Takes the lines of a connection away that was not active since the hand was here last: one of the least active. */
  #takeTail(): LineTail {
    for (;;) {
      const tail = this.#tails[this.#hand];
      this.#hand = (this.#hand + 1) % MAX_TAILS;
      if (tail.isActive) tail.isActive = false;
      else {
        if (tail.owner) tail.owner.tail = null;
        return tail;
      }
    }
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Where the last lines of `bytes[start..end)` begin, as many as are kept. */
function lastLines(bytes: Uint8Array, start: number, end: number): number {
  let lines = 0;
  for (let i = end; i > start; i--) {
    const isBeginning = bytes[i - 1] === LINE_FEED && bytes[i] !== LINE_FEED;
    if (isBeginning && ++lines === TAIL_LINES) return i;
  }
  return start;
}

/** Where the lines in `bytes[start..end)` begin and end; empty ones were none. */
function* linesOf(bytes: Uint8Array, start: number, end: number): Generator<[start: number, end: number]> {
  for (let next = start; next < end;) {
    const found = bytes.indexOf(LINE_FEED, next);
    const lineEnd = found < 0 || found > end ? end : found;
    const textEnd = lineEnd > next && bytes[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    if (textEnd > next) yield [next, textEnd];
    next = lineEnd + 1;
  }
}
