/** What a journal's file is: how it is known, how its tables came to be, and how one of an earlier version is brought up to date. */
import { DatabaseSync } from "node:sqlite";
import { messageOf } from "../../protocol/message_of.ts";
import { OperatorError } from "../operator_error.ts";

/** Stands in the file's header, so that the file of another program is known for one: `app1` in ASCII. */
const APPLICATION_ID = 0x61_70_70_31;

/**
 * What leads from each version of the schema to the next; how many were done stands in the file's header. What was released is
 * never changed, only added to.
 *
 * The state is the snapshot, the only row of `snapshot` with the runs of numbers, with the batches behind it applied, in the
 * order of their ids, which have no gaps. `record` is as in stored_state.ts, `changes` as in batch_codec.ts, `numbers` is packed
 * (packed_numbers.ts), and each row has a checksum (checksum.ts), since SQLite does not notice a byte that changes on the disk.
 *
 * From schema 2 on, what is kept of each service has a version of its own, in `record` and in `changes`; the tables are the same.
 *
 * From schema 3 on, a snapshot is written in slices (compaction.ts): its runs begin at the position `first`, and runs elsewhere and
 * batches up to `last_batch` are left over. What an earlier version wrote has no `first`: its runs begin at 0, nothing is left over,
 * and the checksums are without ids and places.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE change_batch (id INTEGER PRIMARY KEY, changes TEXT NOT NULL, numbers BLOB NOT NULL, crc INTEGER NOT NULL) STRICT;
   CREATE TABLE snapshot (last_batch INTEGER NOT NULL, record TEXT NOT NULL, count INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT;
   CREATE TABLE snapshot_run (position INTEGER PRIMARY KEY, count INTEGER NOT NULL, numbers BLOB NOT NULL, crc INTEGER NOT NULL)
     STRICT`,
  "",
  "ALTER TABLE snapshot ADD COLUMN first INTEGER",
];

/** Opens a journal's file to read it. @throws {OperatorError} where it is none, or one of a later version; it is left as it is */
export function openToRead(path: string, migrations = MIGRATIONS): { db: DatabaseSync; version: number } {
  if (isMissing(path)) throw new OperatorError(`there is no ${path}: name a server's data folder`);
  let db: DatabaseSync | null = null;
  try {
    if (Deno.statSync(path).size === 0) throw new DamageError("it is empty");
    db = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
    const id = pragma(db, "application_id");
    const version = pragma(db, "user_version");
    if (id !== APPLICATION_ID) {
      throw new OperatorError(`${path} is a database of another program: choose another folder, or move the file away`);
    }
    if (version > migrations.length) {
      throw new OperatorError(
        `${path} was written by a later version of app (schema ${version}, this one knows up to ${migrations.length}): use that version`,
      );
    }
    return { db, version };
  } catch (error) {
    db?.close();
    throw error instanceof OperatorError ? error : unusable(path, error);
  }
}

/**
 * Makes a journal's file if there is none: under another name first, so that one that is there is whole, whenever the making was
 * broken off.
 *
 * @throws {OperatorError}
 */
export function makeIfMissing(path: string, migrations = MIGRATIONS): void {
  if (!isMissing(path)) return;
  if (!isMissing(`${path}-wal`)) {
    throw new OperatorError(
      `${path} is missing, but ${path}-wal is there: restore a backup into a new folder, and start there`,
    );
  }
  try {
    makeFile(path, migrations, () => {});
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Makes a journal's file under another name, fills it, and gives it its name when it is on the disk. @returns what `fill` does */
export function makeFile<Result>(path: string, migrations: readonly string[], fill: (db: DatabaseSync) => Result): Result {
  const unfinished = `${path}.new`;
  const clean = () => {
    for (const name of [unfinished, `${unfinished}-journal`]) if (!isMissing(name)) Deno.removeSync(name);
  };
  clean();
  try {
    // SQLite gives the files beside it the same mode.
    Deno.openSync(unfinished, { write: true, createNew: true, mode: 0o600 }).close();
    const db = new DatabaseSync(unfinished);
    let result: Result;
    try {
      db.exec("PRAGMA auto_vacuum = INCREMENTAL");
      migrate(db, 0, migrations);
      result = fill(db);
    } finally {
      db.close();
    }
    Deno.renameSync(unfinished, path);
    return result;
  } finally {
    clean();
  }
}

/** Brings a journal's file up to date. */
export function migrate(db: DatabaseSync, version: number, migrations: readonly string[]): void {
  const steps = migrations.slice(version).join(";\n");
  const header = `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length};`;
  db.exec(`BEGIN IMMEDIATE;\n${steps};\n${header}\nCOMMIT;`);
}

/** Opens a journal's file to write it. @throws {OperatorError} */
export function openToWrite(path: string): DatabaseSync {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { timeout: BUSY_MS });
    db.exec("PRAGMA journal_mode = WAL");
    return db;
  } catch (error) {
    db?.close();
    throw unusable(path, error);
  }
}

/** What SQLite finds wrong with a file: `quick_check` leaves out what can be told only by sorting. Cost: reads all of it. */
export function integrityProblems(db: DatabaseSync, check: "quick_check" | "integrity_check"): string[] {
  const found = db.prepare(`PRAGMA ${check}`).all().flatMap((row) => String(row[check]).split("\n"));
  return found.filter((line) => line !== "ok" && !line.startsWith("***"));
}

/** An error about a file as a line for whoever started the program. */
export function unusable(path: string, error: unknown): OperatorError {
  const why = messageOf(error).replaceAll(/\s+/g, " ");
  if (error instanceof LaterVersionError) {
    return new OperatorError(`${path} can't be read: ${why}`, { cause: error });
  }
  if (isOutOfMemory(error)) {
    return new OperatorError(`${path} needs more memory than there is (${why}), and was left unchanged: make more available`, {
      cause: error,
    });
  }
  const damaged = DAMAGE.has(((error as { errcode?: number }).errcode ?? 0) & 0xff) || error instanceof DamageError;
  const message = damaged
    ? `is damaged or was not written by app (${why}), and was left unchanged: restore a backup into a new folder, and start there`
    : `can't be used (${why}): make sure that the folder can be written and that no other program uses the file`;
  return new OperatorError(`${path} ${message}`, { cause: error });
}

/** Something in a journal was written by a later version of the program, or by one with other services. */
export class LaterVersionError extends Error {
  override readonly name = "LaterVersionError";

  /** @param what that is */
  constructor(what: string) {
    super(`${what} needs a newer version of app, or one that has this service`);
  }
}

/** What stands in a journal is not what can have been written there. */
export class DamageError extends Error {
  override readonly name = "DamageError";
}

/** Whether there was not enough memory: what was read may well be sound. */
export function isOutOfMemory(error: unknown): boolean {
  const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
  return code === SQLITE_NOMEM || (error instanceof RangeError && /allocation failed|out of memory/i.test(error.message));
}

const SQLITE_NOMEM = 7;
/** SQLite's primary codes for a damaged file, and for one that is no database; more of a code stands in its higher bytes. */
const DAMAGE = new Set([11, 26]);
/** How long a write waits for a program that looks at the file, in milliseconds. */
const BUSY_MS = 100;

/** What SQLite says of a file, as a number. */
export function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function isMissing(path: string): boolean {
  try {
    Deno.statSync(path);
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return true;
    throw unusable(path, error);
  }
}
