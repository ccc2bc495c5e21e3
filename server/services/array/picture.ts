import type { SortedList } from "./sorted_list.ts";

/** Some values next to each other: how many there are from `low` to `high`, both included. */
export interface Bar {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * A picture of an array in so many bars at most: each value by itself where they are few enough, else how the values are
 * distributed over ranges of equal width. Cost: O(bars · log n), however many values there are.
 */
export function picture(array: Pick<SortedList, "count" | "rank" | "slice">, mostBars: number): Bar[] {
  const { count } = array;
  if (count <= mostBars) return [...array.slice()].map((value) => ({ low: value, high: value, count: 1 }));
  const [min] = array.slice(0, 1);
  const [max] = array.slice(count - 1);
  const bars = Math.min(mostBars, max - min + 1);
  // The range may be larger than the largest safe integer.
  const edge = (i: number) => Number(BigInt(min) + (BigInt(max) - BigInt(min) + 1n) * BigInt(i) / BigInt(bars));
  let below = 0;
  return Array.from({ length: bars }, (_, i) => {
    const [low, next] = [edge(i), edge(i + 1)];
    const until = i === bars - 1 ? count : array.rank(next);
    const bar = { low, high: next - 1, count: until - below };
    below = until;
    return bar;
  });
}
