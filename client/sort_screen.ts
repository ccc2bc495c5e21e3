/** What sorting looks like for a person at a terminal. */
import { roundToThousandths } from "./duration_summary.ts";
import { Page } from "./page.ts";
import type { Terminal } from "./terminal.ts";

/** The most columns that numbers take: wider lines are hard to read. */
const MAX_COLUMNS = 100;
const LABEL_WIDTH = 10;

/** One round, and what it came to. */
export interface SortRound {
  readonly sent: readonly number[];
  readonly sorted: readonly number[];
  /** From the request to its reply, in milliseconds. */
  readonly ms: number;
  /** How many values the array has afterwards. */
  readonly arraySize: number;
}

export class SortScreen {
  readonly #terminal: Terminal;
  readonly #page: Page;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#page = new Page(terminal);
  }

  welcome(address: string): void {
    this.#page.title("Sorting", address);
  }

  /** Shows what went out and what came back, in columns under each other. */
  round({ sent, sorted, ms, arraySize }: SortRound): void {
    const { colors } = this.#terminal;
    this.#numbers("sent", sent);
    this.#page.print();
    this.#numbers("sorted", sorted);
    this.#page.print();
    this.#page.note(`${roundToThousandths(ms)} ms, ${grouped(arraySize)} in the array`);
    this.#page.print(`  ${colors.green("✓ in order, nothing lost")}`);
    this.#page.print();
  }

  #numbers(label: string, numbers: readonly number[]): void {
    const columns = Math.min(this.#terminal.columns(), MAX_COLUMNS) - LABEL_WIDTH;
    for (const [i, line] of numberColumns(numbers, columns).entries()) {
      this.#page.print(`  ${this.#terminal.colors.dim((i === 0 ? label : "").padEnd(LABEL_WIDTH - 2))}${line}`);
    }
  }
}

/** Numbers in columns of the same width, aligned at their last digits, in lines of at most so many characters. */
export function numberColumns(numbers: readonly number[], columns: number): string[] {
  const texts = numbers.map(String);
  const width = Math.max(...texts.map((text) => text.length));
  const perLine = Math.max(1, Math.floor((columns + 1) / (width + 1)));
  const lines: string[] = [];
  for (let start = 0; start < texts.length; start += perLine) {
    lines.push(texts.slice(start, start + perLine).map((text) => text.padStart(width)).join(" "));
  }
  return lines;
}

/** A count with its thousands apart. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
