import type { ChangeBatch } from "./change_batch.ts";
import type { State } from "./state.ts";

/** Where changes are kept before anybody is told that they were made. */
export interface Journal {
  /**
   * Brings all that was kept into the state, a new one. Called once, before anything else.
   *
   * @throws {OperatorError} where that can't be done; then nothing was changed where it is kept
   */
  replay(state: State): void;
  /**
   * Keeps all changes of the batch, or none of them. It must not hold on to the batch.
   *
   * @returns nothing where that is done at once, else a promise of it
   * @throws where they can't be kept; then none was
   */
  commit(batch: ChangeBatch): void | Promise<void>;
  /**
   * Makes sure that what changes are written to is still there. Cheap: it can be called twice a second.
   *
   * @throws {Error} if it is not; then commits fail until it is back
   */
  verify(): void;
  /**
   * Called when the state is what was committed, neither more nor less: the journal may write it down whole, and forget the
   * changes that led to it. With `now` it must, before it returns, since these changes can't be replayed.
   *
   * @returns the work of that in slices of a few milliseconds, if there is any: to be done one after the other, while changes are
   * committed in between. A slice that throws is the last; then all is as it was
   */
  compact(state: State, options?: { now: boolean }): Iterator<void> | void;
  close(): void | Promise<void>;
}
