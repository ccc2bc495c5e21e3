import { createColors } from "picocolors";
import { parseClientConfig } from "../../client/config.ts";
import { runClient } from "../../client/mod.ts";
import type { ClientDependencies, Timing } from "../../client/terminal.ts";
import { eventually, inTime } from "./eventually.ts";
import { FakeClock } from "./fake_clock.ts";

/** A client's time as a clock has it. */
export function timingOf(clock: FakeClock): Timing {
  return {
    now: clock.now,
    every: (ms, callback) => clock.every(ms, callback),
    pause: (ms, signal) =>
      new Promise((resolve, reject) => {
        const cancel = clock.after(ms, resolve);
        signal?.addEventListener("abort", () => {
          cancel();
          reject(signal.reason);
        }, { once: true });
      }),
  };
}

/** Where a client runs in a test: what it prints, the keys that are pressed, and the time that it goes by. */
export class Desk {
  readonly clock = new FakeClock();
  /** All that it wrote. */
  text = "";
  /** The lines among it that are JSON. */
  readonly events: Record<string, unknown>[] = [];
  readonly dependencies: ClientDependencies;
  readonly #keys: (string | null)[] = [];
  #reader: (() => void) | null = null;
  readonly #controller = new AbortController();

  /** @param interactive whether somebody sits at a terminal */
  constructor({ interactive = false, columns = 80 }: { interactive?: boolean; columns?: number } = {}) {
    this.dependencies = {
      terminal: {
        print: (line) => {
          this.text += `${line}\n`;
          if (line.startsWith("{")) this.events.push(JSON.parse(line));
        },
        write: (text) => void (this.text += text),
        progress() {},
        interactive,
        input: {
          isTerminal: interactive,
          setRaw() {},
          read: async () => {
            if (this.#keys.length === 0) await new Promise<void>((resolve) => this.#reader = resolve);
            const key = this.#keys.shift() ?? null;
            return key === null ? null : new TextEncoder().encode(key);
          },
        },
        columns: () => columns,
        colors: createColors(false),
        signal: this.#controller.signal,
        interrupt: () => this.#controller.abort(),
      },
      timing: timingOf(this.clock),
      random: () => 0,
      randomOf: () => () => 0,
    };
  }

  /** Runs a client to its end. */
  run(port: number, args: string[]): Promise<void> {
    const config = parseClientConfig(["--port", String(port), ...args], {});
    const ended = inTime(runClient(config, this.dependencies), { within: 60_000 });
    // A test that has failed before does not wait for it.
    ended.catch(() => {});
    return ended;
  }

  of(type: string): Record<string, unknown>[] {
    return this.events.filter(({ event }) => event === type);
  }

  /** Waits until so many events of this type were printed. */
  async until(type: string, count: number): Promise<void> {
    await eventually(() => this.of(type).length >= count);
  }

  /** Waits until this is to be seen. */
  async sees(wanted: string | RegExp): Promise<void> {
    await eventually(() => typeof wanted === "string" ? this.text.includes(wanted) : wanted.test(this.text)).catch(() => {
      throw new Error(`${wanted} is not to be seen:\n${this.text}`);
    });
  }

  press(key: string): void {
    this.#give(key);
  }

  /** Nothing more is typed. */
  end(): void {
    this.#give(null);
  }

  #give(key: string | null): void {
    this.#keys.push(key);
    this.#reader?.();
  }

  /** Lets half a second pass, and waits for the step that it brings. */
  async step(): Promise<void> {
    const { length } = this.of("step");
    this.clock.advance(500);
    await this.until("step", length + 1);
  }

  /** Lets time pass, a second at a time, until something has happened. */
  async passTimeUntil(happened: () => boolean): Promise<void> {
    await eventually(() => {
      if (!happened()) this.clock.advance(1000);
      return happened();
    });
  }
}
