import type { Journal } from "./journal.ts";

/** The journal of a server that keeps nothing beyond its own life. */
export class MemoryJournal implements Journal {
  commit(): void {}
  close(): void {}
}
