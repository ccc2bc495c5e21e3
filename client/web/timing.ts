// @ts-types="../../std/delay.d.ts"
import { delay } from "@std/async/delay";
import type { Timing } from "../terminal.ts";

/** The browser's time, for what the terminal's client does by its own. */
export const timing: Timing = {
  now: () => performance.now(),
  pause: (ms, signal) => delay(ms, { signal }),
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};
