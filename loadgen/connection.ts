/**
 * One connection of a load. Nothing here is made for each request: requests are pieces of bytes that were made before, and when
 * each began is in a ring of numbers.
 */
import type { Clock } from "../server/clock.ts";
import type { ReplyReader } from "./dialects/dialect.ts";
import type { Recorder } from "./recorder.ts";
import type { Script } from "./script.ts";

/**
 * How late the thread itself may be, in milliseconds: a timer fires about 2 ms late, which is not the server's fault. A request
 * that could have gone out when it was due, and goes out within this time, counts from then on; every other one from when it was
 * due.
 */
const OWN_LATENESS_MS = 5;

/** What is written and read; a `Deno.TcpConn`. */
export interface Socket {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** When the requests of one connection are due. */
export interface Schedule {
  readonly firstAt: number;
  readonly everyMs: number;
}

interface ConnectionOptions {
  readonly reader: ReplyReader;
  readonly script: Script;
  /** With which request of the script it begins. */
  readonly position: number;
  readonly pipeline: number;
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** How many bytes it reads at once. */
  readonly bufferBytes: number;
  /** Is called if the connection breaks. */
  readonly lost: (error: unknown) => void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  /** Of what is in flight: when each request began, and which of the mix it is. */
  readonly #startedAt: Float64Array;
  readonly #kinds: Uint8Array;
  #oldest = 0;
  #inFlight = 0;
  #next: number;
  #isWriting = false;
  /** Since when another request could be sent. */
  #freeSince = 0;
  #dueAt = Infinity;
  #everyMs: number | null = null;
  #stopAt = Infinity;
  #now = 0;
  #isOpen = true;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#next = options.position;
    this.#startedAt = new Float64Array(options.pipeline);
    this.#kinds = new Uint8Array(options.pipeline);
  }

  /** Begins to send: on a schedule, or, without one, whenever all is answered. */
  begin(now: number, { schedule, stopAt }: { schedule: Schedule | null; stopAt: number }): void {
    this.#freeSince = now;
    this.#dueAt = schedule?.firstAt ?? now;
    this.#everyMs = schedule?.everyMs ?? null;
    this.#stopAt = stopAt;
    this.pump(now);
  }

  /** When the next request is due; a moment in the past if it waits for the server. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Leaves out what was due before, so that a server that is behind after the warm-up begins afresh. */
  skipTo(moment: number): void {
    if (this.#everyMs === null || this.#dueAt >= moment) return;
    this.#dueAt += Math.ceil((moment - this.#dueAt) / this.#everyMs) * this.#everyMs;
  }

  /** Whether nothing is in flight, and nothing is due that waits for the server. */
  get isDone(): boolean {
    return !this.#isOpen || this.#inFlight === 0 && (this.#everyMs === null || this.#dueAt >= this.#stopAt);
  }

  /** Sends nothing that is due at this moment or later. */
  stop(now: number): void {
    this.#stopAt = Math.min(this.#stopAt, now);
  }

  /** Sends what is due, as far as the connection takes it. */
  pump(now: number): void {
    if (this.#isWriting || !this.#isOpen) return;
    // Without a schedule, requests go out together, and the next ones when all are answered, as redis-benchmark does it.
    if (this.#everyMs === null && (this.#inFlight > 0 || now >= this.#stopAt)) return;
    const { script: { bytes, offsets, kinds }, pipeline } = this.#options;
    const from = this.#next;
    const end = Math.min(from + pipeline - this.#inFlight, kinds.length);
    let to = from;
    if (this.#everyMs === null) { while (to < end) this.#push(kinds[to++], now); }
    else {
      while (to < end && this.#dueAt <= now && this.#dueAt < this.#stopAt) {
        this.#push(kinds[to++], this.#begins(now, this.#everyMs));
      }
    }
    if (to === from) return;
    this.#next = to === kinds.length ? 0 : to;
    void this.#write(bytes.subarray(offsets[from], offsets[to]));
  }

  /** From when on the next request of the schedule counts. */
  #begins(now: number, everyMs: number): number {
    const dueAt = this.#dueAt;
    this.#dueAt += everyMs;
    if (this.#freeSince > dueAt) return dueAt;
    const late = now - dueAt;
    this.#options.recorder.late(late, now);
    return late <= OWN_LATENESS_MS ? now : dueAt;
  }

  #push(kind: number, startedAt: number): void {
    const pipeline = this.#kinds.length;
    let at = this.#oldest + this.#inFlight++;
    if (at >= pipeline) at -= pipeline;
    this.#startedAt[at] = startedAt;
    this.#kinds[at] = kind;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    this.#isWriting = true;
    try {
      let sent = await this.#socket.write(bytes);
      while (sent < bytes.length) sent += await this.#socket.write(bytes.subarray(sent));
    } catch (error) {
      return this.#lose(error);
    }
    this.#isWriting = false;
    const now = this.#options.clock.monotonic();
    if (this.#inFlight < this.#kinds.length) this.#freeSince = now;
    this.pump(now);
  }

  /** Takes replies until the connection is closed. @throws {WrongProtocol} */
  async read(): Promise<void> {
    const { reader, clock, bufferBytes } = this.#options;
    const buffer = new Uint8Array(bufferBytes);
    for (;;) {
      let length: number | null;
      try {
        length = await this.#socket.read(buffer);
      } catch (error) {
        return this.#lose(error);
      }
      if (!this.#isOpen) return;
      if (length === null) return this.#lose(null);
      this.#now = clock.monotonic();
      const wasFull = this.#inFlight === this.#kinds.length;
      reader.take(buffer, length, this.#replied);
      if (wasFull && this.#inFlight < this.#kinds.length) this.#freeSince = this.#now;
      this.pump(this.#now);
    }
  }

  readonly #replied = (error: string | null): void => {
    const { recorder } = this.#options;
    if (this.#inFlight === 0) return recorder.unasked(error);
    const at = this.#oldest;
    this.#oldest = at + 1 === this.#kinds.length ? 0 : at + 1;
    this.#inFlight--;
    recorder.replied(this.#kinds[at], { startedAt: this.#startedAt[at], now: this.#now, error });
  };

  /** Tells what has no reply, and what was due before the end and could not be sent; and closes. */
  finish(now: number): void {
    const { recorder, script: { kinds }, pipeline } = this.#options;
    for (; this.#inFlight > 0; this.#inFlight--) {
      recorder.unanswered(this.#kinds[this.#oldest], this.#startedAt[this.#oldest], now);
      this.#oldest = (this.#oldest + 1) % pipeline;
    }
    if (this.#everyMs !== null) {
      for (; this.#dueAt < this.#stopAt; this.#dueAt += this.#everyMs) {
        recorder.unsent(kinds[this.#next], this.#dueAt, now);
        this.#next = (this.#next + 1) % kinds.length;
      }
    }
    this.close();
  }

  close(): void {
    if (this.#isOpen) this.#socket.close();
    this.#isOpen = false;
  }

  #lose(error: unknown): void {
    if (!this.#isOpen) return;
    this.close();
    this.#options.recorder.lostConnection();
    this.#options.lost(error);
  }
}
