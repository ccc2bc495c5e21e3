/** The page, in a real browser, out of the executable. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
// @ts-types="../../std/delay.d.ts"
import { delay } from "@std/async/delay";
import axe from "axe-core";
import type { Page, WebSocketRoute } from "playwright-core";
import { hasBrowser, type OpenPage, TestBrowser } from "../support/browser.ts";
import { APP, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { solve } from "../support/quiz_player.ts";
import { RawClient } from "../support/raw_client.ts";

/** So soon a change is to be seen, in milliseconds; the machine may be busy, so the best of some tries counts. */
const SEEN_MS = 500;
const TRIES = 5;
/** How long a test may take, with all that it waits for, in milliseconds. */
const TEST_MS = 90_000;
/** How long something that is looked for again and again may take, in milliseconds. */
const UNTIL_MS = 10_000;

function test(
  name: string,
  body: (world: { server: RunningServer; browser: TestBrowser; folder: string }) => Promise<void>,
  args: string[] = [],
): void {
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

const overTcp = (server: RunningServer) => RawClient.connect({ transport: "tcp", ...server.tcp });

/** Looks again and again until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(UNTIL_MS);
  while (!await isSo()) {
    signal.throwIfAborted();
    await delay(50, { signal });
  }
}

/** Takes lines up to one that begins like this. */
async function lineFrom(client: RawClient, beginning: string): Promise<string> {
  for (;;) {
    const line = await client.line();
    if (line.startsWith(beginning)) return line;
  }
}

/** What a term of the facts says. */
function fact(page: Page, name: string) {
  return page.locator(".facts > div", { has: page.getByText(name, { exact: true }) }).locator("dd");
}

async function sees(page: Page, name: string, value: string): Promise<void> {
  await fact(page, name).getByText(value, { exact: true }).waitFor();
}

function isClean({ faults }: OpenPage): void {
  deepStrictEqual(faults, []);
}

/** The serious faults that axe finds. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    // deno-lint-ignore no-explicit-any -- put there by the line above
    const { violations } = await (globalThis as any).axe.run();
    return violations
      .filter(({ impact }: { impact: string }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

test("what changes over TCP is seen at once", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  using client = await overTcp(server);
  await sees(page, "count", "0");
  const times: number[] = [];
  for (let i = 1; i <= TRIES; i++) {
    await client.ask(`ADD ${i * 10}`);
    const sentAt = performance.now();
    await sees(page, "count", `${i}`);
    times.push(performance.now() - sentAt);
  }
  ok(Math.min(...times) < SEEN_MS, `seen after ${times.map(Math.round)} ms`);
  strictEqual(await fact(page, "max").innerText(), "50");
  strictEqual(await page.locator(".picture rect").count(), TRIES);
  match(await page.locator(".picture svg").getAttribute("aria-label") ?? "", /^5 values from 10 to 50: 10, 20, 30, 40, 50$/);
  match(await page.locator(".added").innerText(), /^Last added: 50$/);
  await client.ask(`ADD ${Array.from({ length: 30_000 }, (_, i) => i).join(" ")}`);
  await sees(page, "count", "30,005");
  await page.getByText("Number of values in each range").waitFor();
  ok(await page.locator(".picture rect").count() <= 120);
  isClean(open);
});

test("numbers added and cleared by the buttons are there over TCP", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  using client = await overTcp(server);
  await page.getByRole("button", { name: "Add a random number" }).click();
  await sees(page, "count", "1");
  const [, random] = (await client.ask("GET")).split(" ");
  await page.getByText(`Added: ${random}`).waitFor();
  await page.getByLabel("Your numbers").fill("5, -3 9");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await sees(page, "count", "4");
  deepStrictEqual((await client.ask("GET 0 3")).split(" ").slice(0, 3), ["OK", "-3", "5"]);
  for (const wrong of ["5 x", "9007199254740993", ""]) {
    await page.getByLabel("Your numbers").fill(wrong);
    await page.keyboard.press("Enter");
    await page.getByText(wrong === "" ? "Type one or more integers" : "is not an integer from").waitFor();
  }
  strictEqual(await client.ask("COUNT"), "OK 4");
  await page.getByRole("button", { name: "Clear…" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  strictEqual(await client.ask("COUNT"), "OK 4");
  await page.getByRole("button", { name: "Clear…" }).click();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await sees(page, "count", "0");
  strictEqual(await client.ask("COUNT"), "OK 0");
  isClean(open);
});

/** The open question, when it is this one. */
async function question(page: Page, number: number): Promise<string> {
  await page.getByText(`Question ${number} of 10`).waitFor();
  return (await page.locator(".question").innerText()).replace(/ =$/, "");
}

test("a whole quiz is played with the keyboard, resumed after a reload, and is on the leaderboard", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  await page.getByLabel("Your name").focus();
  await page.keyboard.type("Ada <script>");
  await page.keyboard.press("Enter");
  for (let number = 1; number <= 10; number++) {
    let asked = await question(page, number);
    if (number === 4) {
      await page.reload();
      strictEqual(await question(page, 4), asked);
      asked = await question(page, 4);
    }
    strictEqual(await page.evaluate("document.activeElement?.id"), "answer");
    await page.keyboard.type(`${solve(asked) + (number === 2 ? 1 : 0)}`);
    await page.keyboard.press("Enter");
  }
  await page.getByText("You did great!").waitFor();
  await page.getByText("8.75 marks: 9 right, 1 wrong, 0 skipped").waitFor();
  const row = page.locator("tbody tr").first();
  await row.getByText("8.75").waitFor();
  strictEqual(await row.locator("bdi").innerText(), "Ada <script>");
  using client = await overTcp(server);
  await client.send("LEADERBOARD\n");
  match(await lineFrom(client, "*"), /^\* rank 1 marks=8.75 seconds=\S+ name=Ada <script>/);
  strictEqual(await page.evaluate(`document.querySelectorAll("bdi script").length`), 0);
  isClean(open);
});

/** Begins a game. @returns the lines that the page sends from then on */
async function play(page: Page): Promise<string[]> {
  const sent: string[] = [];
  page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(`${payload}`)));
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await question(page, 1);
  deepStrictEqual(sent.splice(0), ["QUIZ Ada"]);
  return sent;
}

const answerField = (page: Page) => page.locator("#answer");

test("an answer that is not a whole number is refused with the reason, not sent, and stays in the field", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  const sent = await play(page);
  const whole = "Type a whole number, for example -3";
  const fraction = "Every answer is a whole number";
  const refused = [["1.5", fraction], ["3/4", fraction], ["2e3", whole], ["3 4", whole], ["7x", whole], ["", whole], [
    "9".repeat(20),
    "This number is too large",
  ]];
  for (const [text, reason] of refused) {
    await answerField(page).selectText();
    await page.keyboard.press("Delete");
    await page.keyboard.type(text);
    strictEqual(await answerField(page).inputValue(), text);
    strictEqual(await page.getByRole("alert").innerText(), "");
    await page.keyboard.press("Enter");
    await page.getByText(reason, { exact: true }).waitFor();
    strictEqual(await answerField(page).inputValue(), text);
    strictEqual(await page.evaluate("document.activeElement?.id"), "answer");
  }
  deepStrictEqual(sent, []);
  const right = solve(await question(page, 1));
  await answerField(page).fill(`${right}`);
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByText("Question 2 of 10, 1 mark", { exact: true }).waitFor();
  deepStrictEqual(sent, [`ANSWER ${right}`]);
  isClean(open);
});

test("earlier questions are listed with what became of them, newest first, and nothing of them stands at the next one", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  await play(page);
  const listed = page.getByRole("list", { name: "Earlier questions" }).getByRole("listitem");
  const earlier: string[] = [];
  for (let number = 1; number <= 10; number++) {
    const asked = await question(page, number);
    const right = solve(asked);
    strictEqual(await answerField(page).inputValue(), "");
    strictEqual(await page.getByRole("alert").innerText(), "");
    deepStrictEqual(await listed.allInnerTexts(), earlier.slice(0, 3));
    if (number % 3 === 0) {
      await page.keyboard.type("x");
      await page.keyboard.press("Enter");
      await page.getByText("Type a whole number").waitFor();
      await page.getByRole("button", { name: "Skip" }).click();
      earlier.unshift(`${number}. ${asked} = ${right} – skipped`);
    } else {
      const given = right + number % 2;
      await page.keyboard.type(`${given}`);
      await page.keyboard.press("Enter");
      earlier.unshift(
        `${number}. ${asked}${given === right ? ` = ${right} ✓ right` : `: you said ${given}, it is ${right} ✗`}`,
      );
    }
  }
  await page.getByRole("button", { name: "Play again" }).waitFor();
  deepStrictEqual(await listed.allInnerTexts(), earlier);
  isClean(open);
});

test("while the connection is lost, the typed answer stays and is not sent, and the game goes on afterwards", async ({ browser, folder }) => {
  await using first = await RunningServer.start(folder, ["--data", "lost"]);
  const open = await browser.open(first.http, { mayFail: (message) => /ERR_|WebSocket|503/.test(message) });
  const { page } = open;
  const sent = await play(page);
  const asked = await question(page, 1);
  const right = `${solve(asked)}`;
  await page.keyboard.type(right);
  const ports = { tcpPort: first.tcp.port, httpPort: Number(new URL(first.http).port) };
  strictEqual(await first.stop("SIGTERM"), 0);
  await page.getByText("Connection lost. Reconnecting, your game is safe.").waitFor();
  await page.keyboard.press("Enter");
  ok(await page.getByRole("button", { name: "Answer", exact: true }).isDisabled());
  strictEqual(await answerField(page).inputValue(), right);
  await using _second = await RunningServer.start(folder, ["--data", "lost"], ports);
  await page.getByText("Connection lost.").waitFor({ state: "detached" });
  strictEqual(await question(page, 1), asked);
  strictEqual(await answerField(page).inputValue(), right);
  deepStrictEqual(sent.filter((line) => !line.startsWith("RESUME")), []);
  await page.keyboard.press("Enter");
  await page.getByText("Question 2 of 10, 1 mark", { exact: true }).waitFor();
  isClean(open);
});

test("a game that another tab or device has taken over is left to it", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  const links: WebSocketRoute[] = [];
  await page.routeWebSocket("**/ws", (link) => {
    link.connectToServer();
    links.push(link);
  });
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await question(page, 1);
  links[0].send("ERR taken-over this game goes on over another connection\n");
  await links[0].close({ code: 1008, reason: "taken-over" });
  await page.getByText("Your game goes on in another tab or on another device.").waitFor();
  await page.getByRole("button", { name: "Play" }).waitFor();
  strictEqual(links.length, 1);
  isClean(open);
});

test("the quiz is fetched again when its waiting line gets shorter", async ({ server, browser }) => {
  const open = await browser.open("about:blank");
  const { page } = open;
  await page.route("**/api/events", (route) =>
    route.fulfill({
      contentType: "text/event-stream",
      body: `retry: 3600000\n\nevent: line\ndata: {"waiting":12}\n\n`,
    }));
  let reads = 0;
  await page.route("**/api/quiz/players", (route) => {
    reads++;
    return route.continue();
  });
  await page.goto(server.http);
  // Once because the page has opened, and once for the event.
  await until(() => Promise.resolve(reads === 2));
});

test("a counter runs in the page, and one from the terminal draws its line", async ({ server, browser, folder }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  const args = [
    "client",
    "--mode",
    "counter",
    "--id",
    "7",
    "--connect",
    "--seconds",
    "30",
    "--port",
    `${server.tcp.port}`,
    "--json",
  ];
  const terminal = new Deno.Command(APP, { args, cwd: folder, clearEnv: true, stdout: "null" }).spawn();
  const points = () => page.locator('[data-counter="7"] polyline').getAttribute("points");
  await page.locator('[data-counter="7"] polyline').waitFor();
  await until(async () => ((await points())?.split(" ").length ?? 0) >= 4);
  await page.getByRole("tab", { name: "Run a counter" }).click();
  await page.getByLabel("ID (0 to 10000)").fill("8");
  await page.keyboard.press("Enter");
  await page.locator('[data-counter="8"]').waitFor();
  await until(async () => /^[1-9]/.test(await page.locator(".count .big").innerText()));
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.locator('[data-counter="8"].dim').waitFor();
  terminal.kill("SIGINT");
  await terminal.status;
  await page.locator('[data-counter="7"].dim').waitFor();
  isClean(open);
});

test("the wire shows the lines of an nc both ways, can be paused and filtered, and hides tokens", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  const nc = new Deno.Command("nc", { args: [server.tcp.hostname, `${server.tcp.port}`], stdin: "piped", stdout: "null" })
    .spawn();
  const typing = nc.stdin.getWriter();
  const type = (line: string) => typing.write(new TextEncoder().encode(`${line}\n`));
  await page.getByRole("button", { name: /^Watch connection/ }).click();
  const lines = page.getByRole("log", { name: /^Lines of connection/ }).locator(".line");
  await page.getByText("No lines yet").waitFor();
  await type("ADD 5 <b>");
  await lines.getByText("ADD 5 <b>", { exact: true }).waitFor();
  await lines.getByText("ERR not-an-integer").waitFor();
  await type("RESUME secret-token");
  await lines.getByText("RESUME (not shown)").waitFor();
  await page.getByLabel("Filter").fill("resume");
  strictEqual(await lines.count(), 1);
  await page.getByLabel("Filter").fill("");
  await page.getByRole("button", { name: "Pause" }).click();
  await type("PING unseen");
  await page.getByText("2 lines missed").waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await type("PING seen");
  await lines.getByText("OK seen").waitFor();
  strictEqual(await lines.getByText("unseen").count(), 0);
  ok(!(await page.content()).includes("secret-token"));
  await typing.close();
  nc.kill("SIGTERM");
  await nc.status;
  await page.getByText(/^Lines of connection #\d+ \(closed\)$/).waitFor();
  isClean(open);
});

const HOST_TOKEN = "staple+the/battery=to-a-horse";

test(
  "the host's link makes a host of its tab, and of no other; the token is in no address, storage or log that outlives it",
  async ({ server, browser, folder }) => {
    using client = await overTcp(server);
    await client.ask("ADD 1 2 3");
    const player = await browser.open(server.http);
    await sees(player.page, "count", "3");
    strictEqual(await player.page.getByRole("button", { name: "Clear…" }).count(), 0);
    strictEqual(await player.page.getByRole("heading", { name: "Connections" }).count(), 0);

    const asked: string[] = [];
    const host = await browser.open("about:blank");
    host.page.on("request", (request) => asked.push(request.url()));
    await host.page.goto(`${server.http}/host#${HOST_TOKEN}`);
    const { page } = host;
    await page.getByRole("button", { name: "Watch connection 1" }).click();
    await page.getByText("No lines yet").waitFor();
    strictEqual(await client.ask("PING seen"), "OK seen");
    await page.getByRole("log", { name: /^Lines of connection/ }).getByText("OK seen").waitFor();
    await page.getByRole("button", { name: "Clear…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Clear", exact: true }).click();
    await sees(player.page, "count", "0");
    strictEqual(page.url(), `${server.http}/host`);
    strictEqual(await page.evaluate("JSON.stringify([localStorage, document.cookie])"), '[{},""]');
    ok(!asked.some((url) => url.includes("staple") && !url.includes("#")), asked.join());

    // A game in the host's tab says AUTH on its connection.
    await page.getByLabel("Your name").fill("Ada");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByText("Question 1 of 10").waitFor();
    // Nobody else's connection is a host's.
    const [refusal] = (await client.ask("CLEAR")).split(" only");
    strictEqual(refusal, "ERR unauthorized");

    // A token of the server before is forgotten, and not tried again and again.
    const stale = await browser.open(`${server.http}/host#${HOST_TOKEN}x`, { mayFail: (message) => message.includes("401") });
    await stale.page.getByText("Live", { exact: true }).waitFor();
    await stale.page.getByLabel("Host token").fill(HOST_TOKEN);
    await stale.page.getByRole("button", { name: "Save" }).click();
    await stale.page.getByText("You are the host").waitFor();
    await stale.page.getByRole("button", { name: "Watch connection 1" }).waitFor();

    for (const open of [player, stale]) isClean(open);
    strictEqual(await server.stop("SIGTERM"), 0);
    const log = Deno.readTextFileSync(`${folder}/app-data/server.log`);
    ok(log.includes("< AUTH (not shown)") && !log.includes("staple"), log);
  },
  ["--host-token", HOST_TOKEN],
);

test("lines are typed at the server, with HELP at hand and the last ones by the arrow", async ({ server, browser }) => {
  const open = await browser.open(server.http);
  const { page } = open;
  await page.getByRole("tab", { name: "Play the quiz" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByLabel("Line", { exact: true }).focus();
  await page.keyboard.type("SORT 3 1 2");
  await page.keyboard.press("Enter");
  const said = page.getByRole("log", { name: "Terminal output" });
  await said.getByText("app/1 ready, type HELP").waitFor();
  await said.getByText("OK 1 2 3").waitFor();
  await page.keyboard.press("ArrowUp");
  strictEqual(await page.getByLabel("Line", { exact: true }).inputValue(), "SORT 3 1 2");
  await page.getByRole("button", { name: "HELP" }).click();
  await said.getByText("LEADERBOARD [n]").waitFor();
  isClean(open);
});

test("the server is stopped and started: the page says so, keeps what it has, and comes back", async ({ browser, folder }) => {
  const first = await RunningServer.start(folder, ["--data", "again"]);
  const open = await browser.open(first.http, { mayFail: (message) => /ERR_|WebSocket|503/.test(message) });
  const { page } = open;
  {
    using client = await overTcp(first);
    await client.ask("ADD 1 2 3");
  }
  await sees(page, "count", "3");
  const ports = { tcpPort: first.tcp.port, httpPort: Number(new URL(first.http).port) };
  strictEqual(await first.stop("SIGTERM"), 0);
  await page.getByText("Connection to the server lost.").waitFor();
  strictEqual(await fact(page, "count").innerText(), "3");
  await using second = await RunningServer.start(folder, ["--data", "again"], ports);
  await page.getByText("Live", { exact: true }).waitFor();
  using client = await overTcp(second);
  await client.ask("ADD 4");
  await sees(page, "count", "4");
  await first[Symbol.asyncDispose]();
  isClean(open);
});

test("at 360 pixels nothing overflows, nor at 1920, and axe finds no serious fault, in light and dark", async ({ server, browser }) => {
  using client = await overTcp(server);
  await client.ask(
    `ADD ${Number.MIN_SAFE_INTEGER} ${Number.MAX_SAFE_INTEGER} ${Array.from({ length: 300 }, (_, i) => i * i).join(" ")}`,
  );
  await client.ask("COUNTER 10000");
  await client.ask(`VALUE ${Number.MAX_SAFE_INTEGER}`);
  await client.ask(`QUIZ ${"W".repeat(40)}`);
  for (const [width, colorScheme] of [[360, "light"], [360, "dark"], [1920, "light"]] as const) {
    const open = await browser.open(server.http, { width, colorScheme });
    const { page } = open;
    await page.getByRole("button", { name: /^Watch connection/ }).first().click();
    await page.getByText("No lines yet").waitFor();
    await client.ask(`ECHO ${"x".repeat(300)}`);
    await page.getByText("ECHO xxx").waitFor();
    for (const tab of ["Run a counter", "Send lines", "Play the quiz"]) {
      await page.getByRole("tab", { name: tab }).click();
      const needed = await page.evaluate<number>("document.documentElement.scrollWidth");
      ok(needed <= width, `${tab} at ${width} needs ${needed} pixels`);
      deepStrictEqual(await seriousFaults(page), []);
    }
    await page.getByLabel("Your name").fill("Ben");
    await page.keyboard.press("Enter");
    await question(page, 1);
    deepStrictEqual(await seriousFaults(page), []);
    isClean(open);
    await page.close();
  }
});

test("the API's pages are there without another host, and try things out", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/docs`);
  const { page } = open;
  await page.getByText("/api/array/stats").waitFor();
  await page.getByRole("button", { name: /POST.*\/api\/array\b/ }).first().click();
  await page.getByRole("button", { name: "Execute" }).click();
  await page.getByText("201").first().waitFor();
  using client = await overTcp(server);
  await until(async () => await client.ask("COUNT") !== "OK 0");
  isClean(open);
});
