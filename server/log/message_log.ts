import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";
import { TOKEN_LENGTH } from "../token.ts";
import { KeyedBuckets } from "../token_bucket.ts";
import { LOG_LIMITS, LogBudget, type LogKind, type LogLimits, LogSource } from "./log_budget.ts";
import type { LogFile } from "./log_file.ts";

/** This much of a line is logged, in bytes; of a longer one its beginning and its length. */
const SHOWN_BYTES = 1024;
const NOT_SHOWN = "(not shown)";
/** What kind of character of a token a byte is; 0 for none. A word of `OTHER` alone is a number. */
const [OTHER, LETTER] = [1, 2];
const TOKEN_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z_]/.test(character) ? LETTER : /[0-9-]/.test(character) ? OTHER : 0;
});
const encoder = new TextEncoder();
const LINE_FEED = 0x0a;
const BACKSLASH = 0x5c;
const DELETE = 0x7f;
const LEAD_OF_C1 = 0xc2;

/** Is told what a connection says, and what it is told: a line as the log has it, without what must not be shown. */
export interface LineWatcher {
  /** Whether it takes no more lines just now: then it is told how many there were. */
  readonly full: boolean;
  take(direction: "<" | ">", text: string): void;
  skip(): void;
}

/**
 * The log of what connections say, a line for each message:
 *
 * ```text
 * 2026-11-20T09:30:00.123Z #17 opened tcp 127.0.0.1:40312
 * 2026-11-20T09:30:00.124Z #17 < SORT 5 3 9 3
 * 2026-11-20T09:30:00.125Z #17 > OK 3 3 5 9
 * 2026-11-20T09:30:00.126Z #17 closed after 3 requests, 29 bytes in, 204 bytes out
 * ```
 *
 * Bytes go from the connection's buffer into the file's: no string, no record. A control character becomes `\xNN` and a
 * backslash `\\`, so that no client can end a line of the log and begin another. Cost: some 150 ns a short line.
 *
 * What is logged of a connection, and of all together, is bounded: see {@linkcode LogBudget}. A line says how much was left out.
 *
 * A connection can be watched as well, whether messages are logged or not.
 */
export class MessageLog {
  readonly #file: LogFile | null;
  readonly #clock: Clock;
  /** Whether messages are logged. */
  readonly on: boolean;
  /** A message that has one of them in it is not shown. */
  readonly #secrets: Uint8Array[] = [];
  /** Whether something is the token of a game or a counter: it is not shown, wherever it stands. */
  isToken: (word: string) => boolean = () => false;
  readonly #watchers = new Map<string, Set<LineWatcher>>();
  /** Where a line is written that is watched and not logged. */
  readonly #unlogged = new ByteWriter();
  readonly #budget: LogBudget;
  /** Those of connections that come and go unnoticed, as over HTTP. */
  readonly #passing: KeyedBuckets<LogSource>;
  #stampedAt = NaN;
  #stampText = "";
  #stamp = new Uint8Array(0);
  /** The time of the stamp, on a clock that never jumps. */
  #now = 0;

  /**
   * @param file where to log; `null` for nowhere
   * @param messages whether what is said is logged as well, or only who comes and goes
   * @param limits how much may be logged
   */
  constructor(
    file: LogFile | null,
    { clock, messages, limits = LOG_LIMITS }: { clock: Clock; messages: boolean; limits?: LogLimits },
  ) {
    this.#file = file;
    this.#clock = clock;
    this.#now = clock.monotonic();
    this.#budget = new LogBudget(limits, this.#now);
    this.#passing = new KeyedBuckets(
      (name, now) => new LogSource(name, this.#budget, now),
      (source) => this.end(source),
    );
    this.on = messages && file !== null;
  }

  /** Shows no message any more that has this in it. */
  hide(secret: string): void {
    this.#secrets.push(encoder.encode(secret));
  }

  /** Has somebody told what a connection says from now on. @returns what ends that */
  watch(connection: string, watcher: LineWatcher): () => void {
    const watchers = this.#watchers.get(connection) ?? new Set();
    this.#watchers.set(connection, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(connection);
    };
  }

  /** How many messages were left out, since there was too much to log. */
  get leftOut(): number {
    return this.#budget.messagesLeftOut;
  }

  /** A connection whose messages are to be logged, by the name that the log has for it; call {@linkcode end} when it says no more. */
  source(name: string): LogSource {
    return new LogSource(name, this.#budget, this.#clock.monotonic());
  }

  /** Nothing more comes from a source: logs how much was left out, if that was not logged yet. */
  end(source: LogSource): void {
    if (source.leftOut > 0) this.event(source.name, this.#leftOutOf(source));
  }

  /** Logs what became of a connection. */
  event(connection: string, what: string): void {
    if (!this.#file) return;
    this.#look();
    this.#line(this.#budget.events, `${this.#stampText}${connection} ${what}\n`);
  }

  /** Logs a line of the server's own, which has its time and its end already. */
  record(line: string): void {
    this.#look();
    this.#line(this.#budget.records, line);
  }

  /** Logs the line `bytes[start..end)` that a connection sent. */
  received(source: LogSource, bytes: Uint8Array, start: number, end: number): void {
    if (this.on || this.#watchers.size > 0) this.#message(source, "<", bytes, start, end, "");
  }

  /** Logs the line `bytes[start..end)` that it was sent; `more` tells of what is not among the bytes. */
  sent(source: LogSource, bytes: Uint8Array, start: number, end: number, more = ""): void {
    if (this.on || this.#watchers.size > 0) this.#message(source, ">", bytes, start, end, more);
  }

  /** Logs a message in either direction, given as text. @param from a source, or what the log calls one that does not last */
  exchange(from: LogSource | string, direction: "<" | ">", text: string): void {
    if (!this.on && this.#watchers.size === 0) return;
    const bytes = encoder.encode(text);
    const source = typeof from === "string" ? this.#passing.of(from, this.#clock.monotonic()) : from;
    this.#message(source, direction, bytes, 0, bytes.length, "");
  }

  #message(source: LogSource, direction: "<" | ">", bytes: Uint8Array, start: number, end: number, more: string): void {
    const watchers = this.#watchers.size > 0 ? this.#watchers.get(source.name) : undefined;
    if (this.on && this.#file && this.#admits(source, end - start)) {
      const { out } = this.#file;
      const before = out.length;
      if (source.leftOut > 0) {
        out.utf8(`${this.#stampText}${source.name} ${this.#leftOutOf(source)}\n`);
      }
      const beginning = source.beginning[direction];
      out.reserve(this.#stamp.length);
      out.bytes.set(this.#stamp, out.length);
      out.length += this.#stamp.length;
      out.raw(beginning, 0, beginning.length);
      const from = out.length;
      this.#write(out, bytes, start, end, more);
      if (watchers && wanted(watchers)) tell(watchers, direction, out, from);
      out.byte(LINE_FEED);
      source.spend(out.length - before);
      this.#file.written();
    } else if (watchers && wanted(watchers)) {
      this.#unlogged.length = 0;
      this.#write(this.#unlogged, bytes, start, end, more);
      tell(watchers, direction, this.#unlogged, 0);
    }
  }

  #line(kind: LogKind, line: string): void {
    if (!this.#file || !kind.admits(this.#now)) return;
    const { out } = this.#file;
    const before = out.length;
    const leftOut = kind.takeLeftOut();
    if (leftOut !== null) out.utf8(`${this.#stampText}# ${leftOut}\n`);
    out.utf8(line);
    kind.spend(out.length - before);
    this.#file.written();
  }

  #admits(source: LogSource, bytes: number): boolean {
    this.#look();
    return source.admits(bytes, this.#now);
  }

  /** Says what was left out, which then has been said. */
  #leftOutOf(source: LogSource): string {
    const { connection, all } = this.#budget.limits;
    const text = `left out ${source.leftOut} messages of ${source.leftOutBytes} bytes: ` +
      `the log takes ${connection.perSecond} bytes per second of a connection, ${all.perSecond} of all together`;
    source.leftOut = 0;
    source.leftOutBytes = 0;
    return text;
  }

  /** Writes the line `bytes[start..end)` as it may be shown. */
  #write(out: ByteWriter, bytes: Uint8Array, start: number, end: number, more: string): void {
    if (this.#includesSecret(bytes, start, end)) {
      out.ascii(NOT_SHOWN);
      return;
    }
    let shownEnd = Math.min(end, start + SHOWN_BYTES);
    while (shownEnd < end && (bytes[shownEnd] & 0xc0) === 0x80) shownEnd--;
    if (end - start < TOKEN_LENGTH) writeEscaped(out, bytes, start, shownEnd);
    else this.#writeWithoutTokens(out, bytes, start, shownEnd, Math.min(end, shownEnd + TOKEN_LENGTH));
    if (more) out.utf8(` … ${more}`);
    else if (shownEnd < end) out.utf8(` … ${end - start} bytes`);
  }

  /**
   * Writes `bytes[start..shownEnd)` but for the tokens; one at its end may go on until `end`. A word that is as long as a token
   * covers one of the bytes that are so far from each other: only those are looked at first.
   */
  #writeWithoutTokens(out: ByteWriter, bytes: Uint8Array, start: number, shownEnd: number, end: number): void {
    let from = start;
    for (let i = start + TOKEN_LENGTH - 1; i < end; i += TOKEN_LENGTH) {
      let kinds = TOKEN_BYTES[bytes[i]];
      if (kinds === 0) continue;
      let first = i;
      while (first > from && TOKEN_BYTES[bytes[first - 1]] !== 0) kinds |= TOKEN_BYTES[bytes[--first]];
      while (++i < end && TOKEN_BYTES[bytes[i]] !== 0) kinds |= TOKEN_BYTES[bytes[i]];
      if (i - first < TOKEN_LENGTH || kinds < LETTER || first >= shownEnd) continue;
      if (!this.#hasToken(new TextDecoder().decode(bytes.subarray(first, i)))) continue;
      writeEscaped(out, bytes, from, first);
      out.ascii(NOT_SHOWN);
      from = i;
    }
    if (from < shownEnd) writeEscaped(out, bytes, from, shownEnd);
  }

  /** Whether a word is a token, or has one at its beginning or end, as in `RESUMEtoken`. */
  #hasToken(word: string): boolean {
    if (word.length === TOKEN_LENGTH) return this.isToken(word);
    return [word, word.slice(0, TOKEN_LENGTH), word.slice(-TOKEN_LENGTH)].some(this.isToken);
  }

  /** Whether there is a secret in a text. */
  hasSecret = (text: string): boolean => {
    const bytes = encoder.encode(text);
    if (this.#includesSecret(bytes, 0, bytes.length)) return true;
    return text.match(/[\w-]{16,}/g)?.some((word) => this.#hasToken(word)) ?? false;
  };

  #includesSecret(bytes: Uint8Array, start: number, end: number): boolean {
    for (const secret of this.#secrets) if (includes(bytes, { start, end }, secret)) return true;
    return false;
  }

  /** Looks at the clock. */
  #look(): void {
    const now = this.#clock.now();
    if (now === this.#stampedAt) return;
    this.#stampedAt = now;
    this.#stampText = `${new Date(now).toISOString()} `;
    this.#stamp = encoder.encode(this.#stampText);
    this.#now = this.#clock.monotonic();
  }
}

/** Whether any of them takes a line; else all of them are told that there was one. */
function wanted(watchers: ReadonlySet<LineWatcher>): boolean {
  for (const watcher of watchers) if (!watcher.full) return true;
  for (const watcher of watchers) watcher.skip();
  return false;
}

function tell(watchers: ReadonlySet<LineWatcher>, direction: "<" | ">", { bytes, length }: ByteWriter, from: number): void {
  const text = new TextDecoder().decode(bytes.subarray(from, length));
  for (const watcher of watchers) {
    if (watcher.full) watcher.skip();
    else watcher.take(direction, text);
  }
}

/** Writes `bytes[start..end)`, valid UTF-8 or the beginning of it, with its control characters and backslashes escaped. */
function writeEscaped(out: ByteWriter, bytes: Uint8Array, start: number, end: number): void {
  out.reserve(4 * (end - start));
  const written = out.bytes;
  let { length } = out;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte >= 0x20 && byte !== DELETE && byte !== BACKSLASH && (byte !== LEAD_OF_C1 || bytes[i + 1] >= 0xa0)) {
      written[length++] = byte;
      continue;
    }
    out.length = length;
    out.ascii(byte === BACKSLASH ? "\\\\" : escapeOf(byte === LEAD_OF_C1 ? bytes[++i] : byte));
    length = out.length;
  }
  out.length = length;
}

function escapeOf(code: number): string {
  return `\\x${code.toString(16).padStart(2, "0")}`;
}

/** Whether `part` stands somewhere in `bytes[start..end)`. */
function includes(bytes: Uint8Array, { start, end }: { start: number; end: number }, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0], start); at >= 0 && at + part.length <= end; at = bytes.indexOf(part[0], at + 1)) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
