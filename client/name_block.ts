import { CLEARED_LINE } from "./line_input.ts";
import type { Terminal } from "./terminal.ts";
import { textWidth } from "./text_width.ts";
import { wrapWords } from "./wrap_words.ts";

/** The most lines that the names take. */
const MAX_LINES = 8;

const NO_BREAK_SPACE = "\u00a0";

/** Who is in a room: a few lines above the one that is typed in, drawn again when somebody comes or goes. */
export class NameBlock {
  readonly #terminal: Terminal;
  readonly #names = new Set<string>();
  /** How many lines of the terminal it has. */
  #height = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** How many are there, as far as is known. */
  get size(): number {
    return this.#names.size;
  }

  /** Nothing is known of who is there. */
  clear(): void {
    this.#names.clear();
  }

  /** Somebody has come or gone. */
  note(name: string, isHere: boolean): void {
    if (isHere) this.#names.add(name);
    else this.#names.delete(name);
  }

  /** Draws the names in place of those before. @param players how many there are; some may have come before this client; `null` to draw nothing */
  draw(players: number | null): void {
    if (!this.#terminal.interactive || players === null) return;
    const columns = this.#terminal.columns();
    const lines = this.#names.size === 0 ? [] : linesOf([...this.#names], { players, columns });
    const up = this.#height > 0 ? `\x1b[${this.#height}A` : "";
    this.#terminal.write(`${CLEARED_LINE}${up}\x1b[J${lines.map((line) => `${line}\n`).join("")}`);
    this.#height = lines.reduce((height, line) => height + Math.max(1, Math.ceil(textWidth(line) / columns)), 0);
  }

  /** Leaves it where it is: what comes next is below. */
  leave(): void {
    this.#height = 0;
  }
}

/** The names, the last ones if they are too many. */
function linesOf(names: readonly string[], { players, columns }: { players: number; columns: number }): string[] {
  const from = (first: number) => {
    const others = Math.max(0, players - names.length) + first;
    // A line breaks between names, and not within one.
    const shown = names.slice(first).map((name) => name.replaceAll(" ", NO_BREAK_SPACE));
    const text = [...others > 0 ? [`${others} more`] : [], ...shown].join(", ");
    return wrapWords(`  ${text}`, columns - 1).split("\n");
  };
  let first = names.length - 1;
  let lines = from(first);
  // From the last one on: of a thousand names, only those that fit are looked at.
  while (first > 0) {
    const more = from(--first);
    if (more.length > MAX_LINES) break;
    lines = more;
  }
  return lines;
}
