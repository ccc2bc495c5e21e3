import type { ChangeBatch } from "../change_batch.ts";

/** Where changes are kept before anybody is told that they were made. */
export interface Journal {
  /**
   * Keeps all changes of the batch, or none of them. It must not hold on to the batch.
   *
   * @returns nothing where that is done at once, else a promise of it
   * @throws where they can't be kept; then none was
   */
  commit(batch: ChangeBatch): void | Promise<void>;
  close(): void | Promise<void>;
}
