/** The race in the lab, in a real browser, out of the executable. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { Page } from "playwright-core";
import { isClean, overTcp, pageTest as test, seriousFaults } from "../support/screen_tests.ts";

/** What of a picture is to be seen, row by row. */
async function seen(page: Page, title: string): Promise<string[]> {
  const picture = page.locator(".interleaving", { has: page.getByRole("heading", { name: title, exact: true }) });
  return await picture.locator("tbody tr:not(.later)").evaluateAll((rows) =>
    rows.map((row) => row.textContent?.replaceAll(/[←→┊]/g, "").trim() ?? "")
  );
}

test("the race is shown step by step by buttons and keys, without and with a semaphore", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`);
  const { page } = open;
  await page.getByRole("button", { name: "The race", exact: true }).click();
  await page.getByText("Step 0 of 7").waitFor();
  deepStrictEqual([await seen(page, "Without a semaphore"), await seen(page, "With a semaphore")], [["[3 7]"], ["[3 7]"]]);
  await page.getByRole("button", { name: "Next" }).click();
  match((await seen(page, "Without a semaphore"))[1], /^(reads \[3 7\]\[3 7\]|\[3 7\]reads \[3 7\])$/);
  match((await seen(page, "With a semaphore"))[1], /acquiresreads \[3 7\]/);
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByText("Step 0 of 7").waitFor();
  for (let i = 0; i < 9; i++) await page.keyboard.press("ArrowRight");
  await page.getByText("Step 7 of 7").waitFor();
  await page.getByText(/^✗ [59] is lost: client [AB] had read the array before/).waitFor();
  await page.getByText(/^✓ Nothing is lost: client [AB] read only after/).waitFor();
  const guarded = await seen(page, "With a semaphore");
  match(guarded.join(), /waits for [AB]/);
  match(guarded.at(-1) ?? "", /\[3 5 7 9\]/);
  await page.keyboard.press("ArrowLeft");
  await page.getByText("Step 6 of 7").waitFor();
  await page.getByRole("button", { name: "Play" }).click();
  await page.getByText("Step 7 of 7").waitFor();
  await page.getByRole("button", { name: "Play" }).waitFor();
  await page.getByRole("button", { name: "Another schedule" }).click();
  await page.getByText(/^Step 0 of [67]/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  isClean(open);
});

test("many clients race in the page, and the server's array stays as it is", async ({ server, browser }) => {
  using client = await overTcp(server);
  await client.ask("ADD 5 3");
  const open = await browser.open(`${server.http}/lab#race`);
  const { page } = open;
  await page.getByRole("button", { name: "Let 50 clients race" }).click();
  await page.getByText("With it: 10,000.").waitFor({ timeout: 60_000 });
  const said = await page.locator(".crowd [role=status]").innerText();
  const [, there, lost] = said.match(
    /^50 clients added 10,000 values\. Without the semaphore ([\d,]+) are there, ([\d,]+) were lost\. With it: 10,000\.$/,
  ) ?? [];
  const [count, missing] = [there, lost].map((text) => Number(text?.replaceAll(",", "")));
  ok(missing > 0, said);
  strictEqual(count + missing, 10_000);
  strictEqual(await client.ask("GET"), "OK 3 5");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.waitForURL(({ hash }) => hash === "");
  isClean(open);
});

test("the race fits a laptop and a phone, light and dark, and has no serious faults", async ({ server, browser }) => {
  for (const [width, height, colorScheme] of [[1280, 800, "light"], [390, 844, "dark"], [360, 640, "light"]] as const) {
    const open = await browser.open(`${server.http}/lab#race`, { width, height, colorScheme });
    const { page } = open;
    await page.getByText("Step 0 of 7").waitFor();
    for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowRight");
    await page.getByText("Step 7 of 7").waitFor();
    deepStrictEqual(await seriousFaults(page), []);
    const sizes = "[document.querySelector('.race')].map((dialog) => dialog.scrollWidth - dialog.clientWidth)[0]";
    strictEqual(await page.evaluate(sizes), 0, `at ${width}`);
    isClean(open);
    await page.close();
  }
});
