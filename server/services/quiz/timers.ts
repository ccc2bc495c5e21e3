import { type ErrorCode, RequestError } from "../../../protocol/request_error.ts";
import type { Clock } from "../../clock.ts";
import type { Waiter } from "../../engine/change_batch.ts";
import type { Turns } from "../../turns.ts";

/** When a change that could not be kept is asked for again, in milliseconds. */
const RETRY_MS = 1000;
/** Why a change may not have been kept. To ask for it twice does no harm. */
const NOT_KEPT: ReadonlySet<ErrorCode> = new Set(["internal", "unavailable", "unknown-outcome"]);
/** How many changes whose time has come together are asked for in one turn. */
const CHANGES_PER_TURN = 256;

export interface TimersOptions<Change> {
  clock: Clock;
  turns: Turns;
  submit(change: Change, waiter: Waiter): void;
}

/** One timer for each game: for its open question, or, while its player is away, for coming back; and one for each room. */
export class Timers<Change> {
  readonly #options: TimersOptions<Change>;
  /** What cancels a timer. */
  readonly #cancels = new Map<string, () => void>();
  /** What asks for the changes whose time has come. */
  readonly #due: (() => void)[] = [];

  constructor(options: TimersOptions<Change>) {
    this.#options = options;
  }

  /**
   * Asks for a change after a while, and for no other of that game any more; where it can't be kept then, again a little later, when
   * it is that late.
   */
  set(token: string, ms: number, change: () => Change): void {
    const { clock, turns, submit } = this.#options;
    this.cancel(token);
    const cancel = clock.after(ms, () => {
      this.#cancels.delete(token);
      this.#due.push(() => {
        const failed = (error: unknown) => {
          // What happened meanwhile may have set another one.
          if (error instanceof RequestError && NOT_KEPT.has(error.code) && !this.has(token)) this.set(token, RETRY_MS, change);
        };
        submit(change(), { applied() {}, failed, settled() {} });
      });
      if (this.#due.length === 1) turns.later(() => this.#submitDue());
    });
    this.#cancels.set(token, cancel);
  }

  has(token: string): boolean {
    return this.#cancels.has(token);
  }

  cancel(token: string): void {
    this.#cancels.get(token)?.();
    this.#cancels.delete(token);
  }

  /** Cancels all timers. */
  stop(): void {
    this.#due.length = 0;
    for (const token of [...this.#cancels.keys()]) this.cancel(token);
  }

  /** Asks for some of the changes whose time has come, as when thousands were lost together, and for the others in turns to come. */
  #submitDue(): void {
    for (const submit of this.#due.splice(0, CHANGES_PER_TURN)) submit();
    if (this.#due.length > 0) this.#options.turns.later(() => this.#submitDue());
  }
}

/** When it is now, for a change: on a clock that never jumps, and the date; in milliseconds. */
export function timeOn(clock: Clock): { at: number; date: number } {
  return { at: Math.round(clock.monotonic()), date: clock.now() };
}
