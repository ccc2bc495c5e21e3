/** What one client sent, and what may be there of it when the server was killed. */

/** A change of the client's own values. */
export interface SentChange {
  readonly op: "add" | "remove";
  readonly values: readonly number[];
  /** The server said that it was not done. */
  refused?: boolean;
}

/** Between which of its changes a client may have been when the array was emptied. */
export interface ClearWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * The changes of one client, which nobody else's touch but `CLEAR`. They are answered in the order in which they were sent, so the
 * server did the first so many of them: at least those that were answered.
 */
export class CrashRecord {
  /** What was there of the client's when the server started: how often each value. */
  base: ReadonlyMap<number, number> = new Map();
  readonly changes: SentChange[] = [];
  answered = 0;
  /** Where the array may have been emptied, if it was. */
  clearing: ClearWindow = { from: 0, to: 0 };

  /** A server goes on with what is there now. */
  begin(base: ReadonlyMap<number, number>): void {
    this.base = base;
    this.changes.length = 0;
    this.answered = 0;
  }

  /** Whether what is there can have come of what was sent, the array having been emptied or not. */
  explains(found: ReadonlyMap<number, number>, { cleared }: { cleared: boolean }): boolean {
    for (let done = this.answered; done <= this.changes.length; done++) {
      if (!cleared && equal(this.#after(this.base, 0, done), found)) return true;
      for (let at = this.clearing.from; cleared && at <= this.clearing.to; at++) {
        if (equal(this.#after(new Map(), at, done), found)) return true;
      }
    }
    return false;
  }

  /** What is there after the changes from `start` up to, without, `end`. */
  #after(base: ReadonlyMap<number, number>, start: number, end: number): Map<number, number> {
    const there = new Map(base);
    for (const { op, values, refused } of this.changes.slice(start, end)) {
      if (refused) continue;
      for (const value of values) {
        const times = (there.get(value) ?? 0) + (op === "add" ? 1 : -1);
        if (times > 0) there.set(value, times);
        else there.delete(value);
      }
    }
    return there;
  }
}

function equal(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && a.entries().every(([value, times]) => b.get(value) === times);
}
