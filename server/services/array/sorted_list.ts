/**
 * A sorted multiset of integers, made to take in a flood of single values and still answer at once where a value stands.
 *
 * The values lie in chunks of at most {@linkcode CHUNK_CAPACITY}, one behind the other, each a `Float64Array` in ascending
 * order; a Fenwick tree over their lengths finds a position. What is added goes to an unsorted tail first, and the next
 * read (or a full tail) sorts the tail and merges it in: of the chunks, only those that it meets are touched. A snapshot
 * shares the chunks with the list, and the list copies a shared chunk before it changes it.
 *
 * In the costs below, n is the number of values, m the number of values that are added or removed, c the number
 * of chunks, about n / 832, and s the length of the unsorted tail, at most {@linkcode TAIL_CAPACITY}, which the first read after an addition
 * merges for O(s · log n + CHUNK_CAPACITY · touched chunks).
 */
import {
  type Chunk,
  CHUNK_CAPACITY,
  CHUNK_FILL,
  chunksOf,
  copyOf,
  lowerBound,
  mergeInto,
  moveLeft,
  moveRight,
  removeFrom,
  upperBound,
} from "./chunk.ts";
import { ChunkRow, lastOf } from "./chunk_row.ts";
import { FenwickTree } from "../fenwick_tree.ts";
import { SortedSnapshot } from "./sorted_snapshot.ts";
import { sortIntegers } from "./sort_integers.ts";

/** Neighbours that together hold no more than this are joined. */
const JOIN_LIMIT = 512;
/** For so many values more, a chunk that is full shares with its neighbour. */
const FEW = 64;
/** The most values that wait unsorted. */
export const TAIL_CAPACITY = 4096;

/** What {@linkcode SortedList.stats} tells. The facts that an empty list lacks are `null`. */
export interface ArrayStats {
  count: number;
  /** How many different values there are. */
  distinct: number;
  min: number | null;
  max: number | null;
  /** The middle value, or the mean of the middle two where the count is even. */
  median: number | null;
  /** The arithmetic mean: the exact sum is divided, and the whole and the fraction are rounded. */
  mean: number | null;
}

/**
 * The sorted multiset.
 *
 * @example
 * ```ts
 * const list = new SortedList();
 * list.add(Float64Array.of(5, 3, 9, 3));
 * list.rank(5); // 2
 * [...list.slice(1, 3)]; // [3, 5]
 * ```
 */
export class SortedList {
  #chunks: Chunk[] = [];
  /** The last value of each chunk, side by side: a search that goes to the chunks misses the processor's cache at each step. */
  #lasts: number[] = [];
  /** The chunks' lengths; made anew when it is next needed after chunks have come or gone. */
  #positions: FenwickTree | null = null;
  #merged = 0;
  readonly #tail = new Float64Array(TAIL_CAPACITY);
  #tailLength = 0;
  /** Facts about what is merged, kept up to date: how many different values there are, and the sum of all. */
  #distinct = 0;
  readonly #sum = new ExactSum();

  /** How many values there are, duplicates counted. Cost: O(1). */
  get count(): number {
    return this.#merged + this.#tailLength;
  }

  /**
   * Puts values in, in any order. Cost: O(m) now, and with the merge O(m · log m + min(m, c) · CHUNK_CAPACITY + c): for one
   * value a search and the move of a part of one chunk, for many a sort and one merge.
   *
   * @param values safe integers, no -0 among them; the list keeps no reference to them
   */
  add(values: Float64Array, start = 0, end = values.length): void {
    const length = end - start;
    if (length > TAIL_CAPACITY - this.#tailLength) {
      this.#settle();
      if (length > TAIL_CAPACITY) {
        const sorted = values.slice(start, end);
        sortIntegers(sorted);
        this.#merge(sorted);
        return;
      }
    }
    let tailLength = this.#tailLength;
    for (let i = start; i < end; i++) this.#tail[tailLength++] = values[i];
    this.#tailLength = tailLength;
  }

  /**
   * Puts values in that are in ascending order, and not smaller than any that is there: so a list is made of pieces, in no more
   * room than it needs. Cost: O(m).
   *
   * @throws {Error} where they are out of order
   */
  append(sorted: Float64Array): void {
    this.#settle();
    const last = this.#chunks.length - 1;
    let previous = last < 0 ? -Infinity : this.#lasts[last];
    for (let i = 0; i < sorted.length; i++) {
      const value = sorted[i];
      if (value < previous) throw new Error(`The array is out of order at ${this.#merged + i}: ${value} behind ${previous}`);
      if (value !== previous) this.#distinct++;
      previous = value;
    }
    if (sorted.length === 0) return;
    this.#sum.addAll(sorted);
    this.#merged += sorted.length;
    this.#positions = null;
    let taken = 0;
    if (last >= 0 && this.#chunks[last].length < CHUNK_FILL) {
      const { length } = this.#chunks[last];
      taken = Math.min(sorted.length, CHUNK_FILL - length);
      const chunk = this.#own(last);
      chunk.values.set(sorted.subarray(0, taken), chunk.length);
      chunk.length += taken;
      this.#lasts[last] = lastOf(chunk);
    }
    const rest = sorted.subarray(taken);
    for (const chunk of chunksOf(rest, rest.length)) {
      this.#chunks.push(chunk);
      this.#lasts.push(lastOf(chunk));
    }
  }

  /**
   * Takes one occurrence of each of the values out, as often as the value is named. Cost: O(m · log n), and for each chunk
   * met the move of its values.
   *
   * @returns how many of them there were
   */
  remove(values: Float64Array, start = 0, end = values.length): number {
    this.#settle();
    const wanted = values.slice(start, end);
    sortIntegers(wanted);
    let removed = 0;
    let sparse = false;
    let index = 0;
    for (let i = 0; i < wanted.length;) {
      index = this.#chunkOf(wanted[i], index);
      if (index === this.#chunks.length) break;
      const chunk = this.#own(index);
      const before = chunk.length;
      // What was taken is gathered at the beginning of what was wanted.
      i = removeFrom(chunk, wanted, i, wanted, removed);
      const taken = before - chunk.length;
      if (taken > 0) {
        removed += taken;
        if (chunk.length > 0) this.#lasts[index] = lastOf(chunk);
        this.#positions?.add(index, -taken);
        sparse ||= this.#isSparse(index);
      }
      // What is still wanted of the chunk's last value can only stand in the next one.
      index++;
    }
    this.#merged -= removed;
    if (sparse) this.#join();
    for (let i = 0; i < removed; i++) {
      this.#sum.add(-wanted[i]);
      if ((i === 0 || wanted[i] !== wanted[i - 1]) && !this.#has(wanted[i])) this.#distinct--;
    }
    return removed;
  }

  /** Empties the list. Cost: O(1). @returns how many values there were */
  clear(): number {
    const removed = this.count;
    this.#replace(new ChunkRow());
    this.#merged = 0;
    this.#tailLength = 0;
    this.#distinct = 0;
    this.#sum.clear();
    return removed;
  }

  /** How many values are smaller than `value`, which is also where its first occurrence stands. Cost: O(log n). */
  rank(value: number): number {
    this.#settle();
    const index = this.#chunkOf(value, 0);
    if (index === this.#chunks.length) return this.#merged;
    return this.#tree().prefixSum(index) + lowerBound(this.#chunks[index], value, 0);
  }

  /**
   * The values from position `start` (0 is the smallest) up to, without, position `end`, as they are now and stay in the
   * snapshot. Positions that there are not are left out. Cost: O(log n + chunks met); nothing is copied.
   */
  slice(start = 0, end = this.count): SortedSnapshot {
    this.#settle();
    const stop = Math.min(end, this.#merged);
    if (start >= stop) return new SortedSnapshot([], 0, 0);
    const { index, before } = this.#tree().find(start);
    const chunks: Chunk[] = [];
    for (let i = index, reached = before; reached < stop; i++) {
      const chunk = this.#chunks[i];
      chunk.shared = true;
      reached += chunk.length;
      chunks.push(chunk);
    }
    return new SortedSnapshot(chunks, start - before, stop - start);
  }

  /** Facts about all values. Cost: O(log n). */
  stats(): ArrayStats {
    this.#settle();
    const count = this.#merged;
    if (count === 0) return { count, distinct: 0, min: null, max: null, median: null, mean: null };
    const [lower, upper] = [this.#at((count - 1) >> 1), this.#at(count >> 1)];
    return {
      count,
      distinct: this.#distinct,
      min: this.#at(0),
      max: this.#at(count - 1),
      // The two may be safe integers whose sum is not.
      median: Number(BigInt(lower) + BigInt(upper)) / 2,
      mean: quotient(this.#sum.value, BigInt(count)),
    };
  }

  /**
   * Checks what must hold between any two calls: order across all chunks, none empty, none over capacity, no neighbours that
   * should have been joined, counts and positions that agree. Cost: O(n). For tests.
   *
   * @throws {Error} with what is broken
   */
  checkInvariants(): void {
    const broken = (what: string) => {
      const lengths = this.#chunks.map((chunk) => chunk.length).join(" ");
      throw new Error(`${what} (merged ${this.#merged}, tail ${this.#tailLength}, chunks ${lengths})`);
    };
    let total = 0;
    let distinct = 0;
    let sum = 0n;
    let previous = -Infinity;
    for (const [index, chunk] of this.#chunks.entries()) {
      if (chunk.length === 0) broken(`Chunk ${index} is empty`);
      if (chunk.length > CHUNK_CAPACITY) broken(`Chunk ${index} is over capacity`);
      if (this.#isSparse(index)) broken(`Chunk ${index} should have been joined with a neighbour`);
      for (let i = 0; i < chunk.length; i++) {
        const value = chunk.values[i];
        if (!Number.isSafeInteger(value) || Object.is(value, -0)) broken(`${value} is no value of the list`);
        if (value < previous) broken(`${value} comes after ${previous} in chunk ${index}`);
        if (value !== previous) distinct++;
        sum += BigInt(value);
        previous = value;
      }
      if (this.#lasts[index] !== previous) broken(`The last value of chunk ${index} is not ${this.#lasts[index]}`);
      if (this.#tree().prefixSum(index) !== total) broken(`The position of chunk ${index} is not ${total}`);
      total += chunk.length;
    }
    if (total !== this.#merged) broken(`The chunks hold ${total} values`);
    if (distinct !== this.#distinct) broken(`There are ${distinct} different values, and not ${this.#distinct}`);
    if (sum !== this.#sum.value) broken(`The sum is ${sum}, and not ${this.#sum.value}`);
  }

  #tree(): FenwickTree {
    return this.#positions ??= new FenwickTree(this.#chunks.map((chunk) => chunk.length));
  }

  /** The first chunk, from `from` on, whose last value is at least `value`; the number of chunks where there is none. */
  #chunkOf(value: number, from: number): number {
    let low = from;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#lasts[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The chunk at `index`, to be changed: a copy takes its place if a snapshot holds it. */
  #own(index: number): Chunk {
    return this.#chunks[index] = owned(this.#chunks[index]);
  }

  /** The value at a position that there is. */
  #at(position: number): number {
    const { index, before } = this.#tree().find(position);
    return this.#chunks[index].values[position - before];
  }

  #has(value: number): boolean {
    const index = this.#chunkOf(value, 0);
    if (index === this.#chunks.length) return false;
    return this.#chunks[index].values[lowerBound(this.#chunks[index], value, 0)] === value;
  }

  #isSparse(index: number): boolean {
    const { length } = this.#chunks[index];
    const fits = (neighbour: number) =>
      neighbour >= 0 && neighbour < this.#chunks.length && length + this.#chunks[neighbour].length <= JOIN_LIMIT;
    return length === 0 || fits(index - 1) || fits(index + 1);
  }

  #settle(): void {
    if (this.#tailLength === 0) return;
    const tail = this.#tail.subarray(0, this.#tailLength);
    sortIntegers(tail);
    this.#merge(tail);
    this.#tailLength = 0;
  }

  /** Merges values in ascending order into the chunks. */
  #merge(sorted: Float64Array): void {
    const { length } = sorted;
    this.#merged += length;
    this.#sum.addAll(sorted);
    if (this.#chunks.length === 0) {
      this.#distinct = distinctIn(sorted);
      this.#replace(new ChunkRow(chunksOf(sorted, length)));
      return;
    }
    // From the first chunk that overflows on, the chunks are collected anew.
    let collected: ChunkRow | null = null;
    let index = 0;
    for (let start = 0; start < length;) {
      const last = this.#chunks.length - 1;
      const target = Math.min(this.#chunkOf(sorted[start], index), last);
      if (collected) {
        for (; index < target; index++) collected.push(this.#chunks[index], this.#lasts[index]);
      }
      const { values, length: held } = this.#chunks[target];
      const end = target === last ? length : upperBound(sorted, this.#lasts[target], start);
      if (held + end - start <= CHUNK_CAPACITY) {
        const chunk = this.#own(target);
        this.#distinct += mergeInto(chunk, sorted, start, end);
        this.#lasts[target] = lastOf(chunk);
        collected?.push(chunk, this.#lasts[target]);
        this.#positions?.add(target, end - start);
      } else if (end - start <= FEW) {
        // Then the next round looks where they belong now.
        this.#makeRoom(target, index);
        continue;
      } else {
        collected ??= new ChunkRow(this.#chunks.slice(0, target), this.#lasts.slice(0, target));
        const all = { values: new Float64Array(held + end - start), length: held };
        all.values.set(values.subarray(0, held));
        this.#distinct += mergeInto(all, sorted, start, end);
        for (const chunk of chunksOf(all.values, all.length)) collected.push(chunk);
      }
      index = target + 1;
      start = end;
    }
    if (!collected) return;
    for (; index < this.#chunks.length; index++) collected.push(this.#chunks[index], this.#lasts[index]);
    this.#replace(collected);
  }

  /**
   * Makes room for a {@linkcode FEW} in a chunk, and leaves no garbage behind: it shares with a neighbour, or, if those are as good as
   * full too, with the one behind it and a new one. So chunks are five sixths full where halving them leaves them two thirds full.
   *
   * @param from chunks before this one are left alone
   */
  #makeRoom(index: number, from: number): void {
    const room = (i: number) => i >= from && i < this.#chunks.length ? CHUNK_CAPACITY - this.#chunks[i].length : 0;
    const neighbour = room(index - 1) > room(index + 1) ? index - 1 : index + 1;
    const chunk = this.#own(index);
    if (room(neighbour) >= 2 * FEW) {
      const other = this.#own(neighbour);
      const moved = (chunk.length - other.length) >> 1;
      if (neighbour < index) moveLeft(other, chunk, moved);
      else moveRight(chunk, other, moved);
      this.#lasts[neighbour] = lastOf(other);
      this.#positions?.add(index, -moved);
      this.#positions?.add(neighbour, moved);
    } else if (index + 1 < this.#chunks.length) {
      const next = this.#own(index + 1);
      const third = Math.floor((chunk.length + next.length) / 3);
      const middle = copyOf(chunk.values, third, chunk.length);
      chunk.length = third;
      moveLeft(middle, next, next.length - third);
      this.#insert(index + 1, middle);
    } else {
      const half = chunk.length >> 1;
      this.#insert(index + 1, copyOf(chunk.values, half, chunk.length));
      chunk.length = half;
    }
    this.#lasts[index] = lastOf(chunk);
  }

  #insert(index: number, chunk: Chunk): void {
    this.#chunks.splice(index, 0, chunk);
    this.#lasts.splice(index, 0, lastOf(chunk));
    this.#positions = null;
  }

  /** Joins neighbours that have become small, and drops chunks that have become empty. Cost: O(c). */
  #join(): void {
    const joined: Chunk[] = [];
    for (const chunk of this.#chunks) {
      const previous = joined.at(-1);
      if (chunk.length === 0) continue;
      if (previous && previous.length + chunk.length <= JOIN_LIMIT) {
        const both = owned(previous);
        both.values.set(chunk.values.subarray(0, chunk.length), both.length);
        both.length += chunk.length;
        joined[joined.length - 1] = both;
      } else joined.push(chunk);
    }
    this.#replace(new ChunkRow(joined));
  }

  #replace({ chunks, lasts }: ChunkRow): void {
    this.#chunks = chunks;
    this.#lasts = lasts;
    this.#positions = null;
  }
}

function owned(chunk: Chunk): Chunk {
  return chunk.shared ? copyOf(chunk.values, 0, chunk.length) : chunk;
}

/** The exact sum of up to 2 ** 31 safe integers, in two parts: what does not fit into the lower one is carried. */
class ExactSum {
  #high = 0;
  #low = 0;

  /** Adds a value: to take one away, add its negative. */
  add(value: number): void {
    const sum = this.#low + value;
    this.#low = Number.isSafeInteger(sum) ? sum : this.#carry(this.#low) + this.#carry(value);
  }

  /** Adds many values in ascending order. */
  addAll(sorted: Float64Array): void {
    const largest = Math.max(1, -sorted[0], sorted[sorted.length - 1]);
    // So many of them come to a safe integer.
    const most = Math.floor(Number.MAX_SAFE_INTEGER / largest);
    for (let start = 0; start < sorted.length; start += most) {
      const end = Math.min(start + most, sorted.length);
      let sum = 0;
      for (let i = start; i < end; i++) sum += sorted[i];
      this.add(sum);
    }
  }

  clear(): void {
    this.#high = this.#low = 0;
  }

  get value(): bigint {
    return BigInt(this.#high) * 2n ** 32n + BigInt(this.#low);
  }

  /** Puts what a value has above 32 bits into the higher part. @returns what is left */
  #carry(value: number): number {
    const high = Math.floor(value / 2 ** 32);
    this.#high += high;
    return value - high * 2 ** 32;
  }
}

/** How many different values there are among these, which are in ascending order. */
function distinctIn(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

function quotient(sum: bigint, count: bigint): number {
  return Number(sum / count) + Number(sum % count) / Number(count);
}
