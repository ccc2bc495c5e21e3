import { setTimeout as delay } from "node:timers/promises";

/** How often the condition is looked at, in milliseconds. */
const LOOK_MS = 10;

/** Waits until a condition holds. @throws {Error} if it does not within so many milliseconds */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  { within = 10_000 }: { within?: number } = {},
): Promise<void> {
  const deadline = performance.now() + within;
  while (!await condition()) {
    if (performance.now() > deadline) throw new Error(`Within ${within} ms this did not become true: ${condition}`);
    await delay(LOOK_MS);
  }
}
