import { CHANGE, type ChangeBatch } from "./change_batch.ts";
import { SortedList } from "./array/sorted_list.ts";

/**
 * All that the server holds. Pure: the same changes in the same order give the same state, whether they come from clients or
 * from the journal.
 */
export class State {
  readonly array = new SortedList();

  /** Applies change `i` of the batch. @returns for `remove` and `clear` how many values were taken out, else 0 */
  apply(batch: ChangeBatch, i: number): number {
    switch (batch.kinds[i]) {
      case CHANGE.add:
        this.array.add(batch.values, batch.start(i), batch.ends[i]);
        return 0;
      case CHANGE.remove:
        return this.array.remove(batch.values, batch.start(i), batch.ends[i]);
      case CHANGE.clear:
        return this.array.clear();
      default:
        throw new Error(`Cannot apply a change of kind ${batch.kinds[i]}`);
    }
  }
}

/** What readers may ask of the array. */
export type ReadableArray = Pick<SortedList, "count" | "rank" | "slice" | "stats">;
