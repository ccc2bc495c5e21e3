/** A new array with the value in its place. Cost: O(n), for the copy. */
export function withValue(sorted: readonly number[], value: number): readonly number[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return sorted.toSpliced(low, 0, value);
}
