/**
 * Counts in a row, with their prefix sums at hand (P. Fenwick, "A new data structure for cumulative frequency tables",
 * 1994).
 *
 * @example
 * ```ts
 * const tree = new FenwickTree([3, 1, 4]);
 * tree.prefixSum(2); // 4
 * tree.find(3); // { index: 1, before: 3 }
 * ```
 */
export class FenwickTree {
  readonly #tree: Float64Array;
  readonly #highestBit: number;

  /** Cost: O(k) for k counts. */
  constructor(counts: ArrayLike<number>) {
    const size = counts.length;
    this.#tree = new Float64Array(size + 1);
    for (let i = 1; i <= size; i++) {
      this.#tree[i] += counts[i - 1];
      const parent = i + (i & -i);
      if (parent <= size) this.#tree[parent] += this.#tree[i];
    }
    this.#highestBit = size === 0 ? 0 : 1 << (31 - Math.clz32(size));
  }

  /** Adds `delta` to the count at `index`. Cost: O(log k). */
  add(index: number, delta: number): void {
    for (let i = index + 1; i < this.#tree.length; i += i & -i) this.#tree[i] += delta;
  }

  /** The sum of the first `length` counts. Cost: O(log k). */
  prefixSum(length: number): number {
    let sum = 0;
    for (let i = length; i > 0; i -= i & -i) sum += this.#tree[i];
    return sum;
  }

  /**
   * Which count holds `position`, where the counts stand for that many positions each, from 0 on; and how many positions
   * come `before` it. The index is the number of counts where the position lies behind them all. Cost: O(log k).
   */
  find(position: number): { index: number; before: number } {
    let index = 0;
    let before = 0;
    for (let step = this.#highestBit; step > 0; step >>= 1) {
      const next = index + step;
      if (next < this.#tree.length && before + this.#tree[next] <= position) {
        index = next;
        before += this.#tree[next];
      }
    }
    return { index, before };
  }
}
