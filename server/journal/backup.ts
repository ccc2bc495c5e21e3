import { basename, dirname } from "node:path";
import { messageOf } from "../../protocol/message_of.ts";
import { OperatorError } from "../operator_error.ts";
import { checkJournal, type Findings } from "./check.ts";
import { openToRead } from "./schema.ts";

/**
 * Copies a journal as it is at one moment into a new file, also while a server writes to it, and checks the copy. The file is
 * there when all of it is on the disk, or not at all.
 *
 * @returns what the copy holds
 * @throws {OperatorError} where that can't be done, or something is in the way
 */
export function backUpJournal(path: string, copy: string): Findings {
  const { db } = openToRead(path);
  let partial: string | null = null;
  try {
    if (exists(copy)) {
      throw new OperatorError(`${copy} is there already: name a new file for the backup, or move that one away`);
    }
    partial = Deno.makeTempFileSync({ dir: dirname(copy), prefix: `${basename(copy)}.`, suffix: ".partial" });
    db.prepare("VACUUM INTO ?").run(partial);
    const findings = checkJournal(partial);
    if (findings.problems.length > 0) throw new Error(`the copy is not sound: ${findings.problems[0]}`);
    syncToDisk(partial);
    Deno.renameSync(partial, copy);
    partial = null;
    return findings;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`can't back ${path} up to ${copy} (${messageOf(error)}): the server is not touched by that`, {
      cause: error,
    });
  } finally {
    db.close();
    if (partial !== null) Deno.removeSync(partial);
  }
}

/** SQLite leaves this to others where it writes a copy. */
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
