/** Time, handed in, so that tests can tell it. */
export interface Clock {
  /** Milliseconds since 1970 began in UTC. */
  now(): number;
  /** Milliseconds since some moment; never goes back, however the computer's clock is changed. */
  monotonic(): number;
  /** Calls back once, after `ms` milliseconds. @returns what takes the call back */
  after(ms: number, callback: () => void): () => void;
  /** Calls back every `ms` milliseconds. @returns what ends it */
  every(ms: number, callback: () => void): () => void;
}

/** The computer's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
};
