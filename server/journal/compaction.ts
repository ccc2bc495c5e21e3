/**
 * Writes the state down whole, in slices: each is a transaction of its own and takes a few milliseconds, and changes are committed
 * in between. What is written counts from one small transaction on, the last; whatever is cut off before that is left over, and
 * removed later, as what a new snapshot has replaced.
 */
import type { DatabaseSync } from "node:sqlite";
import { jsonPieces } from "../engine/json_pieces.ts";
import type { FrozenState } from "../engine/state.ts";
import { checksum, snapshotChecksum, type SnapshotPlace } from "./checksum.ts";
import { packNumbers } from "./packed_numbers.ts";
import { pragma } from "./schema.ts";
import { rowBytes } from "./stored_state.ts";

/** How many bytes one slice writes or removes, and how many characters of JSON it makes. */
export const SLICE_BYTES = 2 ** 18;
/** How many rows one slice removes at most, and how many pages it gives back to the file system. */
const SLICE_ROWS = 1024;
const SLICE_PAGES = 256;

/** How large a snapshot is. */
export interface SnapshotSize {
  /** How many numbers it has. */
  readonly count: number;
  /** About how many bytes it takes. */
  readonly bytes: number;
}

/** Does something in a transaction. A slice needs no place on the disk yet: the commit behind it brings it there. */
export type Transact = <Result>(what: () => Result, options?: { isSlice: boolean }) => Result;

/** How slices are done. */
export interface Slicing {
  readonly transact: Transact;
  readonly sliceBytes: number;
}

/** Writes a snapshot, in the place of the one before and of the batches up to `lastBatch`. It yields between slices. */
export function* writeSnapshot(
  db: DatabaseSync,
  state: FrozenState,
  { lastBatch, transact, sliceBytes }: Slicing & { readonly lastBatch: number },
): Generator<void, SnapshotSize> {
  const first = nextPosition(db);
  const insert = db.prepare("INSERT INTO snapshot_run VALUES (?, ?, ?, ?)");
  let position = first;
  let bytes = 0;
  for (const { numbers } of state) {
    if (!numbers) continue;
    const runs = numbers.runs()[Symbol.iterator]();
    const writeSlice = () => {
      for (const end = bytes + sliceBytes; bytes < end;) {
        const { value: run, done } = runs.next();
        if (done) return true;
        const packed = packNumbers(run.values, run.start, run.end);
        insert.run(position, run.end - run.start, packed, checksum("", packed));
        position += run.end - run.start;
        bytes += rowBytes("", packed);
      }
      return false;
    };
    for (let done = false; !done;) {
      done = transact(writeSlice, { isSlice: true });
      yield;
    }
  }
  let record = "";
  let reached = sliceBytes;
  const parts = state.map(({ numbers, ...part }) => ({ ...part, count: numbers?.length ?? 0 }));
  for (const part of parts) {
    record += record === "" ? "[" : ",";
    for (const piece of jsonPieces(part)) {
      record += piece;
      if (record.length < reached) continue;
      reached = record.length + sliceBytes;
      yield;
    }
  }
  record += record === "" ? "[]" : "]";
  const place = { lastBatch, first, count: position - first };
  transact(() => {
    db.exec("DELETE FROM snapshot");
    db.prepare("INSERT INTO snapshot (last_batch, record, count, crc, first) VALUES (?, ?, ?, ?, ?)")
      .run(lastBatch, record, place.count, snapshotChecksum(place, record), first);
  });
  return { count: place.count, bytes: bytes + record.length };
}

/** Removes what a snapshot has replaced, and what is left over of one that was not finished. It yields between slices. */
export function* removeReplaced(db: DatabaseSync, { transact, sliceBytes }: Slicing): Generator<void, void> {
  const { lastBatch, first, count } = placeIn(db);
  const tables = [
    { table: "snapshot_run", key: "position", from: 0, end: first },
    { table: "snapshot_run", key: "position", from: first + count, end: Number.MAX_SAFE_INTEGER },
    { table: "change_batch", key: "id", from: 0, end: lastBatch + 1 },
  ];
  for (const { table, key, from, end } of tables) {
    const find = db.prepare(
      `SELECT ${key} AS key, length(numbers) AS bytes FROM ${table} WHERE ${key} >= ? AND ${key} < ? ORDER BY ${key} LIMIT ?`,
    );
    const remove = db.prepare(`DELETE FROM ${table} WHERE ${key} >= ? AND ${key} <= ?`);
    const removeSlice = () => {
      let last = -1;
      let bytes = 0;
      for (const row of find.all(from, end, SLICE_ROWS)) {
        last = Number(row.key);
        bytes += Number(row.bytes);
        if (bytes >= sliceBytes) break;
      }
      if (last < 0) return false;
      remove.run(from, last);
      return true;
    };
    while (transact(removeSlice, { isSlice: true })) yield;
  }
}

/**
 * Gives room that is no longer needed back to the file system, until no more is free than is used, or than `spareBytes`. It yields
 * between slices. A file that an earlier version made, and that could not be converted, stays as large as it is.
 */
export function* shrink(db: DatabaseSync, spareBytes: number, { transact }: Slicing): Generator<void, void> {
  if (pragma(db, "auto_vacuum") !== INCREMENTAL) return;
  const spare = spareBytes / pragma(db, "page_size");
  let free = pragma(db, "freelist_count");
  if (free <= Math.max(spare, pragma(db, "page_count") - free)) return;
  for (let before = Infinity; free < before && free > Math.max(spare, pragma(db, "page_count") - free);) {
    // It gives back one page for each row that is asked for.
    transact(() => db.prepare(`PRAGMA incremental_vacuum(${SLICE_PAGES})`).all(), { isSlice: true });
    before = free;
    free = pragma(db, "freelist_count");
    yield;
  }
  // The file is cut off when SQLite has moved its write-ahead log into it.
  db.exec("PRAGMA wal_checkpoint(PASSIVE)");
}

/** What SQLite calls a file whose free pages are given back when it is asked to. */
const INCREMENTAL = 2;

/** Where the snapshot stands that counts. */
function placeIn(db: DatabaseSync): SnapshotPlace {
  const found = db.prepare("SELECT last_batch, first, count FROM snapshot").get();
  return { lastBatch: Number(found?.last_batch ?? 0), first: Number(found?.first ?? 0), count: Number(found?.count ?? 0) };
}

/** Where the runs of numbers of the next snapshot begin. */
function nextPosition(db: DatabaseSync): number {
  const last = db.prepare("SELECT position + count AS next FROM snapshot_run ORDER BY position DESC LIMIT 1").get();
  return Number(last?.next ?? 0);
}
