/** What the tests of the screens share: a server out of the executable, and a real browser that looks at it. */
import { deepStrictEqual } from "node:assert/strict";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
// @ts-types="../../std/delay.d.ts"
import { delay } from "@std/async/delay";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { hasBrowser, type OpenPage, TestBrowser } from "./browser.ts";
import { RunningServer } from "./executable.ts";
import { withFolder } from "./folder.ts";
import { RawClient } from "./raw_client.ts";

/** How long a test may take, with all that it waits for, in milliseconds. */
const TEST_MS = 90_000;
/** How long something that is looked for again and again may take, in milliseconds. */
const UNTIL_MS = 10_000;

/** What a test of a screen has. */
export interface PageWorld {
  readonly server: RunningServer;
  readonly browser: TestBrowser;
  readonly folder: string;
}

/** A test of a screen. */
export function pageTest(name: string, body: (world: PageWorld) => Promise<void>, args: string[] = []): void {
  // Where there is no browser, the list of tests says that this one was left out.
  Deno.test({
    name,
    ignore: !hasBrowser(),
    // What drives the browser has timers of its own, which outlive a test.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () =>
      withFolder(async (folder) => {
        await using server = await RunningServer.start(folder, args);
        await using browser = await TestBrowser.start();
        await deadline(body({ server, browser, folder }), TEST_MS);
      }),
  });
}

export const overTcp = (server: RunningServer) => RawClient.connect({ transport: "tcp", ...server.tcp });

/** Looks again and again until it is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(UNTIL_MS);
  while (!await isSo()) {
    signal.throwIfAborted();
    await delay(50, { signal });
  }
}

/** Takes lines up to one that begins like this. */
export async function lineFrom(client: RawClient, beginning: string): Promise<string> {
  for (;;) {
    const line = await client.line();
    if (line.startsWith(beginning)) return line;
  }
}

/** The browser logged no error, and the page asked no other host. */
export function isClean({ faults }: OpenPage): void {
  deepStrictEqual(faults, []);
}

/** The texts whose letters are smaller than a share of the window's height: from the back row nobody reads them. */
export async function tooSmall(page: Page, share: number): Promise<string[]> {
  return await page.evaluate(`[...document.querySelectorAll("body *")].filter((element) => {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "");
    const isSeen = element.checkVisibility() && element.getBoundingClientRect().width > 1;
    return says && isSeen && parseFloat(getComputedStyle(element).fontSize) < ${share} * innerHeight;
  }).map((element) => element.textContent)`);
}

/** The serious faults that axe finds, contrast included, once nothing moves any more. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => {})");
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- put there by the line above
    const { violations } = await (globalThis as any).axe.run();
    return violations
      .filter(({ impact }: { impact: string }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** By how many pixels a page is larger than its window: across and down. */
export async function overflow(page: Page): Promise<[number, number]> {
  return await page.evaluate<[number, number]>(
    "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]",
  );
}
