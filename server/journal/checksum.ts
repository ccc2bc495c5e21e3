import { crc32 } from "node:zlib";

/** The CRC-32 of what a row holds. */
export function checksum(text: string, bytes: Uint8Array): number {
  return crc32(bytes, crc32(text));
}

/** The checksum of a batch, with its id: so a batch that comes to stand at another place is noticed. */
export function batchChecksum(id: number, changes: string, numbers: Uint8Array): number {
  return checksum(`${id} ${changes}`, numbers);
}

/** Where a snapshot stands among the batches and the runs of numbers. */
export interface SnapshotPlace {
  /** The id of the last batch that is part of it. */
  readonly lastBatch: number;
  /** The position of its first run of numbers, and how many numbers there are. */
  readonly first: number;
  readonly count: number;
}

/** The checksum of a snapshot, with its place. */
export function snapshotChecksum({ lastBatch, first, count }: SnapshotPlace, record: string): number {
  return checksum(`${lastBatch} ${first} ${count} ${record}`, NO_BYTES);
}

const NO_BYTES = new Uint8Array(0);
