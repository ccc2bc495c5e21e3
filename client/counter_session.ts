/** One counter as a client counts it, on one connection. */
import { COUNTER_TAKEN } from "../protocol/counter_text.ts";
import { integer } from "../protocol/facts.ts";
import type { LineLink } from "./line_link.ts";
import type { Timing } from "./terminal.ts";

/** A step comes every so many milliseconds. */
export const STEP_MS = 500;
/** An odd or even number is asked for after 3 to 5 seconds, again and again. */
const MIN_ASK_MS = 3000;
const MAX_ASK_MS = 5000;

/** What a counter does. */
export type CounterEvent =
  | { type: "step"; value: number; ms: number }
  | { type: "asked"; kind: "odd" | "even"; increment: number };

export interface CounterSessionOptions {
  /** Connects to the server, and shows the token where it needs one. */
  connect: () => Promise<LineLink>;
  /** The counter's ID; `null` for one that is free. */
  id: number | null;
  /** The token that the server gave for the counter before: with it, a connection that the server still thinks open gives way. */
  token?: string;
}

export class CounterSession implements Disposable {
  readonly #connection: LineLink;
  readonly id: number;
  /** What the counter is taken again with. */
  readonly token: string;
  /** The value that the server has acknowledged last. */
  value: number;
  increment: number;

  private constructor(connection: LineLink, reply: string) {
    this.#connection = connection;
    ({ id: this.id, token: this.token, value: this.value, increment: this.increment } = connection.understood(
      COUNTER_TAKEN,
      reply,
    ));
  }

  /** Connects, and takes the counter as it was left. @throws {ConnectionError} @throws {ReplyError} */
  static async open({ connect, id, token = "" }: CounterSessionOptions): Promise<CounterSession> {
    const connection = await connect();
    try {
      const reply = connection.request(id === null ? "COUNTER" : `COUNTER ${id} ${token}`.trimEnd());
      return new CounterSession(connection, await connection.limited(reply));
    } catch (error) {
      connection[Symbol.dispose]();
      throw error;
    }
  }

  /**
   * Counts until the end, or until the signal is aborted: a step every {@linkcode STEP_MS} by the clock, so that what came too late
   * is caught up with.
   *
   * @param durationMs for how long; steps that fall on the end are made
   * @throws {ConnectionError} where the server went away
   */
  async count(
    { timing, random, signal, durationMs, onEvent }: {
      timing: Timing;
      random: () => number;
      signal: AbortSignal;
      durationMs: number;
      onEvent: (event: CounterEvent) => void;
    },
  ): Promise<void> {
    const startedAt = timing.now();
    const endAt = startedAt + durationMs;
    const askLater = () => timing.now() + MIN_ASK_MS + random() * (MAX_ASK_MS - MIN_ASK_MS);
    let steps = 0;
    let askAt = askLater();
    for (;;) {
      // Not by adding up: a sum of many fractions would drift off the end.
      const stepAt = startedAt + (steps + 1) * STEP_MS;
      const nextAt = Math.min(stepAt, askAt);
      const waitMs = Math.min(nextAt, endAt) - timing.now();
      if (waitMs > 0) await timing.pause(waitMs, signal);
      if (signal.aborted || nextAt > endAt) return;
      if (nextAt === stepAt) {
        steps++;
        onEvent(await this.#step(timing));
      } else {
        onEvent(await this.#ask(random));
        askAt = askLater();
      }
    }
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]();
  }

  async #step(timing: Timing): Promise<CounterEvent> {
    const sentAt = timing.now();
    this.value = this.#connection.understood(integer, await this.#connection.request(`VALUE ${this.value + this.increment}`));
    return { type: "step", value: this.value, ms: timing.now() - sentAt };
  }

  async #ask(random: () => number): Promise<CounterEvent> {
    const kind = random() < 0.5 ? "odd" : "even";
    this.increment = this.#connection.understood(integer, await this.#connection.request(kind.toUpperCase()));
    return { type: "asked", kind, increment: this.increment };
  }
}
