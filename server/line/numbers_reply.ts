import type { ByteWriter } from "../../protocol/byte_writer.ts";
import type { NumberRun, NumberRuns } from "../engine/number_runs.ts";

/** Writes integers, a space in front of each, as far as there is room: for answers larger than a buffer. */
export class NumbersReply {
  readonly #runs: Iterator<NumberRun>;

  constructor(numbers: NumberRuns) {
    this.#runs = numbers.runs()[Symbol.iterator]();
  }

  /** Writes integers until `out` holds at least `limit` bytes. @returns whether all are written */
  write(out: ByteWriter, limit: number): boolean {
    while (out.length < limit) {
      const { value: run, done } = this.#runs.next();
      if (done) return true;
      out.integers(run.values, run.start, run.end);
    }
    return false;
  }
}
