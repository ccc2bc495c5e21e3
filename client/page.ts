import { CLEARED_LINE } from "./line_input.ts";
import type { Terminal } from "./terminal.ts";
import { wrapWords } from "./wrap_words.ts";

/** Text on a terminal, line by line, above the line that is drawn again and again; or plain lines where nobody sits. */
export class Page {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Prints a line in place of what is being typed, broken between words. */
  print(text = ""): void {
    const { interactive, columns } = this.#terminal;
    this.#terminal.print(interactive ? CLEARED_LINE + wrapWords(text, columns()) : text);
  }

  /** Says what is to be seen, and where. */
  title(what: string, where: string): void {
    const { colors } = this.#terminal;
    this.print();
    this.print(`  ${colors.bold(what)} ${colors.dim(`at ${where}`)}`);
    this.print();
  }

  /** Says what comes next, after an empty line. */
  headline(text: string): void {
    this.print();
    this.print(`  ${this.#terminal.colors.bold(text)}`);
  }

  /** Says what becomes of something typed. */
  hint(text: string): void {
    this.print(`  ${this.#terminal.colors.yellow(text)}`);
  }

  /** Says something that is good to know. */
  note(text: string): void {
    this.print(`  ${this.#terminal.colors.dim(text)}`);
  }

  /** The connection is lost, or made again. */
  link(type: "lost" | "resumed"): void {
    const { colors } = this.#terminal;
    if (type === "lost") this.goBelow();
    this.print(
      type === "lost"
        ? colors.yellow("  Connection lost. Your game is safe: reconnecting…")
        : colors.green("  Connected again."),
    );
  }

  /** Goes on below what is being typed. */
  goBelow(): void {
    if (this.#terminal.interactive) this.#terminal.write("\n");
  }
}

/** A flag and its value, as they are typed. */
export function flagText(flag: string, value: string): string {
  return value.startsWith("--") ? `--${flag}=${value}` : `--${flag} ${value}`;
}

/** Prints an event as an object: its type is `event`. */
export function printEvent<Event extends { readonly type: string }>(terminal: Terminal, { type, ...facts }: Event): void {
  terminal.print(JSON.stringify({ event: type, ...facts }));
}
