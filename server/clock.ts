/** Time, handed in, so that tests control it. */
export interface Clock {
  /** The date, in milliseconds since 1970-01-01 UTC. It jumps when somebody sets the computer's clock: for timestamps only. */
  now(): number;
  /** Milliseconds since some moment. It never goes back and never jumps: for durations. */
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
