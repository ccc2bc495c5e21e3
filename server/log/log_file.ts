import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";

/** So many bytes are gathered before they are written. */
const FLUSH_BYTES = 65_536;
/** So long a line waits at most until it is written, in milliseconds. */
const FLUSH_MS = 200;
/** A file that has reached this size is set aside, 64 MiB. */
const MAX_BYTES = 64 * 2 ** 20;
/** How many files that were set aside are kept: `server.log.1` is the newest. */
const KEPT_FILES = 4;

/**
 * A log file that takes hundreds of thousands of lines a second: lines are gathered in memory and written in blocks, at once
 * where enough have come together, else within {@linkcode FLUSH_MS}. Writing blocks the caller, so that a slow disk slows the
 * server instead of filling its memory. Where a write fails, the lines are given up, and the next one that succeeds is
 * preceded by a line that says how many bytes are missing.
 *
 * A file that was moved or deleted is opened anew before the next block is written, so other tools may rotate it as well.
 *
 * @example
 * ```ts
 * const file = new LogFile("server.log", { clock: systemClock });
 * file.out.ascii("ready\n");
 * file.written();
 * file.close();
 * ```
 */
export class LogFile {
  /** Where to write whole lines; call {@linkcode written} after each. */
  readonly out = new ByteWriter();
  readonly #path: string;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  #file: Deno.FsFile;
  #known: Deno.FileInfo;
  #size: number;
  #cancelFlush: (() => void) | null = null;
  #lostBytes = 0;

  /** Opens the file to write at its end. @throws where that can't be done */
  constructor(path: string, { clock, maxBytes = MAX_BYTES }: { clock: Clock; maxBytes?: number }) {
    this.#path = path;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#file = openToAppend(path);
    this.#known = this.#file.statSync();
    this.#size = this.#known.size;
  }

  /** Tells that a line was written to {@linkcode out}. */
  written(): void {
    if (this.out.length >= FLUSH_BYTES) this.flush();
    else this.#cancelFlush ??= this.#clock.after(FLUSH_MS, () => this.flush());
  }

  /** Writes what was gathered to the file. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.out.length === 0) return;
    try {
      this.#reopenIfGone();
      if (this.#size >= this.#maxBytes) this.#tryToRotate();
      if (this.#lostBytes > 0) {
        this.#write(new TextEncoder().encode(`\n# ${this.#lostBytes} bytes of log could not be written\n`));
      }
      this.#lostBytes = 0;
      this.#write(this.out.bytes.subarray(0, this.out.length));
    } catch {
      this.#lostBytes += this.out.length;
    }
    this.out.length = 0;
  }

  /** Writes what was gathered and closes the file. */
  close(): void {
    this.flush();
    this.#file.close();
  }

  #write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      const length = this.#file.writeSync(bytes.subarray(written));
      written += length;
      this.#size += length;
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
