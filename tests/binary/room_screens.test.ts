/** A live game on its three screens, in a real browser, out of the executable: the host's, the projector and a phone. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { RunningServer } from "../support/executable.ts";
import { isClean, overflow, overTcp, pageTest as test, seriousFaults, tooSmall, until } from "../support/screen_tests.ts";
import type { RawClient } from "../support/raw_client.ts";

/** A set with a question of each kind. */
const SET = {
  title: "Every kind",
  seconds: 0,
  questions: [
    {
      kind: "choice",
      text: "What is the answer to a SYN at a closed port?",
      choices: ["A timeout", "A reset", "Nothing", "An ACK"],
      answer: 1,
      explanation: "The kernel answers with RST.",
    },
    { kind: "number", text: "How much is a half?", answer: 0.5 },
    { kind: "multiple", text: "Which are even?", choices: ["2", "3", "4"], answers: [0, 2] },
    { kind: "text", text: "Who wrote the first program?", accepted: ["Ada"] },
    { kind: "boolean", text: "TCP keeps the order.", answer: true },
  ],
};

/** Opens a room. @returns its PIN */
async function openRoom(server: RunningServer, set: unknown, mode = "live"): Promise<string> {
  const { id } = await server.api<{ id: string }>("/api/sets", { body: set });
  return (await server.api<{ pin: string }>("/api/rooms", { body: { set: id, mode } })).pin;
}

/** A player over lines. */
async function joinOverTcp(server: RunningServer, pin: string, name: string): Promise<RawClient> {
  const client = await overTcp(server);
  match(await client.ask(`JOIN ${pin} ${name}`), /^OK token=/);
  return client;
}

async function joinOnPhone(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: `You're in, ${name}!` }).waitFor();
}

test("a class plays: the space bar alone runs the game, a phone answers, and the projector shows it", async ({ server, browser }) => {
  await server.api("/api/sets", { body: SET });
  const host = await browser.open(`${server.http}/host`, { width: 1440 });
  await host.page.getByText(SET.title).first().click();
  await host.page.getByRole("button", { name: "Open the game" }).click();
  await host.page.getByRole("button", { name: "Start", exact: true }).waitFor();
  const pin = (await host.page.locator("#remote-title").innerText()).trim();

  const projector = await browser.open(`${server.http}/screen?pin=${pin}`, { width: 1920, height: 1080 });
  await projector.page.getByLabel(`PIN ${pin}`).waitFor();
  const phone = await browser.open(server.http, { width: 360, height: 640 });
  await phone.page.getByLabel("PIN on the big screen").fill(pin);
  await phone.page.getByLabel("Your name").fill("Ada");
  await phone.page.keyboard.press("Enter");
  await phone.page.getByRole("heading", { name: "You're in, Ada!" }).waitFor();
  using _other = await joinOverTcp(server, pin, "Ben");
  await projector.page.getByText("2 players").waitFor();
  await host.page.getByRole("button", { name: "Start", exact: true }).waitFor();
  await host.page.getByText("2 players are in.").waitFor();

  const press = async (next: string) => {
    await host.page.keyboard.press("Space");
    await host.page.getByRole("button", { name: next, exact: true }).waitFor();
  };
  const questions = host.page.getByRole("list", { name: "Questions" }).getByRole("listitem");
  strictEqual(await questions.count(), SET.questions.length);
  const current = host.page.locator(".questions [aria-current=step]");
  strictEqual(await current.count(), 0);
  await press("Show the answer");
  await current.getByText(SET.questions[0].text).waitFor();
  await current.getByText("Open now").waitFor();
  await projector.page.getByRole("heading", { name: SET.questions[0].text }).waitFor();
  await phone.page.getByRole("button", { name: "A reset" }).click();
  await phone.page.getByText("Answer sent").waitFor();
  await projector.page.getByText("1 of 2 answered").waitFor();
  // Who reloads has not lost the place.
  await phone.page.reload();
  await phone.page.getByText("You have answered this question: wait for the next one.").waitFor();
  await press("Show the standings");
  await current.getByText("1 of 2 right").waitFor();
  await phone.page.getByRole("heading", { name: "Right" }).waitFor();
  await phone.page.getByText(SET.questions[0].explanation ?? "").waitFor();
  await projector.page.locator(".bars .lit").getByText("A reset").waitFor();
  await projector.page.getByText("Fastest: Ada").waitFor();
  await press("Next question");
  await phone.page.getByRole("heading", { name: "Rank 1" }).waitFor();
  await projector.page.locator(".rows li").getByText("Ada").waitFor();

  await press("Show the answer");
  await current.getByText("How much is a half?").waitFor();
  await host.page.getByText("1 of 5 done").waitFor();
  strictEqual(await questions.nth(2).getByText("Several of several choices").count(), 1);
  await phone.page.locator("#answer").waitFor();
  await phone.page.keyboard.type("0,5");
  await phone.page.keyboard.press("Enter");
  await phone.page.getByText("Answer sent").waitFor();
  await press("Show the standings");
  await press("Next question");
  await press("Show the answer");
  for (const name of ["4", "2"]) await phone.page.getByRole("button", { name, exact: true }).click();
  await phone.page.getByRole("button", { name: "Answer" }).click();
  await phone.page.getByText("Answer sent").waitFor();
  await press("Show the standings");
  await press("Next question");
  await press("Show the answer");
  await phone.page.locator("#text-answer").fill("ada");
  await phone.page.keyboard.press("Enter");
  await phone.page.getByText("Answer sent").waitFor();
  await press("Show the standings");
  await press("Next question");
  await press("Show the answer");
  await phone.page.keyboard.press("a");
  await phone.page.getByText("Answer sent").waitFor();
  await press("Show the podium");
  await host.page.keyboard.press("Space");
  await host.page.getByText("The results are below.").waitFor();
  await phone.page.getByText("5 marks", { exact: true }).waitFor();
  await phone.page.getByRole("heading", { name: "You're on the podium!" }).waitFor();
  await phone.page.getByText("Rank 1 of 2 players").waitFor();
  await projector.page.getByRole("heading", { name: "Ada wins!" }).waitFor();
  await projector.page.locator(".steps").getByText("Ada").waitFor();
  await host.page.getByRole("region", { name: "Questions" }).getByText("A reset").waitFor();
  const saved = host.page.waitForEvent("download");
  await host.page.getByRole("button", { name: "Download the results (CSV)" }).click();
  strictEqual((await saved).suggestedFilename(), `results-${pin}.csv`);
  for (const open of [host, projector, phone]) isClean(open);
});

test("whoever comes late is in, and is told that the next question comes", async ({ server, browser }) => {
  const pin = await openRoom(server, SET);
  using _player = await joinOverTcp(server, pin, "Ada");
  await server.api(`/api/rooms/${pin}/start`, { method: "POST" });
  await server.api(`/api/rooms/${pin}/next`, { body: { phase: "question", number: 1 } });
  const phone = await browser.open(`${server.http}/play?pin=${pin}`, { width: 360, height: 640 });
  await phone.page.getByLabel("Your name").fill("Ben");
  await phone.page.keyboard.press("Enter");
  await phone.page.getByRole("heading", { name: "You're in" }).or(phone.page.getByRole("heading", { name: "No answer" }))
    .waitFor();
  await server.api(`/api/rooms/${pin}/next`, { body: { phase: "reveal", number: 1 } });
  await phone.page.getByRole("heading", { name: /^Rank/ }).waitFor();
  await server.api(`/api/rooms/${pin}/next`, { body: { phase: "standings", number: 1 } });
  await phone.page.locator("#answer").waitFor();
  isClean(phone);
});

test("a second press does nothing, and a player can be renamed and removed", async ({ server, browser }) => {
  const pin = await openRoom(server, SET);
  using _player = await joinOverTcp(server, pin, "Ada");
  const open = await browser.open(`${server.http}/host`);
  const { page } = open;
  await page.getByRole("button", { name: new RegExp(pin) }).click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: "Rename or remove Ada" }).click();
  await page.getByRole("button", { name: "Rename Ada" }).click();
  await page.getByLabel("New name for Ada").fill("Grace");
  await page.keyboard.press("Enter");
  await page.getByTitle("Grace").waitFor();
  const room = () => server.api<{ phase: string; number: number; players: unknown[] }>(`/api/rooms/${pin}`);
  // Two remotes press at once: each says where it believes the game to be.
  const second = await browser.open(`${server.http}/host`);
  await second.page.getByRole("button", { name: new RegExp(pin) }).click();
  const buttons = [page, second.page].map((page) => page.getByRole("button", { name: "Show the answer" }));
  for (const button of buttons) await button.waitFor();
  await Promise.all(buttons.map((button) => button.click()));
  for (const { page } of [open, second]) await page.getByRole("button", { name: "Show the standings" }).waitFor();
  strictEqual((await room()).phase, "reveal");
  await page.getByRole("button", { name: "Rename or remove Grace" }).click();
  await page.getByRole("button", { name: "Remove Grace", exact: true }).click();
  await page.getByRole("heading", { name: "0 players" }).waitFor();
  strictEqual((await room()).players.length, 0);
  isClean(open);
});

test("a self-paced game goes on by itself on the phone, and the projector shows how far everybody is", async ({ server, browser }) => {
  const pin = await openRoom(server, SET, "self-paced");
  const projector = await browser.open(`${server.http}/screen`, { width: 1920, height: 1080 });
  const phone = await browser.open(`${server.http}/play?pin=${pin}`, { width: 360, height: 640 });
  const { page } = phone;
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "A timeout" }).click();
  await page.locator(".verdict.wrong").getByText("The answer is A reset").waitFor();
  await page.locator("#answer").waitFor();
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByText("Which are even?").waitFor();
  await page.locator(".verdict").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "2", exact: true }).click();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.locator(".verdict.wrong").waitFor();
  // The projector finds the game by itself: on this computer, whoever looks is a host.
  await projector.page.getByText("3/5").waitFor();
  isClean(phone);
  isClean(projector);
});

test("a room that is not there, is closed or locked says what to do", async ({ server, browser }) => {
  const mayFail = (message: string) => message.includes("404");
  const pin = await openRoom(server, SET);
  await server.api(`/api/rooms/${pin}/lock`, { method: "POST" });
  const open = await browser.open(`${server.http}/play?pin=${pin}`, { mayFail });
  const { page } = open;
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await page.getByText("The host lets nobody else in at the moment.").waitFor();
  await server.api(`/api/rooms/${pin}/unlock`, { method: "POST" });
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "You're in, Ada!" }).waitFor();
  const removed = await fetch(`${server.http}/api/rooms/${pin}/players/Ada`, { method: "DELETE" });
  await removed.body?.cancel();
  await page.getByText("The host has taken you out of this game, or closed it.").waitFor();
  await page.goto(`${server.http}/play?pin=000000`);
  await page.getByRole("heading", { name: "No game with this PIN" }).waitFor();
  await page.getByRole("link", { name: "Type the PIN again" }).waitFor();
  // Nobody is asked for a name for nothing, either.
  await page.evaluate("sessionStorage.clear()");
  await page.reload();
  await page.getByRole("heading", { name: "No game with this PIN" }).waitFor();
  strictEqual(await page.getByLabel("Your name").count(), 0);
  await page.goto(`${server.http}/screen?pin=000000`);
  await page.getByRole("heading", { name: "No game with this PIN" }).waitFor();
  isClean(open);
});

test("while the server is away a thin line says so, and the game goes on afterwards", async ({ browser, folder }) => {
  const mayFail = (message: string) => /ERR_|WebSocket|503/.test(message);
  await using first = await RunningServer.start(folder, ["--data", "class"]);
  const pin = await openRoom(first, SET);
  const phone = await browser.open(`${first.http}/play?pin=${pin}`, { mayFail, width: 360, height: 640 });
  const projector = await browser.open(`${first.http}/screen?pin=${pin}`, { mayFail });
  await joinOnPhone(phone.page, "Ada");
  const host = await browser.open(`${first.http}/host`, { mayFail });
  await host.page.getByRole("button", { name: new RegExp(pin) }).click();
  await host.page.getByText("Only this computer can join.").waitFor();
  await first.api(`/api/rooms/${pin}/start`, { method: "POST" });
  await host.page.getByText("0 of 1 answered").waitFor();
  await phone.page.getByRole("button", { name: "A reset" }).waitFor();
  const ports = { tcpPort: first.tcp.port, httpPort: Number(new URL(first.http).port) };
  strictEqual(await first.stop("SIGTERM"), 0);
  await phone.page.getByText("Reconnecting, your game is safe").waitFor();
  await projector.page.getByText("Reconnecting, the game is safe.").waitFor();
  ok(await phone.page.getByRole("button", { name: "A reset" }).isDisabled());
  await host.page.getByText("Connection lost. Reconnecting… Your game is safe.").waitFor();
  for (const name of ["Reconnecting…", "Lock the game", "Rename or remove Ada"]) {
    ok(await host.page.getByRole("button", { name }).isDisabled(), name);
  }
  await using second = await RunningServer.start(folder, ["--data", "class"], ports);
  await phone.page.getByText("Reconnecting").waitFor({ state: "detached" });
  await host.page.getByRole("button", { name: "Show the answer" }).waitFor();
  await phone.page.getByRole("button", { name: "A reset" }).click();
  await phone.page.getByText("Answer sent").or(phone.page.getByRole("heading", { name: "Right" })).waitFor();
  await until(async () => (await second.api<{ answered: number }>(`/api/rooms/${pin}`)).answered === 1);
  isClean(phone);
});

test("files are imported, with the line that is wrong; a set is made, changed and removed", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/host`, { mayFail: (message) => message.includes("422") });
  const { page } = open;
  await page.getByRole("tab", { name: "Question sets" }).click();
  const choose = (name: string, text: string) =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await choose("planets.gift", "Which is the largest? {=Jupiter ~Mars}\n\nWhich is red? {=Mars");
  await page.getByText(/^planets\.gift: line 3: /).waitFor();
  await page.getByText("3  Which is red? {=Mars").waitFor();
  await choose("planets.txt", "Which is the largest?\nA. Mars\nB. Jupiter\nANSWER: B\n");
  await page.getByText("Imported “planets” with 1 question.").waitFor();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByLabel("Title").fill("The planets");
  await page.getByRole("button", { name: "Duplicate" }).click();
  const second = page.getByRole("listitem", { name: "Question 2" });
  await second.getByLabel("Answer type").selectOption("number");
  await second.getByLabel("Question", { exact: true }).fill("How many are there?");
  await second.getByLabel("Answer", { exact: true }).fill("8");
  await second.getByLabel("Seconds (0 = no limit)").fill("45");
  await second.getByLabel("Marks if right").fill("2");
  await second.getByRole("button", { name: "Move question 2 up" }).click();
  deepStrictEqual(await seriousFaults(page), []);
  await page.getByRole("button", { name: "Save the set" }).click();
  await page.locator(".set-list").getByText("The planets").waitFor();
  const { sets } = await server.api<{ sets: { id: string; title: string }[] }>("/api/sets");
  const { id = "" } = sets.find(({ title }) => title === "The planets") ?? {};
  interface Scored {
    readonly text: string;
    readonly seconds?: number;
    readonly marks?: unknown;
  }
  const { questions } = await server.api<{ questions: Scored[] }>(`/api/sets/${id}.json`);
  deepStrictEqual(questions.map(({ text }) => text), ["How many are there?", "Which is the largest?"]);
  deepStrictEqual(questions.map(({ seconds }) => seconds), [45, undefined]);
  deepStrictEqual(questions.map(({ marks }) => marks), [{ right: 2, wrong: -0.25 }, undefined]);
  // From the list, straight to a game with it.
  await page.getByRole("button", { name: "Host The planets" }).click();
  await page.getByRole("radio", { name: /^The planets/ }).and(page.locator(":checked")).waitFor();
  await page.getByRole("tab", { name: "Question sets" }).click();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.locator(".set-list").getByText("The planets").waitFor({ state: "detached" });
  isClean(open);
});

test("a class is ended: what it did is in the archive, and all begins afresh", async ({ server, browser }) => {
  using client = await overTcp(server);
  await client.ask("ADD 3 1 2");
  const open = await browser.open(`${server.http}/host`);
  const { page } = open;
  await page.getByRole("tab", { name: "Classes" }).click();
  await page.getByText("No past classes yet.").waitFor();
  await page.getByLabel("Class name").fill("Class 7b");
  await page.getByRole("button", { name: "End the class…" }).click();
  await page.getByRole("button", { name: "End it now" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "values.csv of Class 7b" }).click();
  strictEqual((await saved).suggestedFilename(), "Class 7b-values.csv");
  strictEqual(await client.ask("COUNT"), "OK 0");
  deepStrictEqual(await seriousFaults(page), []);
  isClean(open);
});

/** The smallest PNG that there is: one pixel. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("a picture is added to a question, and the projector and the phones show it", async ({ server, browser }) => {
  const open = await browser.open(`${server.http}/host`);
  const { page } = open;
  await page.getByRole("tab", { name: "Question sets" }).click();
  await page.getByRole("button", { name: "New set" }).click();
  await page.getByLabel("Title").fill("Pictures");
  await page.getByLabel("Question", { exact: true }).fill("What is this?");
  await page.getByLabel("Choice A").fill("A pixel");
  await page.getByLabel("Choice B").fill("A whale");
  await page.locator(".picture-field input").setInputFiles({
    name: "pixel.png",
    mimeType: "image/png",
    buffer: Buffer.from(PIXEL, "base64"),
  });
  await page.getByAltText("The picture of this question").waitFor();
  await page.getByRole("button", { name: "Save the set" }).click();
  await page.getByRole("tab", { name: "Games" }).click();
  await page.locator(".option").getByText("Pictures").click();
  await page.getByRole("button", { name: "Open the game" }).click();
  await page.getByRole("button", { name: "Start", exact: true }).waitFor();
  const pin = (await page.locator("#remote-title").innerText()).replace(/\s/g, "");
  const phone = await browser.open(`${server.http}/play?pin=${pin}`, { width: 360, height: 640 });
  await joinOnPhone(phone.page, "Ada");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: "Show the answer" }).waitFor();
  await until(async () => await phone.page.evaluate("document.querySelector('.asked img')?.naturalWidth") === 1);
  deepStrictEqual(await overflow(phone.page), [0, 0]);
  isClean(phone);
  const projector = await browser.open(`${server.http}/screen`);
  await until(async () => await projector.page.evaluate("document.querySelector('.asked img')?.naturalWidth") === 1);
  isClean(open);
  isClean(projector);
});

test("the longest question with the most and longest choices is there as a whole", async ({ server, browser }) => {
  const words = (length: number) => "several words ".repeat(40).slice(0, length).trim();
  const choices = Array.from({ length: 8 }, (_, i) => `${i} ${words(198)}`);
  const pin = await openRoom(server, {
    title: "Long",
    seconds: 0,
    questions: [{ kind: "choice", text: words(500), choices, answer: 7 }],
  });
  const phone = await browser.open(`${server.http}/play?pin=${pin}`, { width: 360, height: 640 });
  await joinOnPhone(phone.page, "Ada");
  const projector = await browser.open(`${server.http}/screen?pin=${pin}`, { width: 1920, height: 1080 });
  await server.api(`/api/rooms/${pin}/start`, { method: "POST" });
  await phone.page.locator(".choice").first().waitFor();
  await projector.page.locator(".tile").first().waitFor();
  deepStrictEqual(await overflow(phone.page), [0, 0]);
  deepStrictEqual(await overflow(projector.page), [0, 0]);
  deepStrictEqual(await seriousFaults(phone.page), []);
  const isWhole = (selector: string) =>
    projector.page.evaluate<boolean>(
      `(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight + 1)(document.querySelector("${selector}"))`,
    );
  ok(await isWhole(".asked"), "the question is cut off");
  await phone.page.locator(".choice").last().click();
  await projector.page.locator(".bars .lit").waitFor();
  ok(await isWhole(".bars"), "the answers are cut off");
  isClean(phone);
  isClean(projector);
});

test("of 200 players the newest are on the projector, and the others counted; nothing overflows and axe finds no serious fault, on every screen of a game", async ({ server, browser }) => {
  const pin = await openRoom(server, SET);
  const clients: RawClient[] = [];
  const names = ["W".repeat(40), "محمد", "🦊", "Z", ...Array.from({ length: 196 }, (_, i) => `Player ${i}`)];
  for (const name of names) clients.push(await joinOverTcp(server, pin, name));
  try {
    const screens = await Promise.all(
      ([[1920, 1080, "light"], [1440, 900, "dark"]] as const).map(([width, height, colorScheme]) =>
        browser.open(`${server.http}/screen?pin=${pin}`, { width, height, colorScheme })
      ),
    );
    const phone = await browser.open(`${server.http}/play?pin=${pin}`, { width: 360, height: 640, colorScheme: "dark" });
    const host = await browser.open(`${server.http}/host`, { width: 390, height: 844 });
    await host.page.getByRole("button", { name: new RegExp(pin) }).click();
    await host.page.getByText("200 players are in.").waitFor();
    await joinOnPhone(phone.page, "Ada");
    for (const { page } of screens) {
      await page.getByText("201 players").waitFor();
      await page.locator(".names").getByText("Ada", { exact: true }).waitFor();
      const list = await page.locator(".names").boundingBox();
      const last = await page.locator(".names li").last().boundingBox();
      ok(list && last && last.y + last.height <= list.y + list.height + 1, "the last name is cut off");
      const others = Number((await page.locator(".names .more").innerText()).replaceAll(/\D/g, ""));
      strictEqual(await page.locator(".names .chip").count() + others, 201);
      deepStrictEqual(await tooSmall(page, 0.025), []);
    }
    const look = async (state: string) => {
      for (const { page } of [...screens, phone, host]) {
        strictEqual((await overflow(page))[0], 0, state);
        const mayScroll = page === host.page || (page === phone.page && state === "podium");
        if (!mayScroll) strictEqual((await overflow(page))[1], 0, state);
        deepStrictEqual(await seriousFaults(page), [], state);
      }
    };
    await look("lobby");
    await server.api(`/api/rooms/${pin}/start`, { method: "POST" });
    await phone.page.getByRole("button", { name: "A reset" }).waitFor();
    await look("question");
    const next = async () => {
      const { phase, number } = await server.api<{ phase: string; number: number }>(`/api/rooms/${pin}`);
      await server.api(`/api/rooms/${pin}/next`, { body: { phase, number } });
    };
    await next();
    await phone.page.getByRole("heading", { name: "No answer" }).waitFor();
    for (const { page } of screens) await page.locator(".bars").waitFor();
    await look("reveal");
    await next();
    for (const { page } of screens) await page.getByRole("heading", { name: "Standings" }).waitFor();
    await look("standings");
    await server.api(`/api/rooms/${pin}/end`, { method: "POST" });
    for (const { page } of screens) await page.locator(".steps").waitFor();
    await look("podium");
    for (const open of [...screens, phone, host]) isClean(open);
  } finally {
    for (const client of clients) client[Symbol.dispose]();
  }
});
