/** What is counted and timed while a load runs. Times are in milliseconds. */
import { type Counts, Latencies } from "./latencies.ts";
import type { Mix, Operation } from "./mix.ts";

/** How many kinds of error are told apart; the others are counted only. */
const MAX_ERROR_KINDS = 8;

/** What one thread measured; it goes from one thread to another. */
export interface Measured {
  readonly operations: readonly MeasuredOperation[];
  /** The kinds of error, each with the first text of its kind. */
  readonly errorKinds: readonly ErrorKind[];
  /** Sent, and not answered in the end. */
  readonly unanswered: number;
  /** Due, and never sent, since their connection had too many in flight. */
  readonly unsent: number;
  readonly lostConnections: number;
  /** How long it measured. */
  readonly seconds: number;
  /** How late the thread itself was, whatever the server did. */
  readonly lateness: Counts;
}

export interface MeasuredOperation {
  readonly operation: Operation;
  readonly requests: number;
  readonly errors: number;
  readonly latencies: Counts;
}

export interface ErrorKind {
  readonly kind: string;
  readonly text: string;
  readonly count: number;
}

/** What happened since it was last asked. */
export interface Progress {
  readonly requests: number;
  readonly errors: number;
  readonly worstMs: number;
}

export class Recorder {
  readonly #mix: Mix;
  readonly #latencies: readonly Latencies[];
  readonly #requests: Float64Array;
  readonly #errors: Float64Array;
  readonly #errorKinds = new Map<string, { text: string; count: number }>();
  readonly #lateness = new Latencies();
  #from = Infinity;
  #to = Infinity;
  #lastAt = 0;
  #unanswered = 0;
  #unsent = 0;
  #lostConnections = 0;
  #progress = { requests: 0, errors: 0, worstMs: 0 };

  constructor(mix: Mix) {
    this.#mix = mix;
    this.#latencies = mix.map(() => new Latencies());
    this.#requests = new Float64Array(mix.length);
    this.#errors = new Float64Array(mix.length);
  }

  /** Counts requests that begin from then on, up to another moment, without it. */
  measure(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
  }

  /** Takes a reply. @param kind which request of the mix */
  replied(kind: number, { startedAt, now, error }: { startedAt: number; now: number; error: string | null }): void {
    const ms = now - startedAt;
    const progress = this.#progress;
    progress.requests++;
    if (ms > progress.worstMs) progress.worstMs = ms;
    if (error !== null) this.#refused(kind, { startedAt, error });
    if (!this.#counts(startedAt)) return;
    this.#requests[kind]++;
    this.#lastAt = now;
    this.#latencies[kind].record(ms);
  }

  /** Takes an error that nobody asked for, such as the reason why a connection is closed. */
  unasked(error: string | null): void {
    this.#progress.errors++;
    this.#keep(error ?? "a reply that nobody asked for");
  }

  /** Takes a request that was sent, and has no reply: it took at least as long as it has waited so far. */
  unanswered(kind: number, startedAt: number, now: number): void {
    if (!this.#counts(startedAt)) return;
    this.#unanswered++;
    this.#latencies[kind].record(now - startedAt);
  }

  /** Takes a request that was due, and could not be sent. */
  unsent(kind: number, dueAt: number, now: number): void {
    if (!this.#counts(dueAt)) return;
    this.#unsent++;
    this.#latencies[kind].record(now - dueAt);
  }

  lostConnection(): void {
    this.#lostConnections++;
  }

  /** Takes how late the thread itself was. */
  late(ms: number, now: number): void {
    if (this.#counts(now)) this.#lateness.record(ms);
  }

  /** What happened since the last call. */
  progress(): Progress {
    const progress = this.#progress;
    this.#progress = { requests: 0, errors: 0, worstMs: 0 };
    return progress;
  }

  measured(): Measured {
    const end = Math.max(this.#lastAt, this.#to);
    return {
      operations: this.#mix.map(({ operation }, kind) => ({
        operation,
        requests: this.#requests[kind],
        errors: this.#errors[kind],
        latencies: this.#latencies[kind].counts(),
      })),
      errorKinds: [...this.#errorKinds].map(([kind, { text, count }]) => ({ kind, text, count })),
      unanswered: this.#unanswered,
      unsent: this.#unsent,
      lostConnections: this.#lostConnections,
      seconds: Math.max(0, end - this.#from) / 1000,
      lateness: this.#lateness.counts(),
    };
  }

  #counts(startedAt: number): boolean {
    return startedAt >= this.#from && startedAt < this.#to;
  }

  #refused(kind: number, { startedAt, error }: { startedAt: number; error: string }): void {
    this.#progress.errors++;
    if (!this.#counts(startedAt)) return;
    this.#errors[kind]++;
    this.#keep(error);
  }

  #keep(error: string): void {
    const kind = error.split(" ", 2).join(" ");
    const known = this.#errorKinds.get(kind);
    if (known) known.count++;
    else if (this.#errorKinds.size < MAX_ERROR_KINDS) this.#errorKinds.set(kind, { text: error, count: 1 });
  }
}
