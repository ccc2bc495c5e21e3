/**
 * How a batch of changes is written down: as what happened, in JSON, with the values of all its changes behind one another as
 * packed numbers. `[["array.add@1",3],["array.clear@1"],["counter.change@1",{…}]]` says that the first three of the numbers were
 * added, then the array was emptied, and so on: each change under the name of its kind, with the version of the form in which it is
 * kept. Neighbours of a kind that are nothing but numbers are written as one: in the end they come to the same.
 */
import { type ChangeBatch, NOBODY } from "../engine/change_batch.ts";
import { BARRIER, type ChangeKind, NumbersKind, RecordKind, REFUSED } from "../engine/change_kind.ts";
import { KeyedKind } from "../engine/keyed_change.ts";
import type { State } from "../engine/state.ts";
import { quote } from "../../protocol/quote.ts";
import { packNumbers, unpackNumbers } from "./packed_numbers.ts";
import { LaterVersionError } from "./schema.ts";

/** A batch as it is written down. */
export interface EncodedBatch {
  readonly changes: string;
  readonly numbers: Uint8Array;
}

/** A change: its name, and how many values, or what else it is; and behind that how many values, if it has some all the same. */
type Entry = [name: string, what?: unknown, count?: number];

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
    const kind = batch.kinds[i];
    const record = batch.records[i];
    let start = batch.start(i++);
    if (kind === REFUSED || kind === BARRIER) continue;
    if (record !== null) {
      const end = batch.start(i);
      // Its values stay together, however many they are.
      if (end > start && end - first > mostValues) endPiece(start);
      entries.push(end > start ? [nameOf(kind), record, end - start] : [nameOf(kind), record]);
      if (end - first > mostValues) endPiece(end);
      continue;
    }
    while (i < batch.length && batch.kinds[i] === kind) i++;
    const end = batch.start(i);
    for (; end - first > mostValues; start = first) {
      entries.push([nameOf(kind), first + mostValues - start]);
      endPiece(first + mostValues);
    }
    entries.push(end === start ? [nameOf(kind)] : [nameOf(kind), end - start]);
  }
  endPiece(batch.start(batch.length));
  return pieces;
}

/** Puts the changes that were written down at the end of a batch. @throws {Error} where they are not what could have been written */
export function decodeBatch({ changes, numbers }: EncodedBatch, state: State, batch: ChangeBatch): void {
  const entries: Entry[] = JSON.parse(changes);
  const total = entries.reduce((sum, entry) => sum + countOf(entry), 0);
  const values = unpackNumbers(numbers, total);
  let start = 0;
  for (const entry of entries) {
    const [name, what = 0] = entry;
    const [, kindName, version = "0"] = name.match(/^([^@]+)(?:@(\d+))?$/) ?? [];
    const kinds = kindName === undefined ? [] : state.kindsNamed(kindName);
    const count = countOf(entry);
    const own = values.subarray(start, start + count);
    if (kinds.length === 0) throw new LaterVersionError(`the change ${quote(name)}`);
    for (const kind of kinds) {
      if (Number(version) > kind.version) throw new LaterVersionError(`the change ${quote(name)}`);
      if (kind instanceof NumbersKind !== (typeof what === "number")) throw new Error(`A change ${name} has another form`);
      if (kind instanceof NumbersKind) batch.push(kind, { numbers: own, count }, NOBODY);
      else if (kind instanceof RecordKind) batch.push(kind, kind.read(what, Number(version)), NOBODY);
      else if (kind instanceof KeyedKind) {
        const change = kind.read(what, own);
        if (!change) throw new LaterVersionError(`the change ${quote(name)}`);
        batch.push(kind, change, NOBODY);
      } else throw new Error(`The change ${kind.name} has neither numbers nor a record`);
    }
    start += count;
  }
}

/** How many values a change has. */
function countOf([, what = 0, count = 0]: Entry): number {
  return typeof what === "number" ? what : count;
}

function nameOf({ name, version }: ChangeKind): string {
  return `${name}@${version}`;
}
