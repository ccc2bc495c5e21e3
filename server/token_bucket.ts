/** Token buckets: how much may be spent per second, in the long run and at once. The time is handed in. */

/**
 * A bucket that fills at a steady rate, up to what may be spent at once.
 *
 * @example
 * ```ts
 * const bucket = new TokenBucket({ perSecond: 10, burst: 20 }, clock.monotonic());
 * if (bucket.waitMs(1, clock.monotonic()) === 0) bucket.spend(1);
 * ```
 */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #level: number;
  #at: number;

  /** @param now milliseconds on a clock that never jumps, as for every method */
  constructor({ perSecond, burst }: { perSecond: number; burst: number }, now: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#level = burst;
    this.#at = now;
  }

  /** How many tokens there are; less than 0 if more were spent than there were. Cost: O(1), no allocation. */
  level(now: number): number {
    if (now > this.#at) {
      this.#level = Math.min(this.#burst, this.#level + (now - this.#at) * this.#perMs);
      this.#at = now;
    }
    return this.#level;
  }

  /** Takes tokens out, whether there are so many or not. */
  spend(tokens: number): void {
    this.#level -= tokens;
  }

  /** How long it takes until there are so many tokens, in milliseconds; 0 if there are. */
  waitMs(tokens: number, now: number): number {
    return Math.max(0, (tokens - this.level(now)) / this.#perMs);
  }

  /** Whether nothing was spent lately: then a new bucket is as good. */
  isFull(now: number): boolean {
    return this.level(now) >= this.#burst;
  }
}

/** With fewer buckets than this, none is looked for that can be forgotten. */
const FEW = 1024;

/**
 * A bucket for each key, such as an address. Those that are full again are forgotten now and then, so there are at most twice as many
 * as have spent something lately, or {@linkcode FEW}.
 */
export class KeyedBuckets<Bucket extends { isFull(now: number): boolean }> {
  readonly #create: (key: string, now: number) => Bucket;
  readonly #onForget: (bucket: Bucket) => void;
  readonly #buckets = new Map<string, Bucket>();
  #sweepAt = FEW;

  constructor(create: (key: string, now: number) => Bucket, onForget: (bucket: Bucket) => void = () => {}) {
    this.#create = create;
    this.#onForget = onForget;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** The bucket of a key: a new one if it has none. Cost: O(1), amortized. */
  of(key: string, now: number): Bucket {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.#sweepAt) this.#sweep(now);
      bucket = this.#create(key, now);
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }

  #sweep(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (!bucket.isFull(now)) continue;
      this.#buckets.delete(key);
      this.#onForget(bucket);
    }
    this.#sweepAt = Math.max(FEW, 2 * this.#buckets.size);
  }
}
