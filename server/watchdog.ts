/** Notices when the event loop is blocked, and says by what: while one piece of work takes long, everybody waits. */
import type { Clock } from "./clock.ts";
import { TokenBucket } from "./token_bucket.ts";
import { BLOCKED_MS, type Doing, type Turns } from "./turns.ts";

/** How often it looks whether it is on time, in milliseconds. */
const LOOK_MS = 100;
/** So many lines may be logged at once, and so many in a second. */
const LINES = { perSecond: 0.1, burst: 5 };

export interface WatchdogOptions {
  turns: Pick<Turns, "doing" | "takeLongest">;
  clock: Pick<Clock, "monotonic" | "every">;
  /** Where a line is logged. */
  log: (text: string) => void;
}

export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #lines: TokenBucket;
  #lookedAt: number;
  #notLogged = 0;
  #onLag: (seconds: number) => void = () => {};
  /** By how much it was late last, in seconds. */
  lagSeconds = 0;
  /** How often the event loop was blocked for {@linkcode BLOCKED_MS} or longer. */
  blockedCount = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#lookedAt = options.clock.monotonic();
    this.#lines = new TokenBucket(LINES, this.#lookedAt);
  }

  /** Begins to look. @returns what ends that */
  start(): () => void {
    const { clock, turns } = this.#options;
    this.#lookedAt = clock.monotonic();
    // What took long before nobody had to wait for.
    turns.takeLongest();
    return clock.every(LOOK_MS, () => this.look(clock.monotonic()));
  }

  /** Calls `onLag` with every lag that is measured. */
  timeLags(onLag: (seconds: number) => void): void {
    this.#onLag = onLag;
  }

  /** Looks whether the time since the last look is what it should be. @param now on a clock that never jumps */
  look(now: number): void {
    const lagMs = Math.max(0, now - this.#lookedAt - LOOK_MS);
    this.#lookedAt = now;
    this.lagSeconds = lagMs / 1000;
    this.#onLag(this.lagSeconds);
    const { turns } = this.#options;
    const longest = turns.takeLongest();
    // It may have begun when the next look was not due yet.
    const blockedMs = Math.max(lagMs, longest?.ms ?? 0);
    if (blockedMs < BLOCKED_MS) return;
    this.blockedCount++;
    this.#log(`the event loop was blocked for ${Math.round(blockedMs)} ms ${reason(blockedMs, longest, turns.doing)}`, now);
  }

  #log(text: string, now: number): void {
    if (this.#lines.level(now) < 1) {
      this.#notLogged++;
      return;
    }
    this.#lines.spend(1);
    const more = this.#notLogged > 0 ? `; it was ${this.#notLogged} times before, which was not logged` : "";
    this.#notLogged = 0;
    this.#options.log(text + more);
  }
}

function reason(blockedMs: number, longest: { readonly ms: number; readonly what: string } | null, doing: Doing): string {
  if (longest === null) return `perhaps by ${doing}`;
  // What came at once is not handed over to others in between, however many pieces it is.
  return longest.ms >= blockedMs / 2
    ? `by ${longest.what}`
    : `by ${longest.what} for ${Math.round(longest.ms)} ms, and by others`;
}
