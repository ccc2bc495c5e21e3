import { basename, dirname } from "node:path";
import { backup } from "node:sqlite";
import { messageOf } from "../../protocol/message_of.ts";
import type { State } from "../engine/state.ts";
import { OperatorError } from "../operator_error.ts";
import { checkJournal, type Findings } from "./check.ts";
import { LaterVersionError, openToRead, unusable } from "./schema.ts";

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
  let partial: string | null = null;
  try {
    if (exists(copy)) throw alreadyExists(copy);
    // It has mode 0600, and so has the copy.
    partial = Deno.makeTempFileSync({ dir: dirname(copy), prefix: `${basename(copy)}.`, suffix: ".partial" });
    await backup(db, partial, { rate: ALL_PAGES });
    const findings = checkJournal(partial, state);
    if (findings.problems.length > 0) throw new Error(`the copy is damaged: ${findings.problems[0]}`);
    syncToDisk(partial);
    publish(partial, copy, link);
    return findings;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof LaterVersionError) throw unusable(path, error.cause);
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`can't back up ${path} to ${copy} (${messageOf(error)}): the server's data is unchanged`, {
      cause: error,
    });
  } finally {
    db.close();
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
