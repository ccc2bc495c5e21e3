/** The sorted collections that are compared, behind one interface. Each has its own loops, so that V8 compiles them for it alone. */
import sortedBtree from "sorted-btree";
import { type Chunk, lowerBound, upperBound } from "../../server/services/array/chunk.ts";
import { SortedList } from "../../server/services/array/sorted_list.ts";
import { sortIntegers } from "../../server/services/array/sort_integers.ts";

/** A sorted collection of integers. What the methods return depends on all they did, so that none of it can be optimized away. */
export interface Rival {
  /** Adds the values one by one, then reads once, so that work put off until the next read counts. */
  addEach(values: Float64Array): number;
  /** Adds the values one by one, and reads after each. */
  addAndReadEach(values: Float64Array): number;
  /** Adds the values in one call. */
  addMany(values: Float64Array): number;
  removeEach(values: Float64Array): number;
  /** Takes the values out again in the fastest way there is: not measured. */
  undo(values: Float64Array): void;
  /** Counts for each value how many are smaller; absent where the collection can't tell without walking through them. */
  rankEach?(values: Float64Array): number;
  /** Sums up the values from `lows[i]` to `highs[i]`, both included, for each i. */
  rangeEach(lows: Float64Array, highs: Float64Array): number;
  /** Sums up all values. */
  iterate(): number;
}

/** Makes each rival with these values, which are in ascending order. */
export const RIVALS: Readonly<Record<string, (sorted: Float64Array) => Rival>> = {
  "sorted list": (sorted) => new Ours(sorted),
  "plain array": (sorted) => new PlainArray(sorted),
  "sorted-btree": (sorted) => new BTree(sorted),
};

class Ours implements Rival {
  readonly #list = new SortedList();
  readonly #one = new Float64Array(1);

  constructor(sorted: Float64Array) {
    this.#list.append(sorted);
  }

  addEach(values: Float64Array): number {
    for (let i = 0; i < values.length; i++) this.#list.add(values, i, i + 1);
    return this.#list.rank(values[0]);
  }

  addAndReadEach(values: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      this.#list.add(values, i, i + 1);
      sum += this.#list.rank(values[i]);
    }
    return sum;
  }

  addMany(values: Float64Array): number {
    this.#list.add(values);
    return this.#list.rank(values[0]);
  }

  removeEach(values: Float64Array): number {
    let removed = 0;
    for (let i = 0; i < values.length; i++) {
      this.#one[0] = values[i];
      removed += this.#list.remove(this.#one);
    }
    return removed;
  }

  undo(values: Float64Array): void {
    this.#list.remove(values);
  }

  rankEach(values: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += this.#list.rank(values[i]);
    return sum;
  }

  rangeEach(lows: Float64Array, highs: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < lows.length; i++) sum += this.#sum(this.#list.rank(lows[i]), this.#list.rank(highs[i] + 1));
    return sum;
  }

  iterate(): number {
    return this.#sum(0, this.#list.count);
  }

  #sum(from: number, to: number): number {
    let sum = 0;
    for (const { values, start, end } of this.#list.slice(from, to).runs()) {
      for (let i = start; i < end; i++) sum += values[i];
    }
    return sum;
  }
}

/** One `Float64Array` with room at its end, an eighth more each time it is full. */
class PlainArray implements Rival {
  #all: Chunk;

  constructor(sorted: Float64Array) {
    this.#all = { values: sorted.slice(), length: sorted.length, shared: false };
  }

  #makeRoom(count: number): void {
    const { values, length } = this.#all;
    if (length + count <= values.length) return;
    const larger = new Float64Array(Math.ceil((length + count) * 1.125));
    larger.set(values.subarray(0, length));
    this.#all = { values: larger, length, shared: false };
  }

  #add(value: number): number {
    this.#makeRoom(1);
    const { values, length } = this.#all;
    const position = upperBound(values, value, 0, length);
    values.copyWithin(position + 1, position, length);
    values[position] = value;
    this.#all.length++;
    return position;
  }

  addEach(values: Float64Array): number {
    for (let i = 0; i < values.length; i++) this.#add(values[i]);
    return lowerBound(this.#all, values[0], 0);
  }

  addAndReadEach(values: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      this.#add(values[i]);
      sum += lowerBound(this.#all, values[i], 0);
    }
    return sum;
  }

  /** Sorts the new ones and merges from behind: each value moves once at most. */
  addMany(added: Float64Array): number {
    const sorted = added.slice();
    sortIntegers(sorted);
    this.#makeRoom(sorted.length);
    const { values } = this.#all;
    let from = this.#all.length;
    let to = this.#all.length += sorted.length;
    for (let i = sorted.length - 1; i >= 0; i--) {
      const position = upperBound(values, sorted[i], 0, from);
      values.copyWithin(to -= from - position, position, from);
      values[--to] = sorted[i];
      from = position;
    }
    return lowerBound(this.#all, added[0], 0);
  }

  removeEach(values: Float64Array): number {
    let removed = 0;
    for (let i = 0; i < values.length; i++) {
      const position = lowerBound(this.#all, values[i], 0);
      if (this.#all.values[position] !== values[i]) continue;
      this.#all.values.copyWithin(position, position + 1, this.#all.length--);
      removed++;
    }
    return removed;
  }

  undo(removed: Float64Array): void {
    const sorted = removed.slice();
    sortIntegers(sorted);
    const { values, length } = this.#all;
    let read = 0;
    let write = 0;
    for (const value of sorted) {
      const position = lowerBound(this.#all, value, read);
      values.copyWithin(write, read, position);
      write += position - read;
      read = position + 1;
    }
    values.copyWithin(write, read, length);
    this.#all.length -= sorted.length;
  }

  rankEach(values: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += lowerBound(this.#all, values[i], 0);
    return sum;
  }

  rangeEach(lows: Float64Array, highs: Float64Array): number {
    const { values, length } = this.#all;
    let sum = 0;
    for (let i = 0; i < lows.length; i++) {
      for (let at = lowerBound(this.#all, lows[i], 0); at < length && values[at] <= highs[i]; at++) sum += values[at];
    }
    return sum;
  }

  iterate(): number {
    let sum = 0;
    for (let i = 0; i < this.#all.length; i++) sum += this.#all.values[i];
    return sum;
  }
}

/** npm's `sorted-btree`: a set of keys here, which counts no duplicates and knows no positions. */
class BTree implements Rival {
  readonly #tree = new sortedBtree.default<number, undefined>(undefined, (a, b) => a - b);

  constructor(sorted: Float64Array) {
    for (let i = 0; i < sorted.length; i++) this.#tree.set(sorted[i], undefined);
  }

  addEach(values: Float64Array): number {
    for (let i = 0; i < values.length; i++) this.#tree.set(values[i], undefined);
    return this.#tree.size;
  }

  addAndReadEach(values: Float64Array): number {
    let found = 0;
    for (let i = 0; i < values.length; i++) {
      this.#tree.set(values[i], undefined);
      if (this.#tree.has(values[i])) found++;
    }
    return found;
  }

  addMany(values: Float64Array): number {
    return this.addEach(values);
  }

  removeEach(values: Float64Array): number {
    let removed = 0;
    for (let i = 0; i < values.length; i++) if (this.#tree.delete(values[i])) removed++;
    return removed;
  }

  undo(values: Float64Array): void {
    this.removeEach(values);
  }

  rangeEach(lows: Float64Array, highs: Float64Array): number {
    let sum = 0;
    const add = (key: number) => {
      sum += key;
    };
    for (let i = 0; i < lows.length; i++) this.#tree.forRange(lows[i], highs[i], true, add);
    return sum;
  }

  iterate(): number {
    let sum = 0;
    this.#tree.forEach((_, key) => {
      sum += key;
    });
    return sum;
  }
}
