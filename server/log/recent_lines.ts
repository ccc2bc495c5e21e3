/**
 * The last lines of each connection, for whoever begins to watch it. A line costs next to nothing when it is handled: lines that follow
 * each other in a buffer are a span, of which only the end moves on. When the connection's turn ends, and its buffers are about to be
 * used again, each span is copied in one piece, of a long one only the last lines. They are taken apart when somebody looks.
 *
 * What it takes is bounded: see {@linkcode LineTails}. A connection that never sent a line takes nothing.
 */
import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";
import { TOKEN_LENGTH } from "../token.ts";
import { type Direction, LineTails, type Run, TAIL_LINES, type TailOwner } from "./line_tails.ts";
import { cut, type Redaction } from "./redaction.ts";

/** This much of a line is kept, in bytes, so that few long ones do not drive out the others. */
export const LINE_BYTES = 200;
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

/** Lines that follow each other in a buffer, and have not been copied. */
class Span {
  bytes: Uint8Array = NONE;
  start = 0;
  end = 0;
  lines = 0;
  mayHaveToken = false;

  /** Takes the line `bytes[start..end)` if it follows the last one. */
  extend(bytes: Uint8Array, start: number, end: number): boolean {
    if (bytes !== this.bytes || start <= this.end || start > this.end + LINE_END_BYTES || end - start > LINE_BYTES) {
      return false;
    }
    this.end = end;
    this.lines++;
    if (end - start >= TOKEN_LENGTH) this.mayHaveToken = true;
    return true;
  }

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.lines = 1;
    this.mayHaveToken = end - start >= TOKEN_LENGTH;
  }
}

export class RecentLines {
  readonly #clock: Clock;
  readonly #redaction: Redaction;
  #tails: LineTails | null = null;
  /** Whose turn it is. */
  #owner: TailOwner | null = null;
  /** What it sent and was sent in its turn: what was sent together is answered together. */
  readonly #received = new Span();
  readonly #sent = new Span();
  /** Whether the line before this was long. */
  #wasLong = false;
  /** What is copied: one object for all runs. Its time is that of the turn's beginning, or of the last long line. */
  readonly #run: Run = { at: 0, direction: "<", lines: 1, isShown: false, cutFrom: 0 };
  readonly #shown = new ByteWriter();

  constructor({ clock, redaction }: { clock: Clock; redaction: Redaction }) {
    this.#clock = clock;
    this.#redaction = redaction;
  }

  /**
   * Takes the line `bytes[start..end)` that a connection sent. It must stay there until {@linkcode endTurn}, in a buffer that has lines of
   * this connection in this direction only.
   */
  received(owner: TailOwner, bytes: Uint8Array, start: number, end: number): void {
    if (!this.#received.extend(bytes, start, end)) this.#begin(owner, "<", bytes, start, end, "");
  }

  /** Takes a line that a connection was sent, in the same way. @param more what is told of a long line that is not all among the bytes */
  sent(owner: TailOwner, bytes: Uint8Array, start: number, end: number, more: string): void {
    if (!this.#sent.extend(bytes, start, end)) this.#begin(owner, ">", bytes, start, end, more);
  }

  /** Copies what has not been copied. */
  endTurn(): void {
    if (this.#owner === null) return;
    this.#copyBoth(this.#owner);
    this.#owner = null;
  }

  /** Forgets the lines of a connection, which is closed. */
  release(owner: TailOwner): void {
    this.endTurn();
    this.#tails?.release(owner);
  }

  /** The last lines of the connection with this name, the oldest first. Cost: O(connections whose lines are kept). */
  of(name: string): RecentLine[] {
    this.endTurn();
    const tail = this.#tails?.find(name) ?? -1;
    if (this.#tails === null || tail < 0) return [];
    const lines: RecentLine[] = [];
    for (const { bytes, ...run } of this.#tails.runs(tail)) {
      const { at, direction } = run;
      for (const text of run.isShown ? [decode(bytes)] : this.#texts(bytes, run)) lines.push({ at, direction, text });
    }
    return lines.slice(-TAIL_LINES);
  }

  /** Begins a span with a line that does not go on with the one before, or copies the line at once if it is long. */
  #begin(owner: TailOwner, direction: Direction, bytes: Uint8Array, start: number, end: number, more: string): void {
    const isLong = end - start > LINE_BYTES;
    const span = direction === "<" ? this.#received : this.#sent;
    if (owner !== this.#owner) {
      this.endTurn();
      // To each connection a banner is sent, which alone is not worth the room.
      if (direction === ">" && owner.tail < 0) return;
      this.#owner = owner;
      this.#run.at = this.#clock.now();
    } else {
      // What is received belongs in front of what is sent, unless that was there before.
      if (isLong || span.lines > 0 || (direction === "<" && this.#sent.lines > 0)) this.#copyBoth(owner);
      // Long lines take time, others too little for a look at the clock.
      if (isLong || this.#wasLong) this.#run.at = this.#clock.now();
    }
    this.#wasLong = isLong;
    if (isLong) this.#copyLong(owner, direction, bytes, start, end, more);
    else span.begin(bytes, start, end);
  }

  #copyBoth(owner: TailOwner): void {
    if (this.#received.lines > 0) this.#copy(owner, "<", this.#received);
    if (this.#sent.lines > 0) this.#copy(owner, ">", this.#sent);
  }

  #copy(owner: TailOwner, direction: Direction, span: Span): void {
    const { bytes, end, lines } = span;
    const run = this.#run;
    run.direction = direction;
    const start = lines > TAIL_LINES ? lastLines(bytes, span.start, end) : span.start;
    // A token that is worth nothing any more when somebody looks would not be found then.
    if (span.mayHaveToken && this.#redaction.hasTokenIn(bytes, start, end)) {
      for (const [from, to] of linesOf(bytes, start, end)) this.#copyShown(owner, bytes, from, to);
    } else {
      run.lines = lines > TAIL_LINES ? TAIL_LINES : lines;
      this.#append(owner, bytes, start, end);
      run.lines = 1;
    }
    span.bytes = NONE;
    span.lines = 0;
  }

  /** Copies the beginning of a long line. */
  #copyLong(owner: TailOwner, direction: Direction, bytes: Uint8Array, start: number, end: number, more: string): void {
    this.#run.direction = direction;
    if (more || !this.#redaction.mayCut(bytes, start, end, LINE_BYTES)) {
      this.#copyShown(owner, bytes, start, end, more);
      return;
    }
    this.#run.cutFrom = end - start;
    this.#append(owner, bytes, start, cut(bytes, start, end, LINE_BYTES));
    this.#run.cutFrom = 0;
  }

  /** Copies a line as it may be shown. */
  #copyShown(owner: TailOwner, bytes: Uint8Array, start: number, end: number, more = ""): void {
    const shown = this.#shown;
    shown.length = 0;
    this.#redaction.write(shown, bytes, start, end, { most: LINE_BYTES, more });
    this.#run.isShown = true;
    this.#append(owner, shown.bytes, 0, shown.length);
    this.#run.isShown = false;
  }

  #append(owner: TailOwner, bytes: Uint8Array, start: number, end: number): void {
    const tails = this.#tails ??= new LineTails();
    tails.append(owner.tail < 0 ? tails.claim(owner) : owner.tail, this.#run, bytes, start, end);
  }

  #texts(bytes: Uint8Array, { cutFrom }: Readonly<Run>): string[] {
    const more = cutFrom === 0 ? undefined : `${cutFrom} bytes`;
    return Array.from(linesOf(bytes, 0, bytes.length), ([start, end]) => {
      const shown = new ByteWriter();
      this.#redaction.write(shown, bytes, start, end, { most: LINE_BYTES, more });
      return shown.text();
    });
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
