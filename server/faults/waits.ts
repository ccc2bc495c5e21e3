import type { Clock } from "../clock.ts";

/** Waits that can be ended, all together. */
export class Waits {
  readonly #clock: Clock;
  readonly #underWay = new Set<() => void>();
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether nothing is waited for any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Waits for so long, or until what `early` was given is called. @param ms milliseconds */
  for(ms: number, early: (wake: () => void) => void = () => {}): Promise<void> {
    if (ms <= 0 || this.#isOver) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        cancel();
        this.#underWay.delete(wake);
        resolve();
      };
      const cancel = this.#clock.after(ms, wake);
      this.#underWay.add(wake);
      early(wake);
    });
  }

  /** Waits up to a time of the clock that never jumps. */
  until(time: number): Promise<void> {
    return this.for(time - this.#clock.monotonic());
  }

  /** Ends all waits, those that are to come as well. */
  end(): void {
    this.#isOver = true;
    for (const wake of [...this.#underWay]) wake();
  }
}
