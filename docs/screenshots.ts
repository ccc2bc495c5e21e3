/**
 * Takes the pictures of the page that the README shows, of dist/app with something going on.
 *
 *     deno task build && deno task screenshots
 */
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { solve } from "../tests/support/quiz_player.ts";
import { APP, LISTENING, start, stop } from "../bench/running_app.ts";

const HERE = import.meta.dirname ?? ".";
const NAMES = ["Ada", "Grace", "Edsger", "Barbara"];

/** A line connection that stays open, on which somebody does something. */
async function client(port: number, lines: string[]): Promise<Deno.TcpConn> {
  const conn = await Deno.connect({ port });
  await conn.write(new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
  return conn;
}

/** Values around the middle, the same each time. */
function values(count: number): number[] {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
  return Array.from({ length: count }, () => Math.round((random() + random() + random()) / 3 * 1_000_000));
}

async function picture(page: Page, name: string, fullPage: boolean): Promise<void> {
  await page.screenshot({ path: join(HERE, `${name}.png`), fullPage });
}

const command = new Deno.Command(APP, {
  args: ["serve", "--json", "--memory", "--tcp-port", "0", "--http-port", "0", "--quiz-seats", "8"],
  stdout: "piped",
});
const { child, said } = await start(command, LISTENING);
const { tcp, http } = JSON.parse(said[0]);
const url = `http://127.0.0.1:${http.port}/`;
const run = (args: string[]) => new Deno.Command(APP, { args: ["client", "--port", `${tcp.port}`, ...args], stdout: "null" });
await run(["--mode", "quiz", "--bots", "8", "--accuracy", "0.8"]).output();
const open = [await client(tcp.port, [`ADD ${values(20_000).join(" ")}`])];
for (const [i, name] of NAMES.entries()) open.push(await client(tcp.port, [`QUIZ ${name}`, ...Array(i + 1).fill("SKIP")]));
const counters = run(["--mode", "counter", "--clients", "6", "--seconds", "30"]).spawn();

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
const light = await browser.newPage({ viewport: { width: 1920, height: 1080 }, colorScheme: "light" });
const dark = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: "light", deviceScaleFactor: 2 });
for (const page of [light, dark, phone]) await page.goto(url);

// The newest connections come first.
await dark.getByRole("button", { name: /^Watch connection/ }).last().click();
await dark.getByText("No lines yet").waitFor();
await phone.getByLabel("Your name").fill("Margaret");
await light.waitForTimeout(8000);
open.push(await client(tcp.port, ["ADD 250000 500000 750000"]));
await open[0].write(new TextEncoder().encode("STATS\nRANK 500000\nADD 7 x\nGET 0 8\nPING hello\n"));
await light.getByText("Last added: 250,000").waitFor();
await dark.getByText("PING hello").waitFor();
await picture(light, "page-light", true);
await picture(dark, "page-dark", true);
await phone.keyboard.press("Enter");
for (let number = 1; number < 4; number++) {
  await phone.getByText(`Question ${number} of 10`).waitFor();
  const question = (await phone.locator(".question").innerText()).replace(/ =$/, "");
  await phone.keyboard.type(`${solve(question)}`);
  await phone.keyboard.press("Enter");
}
await phone.getByText("Question 4 of 10").waitFor();
await phone.evaluate('document.getElementById("take-part-title").scrollIntoView()');
await picture(phone, "page-phone", false);

await browser.close();
for (const conn of open) conn.close();
counters.kill("SIGINT");
await counters.status;
await stop(child);
