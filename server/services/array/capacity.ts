/** How many values the array takes. */
import { RequestError } from "../../../protocol/request_error.ts";
import type { ChangeBatch } from "../../engine/change_batch.ts";
import type { ChangeKind } from "../../engine/change_kind.ts";
import { kindAt } from "../../engine/keyed_change.ts";
import type { Gate, Verdict } from "../../engine/gate.ts";

/** What the gate knows of the array. */
interface Watched {
  readonly add: ChangeKind<never, unknown>;
  readonly remove: ChangeKind<never, unknown>;
  readonly clear: ChangeKind<never, unknown>;
  readonly list: { readonly count: number; rank(value: number): number };
}

/**
 * Refuses what would not fit. It is asked before a change is kept: what was kept is replayed however small the limit is by then, and
 * an array that is over it can still be read and emptied.
 */
export class Capacity implements Gate {
  /** The most values there may be. */
  max = Infinity;
  /** What comes of a batch is worked out for so many values; changes behind those wait until the others are applied. */
  maxWorkedOut = 16_384;
  readonly #state: Watched;
  /** How many values there are at most behind the changes that were asked for, and whether that is exact. */
  #count = 0;
  #isExact = true;
  /** The changes of which it is not worked out yet what comes of them, and of how many values it is. */
  #pending: number[] = [];
  #workedOut = 0;
  /** By how much each value is there more often than in the array as it stands; and whether that is emptied before. */
  readonly #change = new Map<number, number>();
  #isCleared = false;

  constructor(state: Watched) {
    this.#state = state;
  }

  takesAll(batch: ChangeBatch): boolean {
    return this.#state.list.count + batch.start(batch.length) <= this.max;
  }

  begin(): void {
    this.#count = this.#state.list.count;
    this.#isExact = true;
    this.#pending = [];
    this.#workedOut = 0;
    this.#change.clear();
    this.#isCleared = false;
  }

  judge(batch: ChangeBatch, i: number): Verdict {
    const { add, remove, clear } = this.#state;
    const kind = kindAt(batch, i);
    if (kind === clear) {
      this.begin();
      [this.#count, this.#isCleared] = [0, true];
      return "keep";
    }
    const length = batch.ends[i] - batch.start(i);
    if (kind === add && length > 0) {
      if (this.#count + length > this.max) {
        if (!this.#workOut(batch)) return "wait";
        if (this.#count + length > this.max) return this.#refusal(length);
      }
      this.#count += length;
    }
    if (kind === remove) this.#isExact = false;
    this.#pending.push(i);
    return "keep";
  }

  /** Works out exactly how many values there are. Cost: O(log n) for each value of the changes so far. @returns whether that is little */
  #workOut(batch: ChangeBatch): boolean {
    const { add, remove } = this.#state;
    if (this.#isExact) return true;
    for (const i of this.#pending) this.#workedOut += batch.ends[i] - batch.start(i);
    if (this.#workedOut > this.maxWorkedOut) return false;
    for (const i of this.#pending) {
      const kind = kindAt(batch, i);
      for (let j = batch.start(i); j < batch.ends[i]; j++) {
        const value = batch.values[j];
        if (kind === add) this.#change.set(value, (this.#change.get(value) ?? 0) + 1);
        else if (kind === remove && this.#has(value)) {
          this.#change.set(value, (this.#change.get(value) ?? 0) - 1);
          this.#count--;
        }
      }
    }
    this.#pending = [];
    this.#isExact = true;
    return true;
  }

  #has(value: number): boolean {
    const { list } = this.#state;
    const there = this.#isCleared ? 0 : list.rank(value + 1) - list.rank(value);
    return there + (this.#change.get(value) ?? 0) > 0;
  }

  #refusal(valueCount: number): RequestError {
    const what = valueCount === 1 ? "1 more value does" : `${valueCount} more values do`;
    return new RequestError(
      "too-many-values",
      `${what} not fit: the array has ${this.#count} and takes at most ${this.max}: remove some first`,
    );
  }
}
