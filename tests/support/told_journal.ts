import { MemoryJournal } from "../../server/journal/memory.ts";

/** A journal whose commits do what a test tells, from when it tells it. */
export class ToldJournal extends MemoryJournal {
  onCommit: () => void | Promise<void> = () => {};
  closed = false;

  override commit(): void | Promise<void> {
    return this.onCommit();
  }

  override close(): void {
    this.closed = true;
  }
}
