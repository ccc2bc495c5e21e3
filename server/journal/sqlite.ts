/**
 * The journal in one SQLite file. Each batch is one row, written by one statement that is a transaction of its own: whatever
 * happens, all of the batch is there or nothing. When the batches have come to take more room than the state itself, the
 * state is written down whole in their place, so that the file stays in proportion to what it holds, and is soon read.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ChangeBatch } from "../engine/change_batch.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { State } from "../engine/state.ts";
import { encodeBatch, type EncodedBatch } from "./batch_codec.ts";
import { checksum } from "./checksum.ts";
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
import { loadState, rowBytes, saveState } from "./stored_state.ts";

/** What a committed change survives: `full` a power cut as well, `normal` the end of the process, however it comes. */
export type Sync = "full" | "normal";

/** The batches may always take so much room, 4 MiB: read in well under a second. */
const COMPACT_BYTES = 4 * 2 ** 20;
/** How long a commit relies on the last look at the file, in milliseconds. */
const VERIFIED_MS = 100;
/** What SQLite's write-ahead log is cut back to when it has grown beyond, 16 MiB. */
const WAL_BYTES = 16 * 2 ** 20;

const INSERT = "INSERT INTO change_batch VALUES (?, ?, ?, ?)";

export interface SqliteJournalOptions {
  sync: Sync;
  /** How many bytes of batches there may be at least before the state is written down whole. */
  compactBytes?: number;
  /** How many values a row holds at most. */
  mostValues?: number;
  migrations?: readonly string[];
  clock?: Pick<Clock, "monotonic">;
}

export class SqliteJournal implements Journal {
  readonly #path: string;
  readonly #sync: Sync;
  readonly #compactBytes: number;
  readonly #mostValues: number | undefined;
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
  /** How many bytes of batches there may be. */
  #allowedBytes = 0;

  constructor(
    path: string,
    { sync, compactBytes = COMPACT_BYTES, mostValues, migrations = MIGRATIONS, clock = systemClock }: SqliteJournalOptions,
  ) {
    this.#clock = clock;
    this.#path = path;
    this.#sync = sync;
    this.#compactBytes = compactBytes;
    this.#mostValues = mostValues;
    this.#migrations = migrations;
  }

  replay(state: State): void {
    makeIfMissing(this.#path, this.#migrations);
    // Read without the right to write, and brought up to date only then: a file that turns out to be damaged is left as it was.
    const { db, version } = openToRead(this.#path, this.#migrations);
    try {
      for (const problem of integrityProblems(db, "quick_check")) throw new DamageError(problem);
      const { lastBatch, batchBytes, snapshotBytes } = loadState(db, state);
      this.#lastBatch = lastBatch;
      this.#batchBytes = batchBytes;
      this.#allowedBytes = Math.max(this.#compactBytes, snapshotBytes);
    } catch (error) {
      throw unusable(this.#path, error);
    } finally {
      db.close();
    }
    this.#open(version);
  }

  commit(batch: ChangeBatch): void {
    const insert = this.#insert;
    if (!insert) throw new Error("Cannot commit: the journal was not replayed, or is closed");
    if (this.#clock.monotonic() - this.#verifiedAt >= VERIFIED_MS) this.verify();
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

  compact(state: State, { now } = { now: false }): void {
    const db = this.#db;
    if (!db || (!now && this.#batchBytes < this.#allowedBytes)) return;
    // If it fails, the next try comes when there is more to gain.
    this.#allowedBytes = this.#batchBytes + this.#compactBytes;
    const bytes = this.#transact(() => saveState(db, state, this.#lastBatch));
    this.#batchBytes = 0;
    this.#allowedBytes = Math.max(this.#compactBytes, bytes);
  }

  close(): void {
    this.#insert = null;
    this.#db?.close();
    this.#db = null;
  }

  #write(pieces: readonly EncodedBatch[], insert: StatementSync): void {
    for (const [i, { changes, numbers }] of pieces.entries()) {
      insert.run(this.#lastBatch + 1 + i, changes, numbers, checksum(changes, numbers));
    }
  }

  /** Does something wholly or not at all. */
  #transact<Result>(what: () => Result): Result {
    const db = this.#db;
    if (!db) throw new Error("Cannot write: the journal was not replayed, or is closed");
    db.exec("BEGIN IMMEDIATE");
    try {
      const result = what();
      db.exec("COMMIT");
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }

  /** @param version of the schema that the file has */
  #open(version: number): void {
    const db = this.#db = openToWrite(this.#path);
    try {
      if (version < this.#migrations.length) migrate(db, version, this.#migrations);
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
