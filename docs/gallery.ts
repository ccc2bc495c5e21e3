/**
 * Takes a picture of every screen in every state, at four sizes, in light and dark, to be looked at: `dist/gallery/index.html` shows
 * them all. It plays a game with a class of 30, and stops and starts the server.
 *
 *     deno task build && deno task gallery [TEXT]
 *
 * With a text, only states whose names contain it are pictured.
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { TestBrowser } from "../tests/support/browser.ts";
import { RunningServer } from "../tests/support/executable.ts";
import { withFolder } from "../tests/support/folder.ts";
import { RawClient } from "../tests/support/raw_client.ts";

const OUT = join(import.meta.dirname ?? ".", "../dist/gallery");
const SIZES = { small: [360, 640], phone: [390, 844], laptop: [1440, 900], projector: [1920, 1080] } as const;
const SCHEMES = ["light", "dark"] as const;
const NAMES = ["Ada", "Grace Hopper", "محمد", "🦊 Fox", "W".repeat(40), "Zoë", "Łukasz", "Katherine Johnson"];
const CLASS = 30;
/** How long a screen has to come to rest, in milliseconds. */
const REST_MS = 400;

const [only = ""] = Deno.args;
const taken: string[] = [];

/** Takes the pictures of one state. */
async function picture(
  page: Page,
  state: string,
  sizes: readonly (keyof typeof SIZES)[] = ["small", "phone", "laptop", "projector"],
) {
  if (!state.includes(only)) return;
  for (const size of sizes) {
    const [width, height] = SIZES[size];
    await page.setViewportSize({ width, height });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(REST_MS);
      const name = `${state}.${size}.${colorScheme}.png`;
      await page.screenshot({ path: join(OUT, name) });
      taken.push(name);
    }
  }
}

function index(): string {
  const figures = taken.map((name) => `<figure><img loading="lazy" src="${name}"><figcaption>${name}</figcaption></figure>`);
  const style =
    "body{display:flex;flex-wrap:wrap;gap:16px;font:14px system-ui}img{height:360px;border:1px solid #8888}figure{margin:0}";
  return `<!DOCTYPE html><meta charset="utf-8"><title>Gallery</title><style>${style}</style>${figures.join("\n")}\n`;
}

/** A class over TCP, which answers at random but the same each time. */
async function classOf(server: RunningServer, pin: string, size = CLASS): Promise<RawClient[]> {
  const clients: RawClient[] = [];
  for (let i = 0; i < size; i++) {
    const client = await RawClient.connect({ transport: "tcp", ...server.tcp });
    await client.ask(`JOIN ${pin} ${NAMES[i] ?? `Player ${i + 1}`}`);
    clients.push(client);
  }
  return clients;
}

/** A game of one's own. */
async function pictureAlone(page: Page) {
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.keyboard.press("Enter");
  await page.locator("#answer").waitFor();
  await picture(page, "play-alone-question");
}

/** What the built-in set does not have: a refused name, a text to type, a wrong answer, and 200 names. */
async function pictureOwnSet(server: RunningServer, open: (path: string) => Promise<Page>) {
  const set = {
    title: "More states",
    seconds: 0,
    questions: [
      { kind: "choice", text: "Which of these is a protocol?", choices: ["TCP", "A cable", "A socket", "A port"], answer: 0 },
      { kind: "text", text: "Who wrote the first program?", accepted: ["Ada"], explanation: "For a machine never built." },
    ],
  };
  const { id } = await server.api<{ id: string }>("/api/sets", { body: set });
  const { pin } = await server.api<{ pin: string }>("/api/rooms", { body: { set: id, mode: "live" } });
  const phone = await open(`/play?pin=${pin}`);
  await phone.getByLabel("Your name").fill("x".repeat(60));
  await phone.keyboard.press("Enter");
  await phone.getByRole("alert").first().waitFor();
  await picture(phone, "play-name-refused");
  await phone.getByLabel("Your name").fill("Ada");
  await phone.keyboard.press("Enter");
  await phone.getByRole("heading", { name: "You're in, Ada!" }).waitFor();
  const clients = await classOf(server, pin, 199);
  const screen = await open(`/screen?pin=${pin}`);
  await screen.getByText("200 players").waitFor();
  await picture(screen, "screen-lobby-200", ["laptop", "projector"]);
  await server.api(`/api/rooms/${pin}/start`, { method: "POST" });
  await phone.getByRole("button", { name: "A cable" }).click();
  await phone.getByText("Answer sent").waitFor();
  const next = (phase: string, number: number) => server.api(`/api/rooms/${pin}/next`, { body: { phase, number } });
  await next("question", 1);
  await phone.getByRole("heading", { name: "Wrong" }).waitFor();
  await picture(phone, "play-reveal-wrong");
  await next("reveal", 1);
  await next("standings", 1);
  await phone.locator("#text-answer").waitFor();
  await picture(phone, "play-question-text");
  for (const client of clients) client[Symbol.dispose]();
}

const mayFail = () => true;
const GUESSES = ["B", "DNS", "65535", "443", "AC", "A", "BCA", "3"];

await Deno.mkdir(OUT, { recursive: true });
await withFolder(async (folder) => {
  let server = await RunningServer.start(folder, ["--data", "gallery"]);
  const ports = { tcpPort: server.tcp.port, httpPort: Number(new URL(server.http).port) };
  await using browser = await TestBrowser.start();
  const open = async (path: string) => (await browser.open(`${server.http}${path}`, { mayFail })).page;
  const click = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

  const home = await open("/");
  await picture(home, "home-empty");
  const lab = await open("/lab");
  await picture(lab, "lab-empty");
  const docs = await open("/docs");
  await picture(docs, "docs", ["phone", "laptop"]);
  const screen = await open("/screen");
  await picture(screen, "screen-no-game", ["laptop", "projector"]);
  const host = await open("/host");
  await picture(host, "host-empty");
  const alone = await open("/play");
  await picture(alone, "play-start");

  const { pin } = await server.api<{ pin: string }>("/api/rooms", { body: { set: "network" } });
  const phone = await open(`/play?pin=${pin}`);
  await picture(phone, "play-name");
  await phone.getByLabel("Your name").fill("Ada Lovelace");
  await phone.keyboard.press("Enter");
  await phone.getByRole("heading", { name: "You're in, Ada Lovelace!" }).waitFor();
  await picture(phone, "play-lobby");
  await screen.goto(`${server.http}/screen?pin=${pin}`);
  await screen.getByText("1 player").waitFor();
  await picture(screen, "screen-lobby-1", ["laptop", "projector"]);
  // As in a classroom: phones can reach the server.
  await screen.route("**/api/server", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...await response.json(), addresses: ["192.168.1.20"] } });
  });
  await screen.reload();
  await screen.getByText("Scan the code").waitFor();
  await picture(screen, "screen-lobby-reachable", ["laptop", "projector"]);
  const others = await classOf(server, pin);
  await screen.getByText("31 players").waitFor();
  await picture(screen, "screen-lobby-31", ["laptop", "projector"]);
  await host.getByRole("button", { name: new RegExp(pin) }).click();
  await picture(host, "host-lobby");

  const next = (phase: string, number: number) => server.api(`/api/rooms/${pin}/next`, { body: { phase, number } });
  await next("lobby", 0);
  for (let number = 1; number <= 4; number++) {
    await phone.getByText(`${number}/20`).waitFor();
    await picture(phone, `play-question-${number}`);
    await picture(screen, `screen-question-${number}`, ["laptop", "projector"]);
    if (number === 1) await picture(host, "host-question");
    for (const [i, client] of others.entries()) await client.send(`ANSWER ${GUESSES[(i + number) % GUESSES.length]}\n`);
    if (number === 4) {
      await phone.getByRole("button", { name: "Connection refused" }).click();
      await phone.getByText("Answer sent").waitFor();
      await picture(phone, "play-answered");
    }
    await next("question", number);
    await picture(phone, `play-reveal-${number}`);
    await picture(screen, `screen-reveal-${number}`, ["laptop", "projector"]);
    if (number === 1) await picture(host, "host-reveal");
    await next("reveal", number);
    await picture(phone, `play-standings-${number}`, ["small", "phone"]);
    await picture(screen, `screen-standings-${number}`, ["laptop", "projector"]);
    if (number < 4) await next("standings", number);
  }

  for (const client of others) client[Symbol.dispose]();
  await server.stop("SIGTERM");
  await phone.getByText("Reconnecting").first().waitFor();
  for (const [page, name] of [[phone, "play"], [screen, "screen"], [host, "host"], [home, "home"], [lab, "lab"]] as const) {
    await picture(page, `${name}-reconnecting`);
  }
  server = await RunningServer.start(folder, ["--data", "gallery"], ports);
  await phone.getByText("Reconnecting").first().waitFor({ state: "detached" });
  await server.api(`/api/rooms/${pin}/end`, { method: "POST" });
  await phone.getByText(/^Rank \d+ of 31/).waitFor();
  await picture(phone, "play-result");
  await picture(screen, "screen-podium", ["laptop", "projector"]);
  await picture(host, "host-podium");

  await host.getByRole("tab", { name: "Question sets" }).click();
  await picture(host, "host-sets");
  await click(host, "New set");
  await picture(host, "host-editor");
  await host.getByRole("tab", { name: "Classes" }).click();
  await picture(host, "host-classes");
  const unknown = await open("/play?pin=000000");
  await picture(unknown, "play-no-such-game");
  await pictureAlone(await open("/play"));
  await pictureOwnSet(server, open);
  const closed = await open("/screen?pin=000000");
  await picture(closed, "screen-no-such-game", ["laptop", "projector"]);

  using busy = await RawClient.connect({ transport: "tcp", ...server.tcp });
  await busy.ask(`ADD ${Array.from({ length: 3000 }, (_, i) => (i * 7919) % 100_000).join(" ")}`);
  await busy.ask("COUNTER 7");
  for (let value = 1; value < 9; value++) await busy.ask(`VALUE ${value}`);
  await picture(home, "home-busy");
  await picture(lab, "lab-busy");
  await click(lab, "The race");
  for (let i = 0; i < 7; i++) await lab.keyboard.press("ArrowRight");
  await picture(lab, "lab-race");
  await lab.keyboard.press("Escape");
  await lab.getByRole("button", { name: /^Watch connection/ }).first().click();
  await busy.ask("STATS");
  await picture(lab, "lab-wire");
  await lab.getByRole("button", { name: /^Faults of connection/ }).first().click();
  await lab.getByRole("button", { name: "Slow network" }).click();
  await picture(lab, "lab-faults");
  await lab.keyboard.press("Escape");
  await server.stop("SIGTERM");
});
await Deno.writeTextFile(join(OUT, "index.html"), index());
