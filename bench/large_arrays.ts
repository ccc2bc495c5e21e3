/**
 * How long a large array holds others up, and how much room it takes: `deno run --allow-all bench/large_arrays.ts [APP [VALUES]]`
 * fills the array of the executable, which writes snapshots meanwhile, reads all of it over TCP and over REST, restarts, and clears
 * it. Beside each step a neighbour measures how long it waits. The server has one processor, the script and the neighbour the other.
 */
import { join, resolve } from "node:path";
import { LISTENING, pinned, start, type Started, stop } from "./running_app.ts";

const APP = resolve(Deno.args[0] ?? `${import.meta.dirname}/../dist/app`);
const VALUES = (Deno.args[1] ?? "3000000,20000000").split(",").map(Number);
const LINE_VALUES = 5000;
const hostname = "127.0.0.1";
/** After the last step of a server, what it does beside the changes may go on for so long, in milliseconds. */
const SETTLE_MS = 8000;

interface Target {
  process: Started;
  port: number;
  httpPort: number;
}

async function startApp(data: string): Promise<Target> {
  const args = ["serve", "--data", data, "--json", "--tcp-port", "0", "--http-port", "0", "--log-messages", "off"];
  const process = await start(pinned(0, [APP, ...args]), LISTENING);
  const { tcp, http } = JSON.parse(process.said[0]);
  return { process, port: tcp.port, httpPort: http.port };
}

/** Does a step with a neighbour beside it. @returns the neighbour's longest waits, in milliseconds */
async function beside({ port, httpPort }: Target, step: () => Promise<void>): Promise<string> {
  const script = join(import.meta.dirname ?? ".", "neighbour.ts");
  const args = ["-c", "1", Deno.execPath(), "run", "--allow-net", "--quiet", script, String(port), String(httpPort)];
  const neighbour = new Deno.Command("taskset", { args, stdin: "piped", stdout: "piped", stderr: "null" }).spawn();
  const reader = neighbour.stdout.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  const startedAt = performance.now();
  await step();
  const seconds = (performance.now() - startedAt) / 1000;
  await neighbour.stdin.close();
  const { value } = await reader.read();
  await neighbour.status;
  const { ping, http } = JSON.parse(value ?? "{}");
  return `${seconds.toFixed(1)} s; PING p50 ${ping.p50} p99 ${ping.p99} max ${ping.max}; HTTP p99 ${http.p99} max ${http.max}`;
}

async function writeAll(conn: Deno.TcpConn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
}

/** Sends requests one after the other, and reads each reply to its end. */
async function ask({ port }: Target, requests: Iterable<string>): Promise<void> {
  using conn = await Deno.connect({ hostname, port });
  const buffer = new Uint8Array(262_144);
  const line = async () => {
    for (let length: number | null; (length = await conn.read(buffer)) !== null && buffer[length - 1] !== 10;);
  };
  await line();
  for (const request of requests) {
    await writeAll(conn, `${request}\n`);
    await line();
  }
}

function* additions(count: number): Generator<string> {
  for (let i = 0; i < count; i += LINE_VALUES) {
    yield `ADD ${Array.from({ length: LINE_VALUES }, () => Math.floor(Math.random() * 1e9)).join(" ")}`;
  }
}

function memory({ process }: Target): string {
  const status = Deno.readTextFileSync(`/proc/${process.child.pid}/status`);
  const megabytes = (name: string) => Math.round(Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1]) / 1024);
  return `${megabytes("VmRSS")} MB, at most ${megabytes("VmHWM")} MB`;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const say = (what: string, text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${what}: ${text}\n`));

for (const count of VALUES) {
  const data = Deno.makeTempDirSync();
  const size = () => `${(Deno.statSync(join(data, "app.db")).size / 1e6).toFixed(1)} MB`;
  let target = await startApp(data);
  say(`${count} values`, APP);
  say("fill, with snapshots", await beside(target, () => ask(target, additions(count))));
  say("after the fill", await beside(target, () => pause(SETTLE_MS)));
  say("memory, running", memory(target));
  say("GET", await beside(target, () => ask(target, ["GET"])));
  say(
    "/api/array",
    await beside(target, async () => {
      const { body } = await fetch(`http://${hostname}:${target.httpPort}/api/array`);
      for await (const _piece of body ?? []);
    }),
  );
  say("app.db, full", size());
  await stop(target.process.child, "SIGKILL");
  target = await startApp(data);
  say("start", `${(target.process.ms / 1000).toFixed(1)} s; memory ${memory(target)}`);
  say(
    "CLEAR",
    await beside(target, async () => {
      await ask(target, ["CLEAR"]);
      await pause(SETTLE_MS);
    }),
  );
  await stop(target.process.child);
  say("app.db, cleared", size());
  Deno.removeSync(data, { recursive: true });
}
