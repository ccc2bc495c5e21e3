import type { Clock } from "../clock.ts";

/** An answer of the log that took longer than this tells too little of what time it is, in milliseconds. */
const MOST_MS = 1000;
/** By how much the clock is set at a time, in milliseconds, so that no duration is wrong by more. */
const STEP_MS = 1;
/** If it is wrong by more than this, the computer was asleep, in milliseconds. */
const ASLEEP_MS = 5000;

/**
 * A clock that all servers share whose state is one: the log's. Its `monotonic` is in milliseconds since 1970 began, never goes back
 * and, apart from a computer that was asleep, never jumps.
 */
export class SharedClock implements Clock {
  readonly #own: Clock;
  /** How much later it is than the computer's own; `null` before the log has told. */
  #offset: number | null = null;
  /** Whether all that is known is that it is not earlier. */
  #isRough = false;
  #last = -Infinity;

  constructor(own: Clock) {
    this.#own = own;
  }

  /**
   * The log has kept something.
   *
   * @param keptAt when, by the log's clock
   * @param after what the own clock said before, and `before`, what it says now
   */
  observe(keptAt: number, { after, before }: { after: number; before: number }): void {
    const isRough = before - after > MOST_MS;
    if (isRough && this.#offset !== null) return;
    // It is not later than it may be: it can be set on at any time, but not back.
    const offset = isRough ? keptAt - before : keptAt - (after + before) / 2;
    const error = offset - (this.#offset ?? offset);
    const isSet = this.#offset !== null && !this.#isRough && error <= ASLEEP_MS;
    this.#offset = isSet ? (this.#offset ?? 0) + Math.max(-STEP_MS, Math.min(STEP_MS, error)) : offset;
    this.#isRough = isRough;
  }

  monotonic(): number {
    return this.#last = Math.max(this.#last, this.#own.monotonic() + (this.#offset ?? 0));
  }

  now(): number {
    return this.#own.now();
  }

  after(ms: number, callback: () => void): () => void {
    return this.#own.after(ms, callback);
  }

  every(ms: number, callback: () => void): () => void {
    return this.#own.every(ms, callback);
  }
}
