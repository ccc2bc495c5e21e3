import type { Chunk } from "./chunk.ts";

/** Values in ascending order as they stood at one moment. It shares the list's chunks and copies none of them. */
export class SortedSnapshot implements Iterable<number> {
  readonly #chunks: readonly Chunk[];
  readonly #offset: number;
  /** How many values there are. */
  readonly length: number;

  /**
   * @param chunks never changed from here on
   * @param offset how many values of the first chunk to leave out
   * @param length how many values to take from there on
   */
  constructor(chunks: readonly Chunk[], offset: number, length: number) {
    this.#chunks = chunks;
    this.#offset = offset;
    this.length = length;
  }

  /** The values as runs `values[start..end)`, for encoders that have no time for an iterator over each value. */
  *runs(): Generator<{ values: Float64Array; start: number; end: number }> {
    let left = this.length;
    let start = this.#offset;
    for (const chunk of this.#chunks) {
      const end = Math.min(chunk.length, start + left);
      yield { values: chunk.values, start, end };
      left -= end - start;
      start = 0;
    }
  }

  *[Symbol.iterator](): Generator<number> {
    for (const { values, start, end } of this.runs()) {
      for (let i = start; i < end; i++) yield values[i];
    }
  }
}
