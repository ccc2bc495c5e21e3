import type { ChangeBatch } from "./change_batch.ts";
import type { State } from "./state.ts";

/** It is not known whether changes were kept: they may be applied later, or never. */
export class OutcomeUnknownError extends Error {
  override readonly name = "OutcomeUnknownError";
}

/** Where changes are kept before anybody is told that they were made. */
export interface Journal {
  /**
   * Brings all that was kept into the state, a new one. Called once, before anything else but {@linkcode follow}.
   *
   * @returns nothing where that is done at once, else a promise of it
   * @throws {OperatorError} where that can't be done; then nothing was changed where it is kept
   */
  replay(state: State): void | Promise<void>;
  /**
   * Keeps all changes of the batch, or none of them. It must not hold on to the batch.
   *
   * @returns nothing where that is done at once, else a promise of it
   * @throws where they can't be kept, or, {@linkcode OutcomeUnknownError}, where that is not known
   */
  commit(batch: ChangeBatch): void | Promise<void>;
  /**
   * Called when the changes of a batch that was committed have been applied. A journal that several servers share applies nothing
   * between the two, since their changes come in the order in which they were committed.
   */
  applied?(): void;
  /** What applies the changes that other servers have committed, for a journal that several share. Resolves when that is done. */
  follow?(apply: (batch: ChangeBatch) => Promise<void>): void;
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
