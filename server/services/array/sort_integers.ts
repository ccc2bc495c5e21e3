/** Up to this many values an insertion sort beats the call into the engine's sort. */
const INSERTION_SORT_LIMIT = 24;

/**
 * Sorts integers ascending, in place.
 *
 * V8 sorts a `BigInt64Array` several times faster than a `Float64Array`, whose order has to mind NaN and -0. The bits of
 * non-negative doubles, read as 64-bit integers, order as the doubles do; those of negative ones order the other way
 * round, and before them. So the bits are sorted, and then the negative head is reversed.
 *
 * Cost: O(m log m) for m = `end - start` values; no copy.
 *
 * @param values holds integers; neither NaN nor -0 may be among them
 * @param start the first position to sort
 * @param end the position after the last one to sort
 *
 * @example
 * ```ts
 * const values = Float64Array.of(3, -1, 2);
 * sortIntegers(values); // -1, 2, 3
 * ```
 */
export function sortIntegers(
  values: Float64Array,
  { start = 0, end = values.length }: { start?: number; end?: number } = {},
): void {
  if (end - start <= INSERTION_SORT_LIMIT) {
    insertionSort(values, start, end);
    return;
  }
  new BigInt64Array(values.buffer, values.byteOffset + start * 8, end - start).sort();
  let negatives = 0;
  while (start + negatives < end && values[start + negatives] < 0) negatives++;
  if (negatives > 1) values.subarray(start, start + negatives).reverse();
}

function insertionSort(values: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const value = values[i];
    let j = i - 1;
    while (j >= start && values[j] > value) {
      values[j + 1] = values[j];
      j--;
    }
    values[j + 1] = value;
  }
}
