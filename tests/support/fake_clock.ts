import type { Clock } from "../../server/clock.ts";

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 2, 3, 4, 5);
  #jumped = 0;
  #timers = new Set<{ due: number; every: number | null; callback: () => void }>();

  now = (): number => this.#now + this.#jumped;
  monotonic = (): number => this.#now;

  after(ms: number, callback: () => void): () => void {
    return this.#add({ due: this.#now + ms, every: null, callback });
  }

  every(ms: number, callback: () => void): () => void {
    return this.#add({ due: this.#now + ms, every: ms, callback });
  }

  /** Lets time pass, and calls back what falls due, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.#now = next.due;
      if (next.every === null) this.#timers.delete(next);
      else next.due += next.every;
      next.callback();
    }
    this.#now = end;
  }

  /** Sets the computer's clock forward or back, while no time passes. */
  jump(ms: number): void {
    this.#jumped += ms;
  }

  #add(timer: { due: number; every: number | null; callback: () => void }): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}
