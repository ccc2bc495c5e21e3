import type { ByteWriter } from "../protocol/byte_writer.ts";
import type { SortedSnapshot } from "./array/sorted_snapshot.ts";

/** Writes the values of a snapshot, a space in front of each, as far as there is room: for answers larger than a buffer. */
export class SnapshotReply {
  readonly #runs: ReturnType<SortedSnapshot["runs"]>;
  readonly length: number;

  constructor(snapshot: SortedSnapshot) {
    this.#runs = snapshot.runs();
    this.length = snapshot.length;
  }

  /** Writes values until `out` holds at least `limit` bytes. @returns whether all are written */
  write(out: ByteWriter, limit: number): boolean {
    while (out.length < limit) {
      const { value: run, done } = this.#runs.next();
      if (done) return true;
      out.integers(run.values, run.start, run.end);
    }
    return false;
  }
}
