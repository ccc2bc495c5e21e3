/** The lab, in a real browser, out of the executable. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { Page } from "playwright-core";
import { APP, RunningServer } from "../support/executable.ts";
import { RawClient } from "../support/raw_client.ts";
import { isClean, overflow, overTcp, pageTest as test, seriousFaults, until } from "../support/screen_tests.ts";

/** What a term of the facts says. */
function fact(page: Page, name: string) {
  return page.locator(".facts > div", { has: page.getByText(name, { exact: true }) }).locator("dd");
}

async function sees(page: Page, name: string, value: string): Promise<void> {
  await fact(page, name).getByText(value, { exact: true }).waitFor();
}

test("what changes over TCP is seen on the page as it is, without a reload", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`);
  const { page } = open;
  using client = await overTcp(server);
  await sees(page, "count", "0");
  for (let i = 1; i <= 5; i++) {
    await client.ask(`ADD ${i * 10}`);
    await sees(page, "count", `${i}`);
  }
  strictEqual(await fact(page, "max").innerText(), "50");
  strictEqual(await page.locator(".picture rect").count(), 5);
  match(await page.locator(".picture svg").getAttribute("aria-label") ?? "", /^5 values from 10 to 50: 10, 20, 30, 40, 50$/);
  match(await page.locator(".added").innerText(), /^Last added: 50$/);
  await client.ask(`ADD ${Array.from({ length: 30_000 }, (_, i) => i).join(" ")}`);
  await sees(page, "count", "30,005");
  await page.getByText("Number of values in each range").waitFor();
  ok(await page.locator(".picture rect").count() <= 120);
  isClean(open);
});

test("numbers added and cleared by the buttons are there over TCP", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`);
  const { page } = open;
  using client = await overTcp(server);
  await page.getByRole("button", { name: "Add a random number" }).click();
  await sees(page, "count", "1");
  const [, random] = (await client.ask("GET")).split(" ");
  await page.getByText(`Added: ${random}`, { exact: true }).waitFor();
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

test("a counter runs in the page, and one from the terminal draws its line", async ({ server, browser, folder }) => {
  const open = await browser.open(`${server.http}/lab`);
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
  await page.locator(".chart canvas").waitFor();
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
  const open = await browser.open(`${server.http}/lab`);
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

test("who begins to watch a connection sees its last 50 lines at once, with time and direction, and copies them", async ({ server, browser }) => {
  using client = await overTcp(server);
  for (let i = 1; i <= 30; i++) await client.ask(`ECHO line ${i}`);
  await client.ask("AUTH secret-token");
  for (const [width, colorScheme] of [[360, "light"], [1440, "dark"], [1920, "light"]] as const) {
    const open = await browser.open(`${server.http}/lab`, { width, colorScheme });
    const { page } = open;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    if (width === 360) await page.getByRole("tab", { name: "Connections" }).click();
    await page.getByRole("button", { name: /^Watch connection/ }).click();
    const lines = page.getByRole("log", { name: /^Lines of connection/ }).locator(".line");
    await lines.getByText("AUTH (not shown)").waitFor();
    strictEqual(await lines.count(), 50);
    const line30 = lines.filter({ hasText: "ECHO line 30" });
    match(await line30.innerText(), /^\d\d:\d\d:\d\d\.\d{3}\s+→\s*from the client\s+ECHO line 30$/);
    deepStrictEqual(await seriousFaults(page), []);
    await page.getByLabel("Filter").fill("line 30");
    strictEqual(await lines.count(), 2);
    await page.getByRole("button", { name: "Copy these lines" }).click();
    await until(async () =>
      /^\S+ < ECHO line 30\n\S+ > OK line 30$/.test(await page.evaluate<string>("navigator.clipboard.readText()"))
    );
    await page.getByLabel("Filter").fill("");
    await client.ask(`PING at ${width}`);
    await lines.getByText(`OK at ${width}`).waitFor();
    ok(!(await page.content()).includes("secret-token"));
    strictEqual((await overflow(page))[0], 0);
    isClean(open);
  }
});

test("a host gives one connection faults, and a share of the new ones, and ends them", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`, { mayFail: (message) => message.includes("422") });
  const { page } = open;
  using first = await overTcp(server);
  using second = await overTcp(server);
  const dialog = page.getByRole("dialog");
  const faultsOf = (id: number) => page.getByRole("button", { name: `Faults of connection ${id}` });
  const struck = (id: number) => page.locator(`[data-connection="${id}"]`).getByText("faults: crlf=1 ");

  await faultsOf(2).focus();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Chopped replies" }).click();
  strictEqual(await dialog.getByLabel("Faults", { exact: true }).inputValue(), "chop=3");
  await dialog.getByText("chop: lines come in pieces").waitFor();
  await page.keyboard.press("Escape");
  strictEqual(await page.evaluate("document.activeElement?.getAttribute('aria-label')"), "Faults of connection 2");

  await faultsOf(2).click();
  await dialog.getByLabel("Faults", { exact: true }).fill("clrf");
  await page.keyboard.press("Enter");
  await dialog.getByText("did you mean crlf?").waitFor();
  await dialog.getByLabel("Faults", { exact: true }).fill("");
  await dialog.getByText("All kinds").click();
  await dialog.getByRole("button", { name: "crlf", exact: true }).click();
  await dialog.getByRole("button", { name: "Set faults" }).click();
  await struck(2).waitFor();
  strictEqual(await struck(1).count(), 0);
  deepStrictEqual([await first.ask("PING"), await second.ask("PING")], ["OK", "OK\r"]);
  await faultsOf(2).click();
  await dialog.getByRole("button", { name: "End faults" }).click();
  await struck(2).waitFor({ state: "detached" });
  strictEqual(await second.ask("PING"), "OK");

  await page.getByRole("button", { name: "Faults for new ones…" }).click();
  await dialog.getByRole("button", { name: "Refused" }).click();
  await dialog.getByLabel("Share in %").fill("100");
  await dialog.getByRole("button", { name: "Set faults" }).click();
  await page.getByText("100% of new connections: refuse=1").waitFor();
  using refused = await RawClient.connectOnly(server.tcp);
  ok(await refused.isClosed());
  await page.getByRole("button", { name: "Change…" }).click();
  await dialog.getByRole("button", { name: "End faults" }).click();
  await page.getByText("New connections have no faults.").waitFor();
  using third = await overTcp(server);
  strictEqual(await third.ask("PING"), "OK");
  isClean(open);
});

test("the dialog for faults fits phones and laptops, and axe finds no serious fault in it", async ({ server, browser }) => {
  using client = await overTcp(server);
  const body = JSON.stringify({ faults: "delay=1±1 jitter=1 bandwidth=1000000 drop-reply=1000000" });
  const headers = { "content-type": "application/json" };
  const set = await fetch(`${server.http}/api/connections/1/faults`, { method: "PUT", headers, body });
  await set.body?.cancel();
  for (const [width, height, colorScheme] of [[360, 640, "dark"], [390, 844, "light"], [1280, 800, "dark"]] as const) {
    const open = await browser.open(`${server.http}/lab`, { width, height, colorScheme });
    const { page } = open;
    if (width < 1000) await page.getByRole("tab", { name: "Connections" }).click();
    await page.getByText("faults: delay=1±1 jitter=1").waitFor();
    deepStrictEqual(await seriousFaults(page), []);
    await page.getByRole("button", { name: "Faults of connection 1" }).click();
    await page.getByText("All kinds").click();
    strictEqual((await overflow(page))[0], 0);
    const wide = "document.querySelector('dialog[open]').scrollWidth - document.querySelector('dialog[open]').clientWidth";
    strictEqual(await page.evaluate(wide), 0);
    deepStrictEqual(await seriousFaults(page), []);
    isClean(open);
    await page.close();
  }
  strictEqual(await client.ask("PING"), "OK");
});

test("lines are typed at the server, with HELP at hand, the last ones by the arrow and verbs by Tab", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`);
  const { page } = open;
  const line = page.getByLabel("Line", { exact: true });
  await line.focus();
  await page.keyboard.type("SORT 3 1 2");
  await page.keyboard.press("Enter");
  const said = page.getByRole("log", { name: "Terminal output" });
  await said.getByText("app/1 ready, type HELP").waitFor();
  await said.getByText("OK 1 2 3").waitFor();
  await page.keyboard.press("ArrowUp");
  strictEqual(await line.inputValue(), "SORT 3 1 2");
  await line.fill("le");
  await page.keyboard.press("Tab");
  await until(async () => await line.inputValue() === "LEADERBOARD ");
  await line.fill("ra");
  await page.keyboard.press("Tab");
  await page.getByText("RANDOM  RANGE  RANK").waitFor();
  strictEqual(await line.inputValue(), "RAN");
  // There is nothing to complete: Tab goes on to the next control.
  await line.fill("");
  await page.keyboard.press("Tab");
  strictEqual(await page.evaluate("document.activeElement?.textContent"), "Send");
  await page.getByRole("button", { name: "HELP" }).click();
  await said.getByText("LEADERBOARD [n]").first().waitFor();
  isClean(open);
});

test("the server is stopped and started: the page says so, keeps what it has, and comes back", async ({ browser, folder }) => {
  const first = await RunningServer.start(folder, ["--data", "again"]);
  const open = await browser.open(`${first.http}/lab`, { mayFail: (message) => /ERR_|WebSocket|503/.test(message) });
  const { page } = open;
  {
    using client = await overTcp(first);
    await client.ask("ADD 1 2 3");
  }
  await sees(page, "count", "3");
  const ports = { tcpPort: first.tcp.port, httpPort: Number(new URL(first.http).port) };
  strictEqual(await first.stop("SIGTERM"), 0);
  await page.getByText("Connection lost. Reconnecting…").waitFor();
  strictEqual(await fact(page, "count").innerText(), "3");
  await using second = await RunningServer.start(folder, ["--data", "again"], ports);
  await page.getByText("Live", { exact: true }).waitFor();
  using client = await overTcp(second);
  await client.ask("ADD 4");
  await sees(page, "count", "4");
  await first[Symbol.asyncDispose]();
  isClean(open);
});

test("at 360 pixels nothing overflows, on a laptop nothing scrolls, and axe finds no serious fault, in light and dark", async ({ server, browser }) => {
  using client = await overTcp(server);
  await client.ask(
    `ADD ${Number.MIN_SAFE_INTEGER} ${Number.MAX_SAFE_INTEGER} ${Array.from({ length: 300 }, (_, i) => i * i).join(" ")}`,
  );
  await client.ask("COUNTER 10000");
  await client.ask(`VALUE ${Number.MAX_SAFE_INTEGER}`);
  await client.ask(`QUIZ ${"W".repeat(40)}`);
  for (
    const [width, height, colorScheme] of [[360, 640, "light"], [360, 640, "dark"], [1440, 900, "dark"], [
      1920,
      1080,
      "light",
    ]] as const
  ) {
    const open = await browser.open(`${server.http}/lab`, { width, height, colorScheme });
    const { page } = open;
    const isPhone = width === 360;
    if (isPhone) await page.getByRole("tab", { name: "Connections" }).click();
    await page.getByRole("button", { name: /^Watch connection/ }).first().click();
    const lines = page.getByRole("log", { name: /^Lines of connection/ });
    await lines.getByText("COUNTER 10000", { exact: true }).waitFor();
    await client.ask(`ECHO ${"x".repeat(300)} ${width} ${colorScheme}`);
    await lines.getByText(`${width} ${colorScheme}`).first().waitFor();
    for (const tab of isPhone ? ["Connections", "Terminal", "Counters", "Array"] : ["all"]) {
      if (isPhone) await page.getByRole("tab", { name: tab }).click();
      const [across, down] = await overflow(page);
      strictEqual(across, 0, `${tab} at ${width}`);
      if (!isPhone) strictEqual(down, 0);
      deepStrictEqual(await seriousFaults(page), []);
    }
    isClean(open);
    await page.close();
  }
});

test("the columns can be made wider by keys, and stay so", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`);
  const { page } = open;
  const width = async () => (await page.locator(".column").first().boundingBox())?.width ?? 0;
  const before = await width();
  await page.getByRole("separator").first().focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  const after = await width();
  ok(after > before + 50, `${before} became ${after}`);
  await page.reload();
  strictEqual(await width(), after);
  isClean(open);
});

const HOST_TOKEN = "staple+the/battery=to-a-horse";

test(
  "the host's link makes a host of its tab, and of no other; the token is in no address, storage or log that outlives it",
  async ({ server, browser, folder }) => {
    using client = await overTcp(server);
    await client.ask("ADD 1 2 3");
    const player = await browser.open(`${server.http}/lab`);
    await sees(player.page, "count", "3");
    strictEqual(await player.page.getByRole("button", { name: "Clear…" }).count(), 0);
    await player.page.getByText("Only the host of this server can see who is connected.").waitFor();
    await player.page.goto(`${server.http}/host`);
    await player.page.getByRole("heading", { name: "Only a host can run games" }).waitFor();
    await player.page.goto(`${server.http}/lab`);
    await sees(player.page, "count", "3");

    const asked: string[] = [];
    const host = await browser.open("about:blank");
    host.page.on("request", (request) => asked.push(request.url()));
    await host.page.goto(`${server.http}/host#${HOST_TOKEN}`);
    const { page } = host;
    await page.getByRole("heading", { name: "New game" }).waitFor();
    strictEqual(page.url(), `${server.http}/host`);
    await page.getByRole("link", { name: "Lab" }).click();
    await page.getByRole("button", { name: "Watch connection 1" }).click();
    strictEqual(await client.ask("PING seen"), "OK seen");
    await page.getByRole("log", { name: /^Lines of connection/ }).getByText("OK seen").waitFor();
    await page.getByRole("button", { name: "Clear…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Clear", exact: true }).click();
    await sees(player.page, "count", "0");
    strictEqual(await page.evaluate("JSON.stringify([localStorage, document.cookie])"), '[{},""]');
    ok(!asked.some((url) => url.includes("staple") && !url.includes("#")), asked.join());

    // A game in the host's tab says AUTH on its connection.
    await page.getByRole("link", { name: "Play" }).click();
    await page.getByLabel("Your name").fill("Ada");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByText("Question 1/10").waitFor();
    // Nobody else's connection is a host's.
    const [refusal] = (await client.ask("CLEAR")).split(" only");
    strictEqual(refusal, "ERR unauthorized");

    // A token of the server before is forgotten, and not tried again and again.
    const stale = await browser.open(`${server.http}/host#${HOST_TOKEN}x`, { mayFail: (message) => message.includes("401") });
    await stale.page.getByRole("heading", { name: "Only a host can run games" }).waitFor();
    await stale.page.getByLabel("Host token").fill(HOST_TOKEN);
    await stale.page.getByRole("button", { name: "Save" }).click();
    await stale.page.getByRole("heading", { name: "New game" }).waitFor();

    for (const open of [player, stale]) isClean(open);
    strictEqual(await server.stop("SIGTERM"), 0);
    const log = Deno.readTextFileSync(`${folder}/app-data/server.log`);
    ok(log.includes("< AUTH (not shown)") && !log.includes("staple"), log);
  },
  ["--host-token", HOST_TOKEN],
);

test("the tools for programs are shown with where the server takes lines", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/lab`, { width: 390, height: 844 });
  const { page } = open;
  await page.getByRole("tab", { name: "Terminal" }).click();
  await page.getByRole("button", { name: "Tools" }).click();
  const dialog = page.getByRole("dialog", { name: "Tools for your programs" });
  await dialog.getByText(`app bench ${server.tcp.hostname}:${server.tcp.port} --clients 50 --rate 2000`).waitFor();
  for (const command of ["FAULT delay=200±50 chop=1", "app judge 127.0.0.1:5000", "app demo race"]) {
    ok(await dialog.getByText(command, { exact: true }).isVisible(), command);
  }
  strictEqual((await overflow(page))[0], 0);
  deepStrictEqual(await seriousFaults(page), []);
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
  isClean(open);
});
