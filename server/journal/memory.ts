import type { ChangeBatch } from "../engine/change_batch.ts";
import type { State } from "../engine/state.ts";
import type { Journal } from "../engine/journal.ts";

/** The journal of a server that keeps nothing beyond its own life. */
export class MemoryJournal implements Journal {
  replay(): void {}
  commit(_batch: ChangeBatch): void | Promise<void> {}
  verify(): void {}
  compact(_state: State): void {}
  close(): void {}
}
