import { MemoryJournal } from "../../server/journal/memory.ts";

/** A journal whose commits do what a test tells, from when it tells it. */
export class ToldJournal extends MemoryJournal {
  onCommit: () => void | Promise<void> = () => {};
  closed = false;

  /** Holds commits back. @returns `asked`, which resolves when the first one is asked for, and what lets all of them go */
  hold(): { asked: Promise<void>; commit: () => void } {
    const [asked, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    this.onCommit = () => {
      asked.resolve();
      return commit.promise;
    };
    return { asked: asked.promise, commit: commit.resolve };
  }

  override commit(): void | Promise<void> {
    return this.onCommit();
  }

  override close(): void {
    this.closed = true;
  }
}
