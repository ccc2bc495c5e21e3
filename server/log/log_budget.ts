/**
 * How much may be logged of what connections say, so that no client can drive what others did out of the log, which keeps its last
 * 256 MiB. Ordinary use is far below; of a flood, samples are logged, each a second or so of whole lines in a row.
 */
import { TokenBucket } from "../token_bucket.ts";
import type { Direction, TailOwner } from "./line_tails.ts";
import type { LogFormat } from "./log_format.ts";

/** Bytes of log per second in the long run, and at once. */
export interface LogRate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface LogLimits {
  /** For the messages of a connection, in both directions. */
  readonly connection: LogRate;
  /** For the messages of all connections together. Half of the burst is for those that say no more than is `modest`. */
  readonly all: LogRate;
  readonly modest: LogRate;
  /** For who comes and goes. */
  readonly events: LogRate;
  /** For the server's own messages. */
  readonly records: LogRate;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** Together they fill 256 MiB in no less than five minutes. */
export const LOG_LIMITS: LogLimits = {
  connection: { perSecond: 128 * KIB, burst: MIB },
  all: { perSecond: 512 * KIB, burst: 32 * MIB },
  modest: { perSecond: 2 * KIB, burst: 64 * KIB },
  events: { perSecond: 64 * KIB, burst: 4 * MIB },
  records: { perSecond: 64 * KIB, burst: 4 * MIB },
};

const encoder = new TextEncoder();

/** So long nothing is logged of a connection that has used up its budget, in milliseconds. */
const PAUSE_MS = 1000;

/** A kind of line with a budget of its own, whoever it is about. The time is on a clock that never jumps, in milliseconds. */
export class LogKind {
  /** What the lines are about. */
  readonly about: string;
  readonly perSecond: number;
  readonly #bucket: TokenBucket;
  #leftOut = 0;

  constructor(about: string, rate: LogRate, now: number) {
    this.about = about;
    this.perSecond = rate.perSecond;
    this.#bucket = new TokenBucket(rate, now);
  }

  /** Whether another line may be logged; if not, it is counted. */
  admits(now: number): boolean {
    if (this.#bucket.level(now) > 0) return true;
    this.#leftOut++;
    return false;
  }

  spend(bytes: number): void {
    this.#bucket.spend(bytes);
  }

  /** Says how many lines were left out since this was asked last; `null` for none. */
  takeLeftOut(): string | null {
    if (this.#leftOut === 0) return null;
    const text = `left out ${this.#leftOut} lines on ${this.about}: the log takes ${this.perSecond} bytes of them per second`;
    this.#leftOut = 0;
    return text;
  }
}

/** What all connections have together. */
export class LogBudget {
  readonly limits: LogLimits;
  readonly #all: TokenBucket;
  readonly events: LogKind;
  readonly records: LogKind;
  /** How many messages were left out since the start. */
  messagesLeftOut = 0;

  constructor(limits: LogLimits, now: number) {
    this.limits = limits;
    this.#all = new TokenBucket(limits.all, now);
    this.events = new LogKind("who came and went", limits.events, now);
    this.records = new LogKind("the server itself", limits.records, now);
  }

  /** How much may be logged of messages, in bytes: some of it only of those that are modest. */
  level(now: number): number {
    return this.#all.level(now);
  }

  spend(bytes: number): void {
    this.#all.spend(bytes);
  }
}

/** Whose messages are logged: a connection, with its part of the budget. */
export class LogSource implements TailOwner {
  /** What the log calls it. */
  readonly name: string;
  /** How a message begins behind the time, in each direction. */
  readonly beginning: { readonly "<": Uint8Array; readonly ">": Uint8Array };
  readonly #budget: LogBudget;
  readonly #own: TokenBucket;
  readonly #modest: TokenBucket;
  #pausedUntil = -Infinity;
  /** How many messages were left out since the last one that was logged, and how many bytes they had. */
  leftOut = 0;
  leftOutBytes = 0;
  tail = -1;

  constructor(name: string, { budget, format, now }: { budget: LogBudget; format: LogFormat; now: number }) {
    this.name = name;
    const beginning = (direction: Direction) => encoder.encode(format.beginning(name, direction));
    this.beginning = { "<": beginning("<"), ">": beginning(">") };
    this.#budget = budget;
    this.#own = new TokenBucket(budget.limits.connection, now);
    this.#modest = new TokenBucket(budget.limits.modest, now);
  }

  /** Whether a message of so many bytes may be logged; if not, it is counted. */
  admits(bytes: number, now: number): boolean {
    if (now >= this.#pausedUntil) {
      if (this.#own.level(now) > 0 && this.#hasRoom(now)) return true;
      this.#pausedUntil = now + PAUSE_MS;
    }
    this.leftOut++;
    this.leftOutBytes += bytes;
    this.#budget.messagesLeftOut++;
    return false;
  }

  /** Counts what was logged, in bytes of the log. */
  spend(bytes: number): void {
    this.#own.spend(bytes);
    this.#modest.spend(bytes);
    this.#budget.spend(bytes);
  }

  /** Whether nothing was logged of it lately. */
  isFull(now: number): boolean {
    return this.#own.isFull(now);
  }

  #hasRoom(now: number): boolean {
    const level = this.#budget.level(now);
    return level > this.#budget.limits.all.burst / 2 || (level > 0 && this.#modest.level(now) > 0);
  }
}
