/** How the race is told on standard output: for people, or as JSON. */
import type { Colors } from "picocolors/types";
import { wrapped } from "../../cli/options.ts";
import type { Style } from "../../cli/style.ts";
import type { Interleaving } from "./interleaving.ts";
import { interleavingPicture } from "./picture.ts";
import type { RaceResult } from "./race.ts";
import { formatCount, outcome, REASON, SOURCES, STEPS_INTRODUCTION, verdict } from "./words.ts";

/** One schedule, without a semaphore and with one. */
export interface Steps {
  readonly seed: number;
  readonly schedule: string;
  readonly without: Interleaving;
  readonly guarded: Interleaving;
}

/** How both races ended. */
export interface Results {
  readonly without: RaceResult;
  readonly guarded: RaceResult;
}

/** Turns the race into text, as it goes on. */
export interface Report {
  steps(steps: Steps): string;
  begin(load: Pick<RaceResult, "clients" | "values">): string;
  end(results: Results): string;
}

/** The widest that text is. */
const COLUMNS = 80;

/** For people. */
export class TextReport implements Report {
  readonly #colors: Colors;
  readonly #width: number;

  constructor({ colors, columns }: Style) {
    this.#colors = colors;
    // One column stays free at each side, at least.
    this.#width = Math.min(columns, COLUMNS) - 4;
  }

  steps({ seed, schedule, without, guarded }: Steps): string {
    const { bold, green, red } = this.#colors;
    const part = (title: string, interleaving: Interleaving) => {
      const isRight = interleaving.loser === null;
      const said = this.#text(verdict(interleaving), isRight ? "✓ " : "✗ ");
      return [
        bold(`  ${title}`),
        "",
        ...interleavingPicture(interleaving, this.#colors),
        "",
        (isRight ? green : red)(said),
        "",
      ];
    };
    return lines(
      "",
      this.#text(STEPS_INTRODUCTION),
      "",
      ...part("Without a semaphore", without),
      ...part("The same schedule with a semaphore", guarded),
      this.#colors.dim(`  The schedule was ${[...schedule].join(" ")}: --seed ${seed} shows it again.`),
      "",
    );
  }

  begin({ clients, values }: Pick<RaceResult, "clients" | "values">): string {
    const { bold } = this.#colors;
    return lines(
      bold("  Now with many"),
      "",
      this.#text(`${formatCount(clients)} clients race to add ${formatCount(values)} values, first without the semaphore…`),
    );
  }

  end(results: Results): string {
    return lines(
      "",
      this.#colors.bold(this.#text(outcome(results))),
      "",
      this.#text(REASON),
      "",
      this.#text(`The source code has both stores in ${SOURCES.race}, and the server's own semaphore in ${SOURCES.server}.`),
      "",
    );
  }

  #text(text: string, sign = ""): string {
    const indent = " ".repeat(sign.length);
    return wrapped(text, this.#width - sign.length).map((line, i) => `  ${i === 0 ? sign : indent}${line}`).join("\n");
  }
}

/** One JSON object per line. */
export class JsonReport implements Report {
  steps({ seed, schedule, without, guarded }: Steps): string {
    const event = (semaphore: boolean, interleaving: Interleaving) =>
      JSON.stringify({ event: "steps", semaphore, seed, schedule, ...interleaving });
    return lines(event(false, without), event(true, guarded));
  }

  begin(): string {
    return "";
  }

  end({ without, guarded }: Results): string {
    return lines(...[without, guarded].map((result) => JSON.stringify({ event: "race", ...result })));
  }
}

function lines(...lines: string[]): string {
  return `${lines.join("\n")}\n`;
}
