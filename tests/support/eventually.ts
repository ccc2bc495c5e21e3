/** How often the condition is looked at, in milliseconds. */
const POLL_MS = 5;

/**
 * Waits until a condition holds.
 *
 * @param within how long at most, in milliseconds
 * @throws {Error} when it does not hold by then
 */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  { within = 20_000 }: { within?: number } = {},
): Promise<void> {
  const end = performance.now() + within;
  while (!await condition()) {
    if (performance.now() > end) throw new Error(`not within ${within} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
