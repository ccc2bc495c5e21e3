import { type Verb, VERBS } from "../protocol/command.ts";
import { ERROR_CODES, type ErrorCode } from "../protocol/request_error.ts";

/** How often each request was done, and how often refused, over lines: counted in place, without a promise or an object. */
export class RequestCounts {
  readonly #done = new Float64Array(VERBS.length);
  /** By verb, then by code; behind the verbs those lines that have none. */
  readonly #refused = new Float64Array((VERBS.length + 1) * ERROR_CODES.length);

  /** A request was done. */
  do(verb: Verb): void {
    this.#done[INDEX_OF[verb]]++;
  }

  /** A request was refused, or with `null` a line that is none. */
  refuse(verb: Verb | null, code: ErrorCode): void {
    const row = verb === null ? VERBS.length : INDEX_OF[verb];
    this.#refused[row * ERROR_CODES.length + ERROR_CODES.indexOf(code)]++;
  }

  /** All counts that are not 0: the outcome is `ok`, or the code of an error. */
  *[Symbol.iterator](): Generator<{ verb: Verb | "none"; outcome: "ok" | ErrorCode; count: number }> {
    for (const [row, verb] of [...VERBS, "none" as const].entries()) {
      if (this.#done[row] > 0) yield { verb, outcome: "ok", count: this.#done[row] };
      for (const [column, outcome] of ERROR_CODES.entries()) {
        const count = this.#refused[row * ERROR_CODES.length + column];
        if (count > 0) yield { verb, outcome, count };
      }
    }
  }
}

const INDEX_OF = Object.fromEntries(VERBS.map((verb, i) => [verb, i])) as Record<Verb, number>;
