/** Playing alone, in a real browser, out of the executable. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { Page, WebSocketRoute } from "playwright-core";
import { RunningServer } from "../support/executable.ts";
import { isClean, lineFrom, overflow, overTcp, pageTest as test, seriousFaults, until } from "../support/screen_tests.ts";
import { solve } from "../support/quiz_player.ts";

/** The open question, when it is this one. */
async function question(page: Page, number: number): Promise<string> {
  await page.getByText(`Question ${number}/10`).waitFor();
  return (await page.locator(".question").innerText()).replace(/ =$/, "");
}

test("a whole quiz is played with the keyboard, resumed after a reload, and is on the leaderboard", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/play`);
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
  await page.getByText("8.75 marks", { exact: true }).waitFor();
  await page.getByText("Rank 1 of 1 game", { exact: true }).waitFor();
  await page.getByText("9 right, 1 wrong, 0 skipped").waitFor();
  match(await page.getByRole("list", { name: "Your answers" }).getByRole("listitem").first().innerText(), /^2\. .*you said/);
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
  const open = await browser.open(`${server.http}/play`);
  const { page } = open;
  const sent = await play(page);
  const whole = "Type a whole number, for example -3";
  const fraction = "Every answer is a whole number";
  const refused = [["1.5", fraction], ["3/4", fraction], ["2e3", whole], ["3 4", whole], ["7x", whole], [
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
  await question(page, 2);
  await page.getByText("1 mark", { exact: true }).waitFor();
  deepStrictEqual(sent, [`ANSWER ${right}`]);
  isClean(open);
});

test("earlier questions are listed with what became of them, and nothing of them stands at the next one", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/play`);
  const { page } = open;
  await play(page);
  const listed = page.getByRole("list", { name: "Earlier questions" }).getByRole("listitem");
  const earlier: string[] = [];
  for (let number = 1; number <= 10; number++) {
    const asked = await question(page, number);
    const right = solve(asked);
    strictEqual(await answerField(page).inputValue(), "");
    strictEqual(await page.getByRole("alert").innerText(), "");
    deepStrictEqual(await listed.allInnerTexts(), earlier);
    if (number % 3 === 0) {
      await page.keyboard.type("x");
      await page.keyboard.press("Enter");
      await page.getByText("Type a whole number").waitFor();
      await page.getByRole("button", { name: "Skip" }).click();
      earlier.push(`${number}. ${asked} = ${right} – skipped`);
    } else {
      const given = right + number % 2;
      await page.keyboard.type(`${given}`);
      await page.keyboard.press("Enter");
      earlier.push(
        `${number}. ${asked}${given === right ? ` = ${right} ✓ right` : `: you said ${given}, it is ${right} ✗`}`,
      );
    }
  }
  await page.getByRole("button", { name: "Play again" }).waitFor();
  const isRight = (text: string) => Number(text.endsWith("right"));
  const review = page.getByRole("list", { name: "Your answers" }).getByRole("listitem");
  deepStrictEqual(await review.allInnerTexts(), earlier.toSorted((a, b) => isRight(a) - isRight(b)));
  isClean(open);
});

test("while the connection is lost, the typed answer stays and is not sent, and the game goes on afterwards", async ({ browser, folder }) => {
  await using first = await RunningServer.start(folder, ["--data", "lost"]);
  const open = await browser.open(`${first.http}/play`, { mayFail: (message) => /ERR_|WebSocket|503/.test(message) });
  const { page } = open;
  const sent = await play(page);
  const asked = await question(page, 1);
  const right = `${solve(asked)}`;
  await page.keyboard.type(right);
  const ports = { tcpPort: first.tcp.port, httpPort: Number(new URL(first.http).port) };
  strictEqual(await first.stop("SIGTERM"), 0);
  await page.getByText("Reconnecting, your game is safe").waitFor();
  await page.keyboard.press("Enter");
  ok(await page.getByRole("button", { name: "Answer", exact: true }).isDisabled());
  strictEqual(await answerField(page).inputValue(), right);
  await using _second = await RunningServer.start(folder, ["--data", "lost"], ports);
  await page.getByText("Reconnecting, your game is safe").waitFor({ state: "detached" });
  strictEqual(await question(page, 1), asked);
  strictEqual(await answerField(page).inputValue(), right);
  deepStrictEqual(sent.filter((line) => !line.startsWith("RESUME")), []);
  await page.keyboard.press("Enter");
  await question(page, 2);
  await page.getByText("1 mark", { exact: true }).waitFor();
  isClean(open);
});

test("a game that another tab or device has taken over is left to it", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/play`);
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
  await page.goto(`${server.http}/play`);
  // Once because the page has opened, and once for the event.
  await until(() => Promise.resolve(reads === 2));
});

test("a phone plays with the keypad alone: nothing scrolls at 360×640, and the keypad never moves", async ({ server, browser }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    const open = await browser.open(`${server.http}/play`, { width: 360, height: 640, colorScheme });
    const { page } = open;
    deepStrictEqual(await seriousFaults(page), []);
    await page.getByLabel("Your name").fill("W".repeat(40));
    await page.getByRole("button", { name: "Play" }).click();
    const keypad = page.getByRole("group", { name: "Keypad" });
    let place: unknown = null;
    for (let number = 1; number <= 10; number++) {
      const right = solve(await question(page, number));
      deepStrictEqual(await overflow(page), [0, 0]);
      place ??= await keypad.boundingBox();
      deepStrictEqual(await keypad.boundingBox(), place);
      if (right < 0) await keypad.getByRole("button", { name: "Change the sign" }).click();
      await keypad.getByRole("button", { name: "9" }).click();
      await keypad.getByRole("button", { name: "Delete" }).click();
      for (const digit of `${Math.abs(right)}`) await keypad.getByRole("button", { name: digit }).click();
      if (number === 1) deepStrictEqual(await seriousFaults(page), []);
      await page.getByRole("button", { name: "Answer", exact: true }).click();
      await page.locator(".verdict.correct").waitFor();
      if (number === 1) {
        deepStrictEqual(await overflow(page), [0, 0]);
        deepStrictEqual(await seriousFaults(page), []);
      }
    }
    await page.getByText("10 marks", { exact: true }).waitFor();
    await page.locator(".verdict").waitFor({ state: "detached" });
    deepStrictEqual(await seriousFaults(page), []);
    isClean(open);
    await page.close();
  }
});
