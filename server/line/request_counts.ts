import type { CommandEntry, CommandTable } from "../../protocol/command.ts";
import { ERROR_CODES, type ErrorCode } from "../../protocol/request_error.ts";

/** How often each request was done, and how often refused, over lines: counted in place, without a promise or an object. */
export class RequestCounts {
  readonly #entries: readonly CommandEntry[];
  readonly #done: Float64Array;
  /** By verb, then by code; behind the verbs those lines that have none. */
  readonly #refused: Float64Array;

  constructor({ entries }: CommandTable) {
    this.#entries = entries;
    this.#done = new Float64Array(entries.length);
    this.#refused = new Float64Array((entries.length + 1) * ERROR_CODES.length);
  }

  /** A request was done. */
  do({ index }: CommandEntry): void {
    this.#done[index]++;
  }

  /** A request was refused, or with `null` a line that is none. */
  refuse(entry: CommandEntry | null, code: ErrorCode): void {
    const row = entry?.index ?? this.#entries.length;
    this.#refused[row * ERROR_CODES.length + ERROR_CODES.indexOf(code)]++;
  }

  /** All counts that are not 0: the outcome is `ok`, or the code of an error. */
  *[Symbol.iterator](): Generator<{ verb: string; outcome: "ok" | ErrorCode; count: number }> {
    for (const [row, { verb }] of [...this.#entries, { verb: "none" }].entries()) {
      if (this.#done[row] > 0) yield { verb, outcome: "ok", count: this.#done[row] };
      for (const [column, outcome] of ERROR_CODES.entries()) {
        const count = this.#refused[row * ERROR_CODES.length + column];
        if (count > 0) yield { verb, outcome, count };
      }
    }
  }
}
