/** The state as a journal's tables hold it: a snapshot, and the batches behind it. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { messageOf } from "../../protocol/message_of.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { ChangeBatch } from "../engine/change_batch.ts";
import type { State } from "../engine/state.ts";
import { decodeBatch } from "./batch_codec.ts";
import { quote } from "../../protocol/quote.ts";
import { checksum } from "./checksum.ts";
import { packNumbers, unpackNumbers } from "./packed_numbers.ts";
import { DamageError, LaterVersionError } from "./schema.ts";

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
  /** The id of the last batch; 0 before the first. */
  lastBatch: number;
  /** About how many bytes the snapshot takes, and the batches behind it. */
  snapshotBytes: number;
  batchBytes: number;
}

/** Brings what the tables hold into a state, a new one. @throws {DamageError} where that can't have been written */
export function loadState(db: DatabaseSync, state: State): Loaded {
  try {
    db.exec("BEGIN");
    const snapshot = loadSnapshot(db, state);
    return { ...snapshot, ...loadBatches(db, state, snapshot.lastBatch) };
  } catch (error) {
    if (error instanceof LaterVersionError || (error instanceof Error && "code" in error)) throw error;
    throw new DamageError(messageOf(error), { cause: error });
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK");
  }
}

/** Writes a state down whole, in the place of the snapshot and the batches so far. @returns about how many bytes it takes */
export function saveState(db: DatabaseSync, state: State, lastBatch: number): number {
  db.exec("DELETE FROM change_batch; DELETE FROM snapshot; DELETE FROM snapshot_run;");
  const insert = db.prepare("INSERT INTO snapshot_run VALUES (?, ?, ?, ?)");
  const parts: Part[] = [];
  let position = 0;
  let bytes = 0;
  for (const service of state.services) {
    const { record, numbers: runs } = service.snapshot();
    for (const { values, start, end } of runs?.runs() ?? []) {
      const numbers = packNumbers(values, start, end);
      insert.run(position, end - start, numbers, checksum("", numbers));
      position += end - start;
      bytes += rowBytes("", numbers);
    }
    parts.push({ service: service.name, version: service.version, count: runs?.length ?? 0, record });
  }
  const record = JSON.stringify(parts);
  db.prepare("INSERT INTO snapshot VALUES (?, ?, ?, ?)").run(lastBatch, record, position, checksum(record, NO_BYTES));
  return bytes + record.length;
}

/** About how many bytes a row takes. */
export function rowBytes(text: string, bytes: Uint8Array): number {
  return ROW_BYTES + text.length + bytes.length;
}

/** What a row takes beside its text and numbers; and what it costs to read, about the same. */
const ROW_BYTES = 32;

type Row = Record<string, SQLOutputValue>;

function loadSnapshot(db: DatabaseSync, state: State): Omit<Loaded, "batchBytes"> {
  const rows = db.prepare("SELECT * FROM snapshot").all();
  if (rows.length === 0) return { lastBatch: 0, snapshotBytes: 0 };
  if (rows.length > 1) throw new Error(`There are ${rows.length} snapshots`);
  const json = text(rows[0], "record");
  verify(rows[0], "The snapshot", json, NO_BYTES);
  const { values, size } = loadNumbers(db, number(rows[0], "count"));
  restore(state, JSON.parse(json), values);
  return { lastBatch: number(rows[0], "last_batch"), snapshotBytes: json.length + size };
}

/** Gives each service what is its own. Before services had versions, all of them were one record. */
function restore(state: State, kept: unknown, values: Float64Array): void {
  if (!Array.isArray(kept)) {
    for (const service of state.services) service.restoreUnversioned?.(kept, values);
    return;
  }
  let position = 0;
  for (const { service: name, version, count, record } of kept as Part[]) {
    const service = state.services.find((service) => service.name === name);
    if (!service || version > service.version) throw new LaterVersionError(`the data of ${quote(name)}`);
    service.restore({ version, record, numbers: values.subarray(position, position + count) });
    position += count;
  }
  if (position !== values.length) throw new Error(`The services have ${position} numbers, and there are ${values.length}`);
}

function loadNumbers(db: DatabaseSync, count: number): { values: Float64Array; size: number } {
  const values = new Float64Array(count);
  let position = 0;
  let size = 0;
  for (const row of db.prepare("SELECT * FROM snapshot_run ORDER BY position").iterate()) {
    const numbers = bytes(row, "numbers");
    verify(row, `The run at ${position}`, "", numbers);
    if (row.position !== position) throw new Error(`There is no run of numbers at ${position}`);
    const run = unpackNumbers(numbers, number(row, "count"));
    if (position + run.length > count) throw new Error(`There are more than ${count} numbers`);
    values.set(run, position);
    position += run.length;
    size += rowBytes("", numbers);
  }
  if (position < count) throw new Error(`There are ${position} numbers instead of ${count}`);
  return { values, size };
}

function loadBatches(db: DatabaseSync, state: State, first: number): Pick<Loaded, "lastBatch" | "batchBytes"> {
  const batch = new ChangeBatch();
  let lastBatch = first;
  let batchBytes = 0;
  for (const row of db.prepare("SELECT * FROM change_batch ORDER BY id").iterate()) {
    const [changes, numbers] = [text(row, "changes"), bytes(row, "numbers")];
    verify(row, `Batch ${row.id}`, changes, numbers);
    if (row.id !== lastBatch + 1) throw new Error(`Batch ${row.id} comes behind ${lastBatch}`);
    try {
      decodeBatch({ changes, numbers }, state, batch);
      for (let i = 0; i < batch.length; i++) replayChange(batch, i);
    } catch (error) {
      if (error instanceof LaterVersionError) throw error;
      throw new Error(`Batch ${row.id} can't be applied: ${messageOf(error).replaceAll(/\s+/g, " ")}`, { cause: error });
    }
    batch.reset();
    lastBatch++;
    batchBytes += rowBytes(changes, numbers);
  }
  // An iteration that meets an error ends as if there were no more.
  const last = db.prepare("SELECT max(id) AS id FROM change_batch").get()?.id ?? first;
  if (lastBatch !== last) {
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

function verify(row: Row, what: string, text: string, bytes: Uint8Array): void {
  if (row.crc !== checksum(text, bytes)) throw new Error(`${what} does not match its checksum`);
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
