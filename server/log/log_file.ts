import type { LogTarget } from "./log_writer.ts";

/** A file that has reached this size is set aside, 64 MiB. */
const MAX_BYTES = 64 * 2 ** 20;
/** How many files that were set aside are kept: `server.log.1` is the newest. */
const KEPT_FILES = 4;
const encoder = new TextEncoder();

/**
 * The log in a file. Writing blocks the caller, so that a slow disk slows the server instead of filling its memory. Where a write
 * fails, the lines are given up, and the next one that succeeds is preceded by a line that says how many bytes are missing.
 *
 * A file that was moved or deleted is opened anew before the next block is written, so other tools may rotate it as well.
 */
export class LogFile implements LogTarget {
  readonly #path: string;
  readonly #missing: (bytes: number) => string;
  readonly #maxBytes: number;
  #file: Deno.FsFile;
  #known: Deno.FileInfo;
  #size: number;
  #lostBytes = 0;
  /** Whether the file ends in the middle of a line. */
  #isTorn = false;

  /**
   * Opens the file to write at its end.
   *
   * @param missing a line that says how many bytes of the log are missing
   * @throws where that can't be done
   */
  constructor(path: string, { missing, maxBytes = MAX_BYTES }: { missing: (bytes: number) => string; maxBytes?: number }) {
    this.#path = path;
    this.#missing = missing;
    this.#maxBytes = maxBytes;
    this.#file = openToAppend(path);
    this.#known = this.#file.statSync();
    this.#size = this.#known.size;
  }

  write(lines: Uint8Array): void {
    try {
      this.#reopenIfGone();
      // What is no file, such as a device that the path leads to, is not set aside.
      if (this.#size >= this.#maxBytes && this.#known.isFile) this.#tryToRotate();
      if (this.#lostBytes > 0) this.#write(encoder.encode(`${this.#isTorn ? "\n" : ""}${this.#missing(this.#lostBytes)}`));
      this.#lostBytes = 0;
      this.#write(lines);
    } catch {
      this.#lostBytes += lines.length;
    }
  }

  /** Goes on in a new file at once if this one was moved, even if there is nothing to write. */
  reopen(): void {
    try {
      this.#reopenIfGone();
    } catch {
      // The next write tries again, and counts what it can't write.
    }
  }

  close(): void {
    this.#file.close();
  }

  #write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      const length = this.#file.writeSync(bytes.subarray(written));
      written += length;
      this.#size += length;
      this.#isTorn = written < bytes.length;
    }
  }

  /** Goes on in the file that has the path: somebody may have moved ours, or deleted it. @throws where that can't be opened */
  #reopenIfGone(): void {
    if (isSame(this.#known, statOf(this.#path))) return;
    this.#use(openToAppend(this.#path));
  }

  #use(file: Deno.FsFile): void {
    const known = file.statSync();
    this.#file.close();
    this.#file = file;
    this.#known = known;
    this.#size = known.size;
    this.#isTorn = false;
  }

  /** Where rotating fails, the file is written on, and the next try comes when it has grown by as much again. */
  #tryToRotate(): void {
    this.#size = 0;
    const newPath = `${this.#path}.new`;
    let next: Deno.FsFile;
    try {
      next = openToAppend(newPath);
    } catch {
      return;
    }
    try {
      this.#shift();
      Deno.renameSync(newPath, this.#path);
    } catch {
      next.close();
      return;
    }
    this.#use(next);
  }

  /** Renames the file and those set aside before: each gets the next number, the last one is given up. */
  #shift(): void {
    for (let i = KEPT_FILES; i > 0; i--) {
      try {
        Deno.renameSync(i === 1 ? this.#path : `${this.#path}.${i - 1}`, `${this.#path}.${i}`);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  }
}

function openToAppend(path: string): Deno.FsFile {
  return Deno.openSync(path, { append: true, create: true, mode: 0o600 });
}

function statOf(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}

/** On Windows, where files have no number, this tells only whether there is one. */
function isSame(known: Deno.FileInfo, found: Deno.FileInfo | null): boolean {
  return found !== null && found.ino === known.ino && found.dev === known.dev;
}
