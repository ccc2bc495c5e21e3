/**
 * How a batch of changes is written down: as what happened, in JSON, with the values of all its changes behind one another as
 * packed numbers. `[["add",3],["clear"],["counter",{…}]]` says that the first three of the numbers were added, then the array
 * was emptied, and so on. Neighbours that do the same to the array are written as one: in the end they come to the same.
 */
import { CHANGE, type ChangeBatch, type ChangeDetails, type ChangeKind, NOBODY } from "../change_batch.ts";
import { packNumbers, unpackNumbers } from "./packed_numbers.ts";

/** A batch as it is written down. */
export interface EncodedBatch {
  readonly changes: string;
  readonly numbers: Uint8Array;
}

type Entry = [name: string, what?: number | ChangeDetails];

const NAMES = Object.keys(CHANGE) as (keyof typeof CHANGE)[];
const NO_NUMBERS = new Float64Array(0);
/** SQLite takes a blob of a billion bytes. */
const MOST_VALUES = 2 ** 25;

/**
 * Writes a batch down, in pieces that have so many values at most, to be kept together. The numbers are good while the batch stays
 * as it is. Cost: O(changes + values).
 */
export function encodeBatch(batch: ChangeBatch, mostValues = MOST_VALUES): EncodedBatch[] {
  const pieces: EncodedBatch[] = [];
  let entries: Entry[] = [];
  let first = 0;
  const endPiece = (end: number) => {
    pieces.push({ changes: JSON.stringify(entries), numbers: packNumbers(batch.values, first, end) });
    entries = [];
    first = end;
  };
  for (let i = 0; i < batch.length;) {
    const kind = batch.kinds[i] as ChangeKind;
    const details = batch.details[i];
    let start = batch.start(i++);
    if (details) {
      entries.push([NAMES[kind], details]);
      continue;
    }
    while (i < batch.length && batch.kinds[i] === kind) i++;
    const end = batch.start(i);
    for (; end - first > mostValues; start = first) {
      entries.push([NAMES[kind], first + mostValues - start]);
      endPiece(first + mostValues);
    }
    entries.push(kind === CHANGE.clear ? [NAMES[kind]] : [NAMES[kind], end - start]);
  }
  endPiece(batch.start(batch.length));
  return pieces;
}

/** Puts the changes that were written down at the end of a batch. @throws {Error} where they are not what could have been written */
export function decodeBatch({ changes, numbers }: EncodedBatch, batch: ChangeBatch): void {
  const entries: Entry[] = JSON.parse(changes);
  const total = entries.reduce((sum, [, what]) => sum + (typeof what === "number" ? what : 0), 0);
  const values = unpackNumbers(numbers, total);
  let start = 0;
  for (const [name, what = 0] of entries) {
    if (!Object.hasOwn(CHANGE, name)) throw new Error(`There is no change called ${JSON.stringify(name)}`);
    const kind = CHANGE[name as keyof typeof CHANGE];
    if (typeof what === "number") {
      batch.push(kind, values.subarray(start, start + what), what, NOBODY, null);
      start += what;
    } else batch.push(kind, NO_NUMBERS, 0, NOBODY, what);
  }
}
