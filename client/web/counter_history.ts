import type { Counter } from "./api.ts";

/** A value that a counter had, and since when its increment was what it was. */
export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
  readonly increment: number;
}

/** A counter, and the values that it had. */
export interface CounterHistory extends Counter {
  readonly points: readonly Point[];
}

/** How many values of a counter are kept: two a second, for two minutes. */
const KEPT = 240;

/** What the counters were while the page was open. There may be thousands, so they are changed in place. */
export class CounterHistories {
  #byId = new Map<number, CounterHistory>();

  /** These are the counters now: those that were known keep their history. */
  reset(counters: readonly Counter[]): void {
    const before = this.#byId;
    this.#byId = new Map();
    for (const counter of counters) {
      this.#byId.set(counter.id, before.get(counter.id) ?? { ...counter, points: [pointOf(counter)] });
      this.add(counter);
    }
  }

  add(counter: Counter): void {
    const points = this.#byId.get(counter.id)?.points ?? [];
    const last = points.at(-1);
    const isSame = last?.value === counter.value && last.increment === counter.increment;
    this.#byId.set(counter.id, { ...counter, points: isSame ? points : [...points.slice(1 - KEPT), pointOf(counter)] });
  }

  /** All of them: those that count first, then by ID. */
  all(): CounterHistory[] {
    return [...this.#byId.values()].sort((a, b) => Number(b.connected) - Number(a.connected) || a.id - b.id);
  }
}

function pointOf({ value, increment }: Counter): Point {
  return { at: Date.now(), value, increment };
}
