// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";

/** How often the condition is looked at, in milliseconds. */
const POLL_MS = 5;
/** How long a test waits for anything, in milliseconds. */
const WITHIN_MS = 20_000;

/**
 * Waits until a condition holds.
 *
 * @param within how long at most, in milliseconds
 * @throws {Error} when it does not hold by then
 */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  { within = WITHIN_MS }: { within?: number } = {},
): Promise<void> {
  const end = performance.now() + within;
  while (!await condition()) {
    if (performance.now() > end) throw new Error(`not within ${within} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Waits for a promise, but not for ever. @throws {DOMException} when it is not settled by then */
export function inTime<Value>(promise: Promise<Value>, { within = WITHIN_MS }: { within?: number } = {}): Promise<Value> {
  return deadline(promise, within);
}
