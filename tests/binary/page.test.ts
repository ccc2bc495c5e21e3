/** The front door and what all screens have, in a real browser, out of the executable. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { RunningServer } from "../support/executable.ts";
import { isClean, overflow, overTcp, pageTest as test, seriousFaults, until } from "../support/screen_tests.ts";

/** What the first load of a screen may take over the wire, in bytes. */
const FIRST_LOAD_BYTES = 120_000;
const SCREENS = ["", "play", "lab", "screen", "host"];

test("the front door says what to do first, and what is going on", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  await page.getByText("No numbers yet. Add the first one").waitFor();
  using client = await overTcp(server);
  await client.ask("ADD 3 1 2");
  await page.getByText("3 values, in order at all times").waitFor();
  await page.getByText("1 connected now").waitFor();
  await page.getByText(`nc ${server.tcp.hostname} ${server.tcp.port}`).waitFor();
  await page.getByText("Only this computer can join.").waitFor();
  await page.getByRole("link", { name: "Play alone" }).click();
  await page.getByRole("heading", { name: "Ten quick sums" }).waitFor();
  await page.getByRole("link", { name: "app: to the front door" }).click();
  await page.getByRole("heading", { name: "Join a game" }).waitFor();
  isClean(open);
});

test("a PIN that no game has is refused with what to do, and stays in the field", async ({ server, browser }) => {
  const open = await browser.open(server.http, { mayFail: (message) => message.includes("404") });
  const { page } = open;
  await page.getByLabel("PIN on the big screen").pressSequentially("482 913 ");
  strictEqual(await page.getByLabel("PIN on the big screen").inputValue(), "482913");
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await page.getByText("No game has the PIN 482913. Look at the big screen, and type it again.").waitFor();
  strictEqual(await page.getByLabel("PIN on the big screen").inputValue(), "482913");
  isClean(open);
});

test("the scheme can be switched, and is remembered on every screen", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  const ground = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  const light = await ground();
  await page.getByRole("button", { name: "Dark colors" }).click();
  const dark = await ground();
  ok(dark !== light);
  for (const path of ["play", "lab"]) {
    await page.goto(`${server.http}/${path}`);
    strictEqual(await ground(), dark);
  }
  await page.getByRole("button", { name: "Light colors" }).click();
  strictEqual(await ground(), light);
  isClean(open);
});

test("each screen is there by its path, is small, and holds to the policy", async ({ server, browser }) => {
  for (const path of SCREENS) {
    const open = await browser.open("about:blank");
    const { page, faults } = open;
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (!request.url().includes("/api/")) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(`${server.http}/${path}`);
    await page.locator("h1, h2").first().waitFor();
    // Safari does not know it, and would show nothing.
    const script = await (await fetch(`${server.http}/${path || "home"}.js`)).text();
    ok(!/[;{}]\s*(await )?using [\w$]+\s*=/.test(script), `${path} has "using"`);
    const bytes = (await Promise.all(sizes)).reduce((a, b) => a + b);
    ok(bytes > 10_000 && bytes < FIRST_LOAD_BYTES, `${path} took ${bytes} bytes`);
    ok(sizes.length >= 4, `${path} took ${sizes.length} files`);
    deepStrictEqual(faults.filter((fault) => !fault.startsWith(`asked ${server.http}/`)), []);
    await page.close();
  }
});

test("the front door fits on a phone and a projector, and axe finds no serious fault, in light and dark", async ({ server, browser }) => {
  using client = await overTcp(server);
  await client.ask(`ADD ${Number.MIN_SAFE_INTEGER} 5 ${Number.MAX_SAFE_INTEGER}`);
  await client.ask(`QUIZ ${"W".repeat(40)}`);
  for (
    const [width, height, colorScheme] of [[360, 640, "light"], [390, 844, "dark"], [1440, 900, "dark"], [
      1920,
      1080,
      "light",
    ]] as const
  ) {
    const open = await browser.open(server.http, { width, height, colorScheme });
    const { page } = open;
    await page.getByText("1 playing now").waitFor();
    deepStrictEqual((await overflow(page))[0], 0);
    deepStrictEqual(await seriousFaults(page), []);
    isClean(open);
    await page.close();
  }
});

test("below a base path every link and every reload stays below it", async ({ browser, folder }) => {
  await using server = await RunningServer.start(folder, ["--memory", "--public-url", "http://127.0.0.1:1/a/quiz"]);
  const open = await browser.open(`${server.http}/a/quiz/lab`);
  const { page } = open;
  await page.getByRole("heading", { name: "The sorted array" }).waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Play", exact: true }).click();
  await page.getByRole("heading", { name: "Ten quick sums" }).waitFor();
  strictEqual(new URL(page.url()).pathname, "/a/quiz/play");
  isClean(open);
});

test("the API's pages are there without another host, in both schemes, with a way back, and try things out", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/docs`, { colorScheme: "dark" });
  const { page } = open;
  await page.getByText("/api/array/stats").waitFor();
  await page.locator("html.dark-mode").waitFor();
  await page.getByRole("button", { name: /POST.*\/api\/array\b/ }).first().click();
  await page.getByRole("button", { name: "Execute" }).click();
  await page.getByText("201").first().waitFor();
  using client = await overTcp(server);
  await until(async () => await client.ask("COUNT") !== "OK 0");
  await page.getByRole("link", { name: "app: to the front door" }).click();
  await page.getByRole("heading", { name: "Join a game" }).waitFor();
  isClean(open);
});
