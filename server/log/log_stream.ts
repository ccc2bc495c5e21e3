import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";
import type { LogTarget } from "./log_writer.ts";

/** This much waits for a reader that takes nothing, in bytes. */
const MAX_WAITING_BYTES = 1_048_576;
/** So long the last lines wait at the end for a reader that takes nothing, in milliseconds. */
const CLOSE_MS = 1000;
const NOTHING_LOST = { bytes: 0, isTorn: false };

/** Writes some of the bytes, when its reader takes them. @returns how many @throws where it can't */
export type Send = (bytes: Uint8Array) => Promise<number>;

/**
 * The log on standard error. Writing never blocks the server: what a slow reader has not taken waits in memory, up to
 * {@linkcode MAX_WAITING_BYTES}. Lines above that are given up, and a line says how many bytes are missing. If the reader is gone, all
 * are.
 */
export class LogStream implements LogTarget {
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #missing: (bytes: number) => string;
  #waiting = new ByteWriter();
  #sending: Promise<void> | null = null;
  #lostBytes = 0;
  /** Whether the last line that was sent has no end. */
  #isTorn = false;
  /** What the lines that wait tell of that. */
  #told = NOTHING_LOST;
  #isGone = false;

  /** @param missing a line that says how many bytes of the log are missing */
  constructor(send: Send, { clock, missing }: { clock: Clock; missing: (bytes: number) => string }) {
    this.#send = send;
    this.#clock = clock;
    this.#missing = missing;
  }

  write(lines: Uint8Array): void {
    if (this.#isGone) return;
    if (this.#waiting.length > 0 && this.#waiting.length + lines.length > MAX_WAITING_BYTES) {
      this.#lostBytes += lines.length;
      return;
    }
    this.#tellLost();
    this.#waiting.raw(lines, 0, lines.length);
    this.#sending ??= this.#sendAll();
  }

  /** Waits until the reader has taken all, or for as long as it may take. */
  async close(): Promise<void> {
    if (this.#sending === null) return;
    let cancel = () => {};
    const late = new Promise<void>((resolve) => cancel = this.#clock.after(CLOSE_MS, resolve));
    await Promise.race([this.#sending, late]);
    cancel();
  }

  /** Says among the lines that wait how much is missing in front of what comes next. */
  #tellLost(): void {
    if (this.#lostBytes === 0) return;
    this.#waiting.utf8(`${this.#isTorn ? "\n" : ""}${this.#missing(this.#lostBytes)}`);
    this.#told = { bytes: this.#lostBytes, isTorn: this.#isTorn };
    this.#lostBytes = 0;
    this.#isTorn = false;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const [{ bytes, length }, told] = [this.#waiting, this.#told];
      this.#waiting = new ByteWriter();
      this.#told = NOTHING_LOST;
      let sent = 0;
      try {
        while (sent < length) sent += await this.#send(bytes.subarray(sent, length));
        if (this.#waiting.length === 0) this.#tellLost();
      } catch (error) {
        const untold = sent === 0 ? told : NOTHING_LOST;
        this.#lostBytes += length - sent + untold.bytes;
        this.#isTorn = sent > 0 || untold.isTorn;
        if (!(error instanceof Deno.errors.BrokenPipe)) continue;
        this.#isGone = true;
        this.#waiting = new ByteWriter();
      }
    }
    this.#sending = null;
  }
}
