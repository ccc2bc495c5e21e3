/**
 * How soon a change is to be seen: `deno run --allow-all bench/visible.ts [APP]` opens the lab in Chromium, adds a value over REST again
 * and again, and prints how long it took from the request until the page shows the new count, by the computer's clock.
 */
import { TestBrowser } from "../tests/support/browser.ts";
import { APP, withApp } from "./running_app.ts";

const TIMES = 60;
const PAUSE_MS = 150;

/** Runs in the page: resolves with the time at which this is the count, in the frame that people see. */
const SEEN = `(count) => new Promise((resolve) => {
  const observer = new MutationObserver(() => {
    if (![...document.querySelectorAll("dd")].some(({ textContent }) => textContent === count)) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(Date.now()));
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
})`;

const [executable = APP] = Deno.args;
await withApp({ executable }, async ({ httpPort }) => {
  const url = `http://127.0.0.1:${httpPort}`;
  await using browser = await TestBrowser.start();
  const { page } = await browser.open(`${url}/lab`);
  await page.getByText("count", { exact: true }).first().waitFor();
  const waits: number[] = [];
  for (let count = 1; count <= TIMES; count++) {
    const seen: Promise<number> = page.evaluate(`(${SEEN})("${count}")`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const sentAt = Date.now();
    // Values that nothing else on the page can be taken for.
    const response = await fetch(`${url}/api/array`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: 1_000_000 + count }),
    });
    await response.body?.cancel();
    waits.push(await seen - sentAt);
  }
  waits.sort((a, b) => a - b);
  const result = { times: TIMES, median_ms: waits[TIMES / 2], p95_ms: waits[Math.floor(0.95 * TIMES)], max_ms: waits.at(-1) };
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(result)}\n`));
});
