/** A random number from 0 up to, without, 1; handed in, so that tests can tell it. */
export type Random = () => number;

/** How many different values `RANDOM` draws from: 0 to 999999. */
const RANDOM_VALUES = 1_000_000;

/** That many random integers from 0 to 999999. */
export function randomValues(count: number, random: Random): Float64Array {
  return Float64Array.from({ length: count }, () => Math.floor(random() * RANDOM_VALUES));
}
