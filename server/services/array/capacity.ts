/** How many values the array takes. */
import { RequestError } from "../../../protocol/request_error.ts";
import type { ChangeBatch } from "../../engine/change_batch.ts";
import type { ChangeKind } from "../../engine/change_kind.ts";
import type { Gate, Verdict } from "../../engine/gate.ts";

/** What the gate knows of the array. */
interface Watched {
  readonly add: ChangeKind<never, unknown>;
  readonly remove: ChangeKind<never, unknown>;
  readonly clear: ChangeKind<never, unknown>;
  readonly list: { readonly count: number };
}

/**
 * Refuses what would not fit. It is asked before a change is kept: what was kept is replayed however small the limit is by then, and
 * an array that is over it can still be read and emptied.
 */
export class Capacity implements Gate {
  /** The most values there may be. */
  max = Infinity;
  readonly #state: Watched;
  /** How many values there are at most behind the changes that were asked for, and whether that is exact. */
  #count = 0;
  #isExact = true;

  constructor(state: Watched) {
    this.#state = state;
  }

  takesAll(batch: ChangeBatch): boolean {
    return this.#state.list.count + batch.start(batch.length) <= this.max;
  }

  begin(): void {
    this.#count = this.#state.list.count;
    this.#isExact = true;
  }

  judge(kind: ChangeKind, valueCount: number): Verdict {
    const { add, remove, clear } = this.#state;
    if (kind === clear) [this.#count, this.#isExact] = [0, true];
    // How many of the values there are is known when they are taken out.
    else if (kind === remove) this.#isExact = false;
    else if (kind === add && valueCount > 0) {
      if (this.#count + valueCount > this.max) return this.#isExact ? this.#refusal(valueCount) : "wait";
      this.#count += valueCount;
    }
    return "keep";
  }

  #refusal(valueCount: number): RequestError {
    const what = valueCount === 1 ? "1 more value does" : `${valueCount} more values do`;
    return new RequestError(
      "too-many-values",
      `${what} not fit: the array has ${this.#count} and takes at most ${this.max}: remove some first`,
    );
  }
}
