/** What a counter looks like: for a person at a terminal, for a script, or as JSON. */
import type { CounterEvent, CounterSession } from "./counter_session.ts";
import { CLEARED_LINE } from "./line_input.ts";
import { Page } from "./page.ts";
import type { Terminal } from "./terminal.ts";

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
  readonly #page: Page;
  /** The increments of the last steps. */
  #steps: number[] = [];
  /** The value to be seen; `null` before the first. */
  #value: number | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#page = new Page(terminal);
  }

  welcome(address: string): void {
    const { colors, interactive } = this.#terminal;
    if (!interactive) return;
    this.#page.print();
    this.#page.print(`  ${colors.bold("The counter")} ${colors.dim(`at ${address}`)}`);
    this.#page.print(`  ${KEYS.replace(/\b[csq]\b/g, colors.bold)}`);
    this.#page.print();
  }

  connected({ id, value, increment }: CounterSession): void {
    this.#value = value;
    this.#page.print(`  connected as counter ${id}, value ${value}, increment ${increment}`);
  }

  event(event: CounterEvent, { value, increment }: CounterSession): void {
    if (event.type === "asked") {
      this.#page.print(`  asked for an ${event.kind} increment, got ${increment}`);
      return;
    }
    this.#value = value;
    this.#steps = [...this.#steps, increment].slice(-STEPS_SHOWN);
    const { interactive, columns } = this.#terminal;
    if (interactive) {
      const facts = `  value ${value}  +${increment}  `;
      // A line that wraps could not be drawn over.
      const bars = sparkline(this.#steps).slice(-Math.max(1, columns() - facts.length - 1));
      this.#terminal.write(`${CLEARED_LINE}${facts}${bars}`);
    } else this.#page.print(`value ${value}`);
  }

  lost(why: string, pauseMs: number): void {
    const { colors } = this.#terminal;
    const what = this.#value === null ? "still not connected" : `connection lost${this.#atValue()}`;
    this.#page.print(`  ${colors.yellow(`${what}: ${why}; trying again in ${(pauseMs / 1000).toFixed(1)} s`)}`);
  }

  refused(why: string): void {
    this.#page.print(`  ${this.#terminal.colors.red(why)}`);
  }

  disconnected(): void {
    this.#page.print(`  disconnected${this.#atValue()}`);
  }

  hint(): void {
    if (this.#terminal.interactive) this.#page.hint(KEYS);
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
