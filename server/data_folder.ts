import { join } from "node:path";
import { OperatorError } from "./operator_error.ts";

/**
 * The folder in which a server keeps what is to survive it. One server has it at a time: whoever does holds a lock on
 * `server.pid`, which tells its process, and which the system takes back however that process ends.
 */
export class DataFolder implements Disposable {
  readonly path: string;
  readonly #lock: Deno.FsFile;

  private constructor(path: string, lock: Deno.FsFile) {
    this.path = path;
    this.#lock = lock;
  }

  /** Takes a folder, and makes it where it is not there. @throws {OperatorError} where that can't be done, or another server has it */
  static take(path: string): DataFolder {
    try {
      Deno.mkdirSync(path, { recursive: true });
      const lock = Deno.openSync(join(path, "server.pid"), { create: true, read: true, write: true });
      if (!lock.tryLockSync(true)) {
        lock.close();
        throw new OperatorError(
          `the server with process ID ${
            ownerOf(path)
          } has the data folder ${path}: stop it, or name another folder with --data`,
        );
      }
      try {
        lock.truncateSync(lock.writeSync(new TextEncoder().encode(`${Deno.pid}\n`)));
      } catch (error) {
        lock.close();
        throw error;
      }
      return new DataFolder(path, lock);
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      const why = error instanceof Error ? error.message : error;
      throw new OperatorError(`can't write to the data folder ${path} (${why}): name another with --data, or use --memory`);
    }
  }

  /** Where the journal is. */
  get journal(): string {
    return DataFolder.journalIn(this.path);
  }

  /** Where the journal is in a folder that somebody else may have. */
  static journalIn(path: string): string {
    return join(path, "app.db");
  }

  get log(): string {
    return join(this.path, "server.log");
  }

  [Symbol.dispose](): void {
    try {
      this.#lock.truncateSync();
    } finally {
      this.#lock.close();
    }
  }
}

function ownerOf(path: string): string {
  try {
    return Deno.readTextFileSync(join(path, "server.pid")).trim() || "unknown";
  } catch {
    // On Windows a locked file can't be read.
    return "unknown";
  }
}
