/** When a lost connection is worth another try, and how long to wait before it. */
import { ConnectionError, ReplyError } from "./line_link.ts";

/**
 * With these codes a connection is worth making again, maybe to another server: the server ends it, or could not do what it was asked,
 * or does not know whether it did. `taken-over` is not among them: two clients would fight.
 */
const ENDING_CODES = new Set(["idle", "shutting-down", "unavailable", "unknown-outcome"]);
/** With these it may work a little later; `in-use` if the server has not noticed yet that the old connection is gone. */
const PASSING_CODES = new Set([...ENDING_CODES, "in-use", "too-many-connections"]);

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/** Whether it is best to connect again, and to go on from what the server says then. */
export function isEnding(error: ReplyError): boolean {
  return ENDING_CODES.has(error.code);
}

/** Whether what went wrong may be right a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof ReplyError ? PASSING_CODES.has(error.code) : error instanceof ConnectionError;
}

/**
 * The pauses between two tries, in milliseconds: each is twice the one before, up to five seconds, less up to half of it, so that
 * many clients that have lost the same server do not come back all at once.
 */
export function* growingPauses(random: () => number): Generator<number, never> {
  for (let ms = FIRST_PAUSE_MS;; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) yield Math.round(ms * (1 - random() / 2));
}
