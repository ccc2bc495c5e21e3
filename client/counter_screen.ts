/** What a counter looks like: for a person at a terminal, for a script, or as JSON. */
import type { CounterEvent, CounterSession } from "./counter_session.ts";
import type { Terminal } from "./terminal.ts";

/** Shows a counter. */
export interface CounterScreen {
  welcome(address: string): void;
  connected(session: CounterSession): void;
  event(event: CounterEvent, session: CounterSession): void;
  /** The server went away, and is tried again. */
  lost(why: string, pauseMs: number): void;
  /** It can't be connected. */
  refused(why: string): void;
  disconnected(): void;
  close(): void;
}

/** The screen for whoever looks at it. */
export function openCounterScreen({ terminal, json }: { terminal: Terminal; json: boolean }): CounterScreen {
  return json ? new JsonScreen(terminal) : new TextScreen(terminal);
}

/** The sparkline holds the steps of a minute, three in a bar. */
const STEPS_SHOWN = 120;
const STEPS_IN_A_BAR = 3;
const BARS = "▁▂▃▄▅▆▇█";
/** The greatest increment. */
const HIGHEST = 99;

class TextScreen implements CounterScreen {
  readonly #terminal: Terminal;
  /** The increments of the last steps. */
  #steps: number[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  welcome(address: string): void {
    const { colors } = this.#terminal;
    this.#print("");
    this.#print(`  ${colors.bold("The counter")} ${colors.dim(`at ${address}`)}`);
    this.#print(`  ${colors.bold("c")} connects, ${colors.bold("s")} shuts the connection down, ${colors.bold("q")} leaves`);
    this.#print("");
  }

  connected({ id, value, increment }: CounterSession): void {
    this.#print(`  connected as counter ${id}, value ${value}, increment ${increment}`);
  }

  event(event: CounterEvent, { value, increment }: CounterSession): void {
    if (event.type === "asked") {
      this.#print(`  asked for an ${event.kind} number: the increment is ${increment} now`);
      return;
    }
    this.#steps = [...this.#steps, increment].slice(-STEPS_SHOWN);
    if (this.#terminal.interactive) this.#terminal.write(`\r\x1b[K  value ${value}  +${increment}  ${sparkline(this.#steps)}`);
    else this.#print(`value ${value}`);
  }

  lost(why: string, pauseMs: number): void {
    const { colors } = this.#terminal;
    this.#print(`  ${colors.yellow(`the server is gone (${why})`)}`);
    this.#print(`  ${colors.yellow(`trying again in ${pauseMs / 1000} s`)}`);
  }

  refused(why: string): void {
    this.#print(`  ${this.#terminal.colors.red(why)}`);
  }

  disconnected(): void {
    this.#print("  not connected");
  }

  close(): void {
    if (this.#terminal.interactive) this.#terminal.write("\r\x1b[K");
  }

  /** Prints a line above the one that is drawn again and again. */
  #print(text: string): void {
    this.#terminal.print(this.#terminal.interactive ? `\r\x1b[K${text}` : text);
  }
}

/** The increments of the last minute as bars. */
function sparkline(steps: readonly number[]): string {
  let line = "";
  for (let i = 0; i < steps.length; i += STEPS_IN_A_BAR) {
    const some = steps.slice(i, i + STEPS_IN_A_BAR);
    const mean = some.reduce((sum, step) => sum + step, 0) / some.length;
    line += BARS[Math.min(BARS.length - 1, Math.floor(mean / (HIGHEST + 1) * BARS.length))];
  }
  return line;
}

class JsonScreen implements CounterScreen {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  welcome(): void {}
  close(): void {}

  connected({ id, value, increment }: CounterSession): void {
    this.#print({ event: "connected", id, value, increment });
  }

  event(event: CounterEvent, { id, value, increment }: CounterSession): void {
    const kind = event.type === "asked" ? { kind: event.kind } : {};
    this.#print({ event: event.type, id, value, increment, ...kind });
  }

  lost(why: string, pauseMs: number): void {
    this.#print({ event: "lost", why, pause_ms: pauseMs });
  }

  refused(why: string): void {
    this.#print({ event: "refused", why });
  }

  disconnected(): void {
    this.#print({ event: "disconnected" });
  }

  #print(value: unknown): void {
    this.#terminal.print(JSON.stringify(value));
  }
}
