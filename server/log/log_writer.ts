import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";

/** So many bytes are gathered before they are written. */
const FLUSH_BYTES = 65_536;
/** So long a line waits at most until it is written, in milliseconds. */
const FLUSH_MS = 200;

/** Where the log goes. */
export interface LogTarget {
  /** Writes whole lines. The bytes are good only until it returns. What can't be written is counted, and told later: it never throws. */
  write(lines: Uint8Array): void;
  /** Somebody has moved the file, or is about to look at it. */
  reopen?(): void;
  close(): void | Promise<void>;
}

/**
 * Gathers lines in memory, hundreds of thousands a second, and writes them in blocks: at once where enough have come together, else
 * within {@linkcode FLUSH_MS}.
 *
 * @example
 * ```ts
 * const log = new LogWriter([new LogFile("server.log")], { clock: systemClock });
 * log.out.ascii("ready\n");
 * log.written();
 * await log.close();
 * ```
 */
export class LogWriter {
  /** Where to write whole lines; call {@linkcode written} after each. */
  readonly out = new ByteWriter();
  readonly #targets: readonly LogTarget[];
  readonly #clock: Clock;
  #cancelFlush: (() => void) | null = null;

  constructor(targets: readonly LogTarget[], { clock }: { clock: Clock }) {
    this.#targets = targets;
    this.#clock = clock;
  }

  /** Tells that a line was written to {@linkcode out}. */
  written(): void {
    if (this.out.length >= FLUSH_BYTES) this.flush();
    else this.#cancelFlush ??= this.#clock.after(FLUSH_MS, () => this.flush());
  }

  /** Writes what was gathered. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.out.length === 0) return;
    const lines = this.out.bytes.subarray(0, this.out.length);
    for (const target of this.#targets) target.write(lines);
    this.out.length = 0;
  }

  /** Writes what was gathered, to a new file if the old one was moved. */
  reopen(): void {
    this.flush();
    for (const target of this.#targets) target.reopen?.();
  }

  /** Writes what was gathered, and closes. */
  async close(): Promise<void> {
    this.flush();
    await Promise.all(this.#targets.map((target) => target.close()));
  }
}
