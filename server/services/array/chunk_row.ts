import type { Chunk } from "./chunk.ts";

/** Chunks in ascending order, and the last value of each beside it. */
export class ChunkRow {
  readonly chunks: Chunk[];
  readonly lasts: number[];

  /** @param lasts made here if they are not at hand, which reads from each chunk */
  constructor(chunks: Chunk[] = [], lasts: number[] = chunks.map(lastOf)) {
    this.chunks = chunks;
    this.lasts = lasts;
  }

  push(chunk: Chunk, last: number = lastOf(chunk)): void {
    this.chunks.push(chunk);
    this.lasts.push(last);
  }
}

/** The greatest value of a chunk that has one. */
export function lastOf({ values, length }: Chunk): number {
  return values[length - 1];
}
