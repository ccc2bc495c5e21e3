/**
 * The one road for changes. A semaphore admits one writer. It takes all changes that wait, commits them to the journal in one
 * transaction (group commit), applies them to the state in memory, and only then tells those who wait. In between nothing
 * else runs, so that a reader never sees what is not committed, or half of a request.
 *
 * Readers look at the state directly, at any time: no lock, no promise.
 */
import { Semaphore } from "es-toolkit/promise";
import { RequestError } from "../protocol/request_error.ts";
import { ChangeBatch, type ChangeKind, type Waiter } from "./change_batch.ts";
import type { Journal } from "./journal/journal.ts";
import { type ReadableArray, State } from "./state.ts";

/** What became of a change made by {@linkcode Engine.change}. */
export interface Change {
  /** The values of the change. */
  values: Float64Array;
  /** For `remove` and `clear`: how many values were taken out. */
  result: number;
  /** How many values the array held when the change had been applied. */
  count: number;
}

/** Commits and applies changes. */
export class Engine {
  readonly #state = new State();
  readonly #journal: Journal;
  readonly #onError: (error: unknown) => void;
  readonly #writer = new Semaphore(1);
  #waiting = new ChangeBatch();
  #spare = new ChangeBatch();
  /** The last drain, while changes wait for it or are being committed. */
  #drained: Promise<void> = Promise.resolve();

  /** @param onError is told what a waiter throws, which harms nobody else, and why a commit failed */
  constructor({ journal, onError }: { journal: Journal; onError: (error: unknown) => void }) {
    this.#journal = journal;
    this.#onError = onError;
  }

  /** The array, to be read. */
  get array(): ReadableArray {
    return this.#state.array;
  }

  /** Resolves when all changes submitted so far have been settled. */
  get drained(): Promise<void> {
    return this.#drained;
  }

  /**
   * Asks for a change with the values `numbers[0..count)`. The changes of one waiter that are submitted without a pause are
   * settled together. Cost: O(count); no allocation, no promise.
   */
  submit(kind: ChangeKind, numbers: Float64Array, count: number, waiter: Waiter): void {
    const first = this.#waiting.length === 0;
    this.#waiting.push(kind, numbers, count, waiter);
    if (first) this.#drained = this.#drain();
  }

  /** Makes one change. @throws {RequestError} `internal` where it could not be committed; then nothing of it was applied */
  change(kind: ChangeKind, values: Float64Array): Promise<Change> {
    return new Promise((resolve, reject) => {
      this.submit(kind, values, values.length, {
        applied: (all, start, end, result) =>
          resolve({ values: all.slice(start, end), result, count: this.#state.array.count }),
        failed: reject,
        settled() {},
      });
    });
  }

  async #drain(): Promise<void> {
    await this.#writer.acquire();
    const batch = this.#waiting;
    this.#waiting = this.#spare;
    try {
      // An await costs a turn, in which others could read: a journal that is done at once is not waited for.
      const committing = this.#journal.commit(batch);
      if (committing) await committing;
      this.#apply(batch);
    } catch (error) {
      this.#onError(error);
      const failure = new RequestError("internal", "the change could not be kept, so nothing of it was done: try again later", {
        cause: error,
      });
      for (const waiter of batch.waiters) this.#tell(() => waiter.failed(failure));
    }
    for (let i = 0; i < batch.length; i++) {
      const waiter = batch.waiters[i];
      if (waiter !== batch.waiters[i + 1]) this.#tell(() => waiter.settled());
    }
    batch.reset();
    this.#spare = batch;
    this.#writer.release();
  }

  #apply(batch: ChangeBatch): void {
    for (let i = 0; i < batch.length; i++) {
      const result = this.#state.apply(batch, i);
      try {
        batch.waiters[i].applied(batch.values, batch.start(i), batch.ends[i], result);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
  }
}
