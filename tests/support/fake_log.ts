/** A log that several servers share, in memory, with the faults of a real one: requests and answers get lost, come late, or twice. */
import type { Clock } from "../../server/clock.ts";
import { encodeJoin } from "../../server/cluster/entry.ts";
import { GapError, type Kept, type LoggedMessage, type StreamLog } from "../../server/cluster/stream_log.ts";

/** How likely it is that something goes wrong with a message, each from 0 to 1. */
export interface LogFaults {
  /** It is not kept. */
  readonly lost: number;
  /** It is kept, and the answer to that is lost. */
  readonly unanswered: number;
  /** It is kept seconds later, when nobody waits for that any more. */
  readonly late: number;
  /** It is kept once more, seconds later. */
  readonly again: number;
}

export const NO_FAULTS: LogFaults = { lost: 0, unanswered: 0, late: 0, again: 0 };

/** How long a request is waited for, and between two tries, in milliseconds. */
const ASK_MS = 2000;
const RETRY_MS = 100;
/** In what time a message that comes again is known, in milliseconds: much less than in a real log. */
const DUPLICATE_MS = 4000;
/** How long a message is under way, and how late it can be, in milliseconds. */
const UNDER_WAY_MS = 10;
const LATE_MS = 15_000;

/** What keeps the messages. */
export class FakeStream {
  /** Whether no majority of its nodes is there. */
  isAway = false;
  /** Whether it says of every message that it can't be kept. */
  refuses = false;
  /** Whether what is read is not what was written: messages stand one place further. */
  isForked = false;
  faults = NO_FAULTS;
  /** What was lost. */
  readonly lost: { readonly data: Uint8Array; readonly id: string }[] = [];
  readonly clock: Clock;
  readonly random: () => number;
  readonly #messages: LoggedMessage[] = [];
  readonly #keptIds = new Map<string, LoggedMessage>();
  #first = 1;
  #changed = Promise.withResolvers<void>();

  constructor({ clock, random }: { clock: Clock; random: () => number }) {
    this.clock = clock;
    this.random = random;
  }

  get last(): number {
    return this.#messages.length;
  }

  get first(): number {
    return this.#first;
  }

  /** Resolves when there is something new. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Has all who wait look again. */
  change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  at(sequence: number): LoggedMessage | undefined {
    return this.#messages[sequence - 1];
  }

  forget(upTo: number): void {
    this.#first = Math.max(this.#first, upTo + 1);
  }

  /** Takes a message, and answers: it is kept, or not. There may be no answer. */
  take(data: Uint8Array, { id, answer }: { id: string; answer: (kept: number) => void }): void {
    const { lost, unanswered, late, again } = this.faults;
    const happens = (likelihood: number) => this.random() < likelihood;
    if (this.refuses || (this.isAway && happens(0.5))) return answer(0);
    if (happens(late)) return this.#in(LATE_MS, () => this.keep(data, id));
    if (this.isAway || happens(lost)) return void this.lost.push({ data, id });
    if (happens(again)) this.#in(LATE_MS, () => this.keep(data, id));
    this.#in(UNDER_WAY_MS, () => {
      if (this.isAway) return;
      const kept = this.keep(data, id);
      if (!happens(unanswered)) this.#in(UNDER_WAY_MS, () => answer(kept));
    });
  }

  /** Keeps a message, unless it has been kept a short while ago. @returns its number; 0 if that can't be done */
  keep(data: Uint8Array, id: string): number {
    if (this.isAway) return 0;
    if (this.isForked) {
      this.isForked = false;
      this.keep(encodeJoin("of this copy only", "other"), "of this copy only");
      return this.keep(data, id) - 1;
    }
    const keptAt = this.clock.now();
    const known = this.#keptIds.get(id);
    if (known && keptAt - known.keptAt < DUPLICATE_MS) return known.sequence;
    const message = { sequence: this.#messages.length + 1, data: data.slice(), keptAt };
    this.#keptIds.set(id, message);
    this.#messages.push(message);
    this.change();
    return message.sequence;
  }

  #in(ms: number, callback: () => void): void {
    this.clock.after(Math.ceil(this.random() * ms), callback);
  }
}

/** A server's way to the log. It takes its time from the server's clock: while that stands still, nothing comes. */
export class FakeLog implements Pick<StreamLog, "isConnected" | "maxBytes" | "append" | "lastSequence" | "messages" | "close"> {
  isConnected = true;
  maxBytes = 160;
  readonly #stream: FakeStream;
  readonly #clock: Clock;
  #isClosed = false;

  constructor(stream: FakeStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
  }

  async append(data: Uint8Array, { id, signal }: { id: string; signal: AbortSignal }): Promise<Kept> {
    let kept: Kept = "not kept";
    while (!signal.aborted && !this.#isClosed) {
      if (this.isConnected) {
        const answered = await new Promise<number | null>((resolve) => {
          this.#clock.after(ASK_MS, () => resolve(null));
          this.#stream.take(data, { id, answer: (kept) => void this.#clock.after(1, () => resolve(kept)) });
        });
        if (answered) return answered;
        if (answered === null) kept = "unknown";
      }
      await this.#pause(RETRY_MS);
    }
    return kept;
  }

  lastSequence(): Promise<number> {
    return Promise.resolve(this.#stream.last);
  }

  async *messages(from: number): AsyncGenerator<LoggedMessage> {
    for (let next = from; !this.#isClosed;) {
      if (next < this.#stream.first) throw new GapError(`message ${next} is not kept any more`);
      const message = this.isConnected && !this.#stream.isAway ? this.#stream.at(next) : undefined;
      if (!message) {
        await this.#stream.changed;
        continue;
      }
      await this.#pause(this.#stream.random() * UNDER_WAY_MS);
      if (this.#isClosed) return;
      yield message;
      next++;
    }
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#stream.change();
    return Promise.resolve();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }
}
