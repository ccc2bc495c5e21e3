/**
 * Measures dist/app beside Redis, in one run on one machine, so that the ratios can be read whatever the machine is.
 *
 *     deno task build && deno task bench [rounds]
 *
 * It needs redis-server, a C compiler and taskset. Servers run on processor 0, the load on processor 1; the rounds of the two
 * take turns, and the median of each is told. Everything goes over loopback, is bounded in count, and ends by itself.
 */
import { join } from "node:path";
import { APP, LISTENING, pinned, start, stop } from "./running_app.ts";

const HERE = import.meta.dirname ?? ".";
const REDIS_PORT = 46379;
const rounds = Number(Deno.args[0] ?? 3);

interface Load {
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  failed: number;
  error_replies: number;
}

interface Case {
  name: string;
  app: string[];
  redis: string[];
}

const CASES: Case[] = [
  ...[1, 16].map((pipeline) => ({
    name: `ADD, 50 connections, ${pipeline} in flight`,
    app: ["req", "-b", "1", "-c", "50", "-P", String(pipeline), "-n", String(pipeline * 200_000), "-m", "ADD %d"],
    redis: ["req", "-c", "50", "-P", String(pipeline), "-n", String(pipeline * 200_000), "-m", "ZADD k %d %d"],
  })),
  {
    name: "sessions: connect, SORT of 10 to 20, close",
    app: ["session", "-b", "1", "-c", "50", "-n", "60000", "-m", "SORT %A"],
    redis: ["session", "-c", "50", "-n", "60000", "-m", "PING"],
  },
];

async function load(lineload: string, port: number, args: string[]): Promise<Load> {
  const { stdout } = await pinned(1, [lineload, args[0], "-p", String(port), ...args.slice(1)]).output();
  const result: Load = JSON.parse(new TextDecoder().decode(stdout));
  if (result.failed || result.error_replies) throw new Error(`lineload ${args.join(" ")} failed: ${JSON.stringify(result)}`);
  return result;
}

async function withApp<Result>(args: string[], use: (port: number, readyMs: number) => Promise<Result>): Promise<Result> {
  const folder = await Deno.makeTempDir();
  const command = [APP, "serve", "--json", "--tcp-port", "0", "--http-port", "0", "--data", folder, ...args];
  const { child, said, ms } = await start(pinned(0, command), LISTENING);
  try {
    return await use(JSON.parse(said[0]).tcp.port, ms);
  } finally {
    await stop(child);
    await Deno.remove(folder, { recursive: true });
  }
}

async function withRedis<Result>(use: (port: number) => Promise<Result>): Promise<Result> {
  const options = [
    "--port",
    String(REDIS_PORT),
    "--bind",
    "127.0.0.1",
    "--protected-mode",
    "no",
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const { child } = await start(pinned(0, ["redis-server", ...options]), /Ready to accept connections/);
  try {
    return await use(REDIS_PORT);
  } finally {
    await stop(child);
  }
}

/** How long a million random integers in one line take until they are acknowledged, and until they are read back. */
async function million(port: number): Promise<{ addMs: number; getMs: number }> {
  const values = Array.from({ length: 1_000_000 }, () => Math.floor(Math.random() * 1e9));
  const line = new TextEncoder().encode(`ADD ${values.join(" ")}\n`);
  using conn = await Deno.connect({ port });
  const buffer = new Uint8Array(1 << 20);
  const untilLineEnds = async () => {
    for (let length = 0, last = 0; last !== 10; last = buffer[length - 1]) length = await conn.read(buffer) ?? 0;
  };
  await untilLineEnds();
  const sentAt = performance.now();
  for (let sent = 0; sent < line.length;) sent += await conn.write(line.subarray(sent));
  await untilLineEnds();
  const addedAt = performance.now();
  await conn.write(new TextEncoder().encode("GET\n"));
  await untilLineEnds();
  return { addMs: addedAt - sentAt, getMs: performance.now() - addedAt };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const folder = await Deno.makeTempDir();
const lineload = join(folder, "lineload");
const compiled = await new Deno.Command("cc", { args: ["-O2", "-o", lineload, join(HERE, "lineload.c")] }).output();
if (!compiled.success) throw new Error(new TextDecoder().decode(compiled.stderr));

const raw: Record<string, unknown>[] = [];
const rows: string[] = [];
for (const { name, app, redis } of CASES) {
  const figures = { redis: [] as number[], off: [] as number[], on: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const results = {
      redis: await withRedis((port) => load(lineload, port, redis)),
      off: await withApp(["--log-messages", "off"], (port) => load(lineload, port, app)),
      on: await withApp(["--log-messages", "on"], (port) => load(lineload, port, app)),
    };
    for (const [server, result] of Object.entries(results)) {
      figures[server as keyof typeof figures].push(result.per_second);
      raw.push({ case: name, server, round, ...result });
    }
  }
  const [r, off, on] = [median(figures.redis), median(figures.off), median(figures.on)];
  const cells = [name, r, off, on, (off / r).toFixed(2), (on / r).toFixed(2), (on / off).toFixed(2)];
  rows.push(`| ${cells.join(" | ")} |`);
}
await Deno.remove(folder, { recursive: true });

const starts: number[] = [];
const millions: { addMs: number; getMs: number }[] = [];
for (let round = 0; round < Math.max(5, rounds); round++) {
  await withApp(["--log-messages", "off", "--max-line", "16777216"], async (port, ms) => {
    starts.push(ms);
    millions.push(await million(port));
  });
}
raw.push({ case: "start and a million integers", starts, millions });

const out = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
out(`| per second, median of ${rounds} | Redis | app, message log off | on | off / Redis | on / Redis | on / off |`);
out("| --- | --- | --- | --- | --- | --- | --- |");
for (const row of rows) out(row);
out("");
out(
  `Ready after ${Math.round(median(starts))} ms. A million random integers in one line: in after ` +
    `${Math.round(median(millions.map(({ addMs }) => addMs)))} ms, read back ${
      Math.round(median(millions.map(({ getMs }) => getMs)))
    } ms later.`,
);
out("");
for (const line of raw) out(JSON.stringify(line));
