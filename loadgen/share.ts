/** One thread's share of a load: its connections, when they send, and what is measured. */
import type { Clock } from "../server/clock.ts";
import { CannotBench } from "./cannot_bench.ts";
import { Connection } from "./connection.ts";
import { dial, type Dialed } from "./dial.ts";
import { WrongProtocol } from "./dialects/dialect.ts";
import { dialectOf, type Load } from "./load.ts";
import { type Measured, type Progress, Recorder } from "./recorder.ts";
import { makeScript } from "./script.ts";

/** How many connections are opened at once. */
const OPENED_AT_ONCE = 64;
/** How often requests are looked for that are due, and how often the thread looks whether it is late, in milliseconds. */
const TICK_MS = 1;
const LOOK_MS = 20;
/** How long, at the end, replies are waited for and what is overdue is sent, and when the person does not want to wait, in milliseconds. */
const DRAIN_MS = 5000;
const SHORT_DRAIN_MS = 500;
/** How much one connection reads at once, and all of them together. */
const READ_BYTES = 65_536;
const MIN_READ_BYTES = 4096;
const ALL_READ_BYTES = 16 * 2 ** 20;
/** A number that shares no divisor with the number of requests in a script: connections begin far from each other. */
const STRIDE = 7919;

export class Share {
  readonly #load: Load;
  readonly #clock: Clock;
  readonly #recorder: Recorder;
  #connections: readonly Connection[] = [];
  #open = 0;
  #stopAt = Infinity;
  #isInterrupted = false;
  #error: unknown = null;

  constructor(load: Load, clock: Clock) {
    this.#load = load;
    this.#clock = clock;
    this.#recorder = new Recorder(load.mix);
  }

  /** Opens all connections. @throws {CannotBench} if the server does not take them */
  async connect(): Promise<void> {
    const { target, mix, seed, clients, pipeline } = this.#load;
    const dialect = dialectOf(target);
    const script = makeScript({ mix, dialect, seed });
    const bufferBytes = Math.max(MIN_READ_BYTES, Math.min(READ_BYTES, Math.floor(ALL_READ_BYTES / clients)));
    const dialed = await this.#dialAll(clients);
    this.#connections = dialed.map(({ conn, reader }, i) =>
      new Connection(conn, {
        reader,
        script,
        position: i * STRIDE % script.kinds.length,
        pipeline,
        recorder: this.#recorder,
        clock: this.#clock,
        bufferBytes,
        lost: () => void this.#open--,
      })
    );
    this.#open = clients;
  }

  async #dialAll(count: number): Promise<Dialed[]> {
    const { target } = this.#load;
    const dialect = dialectOf(target);
    const dialed: Dialed[] = [];
    while (dialed.length < count && !this.#isInterrupted) {
      const size = Math.min(OPENED_AT_ONCE, count - dialed.length);
      const outcomes = await Promise.allSettled(Array.from({ length: size }, (_, i) => {
        return dial(target, { dialect, which: `connection ${dialed.length + i + 1} of ${count}` });
      }));
      for (const outcome of outcomes) if (outcome.status === "fulfilled") dialed.push(outcome.value);
      const refused = outcomes.find((outcome) => outcome.status === "rejected");
      if (refused) {
        for (const { conn } of dialed) conn.close();
        throw refused.reason;
      }
    }
    return dialed;
  }

  /** Sends the load, and measures. @throws {CannotBench} if the replies stop making sense */
  async run(): Promise<Measured> {
    const { seconds, warmUpSeconds, rate, clients } = this.#load;
    const startAt = this.#clock.monotonic();
    const from = startAt + 1000 * warmUpSeconds;
    this.#stopAt = from + 1000 * seconds;
    this.#recorder.measure(from, this.#stopAt);
    const everyMs = rate === null ? null : 1000 * clients / rate;
    const reading = this.#connections.map((connection, i) => {
      const schedule = everyMs === null ? null : { firstAt: startAt + everyMs * i / clients, everyMs };
      connection.begin(startAt, { schedule, stopAt: this.#stopAt });
      return connection.read().catch((error) => this.#fail(error));
    });
    await this.#send({ from, onSchedule: rate !== null });
    const stoppedAt = Math.min(this.#stopAt, this.#clock.monotonic());
    this.#recorder.measure(from, stoppedAt);
    await this.#drain();
    const now = this.#clock.monotonic();
    for (const connection of this.#connections) connection.finish(now);
    await Promise.all(reading);
    if (this.#error !== null) throw this.#error;
    return this.#recorder.measured();
  }

  /** Ends it before its time. */
  stop(): void {
    this.#isInterrupted = true;
    this.#stopAt = Math.min(this.#stopAt, this.#clock.monotonic());
    for (const connection of this.#connections) connection.stop(this.#stopAt);
  }

  /** What happened since it was last asked. */
  progress(): Progress {
    return this.#recorder.progress();
  }

  [Symbol.dispose](): void {
    for (const connection of this.#connections) connection.close();
  }

  async #send({ from, onSchedule }: { from: number; onSchedule: boolean }): Promise<void> {
    const pauseMs = onSchedule ? TICK_MS : LOOK_MS;
    for (let before = this.#clock.monotonic(); before < this.#stopAt && this.#open > 0 && this.#error === null;) {
      await this.#pause(pauseMs);
      const now = this.#clock.monotonic();
      if (before < from && now >= from) { for (const connection of this.#connections) connection.skipTo(from); }
      if (onSchedule) { for (const connection of this.#connections) if (connection.dueAt <= now) connection.pump(now); }
      else this.#recorder.late(now - before - pauseMs, now);
      before = now;
    }
  }

  async #drain(): Promise<void> {
    const endAt = this.#clock.monotonic() + (this.#isInterrupted ? SHORT_DRAIN_MS : DRAIN_MS);
    for (let now = 0; now < endAt && this.#connections.some(({ isDone }) => !isDone); now = this.#clock.monotonic()) {
      for (const connection of this.#connections) if (connection.dueAt <= now) connection.pump(now);
      await this.#pause(TICK_MS);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }

  #fail(error: unknown): void {
    const { where } = this.#load.target;
    this.#error ??= error instanceof WrongProtocol
      ? new CannotBench(`${where} answers what is no reply: ${JSON.stringify(error.message)}`)
      : error;
  }
}
