/**
 * Takes the pictures of the screens that the README shows, of dist/app with a class in the middle of a game.
 *
 *     deno task build && deno task screenshots
 */
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { APP, LISTENING, start, stop } from "../bench/running_app.ts";

const HERE = import.meta.dirname ?? ".";
const NAMES = [
  "Grace",
  "Edsger",
  "Barbara",
  "Alan",
  "Katherine",
  "Dennis",
  "Radia",
  "Vint",
  "Hedy",
  "Tim",
  "Margaret",
  "Linus",
];

/** A line connection that stays open, on which somebody does something. */
async function client(port: number, lines: string[]): Promise<Deno.TcpConn> {
  const conn = await Deno.connect({ port });
  await send(conn, lines);
  return conn;
}

async function send(conn: Deno.TcpConn, lines: string[]): Promise<void> {
  await conn.write(new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
}

/** Values around the middle, the same each time. */
function values(count: number): number[] {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
  return Array.from({ length: count }, () => Math.round((random() + random() + random()) / 3 * 1_000_000));
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(HERE, `${name}.png`) });
}

const command = new Deno.Command(APP, {
  args: ["serve", "--json", "--memory", "--tcp-port", "0", "--http-port", "0", "--legacy", "--legacy-ports", "0,0,0"],
  stdout: "piped",
});
const { child, said } = await start(command, LISTENING);
const { tcp, http, legacy } = JSON.parse(said[0]);
const url = `http://127.0.0.1:${http.port}/`;
const run = (args: string[]) => new Deno.Command(APP, { args: ["client", "--port", `${tcp.port}`, ...args], stdout: "null" });

/** Asks over REST, as the host on this computer. */
async function post<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return await response.json();
}

const open = [await client(tcp.port, [`ADD ${values(20_000).join(" ")}`])];
const counters = run(["--mode", "counter", "--clients", "6", "--seconds", "40"]).spawn();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
const lab = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
await lab.goto(`${url}lab`);

// A class in the fourth question of the built-in set, which is one of four choices.
const { pin } = await post<{ pin: string }>("api/rooms", { set: "network" });
const players: Deno.TcpConn[] = [];
for (const name of NAMES) players.push(await client(tcp.port, [`JOIN ${pin} ${name}`]));
open.push(...players);
const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: "light", deviceScaleFactor: 2 });
await phone.goto(`${url}play?pin=${pin}`);
await phone.getByLabel("Your name").fill("Ada");
await phone.keyboard.press("Enter");
const projector = await browser.newPage({ viewport: { width: 1920, height: 1080 }, colorScheme: "dark" });
await projector.goto(`${url}screen?pin=${pin}`);
const host = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
await host.goto(`${url}host`);
await host.getByRole("button", { name: pin }).click();
await host.getByText("13 players are in.").waitFor();
await picture(projector, "screen-lobby");

const ANSWERS = ["DNS", "65535", "443"];
await host.keyboard.press("Space");
for (const [i, answer] of ANSWERS.entries()) {
  await host.getByRole("button", { name: "Show the answer" }).waitFor();
  for (const [j, player] of players.entries()) await send(player, [`ANSWER ${(i + j) % 4 === 0 ? "1" : answer}`]);
  for (const next of ["Show the standings", "Next question", "Show the answer"]) {
    await host.keyboard.press("Space");
    await host.getByRole("button", { name: next }).waitFor();
  }
}
await phone.getByRole("button", { name: "Connection refused" }).waitFor();
await picture(phone, "play-phone");
for (const [j, player] of players.slice(0, 10).entries()) await send(player, [`ANSWER ${"BABBCBDBBA"[j]}`]);
await projector.getByText("10 of 13 answered").waitFor();
await picture(host, "host");
await host.keyboard.press("Space");
await projector.locator(".bars").waitFor();
await projector.waitForTimeout(1000);
await picture(projector, "screen-reveal");

await lab.getByRole("button", { name: "Watch connection 1", exact: true }).click();
await lab.locator(".wire bdi").first().waitFor();
await lab.getByLabel("Line", { exact: true }).fill("SORT 5 3 9 3");
await lab.keyboard.press("Enter");
await send(open[0], ["STATS", "RANK 500000", "ADD 7 x", "PING hello"]);
await lab.getByText("PING hello").waitFor();
open.push(await client(tcp.port, ["ADD 250000 500000 750000"]));
await lab.getByText("Last added: 250,000").waitFor();
await lab.waitForTimeout(400);
await picture(lab, "lab");

// The old counter, whose messages come cut and put together, as its bytes are seen on the wire.
const old = await client(legacy.counter.port, []);
open.push(old);
const { connections: [{ id }] } = await (await fetch(`${url}api/connections`)).json();
await lab.getByRole("button", { name: `Watch connection ${id}`, exact: true }).click();
await lab.getByText("No lines yet").waitFor();
const lines = lab.locator(".wire bdi");
let shown = 0;
/** Says something. @returns what comes back, if that is waited for */
const say = async (text: string, { hears = false } = {}): Promise<number> => {
  await old.write(new TextEncoder().encode(text));
  const told = new Uint8Array(1024);
  const reply = hears ? new TextDecoder().decode(told.subarray(0, await old.read(told) ?? 0)) : "0";
  shown += hears ? 2 : 1;
  await lines.nth(shown - 1).waitFor();
  return Number(reply);
};
let count = await say("42", { hears: true });
for (let beats = 0; beats < 2; beats++) await say(`${++count} `);
const odd = await say(`${++count} odd `, { hears: true });
count += odd;
const [cut, pieces] = [`${count} `.length + 1, `${count} ${count + odd} even `];
await say(pieces.slice(0, cut));
await say(pieces.slice(cut, -3));
await say(pieces.slice(-3), { hears: true });
await lab.waitForTimeout(400);
await lab.locator(".drawer").screenshot({ path: join(HERE, "old-counter.png") });

await browser.close();
for (const conn of open) conn.close();
counters.kill("SIGINT");
await counters.status;
await stop(child);
