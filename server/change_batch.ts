import type { Counter, CounterChange } from "./counter/registry.ts";
import type { QuizChange, QuizReply } from "./quiz/quiz_change.ts";

/** What a change does to the state. The names are written to the journal: none is ever given another meaning. */
export const CHANGE = { add: 0, remove: 1, clear: 2, quiz: 3, counter: 4, start: 5 } as const;

/** One of {@linkcode CHANGE}. */
export type ChangeKind = typeof CHANGE[keyof typeof CHANGE];

/** The kinds that change the array. */
export type ArrayChangeKind = typeof CHANGE["add" | "remove" | "clear"];

/**
 * What came of a change: of a `remove` or `clear` how many values were taken out, of a `quiz` what its player is told, of a
 * `counter` how it is now, else 0.
 */
export type ChangeResult = number | QuizReply | Counter;

/** The kinds that have more to them than numbers. */
export type DetailedChangeKind = Exclude<ChangeKind, ArrayChangeKind>;

/** A server has taken the state over, with so many seats for the quiz: no connection that was open before is any more. */
export interface StartChange {
  readonly seats: number;
  readonly at: number;
}

/** What a change of the kind `quiz`, `counter` or `start` is. */
export type ChangeDetails = QuizChange | CounterChange | StartChange;

/** Who asked for a change and is told what became of it. */
export interface Waiter {
  /**
   * The change is committed and applied. `values[start..end)` are the change's own values, to be read, or put in another
   * order, during this call only.
   */
  applied(values: Float64Array, start: number, end: number, result: ChangeResult): void;
  /** The change could not be committed, or the state did not allow it, and nothing of it was applied. */
  failed(error: unknown): void;
  /** Called when each of the waiter's changes in a batch has been applied or has failed. */
  settled(): void;
}

/** For changes that nobody waits for: one that the state does not allow any more is not needed either. */
export const NOBODY: Waiter = { applied() {}, failed() {}, settled() {} };

const INITIAL_CHANGES = 64;
const INITIAL_VALUES = 1024;
/** Room for more values than this, 1 MiB, is given back when the batch is done. */
const LARGE_VALUES = 131_072;

/**
 * Changes in the order in which they came, with the values of all of them in one array: a flood of small changes costs no
 * object each.
 */
export class ChangeBatch {
  length = 0;
  kinds = new Uint8Array(INITIAL_CHANGES);
  /** The values of change `i` are `values[start(i)..ends[i])`. */
  ends = new Float64Array(INITIAL_CHANGES);
  values = new Float64Array(INITIAL_VALUES);
  readonly waiters: Waiter[] = [];
  /** What a change of one of the {@linkcode DetailedChangeKind}s is; `null` for the others. */
  readonly details: (ChangeDetails | null)[] = [];

  /** Where the values of change `i` begin. */
  start(i: number): number {
    return i === 0 ? 0 : this.ends[i - 1];
  }

  /** Puts a change with the values `numbers[0..count)` at the end. Cost: O(count), amortized. */
  push(kind: ChangeKind, numbers: Float64Array, count: number, waiter: Waiter, details: ChangeDetails | null): void {
    const start = this.start(this.length);
    this.#reserve(start + count);
    const { values } = this;
    if (count < 32) { for (let i = 0; i < count; i++) values[start + i] = numbers[i]; }
    else values.set(numbers.subarray(0, count), start);
    this.kinds[this.length] = kind;
    this.ends[this.length] = start + count;
    this.waiters.push(waiter);
    this.details.push(details);
    this.length++;
  }

  /** Makes the batch empty again. */
  reset(): void {
    this.length = 0;
    this.waiters.length = 0;
    this.details.length = 0;
    if (this.values.length > LARGE_VALUES) this.values = new Float64Array(INITIAL_VALUES);
  }

  #reserve(valueCount: number): void {
    if (valueCount > this.values.length) this.values = grown(this.values, Math.max(valueCount, 2 * this.values.length));
    if (this.length < this.kinds.length) return;
    const kinds = new Uint8Array(2 * this.length);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.ends = grown(this.ends, 2 * this.length);
  }
}

function grown(values: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
