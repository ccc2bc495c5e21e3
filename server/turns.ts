/**
 * Shares the event loop among connections. Deno hands out data that has already arrived without turning the loop, so one connection
 * that always has more would keep all others waiting. So work is measured: after {@linkcode TURN_MS} of it, connections that used
 * much lately wait for the next turn. The others come first then, and hardly notice them; of those who wait, whoever used least.
 */
import { setImmediate } from "node:timers";

/** How much work is done in a turn before those who have more to do wait for the next, in milliseconds. */
export const TURN_MS = 10;
/** Of a connection's pieces that are likely to be little, one in 8 is measured, as long as that is little. */
const SAMPLED = 8;
/** Work that takes less than this is not counted, in milliseconds: such a connection waits for its client in between anyway. */
const LITTLE_MS = 0.2;
/** Deno's event loop is a task of tokio, which looks at sockets once in 61 rounds when a task always has more to do. */
const ROUNDS = 61;
/** After a pause of this length, in milliseconds, the loop has turned by itself. */
const PAUSE_MS = 50;
/** Whoever has used more than this of the last {@linkcode LATELY_MS} is greedy, in milliseconds. */
const FAIR_MS = 1;
const LATELY_MS = 3000;

/** A piece of work that takes this long blocks the event loop, in milliseconds. */
export const BLOCKED_MS = 100;

type Work = () => void;

/** Work that waits for a turn, and how much whoever does it used lately, in milliseconds. */
interface Waiting {
  readonly work: Work;
  readonly usedMs: number;
}

/** Says what is being done, such as `lines of #12`. */
export type Doing = string | { toString(): string };

/** The turns of the event loop. */
export class Turns {
  /** What is being done; whoever begins something sets it. Not to be asked for on the way: it may have to be put together. */
  doing: Doing = "nothing yet";
  readonly #now: () => number;
  #usedMs = 0;
  /** When the current piece of work began, and how deeply pieces are nested. */
  #workingSince = 0;
  #endedAt = 0;
  #depth = 0;
  #rounds = 0;
  #longest: { readonly ms: number; readonly what: string } | null = null;
  /** How much of the current piece of work has been told of by itself. */
  #toldMs = 0;
  readonly #modest: Waiting[] = [];
  readonly #greedy: Waiting[] = [];
  /** Work whose duration is unknown: one piece per turn. */
  readonly #long: Work[] = [];

  /** @param now milliseconds on a clock that never jumps, finer than a millisecond */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get now(): number {
    return this.#now();
  }

  /** Whether so much was done in this turn that the rest has to wait for the next. */
  get over(): boolean {
    return this.#usedMs + (this.#depth > 0 ? this.#now() - this.#workingSince : 0) >= TURN_MS;
  }

  /** Whether somebody waits for the next turn. */
  get isAwaited(): boolean {
    return this.#rounds > 0;
  }

  /** Does a piece of work, or a part of one, and counts it. @returns how long it took, in milliseconds; 0 if it was little */
  measure(work: Work, { littleMs = LITTLE_MS } = {}): number {
    const startedAt = this.begin();
    let ms = 0;
    try {
      work();
    } finally {
      ms = this.end(startedAt, littleMs);
    }
    return ms;
  }

  /** Begins a piece of work, or a part of one. @returns when, for {@linkcode end} */
  begin(): number {
    const startedAt = this.#now();
    if (this.#depth++ > 0) return startedAt;
    // After a pause the loop has turned by itself.
    if (startedAt - this.#endedAt > PAUSE_MS) this.#usedMs = 0;
    this.#workingSince = startedAt;
    this.#toldMs = 0;
    return startedAt;
  }

  /**
   * Ends a piece of work, and counts it if it was not little.
   *
   * @param littleMs what is little, in milliseconds
   * @returns how long it took, in milliseconds; 0 if it was little
   */
  end(startedAt: number, littleMs = LITTLE_MS): number {
    const endedAt = this.#now();
    const ms = endedAt - startedAt < littleMs ? 0 : endedAt - startedAt;
    if (ms >= BLOCKED_MS) this.took(this.#depth > 1 ? ms : ms - this.#toldMs, this.doing);
    if (--this.#depth > 0) return ms;
    this.#endedAt = endedAt;
    this.#usedMs += ms;
    return ms;
  }

  /** Tells of a piece of work that was done in one go, perhaps within another. */
  took(ms: number, what: Doing): void {
    if (ms < BLOCKED_MS) return;
    this.#toldMs += ms;
    if (this.#longest === null || ms > this.#longest.ms) this.#longest = { ms, what: String(what) };
  }

  /** The piece of work that took longest since this was asked last; `null` if none blocked the event loop. */
  takeLongest(): { readonly ms: number; readonly what: string } | null {
    const longest = this.#longest;
    this.#longest = null;
    return longest;
  }

  /** Does something in a later turn. Those who used much lately come behind all others, and among them who used most comes last. */
  later(work: Work, usedMs = 0): void {
    (usedMs > FAIR_MS ? this.#greedy : this.#modest).push({ work, usedMs });
    this.#awaitNext();
  }

  /** Resolves in this turn, or, when it is over, in a later one. */
  async share(): Promise<void> {
    if (this.over) await new Promise<void>((resolve) => this.later(resolve));
  }

  /** Resolves in a later turn, one caller per turn: for work whose duration is unknown. */
  async own(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#long.push(resolve);
      this.#awaitNext();
    });
  }

  #awaitNext(): void {
    if (this.#rounds > 0) return;
    this.#rounds = ROUNDS;
    setImmediate(() => this.#round());
  }

  #round(): void {
    this.#rounds--;
    if (this.#rounds === 0) this.#begin();
    else setImmediate(() => this.#round());
  }

  #begin(): void {
    this.#usedMs = 0;
    this.#run(this.#modest);
    // Somebody greedy always has a place, or they would never have one.
    this.#usedMs = 0;
    this.#run(this.#greedy);
    this.#long.shift()?.();
    // What has come over sockets meanwhile has a turn of its own.
    this.#usedMs = 0;
    if (this.#modest.length + this.#greedy.length + this.#long.length > 0) this.#awaitNext();
  }

  /** Does what waits, as far as there is time, whoever used least first; those who come meanwhile wait for the next turn. */
  #run(queue: Waiting[]): void {
    queue.sort((a, b) => a.usedMs - b.usedMs);
    for (let waiting = queue.length; waiting > 0 && !this.over; waiting--) queue.shift()?.work();
  }
}

/** One connection's share of the turns. */
export class Share {
  readonly #turns: Turns;
  #usedMs = 0;
  /** Since when that was used. */
  #since = 0;
  /** How many pieces of work have begun in one another: the outermost counts. */
  #depth = 0;
  /** Whether the last piece that was measured was little, and how many were not measured. */
  #isModest = false;
  #unmeasured = 0;
  /** Whether it waits for a later turn; and whether this is that turn. */
  #isWaiting = false;
  #hasTurn = false;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** Does a piece of work now, or, if this connection must wait, in a later turn. */
  run(work: Work): void {
    if (this.mustWait) this.goOn(work);
    else this.#do(work);
  }

  /** Does a piece of work, or what is left of one, in a later turn. */
  goOn(work: Work): void {
    this.#turns.later(() => this.#do(work), this.#usedLatelyMs);
  }

  /** Whether it waits for the turn that {@linkcode waitForTurn} has asked for. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /**
   * Whether work may be done now. If not, `resume` is called in a later turn, in which it may.
   *
   * @param isLong whether it is a piece of what takes long in all: that leaves the rest of a turn to others
   */
  mayWork(resume: Work, { isLong = false } = {}): boolean {
    if (!this.#isWaiting && (this.#hasTurn || !(this.mustWait || (isLong && this.#turns.over)))) return true;
    this.waitForTurn(resume);
    return false;
  }

  /** Has `resume` called in a later turn, once, however often this is asked for until then. */
  waitForTurn(resume: Work): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.goOn(() => {
      this.#isWaiting = false;
      this.#hasTurn = true;
      try {
        resume();
      } finally {
        this.#hasTurn = false;
      }
    });
  }

  /** Whether its work has to wait. */
  get mustWait(): boolean {
    return (this.#turns.over || this.#turns.isAwaited) && this.#usedLatelyMs > FAIR_MS;
  }

  /** Begins a piece of work. @returns when, for {@linkcode end} */
  begin(): number {
    this.#depth++;
    return this.#turns.begin();
  }

  /** Whether the next piece, which is likely to be little, may go unmeasured: most of them may, as long as the others are little. */
  skipMeasuring(): boolean {
    return this.#isModest && ++this.#unmeasured % SAMPLED !== 0;
  }

  /** Ends a piece of work, which counts even if it was little, if it is a piece of what takes long in all. */
  end(startedAt: number, { isLong = false } = {}): void {
    const ms = this.#turns.end(startedAt, isLong ? 0 : undefined);
    this.#isModest = ms === 0;
    if (--this.#depth === 0) this.#usedMs += ms;
  }

  get #usedLatelyMs(): number {
    const now = this.#turns.now;
    if (now - this.#since > LATELY_MS) {
      this.#since = now;
      this.#usedMs = 0;
    }
    return this.#usedMs;
  }

  #do(work: Work): void {
    const startedAt = this.begin();
    try {
      work();
    } finally {
      this.end(startedAt);
    }
  }
}
