import type { Random } from "../../random.ts";

/** How many different values `RANDOM` draws from: 0 to 999999. */
const RANDOM_VALUES = 1_000_000;

/** That many random integers from 0 to 999999. */
export function randomValues(count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => Math.floor(random() * RANDOM_VALUES));
}
