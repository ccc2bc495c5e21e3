import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Clock } from "../clock.ts";
import { KeyedBuckets } from "../token_bucket.ts";
import type { Direction } from "./line_tails.ts";
import { LOG_LIMITS, LogBudget, type LogKind, type LogLimits, LogSource } from "./log_budget.ts";
import { type LogFormat, TEXT_FORMAT } from "./log_format.ts";
import type { LogWriter } from "./log_writer.ts";
import { type RecentLine, RecentLines } from "./recent_lines.ts";
import { Redaction, type Shown } from "./redaction.ts";

/** This much of a line is logged, in bytes; of a longer one its beginning and its length. */
const SHOWN_BYTES = 1024;
const encoder = new TextEncoder();

/** Is told what a connection says, and what it is told: a line as the log has it, without what must not be shown. */
export interface LineWatcher {
  /** Whether it takes no more lines just now: then it is told how many there were. */
  readonly full: boolean;
  take(direction: Direction, text: string): void;
  skip(): void;
}

/** What a connection needs of the log. */
export type ConnectionLog = Pick<
  MessageLog,
  "source" | "event" | "struck" | "received" | "sent" | "exchange" | "end" | "endTurn"
>;

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
 * Bytes go from the connection's buffer into the log's: no string, no record. Control characters are escaped, so that no client can end
 * a line of the log and begin another. Cost: some 150 ns a short line.
 *
 * What is logged of a connection, and of all together, is bounded: see {@linkcode LogBudget}. A line says how much was left out.
 *
 * A connection can be watched as well, whether messages are logged or not.
 */
export class MessageLog {
  readonly #writer: LogWriter | null;
  readonly #format: LogFormat;
  readonly #end: Uint8Array;
  readonly #shown: Shown;
  readonly #clock: Clock;
  /** Whether messages are logged. */
  readonly on: boolean;
  readonly #redaction = new Redaction();
  readonly #recent: RecentLines;
  readonly #watchers = new Map<string, Set<LineWatcher>>();
  /** Where a line is written that is watched. */
  readonly #watched = new ByteWriter();
  readonly #budget: LogBudget;
  /** Those of connections that come and go unnoticed, as over HTTP. */
  readonly #passing: KeyedBuckets<LogSource>;
  #stampedAt = NaN;
  #stampText = "";
  #stamp = new Uint8Array(0);
  /** The time of the stamp, on a clock that never jumps. */
  #now = 0;

  /**
   * @param writer where to log; `null` for nowhere
   * @param messages whether what is said is logged as well, or only who comes and goes
   * @param limits how much may be logged
   */
  constructor(
    writer: LogWriter | null,
    { clock, messages, limits = LOG_LIMITS, format = TEXT_FORMAT }: {
      clock: Clock;
      messages: boolean;
      limits?: LogLimits;
      format?: LogFormat;
    },
  ) {
    this.#writer = writer;
    this.#format = format;
    this.#end = encoder.encode(format.end);
    this.#shown = { most: SHOWN_BYTES, escape: format.escape };
    this.#clock = clock;
    this.#recent = new RecentLines({ clock, redaction: this.#redaction });
    this.#now = clock.monotonic();
    this.#budget = new LogBudget(limits, this.#now);
    this.#passing = new KeyedBuckets(
      (name, now) => new LogSource(name, { budget: this.#budget, format, now }),
      (source) => this.end(source),
    );
    this.on = messages && writer !== null;
  }

  /** Shows no message any more that has this in it. */
  hide(secret: string): void {
    this.#redaction.hide(secret);
  }

  /** Says what is the token of a game or a counter: it is not shown, wherever it stands. */
  set isToken(isToken: (word: string) => boolean) {
    this.#redaction.isToken = isToken;
  }

  /** Whether there is a secret in a text. */
  hasSecret = (text: string): boolean => this.#redaction.hasSecret(text);

  /** Has somebody told what a connection says from now on. @returns what ends that */
  watch(connection: string, watcher: LineWatcher): () => void {
    const watchers = this.#watchers.get(connection) ?? new Set();
    this.#watchers.set(connection, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(connection);
    };
  }

  /** The last lines of a connection, the oldest first, whether messages are logged or not. */
  recent(connection: string): RecentLine[] {
    return this.#recent.of(connection);
  }

  /** The buffers are used again that lines of a connection were in: they are copied as far as they are kept. */
  endTurn(): void {
    this.#recent.endTurn();
  }

  /** How many messages were left out, since there was too much to log. */
  get leftOut(): number {
    return this.#budget.messagesLeftOut;
  }

  /** A connection whose messages are to be logged, by the name that the log has for it; call {@linkcode end} when it says no more. */
  source(name: string): LogSource {
    return new LogSource(name, { budget: this.#budget, format: this.#format, now: this.#clock.monotonic() });
  }

  /** Nothing more comes from a source: logs how much was left out, if that was not logged yet. */
  end(source: LogSource): void {
    this.#recent.release(source);
    if (source.leftOut > 0) this.event(source.name, this.#leftOutOf(source));
  }

  /** Logs what became of a connection. */
  event(connection: string, what: string): void {
    if (!this.#writer) return;
    this.#look();
    this.#line(this.#budget.events, `${this.#stampText}${this.#format.event(connection, what)}`);
  }

  /** Logs that a fault struck a connection, and shows it to whoever watches it, in brackets, since it is no line. */
  struck(source: LogSource, what: string): void {
    const bytes = encoder.encode(`(${what})`);
    // It is a part of what is logged of the connection: no other gets less room for it.
    if (this.#writer && this.#admits(source, bytes.length)) {
      const { out } = this.#writer;
      const before = out.length;
      out.utf8(`${this.#stampText}${this.#format.event(source.name, what)}`);
      source.spend(out.length - before);
      this.#writer.written();
    }
    this.#recent.sent(source, bytes, 0, bytes.length, "");
    this.#tell(source, ">", bytes, 0, bytes.length, "");
  }

  /** Logs a line of the server's own, which has its time and its end already. */
  record(line: string): void {
    this.#look();
    this.#line(this.#budget.records, line);
  }

  /** Logs the line `bytes[start..end)` that a connection sent. */
  received(source: LogSource, bytes: Uint8Array, start: number, end: number): void {
    this.#recent.received(source, bytes, start, end);
    if (this.on || this.#watchers.size > 0) this.#message(source, "<", bytes, start, end, "");
  }

  /** Logs the line `bytes[start..end)` that it was sent; `more` tells of what is not among the bytes. */
  sent(source: LogSource, bytes: Uint8Array, start: number, end: number, more = ""): void {
    this.#recent.sent(source, bytes, start, end, more);
    if (this.on || this.#watchers.size > 0) this.#message(source, ">", bytes, start, end, more);
  }

  /** Logs a message in either direction, given as text. @param from a source, or what the log calls one that does not last */
  exchange(from: LogSource | string, direction: Direction, text: string): void {
    const isPassing = typeof from === "string";
    if (isPassing && !this.on && this.#watchers.size === 0) return;
    const bytes = encoder.encode(text);
    const source = isPassing ? this.#passing.of(from, this.#clock.monotonic()) : from;
    if (!isPassing && direction === "<") this.#recent.received(source, bytes, 0, bytes.length);
    else if (!isPassing) this.#recent.sent(source, bytes, 0, bytes.length, "");
    if (!this.on && this.#watchers.size === 0) return;
    this.#message(source, direction, bytes, 0, bytes.length, "");
  }

  #message(source: LogSource, direction: Direction, bytes: Uint8Array, start: number, end: number, more: string): void {
    const isLogged = this.on && this.#admits(source, end - start);
    if (this.#watchers.size > 0) this.#tell(source, direction, bytes, start, end, more);
    if (!isLogged || !this.#writer) return;
    const { out } = this.#writer;
    const before = out.length;
    if (source.leftOut > 0) out.utf8(`${this.#stampText}${this.#format.event(source.name, this.#leftOutOf(source))}`);
    const beginning = source.beginning[direction];
    out.reserve(this.#stamp.length);
    out.bytes.set(this.#stamp, out.length);
    out.length += this.#stamp.length;
    out.raw(beginning, 0, beginning.length);
    this.#redaction.write(out, bytes, start, end, more ? { ...this.#shown, more } : this.#shown);
    out.raw(this.#end, 0, this.#end.length);
    source.spend(out.length - before);
    this.#writer.written();
  }

  /** Tells those who watch the connection, if there are any. */
  #tell(source: LogSource, direction: Direction, bytes: Uint8Array, start: number, end: number, more: string): void {
    const watchers = this.#watchers.get(source.name);
    if (!watchers || !wanted(watchers)) return;
    this.#watched.length = 0;
    this.#redaction.write(this.#watched, bytes, start, end, { most: SHOWN_BYTES, more });
    const text = this.#watched.text();
    for (const watcher of watchers) {
      if (watcher.full) watcher.skip();
      else watcher.take(direction, text);
    }
  }

  #line(kind: LogKind, line: string): void {
    if (!this.#writer || !kind.admits(this.#now)) return;
    const { out } = this.#writer;
    const before = out.length;
    const leftOut = kind.takeLeftOut();
    if (leftOut !== null) out.utf8(`${this.#stampText}${this.#format.note(leftOut)}`);
    out.utf8(line);
    kind.spend(out.length - before);
    this.#writer.written();
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

  /** Looks at the clock. */
  #look(): void {
    const now = this.#clock.now();
    if (now === this.#stampedAt) return;
    this.#stampedAt = now;
    this.#stampText = this.#format.stamp(now);
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
