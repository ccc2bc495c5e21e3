import type { ChangeKind, Columns } from "./change_kind.ts";

/** Who asked for a change and is told what became of it. */
export interface Waiter<Result = unknown> {
  /**
   * The change is committed and applied. `values[start..end)` are the change's own values, to be read, or put in another
   * order, during this call only.
   */
  applied(result: Result, values: Float64Array, start: number, end: number): void;
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
export class ChangeBatch implements Columns {
  length = 0;
  readonly kinds: ChangeKind[] = [];
  /** The values of change `i` are `values[start(i)..ends[i])`. */
  ends = new Float64Array(INITIAL_CHANGES);
  values = new Float64Array(INITIAL_VALUES);
  readonly waiters: Waiter[] = [];
  /** What a change has to it beside values; `null` if there is nothing more. */
  readonly records: unknown[] = [];

  /** Where the values of change `i` begin. */
  start(i: number): number {
    return i === 0 ? 0 : this.ends[i - 1];
  }

  /** Puts a change at the end. Cost: O(values), amortized. @returns how many values it has */
  push<What, Result>(kind: ChangeKind<What, Result>, what: What, waiter: Waiter<Result>): number {
    kind.put(what, this);
    this.kinds.push(kind);
    this.waiters.push(waiter);
    const i = this.length++;
    return this.ends[i] - this.start(i);
  }

  /** Puts a change of another batch at the end. Cost: O(values). */
  pushFrom(other: ChangeBatch, i: number): void {
    const record = other.records[i];
    const start = other.start(i);
    const count = other.ends[i] - start;
    this.putNumbers(other.values.subarray(start, start + count), count, record);
    this.kinds.push(other.kinds[i]);
    this.waiters.push(other.waiters[i]);
    this.length++;
  }

  putNumbers(numbers: Float64Array, count: number, record: unknown = null): void {
    const start = this.start(this.length);
    this.#reserve(start + count);
    const { values } = this;
    if (count < 32) { for (let i = 0; i < count; i++) values[start + i] = numbers[i]; }
    else values.set(numbers.subarray(0, count), start);
    this.ends[this.length] = start + count;
    this.records.push(record);
  }

  putRecord(record: unknown): void {
    const start = this.start(this.length);
    this.#reserve(start);
    this.ends[this.length] = start;
    this.records.push(record);
  }

  /** Makes the batch empty again. */
  reset(): void {
    this.length = 0;
    this.kinds.length = 0;
    this.waiters.length = 0;
    this.records.length = 0;
    if (this.values.length > LARGE_VALUES) this.values = new Float64Array(INITIAL_VALUES);
  }

  #reserve(valueCount: number): void {
    if (valueCount > this.values.length) this.values = grown(this.values, Math.max(valueCount, 2 * this.values.length));
    if (this.length === this.ends.length) this.ends = grown(this.ends, 2 * this.length);
  }
}

function grown(values: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
