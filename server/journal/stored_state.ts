/** The state as a journal's tables hold it: a snapshot, and the batches behind it. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { messageOf } from "../../protocol/message_of.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { ChangeBatch } from "../engine/change_batch.ts";
import type { State } from "../engine/state.ts";
import { decodeBatch } from "./batch_codec.ts";
import { quote } from "../../protocol/quote.ts";
import { batchChecksum, checksum, snapshotChecksum, type SnapshotPlace } from "./checksum.ts";
import { unpackNumbers } from "./packed_numbers.ts";
import { DamageError, isOutOfMemory, LaterVersionError } from "./schema.ts";

const NO_BYTES = new Uint8Array(0);

/** What a snapshot has of one service: `count` of the numbers are its own, behind those of the services before it. */
interface Part {
  readonly service: string;
  readonly version: number;
  readonly count: number;
  readonly record: unknown;
}

/** What was found where a state was loaded. */
export interface Loaded {
  /** The snapshot, and about how many bytes it takes; without one, that of a new state. */
  readonly snapshot: SnapshotPlace & { readonly bytes: number };
  /** The id of the last batch; 0 before the first. */
  readonly lastBatch: number;
  /** About how many bytes the batches behind the snapshot take. */
  readonly batchBytes: number;
}

/** Brings what the tables hold into a state, a new one. @throws {DamageError} where that can't have been written */
export function loadState(db: DatabaseSync, state: State): Loaded {
  try {
    db.exec("BEGIN");
    const snapshot = loadSnapshot(db, state);
    return { snapshot, ...loadBatches(db, state, snapshot) };
  } catch (error) {
    if (error instanceof LaterVersionError || isOutOfMemory(error) || (error instanceof Error && "code" in error)) throw error;
    throw new DamageError(messageOf(error), { cause: error });
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK");
  }
}

/** About how many bytes a row takes. */
export function rowBytes(text: string, bytes: Uint8Array): number {
  return ROW_BYTES + text.length + bytes.length;
}

/** What a row takes beside its text and numbers; and what it costs to read, about the same. */
const ROW_BYTES = 32;

type Row = Record<string, SQLOutputValue>;

/** Where a snapshot stands; `isOld` if an earlier version wrote it, and its checksum is of the record alone. */
type FoundSnapshot = Loaded["snapshot"] & { readonly isOld: boolean };

function loadSnapshot(db: DatabaseSync, state: State): FoundSnapshot {
  const rows = db.prepare("SELECT * FROM snapshot").all();
  if (rows.length === 0) return { lastBatch: 0, first: 0, count: 0, bytes: 0, isOld: true };
  if (rows.length > 1) throw new Error(`There are ${rows.length} snapshots`);
  const [row] = rows;
  const isOld = (row.first ?? null) === null;
  const place = {
    lastBatch: number(row, "last_batch"),
    first: isOld ? 0 : number(row, "first"),
    count: number(row, "count"),
  };
  const json = text(row, "record");
  verify(row, "The snapshot", isOld ? checksum(json, NO_BYTES) : snapshotChecksum(place, json));
  const numbers = new StoredNumbers(db, place);
  restore(state, JSON.parse(json), numbers);
  if (numbers.left > 0) throw new Error(`The services have ${numbers.left} numbers less than there are`);
  return { ...place, bytes: json.length + numbers.bytes, isOld };
}

/** Gives each service what is its own. Before services had versions, all of them were one record. */
function restore(state: State, kept: unknown, numbers: StoredNumbers): void {
  if (!Array.isArray(kept)) {
    for (const service of state.services) service.restoreUnversioned?.(kept, numbers.take(numbers.left));
    return;
  }
  for (const { service: name, version, count, record } of kept as Part[]) {
    const service = state.services.find((service) => service.name === name);
    if (!service || version > service.version) throw new LaterVersionError(`the data of ${quote(name)}`);
    const left = numbers.left - count;
    service.restore({ version, record, numbers: numbers.take(count) });
    numbers.skipTo(left);
  }
}

/** The numbers of a snapshot, read run by run: it never holds more than one. */
class StoredNumbers {
  readonly #rows: Iterator<Row>;
  /** What has been read and not been taken, and the position behind it. */
  #run: Float64Array = new Float64Array(0);
  #position: number;
  /** How many numbers have not been taken. */
  left: number;
  /** About how many bytes were read. */
  bytes = 0;

  constructor(db: DatabaseSync, { first, count }: SnapshotPlace) {
    const select = db.prepare("SELECT * FROM snapshot_run WHERE position >= ? AND position < ? ORDER BY position");
    this.#rows = select.iterate(first, first + count)[Symbol.iterator]();
    this.#position = first;
    this.left = count;
  }

  /** The next numbers. @throws {Error} where there are not so many */
  *take(count: number): Generator<Float64Array> {
    if (count > this.left) throw new Error(`There are ${this.left} numbers instead of ${count}`);
    for (let wanted = count; wanted > 0;) {
      if (this.#run.length === 0) this.#read();
      const piece = this.#run.subarray(0, wanted);
      this.#run = this.#run.subarray(piece.length);
      this.left -= piece.length;
      wanted -= piece.length;
      yield piece;
    }
  }

  /** Leaves numbers out until so many are left. */
  skipTo(left: number): void {
    for (const _piece of this.take(this.left - left));
  }

  #read(): void {
    const { value: row } = this.#rows.next();
    // A reading that meets an error ends as if there were no more.
    if (!row || row.position !== this.#position) throw new Error(`There is no run of numbers at ${this.#position}`);
    const numbers = bytes(row, "numbers");
    verify(row, `The run at ${this.#position}`, checksum("", numbers));
    this.#run = unpackNumbers(numbers, number(row, "count"));
    if (this.#run.length > this.left) throw new Error(`There are more than ${this.left} numbers`);
    if (this.#run.length === 0) throw new Error(`The run at ${this.#position} is empty`);
    this.#position += this.#run.length;
    this.bytes += rowBytes("", numbers);
  }
}

function loadBatches(db: DatabaseSync, state: State, snapshot: FoundSnapshot): Omit<Loaded, "snapshot"> {
  const batch = new ChangeBatch();
  let { lastBatch } = snapshot;
  let batchBytes = 0;
  for (const row of db.prepare("SELECT * FROM change_batch ORDER BY id").iterate()) {
    const [id, changes, numbers] = [number(row, "id"), text(row, "changes"), bytes(row, "numbers")];
    const isReplaced = !snapshot.isOld && id <= snapshot.lastBatch;
    // A batch of an earlier version has a checksum without its id. Only those that a snapshot has replaced can stand beside it.
    const isSound = row.crc === batchChecksum(id, changes, numbers) ||
      ((snapshot.isOld || isReplaced) && row.crc === checksum(changes, numbers));
    if (!isSound) throw new Error(`Batch ${id} does not match its checksum`);
    if (isReplaced) continue;
    if (id !== lastBatch + 1) throw new Error(`Batch ${id} comes behind ${lastBatch}`);
    try {
      decodeBatch({ changes, numbers }, state, batch);
      for (let i = 0; i < batch.length; i++) replayChange(batch, i);
    } catch (error) {
      if (error instanceof LaterVersionError || isOutOfMemory(error)) throw error;
      throw new Error(`Batch ${id} can't be applied: ${messageOf(error).replaceAll(/\s+/g, " ")}`, { cause: error });
    }
    batch.reset();
    lastBatch++;
    batchBytes += rowBytes(changes, numbers);
  }
  // An iteration that meets an error ends as if there were no more.
  const last = Number(db.prepare("SELECT max(id) AS id FROM change_batch").get()?.id ?? 0);
  if (lastBatch < last) {
    throw new Error(`the last changes are missing: the last batch is ${lastBatch}, and should be ${last}`);
  }
  return { lastBatch, batchBytes };
}

/** Applies a change as when it was made: what the state did not allow then, it does not allow now. */
function replayChange(batch: ChangeBatch, i: number): void {
  try {
    batch.kinds[i].apply(batch.values, batch.start(i), batch.ends[i], batch.records[i]);
  } catch (error) {
    // Whoever asked for it was told. Anything else was not refused then, so the batch is not what was committed.
    if (!(error instanceof RequestError)) throw error;
  }
}

function verify(row: Row, what: string, crc: number): void {
  if (row.crc !== crc) throw new Error(`${what} does not match its checksum`);
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  throw new Error(`${column} is not text`);
}

function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === "number") return value;
  throw new Error(`${column} is not a number`);
}

function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof Uint8Array) return value;
  throw new Error(`${column} is not a blob`);
}
