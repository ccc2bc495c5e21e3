/**
 * The journal in one SQLite file. Each batch is one row, written by one statement that is a transaction of its own: whatever
 * happens, all of the batch is there or nothing. When the batches have come to take more room than the state itself, or the state
 * is much smaller than the last snapshot, the state is written down whole in their place (compaction.ts), so that the file stays in
 * proportion to what it holds, and is soon read.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ChangeBatch } from "../engine/change_batch.ts";
import { type Clock, systemClock } from "../clock.ts";
import { freeze, type FrozenState, type State } from "../engine/state.ts";
import { encodeBatch, type EncodedBatch } from "./batch_codec.ts";
import { batchChecksum } from "./checksum.ts";
import { removeReplaced, shrink, SLICE_BYTES, type Slicing, type SnapshotSize, writeSnapshot } from "./compaction.ts";
import type { Journal } from "../engine/journal.ts";
import {
  DamageError,
  integrityProblems,
  makeIfMissing,
  migrate,
  MIGRATIONS,
  openToRead,
  openToWrite,
  unusable,
} from "./schema.ts";
import { isShrinkable, rewrite } from "./rewriting.ts";
import { loadState, rowBytes } from "./stored_state.ts";

/** What a committed change survives: `full` a power cut as well, `normal` the end of the process, however it comes. */
export type Sync = "full" | "normal";

/** The batches may always take so much room, 4 MiB: read in well under a second. */
const COMPACT_BYTES = 4 * 2 ** 20;
/** The state is written down whole as soon as it has less than this part of the numbers of the last snapshot. */
const SHRUNK_PART = 1 / 4;
/** How long a write relies on the last look at the file, in milliseconds. */
const VERIFIED_MS = 100;
/** What SQLite's write-ahead log is cut back to when it has grown beyond, 16 MiB. */
const WAL_BYTES = 16 * 2 ** 20;
/** At how many pages SQLite moves its write-ahead log into the file: SQLite's own number, and less for a slice, which is to be short. */
const CHECKPOINT_PAGES = 1000;
const SLICE_CHECKPOINT_PAGES = 250;

const INSERT = "INSERT INTO change_batch VALUES (?, ?, ?, ?)";

export interface SqliteJournalOptions {
  sync: Sync;
  /** How many bytes of batches there may be at least before the state is written down whole. */
  compactBytes?: number;
  /** How many values a row holds at most. */
  mostValues?: number;
  /** How many bytes are written between two commits when the state is written down whole. */
  sliceBytes?: number;
  migrations?: readonly string[];
  clock?: Pick<Clock, "monotonic">;
}

export class SqliteJournal implements Journal {
  readonly #path: string;
  readonly #sync: Sync;
  readonly #compactBytes: number;
  readonly #mostValues: number | undefined;
  readonly #slicing: Slicing;
  readonly #migrations: readonly string[];
  readonly #clock: Pick<Clock, "monotonic">;
  /** Held here, since one that nobody holds is closed by the garbage collector. */
  #db: DatabaseSync | null = null;
  #insert: StatementSync | null = null;
  /** The file that is open, as the system knows it. SQLite does not notice if it is moved or deleted. */
  #file: Pick<Deno.FileInfo, "dev" | "ino"> | null = null;
  #verifiedAt = -Infinity;
  #lastBatch = 0;
  #batchBytes = 0;
  /** How many bytes of batches there may be, and how few numbers the state may have. */
  #allowedBytes = 0;
  #allowedCount = 0;
  /** Whether what is left over in the file has been removed, or is being removed. */
  #isTidy = false;
  /** The work that {@linkcode compact} has given out, while it is not done. */
  #work: Generator<void, void> | null = null;

  constructor(
    path: string,
    {
      sync,
      compactBytes = COMPACT_BYTES,
      mostValues,
      sliceBytes = SLICE_BYTES,
      migrations = MIGRATIONS,
      clock = systemClock,
    }: SqliteJournalOptions,
  ) {
    this.#clock = clock;
    this.#path = path;
    this.#sync = sync;
    this.#compactBytes = compactBytes;
    this.#mostValues = mostValues;
    this.#slicing = { sliceBytes, transact: (what, options) => this.#transact(what, options) };
    this.#migrations = migrations;
  }

  replay(state: State): void {
    makeIfMissing(this.#path, this.#migrations);
    // Read without the right to write, and brought up to date only then: a file that turns out to be damaged is left as it was.
    const { db, version } = openToRead(this.#path, this.#migrations);
    try {
      for (const problem of integrityProblems(db, "quick_check")) throw new DamageError(problem);
      const { snapshot, lastBatch, batchBytes } = loadState(db, state);
      this.#lastBatch = lastBatch;
      this.#batchBytes = batchBytes;
      this.#standOn(snapshot);
    } catch (error) {
      throw unusable(this.#path, error);
    } finally {
      db.close();
    }
    this.#open(version, state);
  }

  commit(batch: ChangeBatch): void {
    const insert = this.#insert;
    if (!insert) throw new Error("Cannot commit: the journal was not replayed, or is closed");
    this.#rely();
    const pieces = encodeBatch(batch, this.#mostValues);
    if (pieces.length === 1) this.#write(pieces, insert);
    else this.#transact(() => this.#write(pieces, insert));
    this.#lastBatch += pieces.length;
    for (const { changes, numbers } of pieces) this.#batchBytes += rowBytes(changes, numbers);
  }

  verify(): void {
    this.#verifiedAt = -Infinity;
    const found = statOf(this.#path);
    if (found === null) throw new Error(`${this.#path} is gone: move it back, or stop the server and restore a backup`);
    if (found.dev !== this.#file?.dev || found.ino !== this.#file.ino) {
      throw new Error(`${this.#path} was replaced by another file: move the old one back, or restart the server`);
    }
    this.#verifiedAt = this.#clock.monotonic();
  }

  compact(state: State, { now } = { now: false }): Iterator<void> | void {
    const db = this.#db;
    if (!db || (this.#work && !now)) return;
    const isDue = now || this.#batchBytes >= this.#allowedBytes || state.numberCount < this.#allowedCount;
    if (!isDue && this.#isTidy) return;
    this.#work?.return();
    const work = isDue ? this.#compacting(db, state) : this.#tidying(db);
    this.#work = work;
    if (!now) return work;
    while (!work.next().done);
  }

  close(): void {
    this.#work?.return();
    this.#work = null;
    this.#insert = null;
    this.#db?.close();
    this.#db = null;
  }

  #write(pieces: readonly EncodedBatch[], insert: StatementSync): void {
    for (const [i, { changes, numbers }] of pieces.entries()) {
      const id = this.#lastBatch + 1 + i;
      insert.run(id, changes, numbers, batchChecksum(id, changes, numbers));
    }
  }

  /** What writes the state down, as it is at this moment. */
  #compacting(db: DatabaseSync, state: State): Generator<void, void> {
    const moment = { frozen: freeze(state), lastBatch: this.#lastBatch, batchBytes: this.#batchBytes };
    // If it fails, the next try comes when there is more to gain.
    this.#allowedBytes = this.#batchBytes + this.#compactBytes;
    this.#allowedCount = 0;
    return this.#writing(db, moment);
  }

  *#writing(
    db: DatabaseSync,
    { frozen, lastBatch, batchBytes }: { frozen: FrozenState; lastBatch: number; batchBytes: number },
  ): Generator<void, void> {
    try {
      yield* removeReplaced(db, this.#slicing);
      const snapshot = yield* writeSnapshot(db, frozen, { lastBatch, ...this.#slicing });
      this.#batchBytes -= batchBytes;
      this.#standOn(snapshot);
    } catch (error) {
      // What is left over takes room that changes may need.
      yield* this.#tidying(db);
      throw error;
    }
    yield* this.#tidying(db);
  }

  /** What removes all that is left over. */
  *#tidying(db: DatabaseSync): Generator<void, void> {
    this.#isTidy = true;
    try {
      yield* removeReplaced(db, this.#slicing);
      yield* shrink(db, this.#compactBytes, this.#slicing);
    } finally {
      this.#work = null;
    }
  }

  /** Has the batches measured by the snapshot that they come behind. */
  #standOn(snapshot: SnapshotSize): void {
    this.#allowedBytes = Math.max(this.#compactBytes, snapshot.bytes);
    this.#allowedCount = snapshot.bytes > this.#compactBytes ? snapshot.count * SHRUNK_PART : 0;
  }

  /** Makes sure that the file is there, unless that was just done. */
  #rely(): void {
    if (this.#clock.monotonic() - this.#verifiedAt >= VERIFIED_MS) this.verify();
  }

  /** Does something wholly or not at all. */
  #transact<Result>(what: () => Result, { isSlice } = { isSlice: false }): Result {
    const db = this.#db;
    if (!db) throw new Error("Cannot write: the journal was not replayed, or is closed");
    this.#rely();
    if (isSlice) db.exec(`PRAGMA synchronous = normal; PRAGMA wal_autocheckpoint = ${SLICE_CHECKPOINT_PAGES}`);
    try {
      db.exec("BEGIN IMMEDIATE");
      const result = what();
      db.exec("COMMIT");
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    } finally {
      if (isSlice) db.exec(`PRAGMA synchronous = ${this.#sync}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    }
  }

  /**
   * @param version of the schema that the file has
   * @param state what it holds
   */
  #open(version: number, state: State): void {
    let db = this.#db = openToWrite(this.#path);
    try {
      if (version < this.#migrations.length) migrate(db, version, this.#migrations);
      if (!isShrinkable(db)) {
        const rewritten = rewrite(this.#path, db, { state, lastBatch: this.#lastBatch, migrations: this.#migrations });
        db = this.#db = openToWrite(this.#path);
        if (rewritten) this.#standOn(rewritten);
        if (rewritten) this.#batchBytes = 0;
      }
    } catch (error) {
      throw unusable(this.#path, error);
    }
    this.#file = statOf(this.#path);
    this.#verifiedAt = this.#clock.monotonic();
    // macOS takes what is synced to the disk only where it is told so.
    db.exec(`PRAGMA synchronous = ${this.#sync}; PRAGMA fullfsync = 1; PRAGMA journal_size_limit = ${WAL_BYTES};`);
    this.#insert = db.prepare(INSERT);
  }
}

/** What the system knows a file by; `null` for one that is not there. On Windows it tells only whether it is there. */
function statOf(path: string): Pick<Deno.FileInfo, "dev" | "ino"> | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}
