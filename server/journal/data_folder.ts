import { join } from "node:path";
import { messageOf } from "../../protocol/message_of.ts";
import { OperatorError } from "../operator_error.ts";

/** What the server keeps is nobody else's: names of players, and tokens. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
/** The files that are ours, as those of an earlier version may be readable by others. */
const OUR_FILES = /^(app\.db(-wal|-shm|-journal|\.new|\.new-journal)?|server\.log(\.\d+|\.new)?|server\.pid)$/;

/**
 * The folder in which a server keeps its data. One server has it at a time: it holds a lock on `server.pid`, which contains its
 * process ID, and which the system releases however that process ends.
 */
export class DataFolder implements Disposable {
  readonly path: string;
  readonly #lock: Deno.FsFile;

  private constructor(path: string, lock: Deno.FsFile) {
    this.path = path;
    this.#lock = lock;
  }

  /** Takes a folder, and creates it if necessary. @throws {OperatorError} if that can't be done, or another server has it */
  static take(path: string): DataFolder {
    try {
      Deno.mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
      const lock = openRegularFile(join(path, "server.pid"));
      try {
        if (!lock.tryLockSync(true)) {
          throw new OperatorError(
            `the server with process ID ${ownerOf(path)} uses the data folder ${path}: stop it, or name another with --data`,
          );
        }
        lock.truncateSync(lock.writeSync(new TextEncoder().encode(`${Deno.pid}\n`)));
        makePrivate(path);
      } catch (error) {
        lock.close();
        throw error;
      }
      return new DataFolder(path, lock);
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      throw new OperatorError(
        `can't write to the data folder ${path} (${messageOf(error)}): name another with --data, or use --memory`,
      );
    }
  }

  /** Makes a new folder. @returns where its journal will be. @throws {OperatorError} if that can't be done, or it is not empty */
  static makeEmpty(path: string): string {
    try {
      Deno.mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
      const [found] = Deno.readDirSync(path);
      if (found) throw new OperatorError(`${path} is not empty: name a new folder`);
    } catch (error) {
      if (error instanceof OperatorError) throw error;
      throw new OperatorError(`can't make the folder ${path} (${messageOf(error)}): name another`);
    }
    return DataFolder.journalIn(path);
  }

  /** Where the journal is. */
  get journal(): string {
    return DataFolder.journalIn(this.path);
  }

  /** Where the journal is in a folder that another process may have. */
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

/** Opens a file to write it, and makes sure that it is the one of this name: a link would have us overwrite another file. */
function openRegularFile(path: string): Deno.FsFile {
  const before = lstat(path);
  if (before && !before.isFile) throw notRegular(path);
  let file: Deno.FsFile;
  try {
    // With `createNew` a link that appears meanwhile is not followed.
    file = Deno.openSync(path, { read: true, write: true, createNew: before === null, mode: FILE_MODE });
  } catch (error) {
    // Another server starts at the same time.
    if (before === null && error instanceof Deno.errors.AlreadyExists) return openRegularFile(path);
    throw error;
  }
  const [opened, named] = [file.statSync(), lstat(path)];
  const same = Deno.build.os === "windows" || (named?.dev === opened.dev && named.ino === opened.ino);
  if (named?.isFile && same) return file;
  file.close();
  throw notRegular(path);
}

function lstat(path: string): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function notRegular(path: string): OperatorError {
  return new OperatorError(
    `${path} is not a regular file, and was left unchanged: remove it, or name another folder with --data`,
  );
}

/** Keeps others from reading what is there of an earlier server, as far as the file system and the files' owner allow it. */
function makePrivate(folder: string): void {
  if (Deno.build.os === "windows") return;
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (!isFile || !OUR_FILES.test(name)) continue;
    try {
      Deno.chmodSync(join(folder, name), FILE_MODE);
    } catch (error) {
      if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
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
