/**
 * Shares the event loop. What is there to be read is handed out at once, without a turn of the loop, so that one connection that
 * always has more to say would keep all others waiting. So nobody goes on for long: when a turn has lasted {@linkcode TURN_MS},
 * whoever has more to do waits for the next one, in order; and those who are greedy, who have just used up a slice, wait for a
 * place of their own, one in each turn, behind those who ask for little.
 */
import { setImmediate } from "node:timers";

/** How long a turn lasts before those who have more to do wait for the next, in milliseconds. */
const TURN_MS = 4;
/** Whoever takes longer than this at a time is greedy, in milliseconds. */
const SLICE_MS = 2;

type Work = () => void;

/** The turns of the event loop. */
export class Turns {
  #startedAt = 0;
  #isOpen = false;
  #isAwaited = false;
  readonly #modest: Work[] = [];
  readonly #greedy: Work[] = [];

  /** Whether this turn has lasted long enough. Cost: a look at the clock, and one timer for each turn. */
  get over(): boolean {
    const now = performance.now();
    if (this.#isOpen) return now - this.#startedAt >= TURN_MS;
    this.#isOpen = true;
    this.#startedAt = now;
    this.#awaitNext();
    return false;
  }

  /** Does something in a later turn. */
  later(work: Work): void {
    this.#modest.push(work);
    this.#awaitNext();
  }

  /** Does something in a later turn that may take long: one such piece of work has its place in each. */
  greedily(work: Work): void {
    this.#greedy.push(work);
    this.#awaitNext();
  }

  /** Resolves in this turn, or, when it is over, in a later one. */
  async share(): Promise<void> {
    if (this.over) await new Promise<void>((resolve) => this.later(resolve));
  }

  #awaitNext(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    setImmediate(() => this.#begin());
  }

  #begin(): void {
    this.#isAwaited = false;
    this.#isOpen = false;
    // Those who come now wait for the next turn.
    for (let waiting = this.#modest.length; waiting > 0 && !this.over; waiting--) this.#modest.shift()?.();
    this.#isOpen = false;
    this.#greedy.shift()?.();
    // What can be read in between has a turn of its own.
    this.#isOpen = false;
    if (this.#modest.length + this.#greedy.length > 0) this.#awaitNext();
  }
}

/** One connection's share of the turns. */
export class Share {
  readonly #turns: Turns;
  #isGreedy = false;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** Does a piece of work: at once, unless the turn is over or the last piece took long. */
  run(work: Work): void {
    if (this.#isGreedy) this.#turns.greedily(() => this.#measure(work));
    else if (this.#turns.over) this.#turns.later(() => this.#measure(work));
    else this.#measure(work);
  }

  /** Does what is left of a piece of work in a later turn. */
  goOn(work: Work): void {
    this.#isGreedy = true;
    this.run(work);
  }

  #measure(work: Work): void {
    const startedAt = performance.now();
    this.#isGreedy = false;
    work();
    this.#isGreedy ||= performance.now() - startedAt > SLICE_MS;
  }
}
