/** The pieces that a sorted list is made of, and what is done to one of them. */

/** The most values a chunk holds: 8 KB, little enough to move for each addition, enough to keep the chunks few. */
export const CHUNK_CAPACITY = 1024;
/** How many values a chunk gets when many are made at once, so that the next additions need not split it. */
export const CHUNK_FILL = 896;

/**
 * Up to this many values, a search takes strides: of 64 values, then of 8, which are a line of the processor's cache, then of one. Each
 * step of a binary search waits for the memory that the step before has chosen; the processor goes ahead in strides.
 */
const WIDE = CHUNK_CAPACITY;
const STRIDE = 64;
const LINE = 8;

/** A run of values in ascending order, and the room behind it. Once `shared`, it is never changed again. */
export interface Chunk {
  readonly values: Float64Array;
  length: number;
  shared: boolean;
}

/** A chunk of its own with the values from `start` up to `end`. */
export function copyOf(values: Float64Array, start: number, end: number): Chunk {
  const copy = new Float64Array(CHUNK_CAPACITY);
  copy.set(values.subarray(start, end));
  return { values: copy, length: end - start, shared: false };
}

/** Moves the last `count` values of a chunk to the beginning of the one behind it. */
export function moveRight(from: Chunk, to: Chunk, count: number): void {
  to.values.copyWithin(count, 0, to.length);
  to.values.set(from.values.subarray(from.length - count, from.length));
  from.length -= count;
  to.length += count;
}

/** Moves the first `count` values of a chunk to the end of the one before it. */
export function moveLeft(to: Chunk, from: Chunk, count: number): void {
  to.values.set(from.values.subarray(0, count), to.length);
  from.values.copyWithin(0, count, from.length);
  from.length -= count;
  to.length += count;
}

/** Cuts sorted values into chunks that are not full, and equally long. */
export function chunksOf(sorted: Float64Array, length: number): Chunk[] {
  const pieces = Math.ceil(length / CHUNK_FILL);
  return Array.from(
    { length: pieces },
    (_, piece) => copyOf(sorted, Math.floor(piece * length / pieces), Math.floor((piece + 1) * length / pieces)),
  );
}

/**
 * Merges `sorted[start..end)` into the values, from behind, so that each moves once at most.
 *
 * @returns how many different values came that were not there before
 */
export function mergeInto(
  target: { readonly values: Float64Array; length: number },
  sorted: Float64Array,
  start: number,
  end: number,
): number {
  const { values } = target;
  let fresh = 0;
  let from = target.length;
  target.length += end - start;
  let to = target.length;
  for (let i = end - 1; i >= start; i--) {
    const value = sorted[i];
    // Most of many values come right before the last one, or are the same.
    const position = from === 0 || values[from - 1] <= value ? from : upperBound(values, value, 0, from);
    const isKnown = (position > 0 && values[position - 1] === value) || (i + 1 < end && sorted[i + 1] === value);
    if (!isKnown) fresh++;
    if (position < from) values.copyWithin(to -= from - position, position, from);
    values[--to] = value;
    from = position;
  }
  return fresh;
}

/**
 * Takes what is wanted out of the chunk, from `wanted[i]` on, and writes what it took to `taken`, from `taken[count]` on. The two may
 * be one array: never more is taken than was wanted so far.
 *
 * @returns the next `i`: what is greater than the chunk's last value, or was wanted more often than the chunk has it
 */
export function removeFrom(chunk: Chunk, wanted: Float64Array, i: number, taken: Float64Array, count: number): number {
  const { values, length } = chunk;
  const last = values[length - 1];
  let read = 0;
  let write = 0;
  while (i < wanted.length && wanted[i] <= last && read < length) {
    const position = lowerBound(chunk, wanted[i], read);
    if (write < read) values.copyWithin(write, read, position);
    write += position - read;
    read = position;
    if (values[position] === wanted[i]) {
      taken[count++] = wanted[i];
      read++;
    }
    i++;
  }
  if (write < read) values.copyWithin(write, read, length);
  chunk.length = write + length - read;
  return i;
}

/** The first position, from `from` on, of a value that is at least `value`. */
export function lowerBound({ values, length }: Chunk, value: number, from: number): number {
  // They are integers.
  return upperBound(values, value - 1, from, length);
}

/** The first position, from `from` up to `to`, of a value that is greater than `value`. */
export function upperBound(values: Float64Array, value: number, from: number, to = values.length): number {
  let low = from;
  let high = to;
  while (high - low > WIDE) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  while (low + STRIDE <= high && values[low + STRIDE - 1] <= value) low += STRIDE;
  while (low + LINE <= high && values[low + LINE - 1] <= value) low += LINE;
  while (low < high && values[low] <= value) low++;
  return low;
}
