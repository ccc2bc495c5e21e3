import { basename, dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { messageOf } from "../../protocol/message_of.ts";
import type { FrozenState, State } from "../engine/state.ts";
import { OperatorError } from "../operator_error.ts";
import { checkJournal, type Findings } from "./check.ts";
import { SLICE_BYTES, writeSnapshot } from "./compaction.ts";
import { DataFolder } from "./data_folder.ts";
import { LaterVersionError, makeFile, MIGRATIONS, openToRead, unusable } from "./schema.ts";

/** All pages in one step, which is one moment: between two steps a server could write, and SQLite would begin again. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a journal as it is at one moment into a new file, also while a server writes to it, and checks the copy. The file
 * appears when it is complete and on the disk, or not at all. A file of that name is never overwritten.
 *
 * @param state a new one, to check the copy with
 * @param link makes a hard link; for tests
 * @returns what the copy holds
 * @throws {OperatorError} if that can't be done, or the file exists
 */
export async function backUpJournal(
  path: string,
  copy: string,
  { state, link = Deno.linkSync }: { state: State; link?: typeof Deno.linkSync },
): Promise<Findings> {
  const { db } = openToRead(path);
  try {
    return await makeCopy(copy, { source: path, fill: (partial) => backup(db, partial, { rate: ALL_PAGES }), state, link });
  } finally {
    db.close();
  }
}

/**
 * Writes what a state holds into a new file, as a journal that a server can start from, and checks that as
 * {@linkcode backUpJournal} does.
 *
 * @param source where the state is from, for the error
 * @param state a new one, to check the copy with
 * @throws {OperatorError} if that can't be done, or the file exists
 */
export function backUpState(
  frozen: FrozenState,
  copy: string,
  { source, state }: { source: string; state: State },
): Promise<Findings> {
  const fill = (partial: string) => {
    makeFile(partial, MIGRATIONS, (db) => {
      const slices = writeSnapshot(db, frozen, { lastBatch: 0, sliceBytes: SLICE_BYTES, transact: (what) => what() });
      db.exec("BEGIN");
      for (const _slice of slices);
      db.exec("COMMIT");
    });
  };
  return makeCopy(copy, { source, fill, state, link: Deno.linkSync });
}

/**
 * Makes a data folder of a backup, and checks the copy as {@linkcode backUpJournal} does.
 *
 * @throws {OperatorError} if that can't be done, or there is something in the folder
 */
export async function restoreJournal(path: string, folder: string, { state }: { state: State }): Promise<Findings> {
  mustBeThere(path);
  return await backUpJournal(path, DataFolder.makeEmpty(folder), { state });
}

/** @throws {OperatorError} if there is no backup of this name */
export function mustBeThere(path: string): void {
  if (!exists(path)) throw new OperatorError(`there is no ${path}: name a file that app backup made`);
}

async function makeCopy(
  copy: string,
  { source, fill, state, link }: {
    source: string;
    /** Writes an empty file that is there. */
    fill: (partial: string) => unknown;
    state: State;
    link: typeof Deno.linkSync;
  },
): Promise<Findings> {
  let partial: string | null = null;
  try {
    if (exists(copy)) throw alreadyExists(copy);
    // It has mode 0600, and so has the copy.
    partial = Deno.makeTempFileSync({ dir: dirname(copy), prefix: `${basename(copy)}.`, suffix: ".partial" });
    await fill(partial);
    leaveWal(partial);
    const findings = checkJournal(partial, state);
    if (findings.problems.length > 0) throw new Error(`the copy is damaged: ${findings.problems[0]}`);
    syncToDisk(partial);
    publish(partial, copy, link);
    return findings;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof LaterVersionError) throw unusable(source, error.cause);
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`can't back up ${source} to ${copy} (${messageOf(error)}): the server's data is unchanged`, {
      cause: error,
    });
  } finally {
    // Reading a database leaves its write-ahead log behind, which is empty.
    if (partial !== null) { for (const suffix of ["", "-wal", "-shm", "-journal"]) removeIfThere(partial + suffix); }
  }
}

/** Gives a finished file its name; a link fails if the name exists, while renaming would replace what is there. */
function publish(partial: string, copy: string, link: typeof Deno.linkSync): void {
  try {
    link(partial, copy);
    return;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) throw alreadyExists(copy);
  }
  // This file system has no hard links.
  try {
    Deno.openSync(copy, { write: true, createNew: true, mode: 0o600 }).close();
  } catch (error) {
    throw error instanceof Deno.errors.AlreadyExists ? alreadyExists(copy) : error;
  }
  try {
    Deno.copyFileSync(partial, copy);
    syncToDisk(copy);
  } catch (error) {
    Deno.removeSync(copy);
    throw error;
  }
}

function alreadyExists(copy: string): OperatorError {
  return new OperatorError(`${copy} already exists: name a new file for the backup, or move that one away`);
}

/** A copy is one file, which can be read without leaving others beside it. */
function leaveWal(path: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec("PRAGMA journal_mode = DELETE");
  } finally {
    db.close();
  }
}

/** SQLite leaves this to others when it writes a copy. */
function syncToDisk(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  file.syncSync();
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function removeIfThere(path: string): void {
  if (exists(path)) Deno.removeSync(path);
}
