/** What is put into the collections, the same in every run. */
import { seededRandom } from "../../server/seeded_random.ts";

export const SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/** How many values a range has. */
export const RANGE_VALUES = 1000;
/** So many that there are hardly any duplicates, which not every collection takes. */
const DIFFERENT = 2 ** 40;

/** Random integers. */
export function randomIntegers(count: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => Math.floor(random() * DIFFERENT));
}

/** Random elements of `values`, no position twice as long as there are enough. */
export function sample(values: Float64Array, count: number): Float64Array {
  const step = values.length / Math.min(count, values.length);
  const picked = Float64Array.from({ length: count }, (_, i) => values[Math.floor(i * step) % values.length]);
  const random = seededRandom(3);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [picked[i], picked[j]] = [picked[j], picked[i]];
  }
  return picked;
}
