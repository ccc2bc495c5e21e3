/** How long requests took. */
// Only this file of the package: with the whole of it, its WebAssembly and its compression come along, six times as large.
import imported from "hdr-histogram-js/float64";

// The oldest Deno's bundle unwraps a CommonJS default, and everything else does not.
const Float64Histogram = typeof imported === "function" ? imported : imported.default;

/** The longest time that is told apart, in microseconds: an hour and the seconds around it. */
const MAX_US = 2 ** 32;
/** Three significant digits: 1,234 and 1,235 microseconds differ, 12,341 and 12,342 do not. */
const DIGITS = 3;
/** Shorter times than this, in microseconds, are counted one by one: that takes 2 ns, and the histogram 130 ns. */
const COUNTED_US = 65_536;

/** Microseconds and how often each came, in turn: what a worker hands over. */
export type Counts = Float64Array<ArrayBuffer>;

/** A histogram of times, with a relative error of at most 0.1 %. */
export class Latencies {
  readonly #histogram = new Float64Histogram(1, MAX_US, DIGITS);
  readonly #counted = new Uint32Array(COUNTED_US);
  #hasCounted = false;

  /** Takes one time, in milliseconds. */
  record(ms: number): void {
    const us = Math.max(0, Math.round(ms * 1000));
    if (us < COUNTED_US) {
      this.#counted[us]++;
      this.#hasCounted = true;
    } else this.#histogram.recordValue(Math.min(us, MAX_US));
  }

  /** Takes what another histogram has. */
  add(counts: Counts): void {
    for (let i = 0; i < counts.length; i += 2) this.#histogram.recordValueWithCount(counts[i], counts[i + 1]);
  }

  /** What is in it. */
  counts(): Counts {
    const histogram = this.#whole();
    const pairs: number[] = [];
    for (let i = 0; i < histogram.countsArrayLength; i++) {
      const count = histogram.getCountAtIndex(i);
      if (count > 0) pairs.push(histogram.medianEquivalentValue(histogram.valueFromIndex(i)), count);
    }
    return Float64Array.from(pairs);
  }

  get count(): number {
    return this.#whole().totalCount;
  }

  /** The mean, in milliseconds; 0 if nothing was recorded. */
  get meanMs(): number {
    return this.#whole().mean / 1000;
  }

  /** The longest, in milliseconds; 0 if nothing was recorded. */
  get maxMs(): number {
    return this.#whole().maxValue / 1000;
  }

  /** The time within which this many percent of the requests were answered, in milliseconds. */
  percentileMs(percent: number): number {
    const histogram = this.#whole();
    return Math.min(histogram.getValueAtPercentile(percent), histogram.maxValue) / 1000;
  }

  /** The histogram, with what was counted one by one. */
  #whole() {
    if (this.#hasCounted) {
      this.#hasCounted = false;
      this.#counted.forEach((count, us) => count > 0 && this.#histogram.recordValueWithCount(us, count));
      this.#counted.fill(0);
    }
    return this.#histogram;
  }
}
