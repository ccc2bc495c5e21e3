import { CLEARED_LINE } from "./line_input.ts";
import type { Terminal } from "./terminal.ts";
import { textWidth } from "./text_width.ts";
import { wrapWords } from "./wrap_words.ts";

/** The most lines that the names take. */
const MAX_LINES = 8;

const NO_BREAK_SPACE = "\u00a0";

/** Who is in a lobby: a few lines above the one that is typed in, drawn again when somebody comes or goes. */
export class NameBlock {
  readonly #terminal: Terminal;
  readonly #names = new Set<string>();
  /** How many lines of the terminal it has. */
  #height = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
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
  for (let first = 0;; first++) {
    const others = Math.max(0, players - names.length) + first;
    // A line breaks between names, and not within one.
    const shown = names.slice(first).map((name) => name.replaceAll(" ", NO_BREAK_SPACE));
    const text = [...others > 0 ? [`${others} more`] : [], ...shown].join(", ");
    const lines = wrapWords(`  ${text}`, columns - 1).split("\n");
    if (lines.length <= MAX_LINES || first >= names.length - 1) return lines;
  }
}
