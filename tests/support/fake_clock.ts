import type { Clock } from "../../server/clock.ts";

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #elapsed = 0;
  /** What the date is ahead of the time that has passed. */
  #offset = Date.UTC(2026, 0, 2, 3, 4, 5);
  #timers = new Set<{ due: number; every: number | null; callback: () => void }>();

  now = (): number => this.#offset + this.#elapsed;

  monotonic = (): number => this.#elapsed;

  after(ms: number, callback: () => void): () => void {
    return this.#add({ due: this.#elapsed + ms, every: null, callback });
  }

  every(ms: number, callback: () => void): () => void {
    return this.#add({ due: this.#elapsed + ms, every: ms, callback });
  }

  /** Lets time pass, and calls back what falls due, in order. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.#elapsed = next.due;
      if (next.every === null) this.#timers.delete(next);
      else next.due += next.every;
      next.callback();
    }
    this.#elapsed = end;
  }

  /** Sets the date forward, or back; no time passes. */
  jump(ms: number): void {
    this.#offset += ms;
  }

  #add(timer: { due: number; every: number | null; callback: () => void }): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}
