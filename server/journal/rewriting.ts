/** Rewrites the file of an earlier version, once, so that it can give back room. SQLite's own VACUUM may not run in a sandbox. */
import type { DatabaseSync } from "node:sqlite";
import { freeze, type State } from "../engine/state.ts";
import { SLICE_BYTES, type SnapshotSize, writeSnapshot } from "./compaction.ts";
import { makeFile, pragma } from "./schema.ts";

/** Whether a file can give back room. */
export function isShrinkable(db: DatabaseSync): boolean {
  return pragma(db, "auto_vacuum") !== 0;
}

/**
 * Rewrites a file. That takes about as long as to read it, and as much room again meanwhile. Nothing is done while another program
 * reads the file, or if there is no room.
 *
 * @param db the file, which is closed then
 * @param state what it holds
 * @returns the snapshot in the new file; `null` if nothing was done
 */
export function rewrite(
  path: string,
  db: DatabaseSync,
  { state, lastBatch, migrations }: { state: State; lastBatch: number; migrations: readonly string[] },
): SnapshotSize | null {
  try {
    // Without a write-ahead log, which goes by the file's name, the file is one that can be replaced. Readers stand in the way.
    db.exec("PRAGMA journal_mode = DELETE");
  } catch {
    return null;
  } finally {
    db.close();
  }
  try {
    return makeFile(path, migrations, (db) => {
      db.exec("BEGIN");
      const writing = writeSnapshot(db, freeze(state), { lastBatch, sliceBytes: SLICE_BYTES, transact: (what) => what() });
      for (let slice = writing.next();; slice = writing.next()) {
        if (!slice.done) continue;
        db.exec("COMMIT");
        return slice.value;
      }
    });
  } catch {
    return null;
  }
}
