import type { ChangeBatch } from "../change_batch.ts";
import type { State } from "../state.ts";
import type { Journal } from "./journal.ts";

/** The journal of a server that keeps nothing beyond its own life. */
export class MemoryJournal implements Journal {
  replay(): void {}
  commit(_batch: ChangeBatch): void | Promise<void> {}
  verify(): void {}
  compact(_state: State): void {}
  close(): void {}
}
