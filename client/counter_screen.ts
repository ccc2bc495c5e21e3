/** What a counter looks like: for a person at a terminal, for a script, or as JSON. */
import type { CounterEvent, CounterSession } from "./counter_session.ts";
import { CLEARED_LINE } from "./line_input.ts";
import type { Terminal } from "./terminal.ts";
import { wrapWords } from "./wrap_words.ts";

/** Shows a counter. */
export interface CounterScreen {
  welcome(address: string): void;
  connected(session: CounterSession): void;
  event(event: CounterEvent, session: CounterSession): void;
  /** The connection is lost, and tried again. */
  lost(why: string, pauseMs: number): void;
  /** It can't be connected. */
  refused(why: string): void;
  disconnected(): void;
  /** Says which keys there are. */
  hint(): void;
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

const KEYS = "c connects, s disconnects, q quits";

class TextScreen implements CounterScreen {
  readonly #terminal: Terminal;
  /** The increments of the last steps. */
  #steps: number[] = [];
  /** The value to be seen; `null` before the first. */
  #value: number | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  welcome(address: string): void {
    const { colors, interactive } = this.#terminal;
    if (!interactive) return;
    this.#print("");
    this.#print(`  ${colors.bold("The counter")} ${colors.dim(`at ${address}`)}`);
    this.#print(`  ${KEYS.replace(/\b[csq]\b/g, colors.bold)}`);
    this.#print("");
  }

  connected({ id, value, increment }: CounterSession): void {
    this.#value = value;
    this.#print(`  connected as counter ${id}, value ${value}, increment ${increment}`);
  }

  event(event: CounterEvent, { value, increment }: CounterSession): void {
    if (event.type === "asked") {
      this.#print(`  asked for an ${event.kind} increment, got ${increment}`);
      return;
    }
    this.#value = value;
    this.#steps = [...this.#steps, increment].slice(-STEPS_SHOWN);
    if (this.#terminal.interactive) {
      this.#terminal.write(`${CLEARED_LINE}  value ${value}  +${increment}  ${sparkline(this.#steps)}`);
    } else this.#print(`value ${value}`);
  }

  lost(why: string, pauseMs: number): void {
    const { colors } = this.#terminal;
    const what = this.#value === null ? "still not connected" : `connection lost${this.#atValue()}`;
    this.#print(`  ${colors.yellow(`${what}: ${why}; trying again in ${(pauseMs / 1000).toFixed(1)} s`)}`);
  }

  refused(why: string): void {
    this.#print(`  ${this.#terminal.colors.red(why)}`);
  }

  disconnected(): void {
    this.#print(`  disconnected${this.#atValue()}`);
  }

  hint(): void {
    const { colors, interactive } = this.#terminal;
    if (interactive) this.#print(`  ${colors.yellow(KEYS)}`);
  }

  close(): void {
    if (this.#terminal.interactive) this.#terminal.write(CLEARED_LINE);
  }

  /** Where it stopped, the first time that this is said. */
  #atValue(): string {
    const value = this.#value;
    this.#value = null;
    return value === null ? "" : ` at value ${value}`;
  }

  /** Prints a line above the one that is drawn again and again. */
  #print(text: string): void {
    const { interactive, columns } = this.#terminal;
    this.#terminal.print(interactive ? CLEARED_LINE + wrapWords(text, columns()) : text);
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

  hint(): void {
    this.#print({ event: "hint", text: KEYS });
  }

  #print(value: unknown): void {
    this.#terminal.print(JSON.stringify(value));
  }
}
