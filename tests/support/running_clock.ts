import { FakeClock } from "./fake_clock.ts";

/** How often the clock is moved on, in milliseconds. */
const TICK_MS = 5;

/** A clock that goes as the real one does, and can be moved on by hand, or stopped. */
export class RunningClock extends FakeClock implements Disposable {
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor() {
    super();
    let last = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.advance(now - last);
      last = now;
    }, TICK_MS);
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
