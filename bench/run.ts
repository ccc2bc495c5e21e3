/**
 * Measures dist/app beside Redis, in one run on one machine, so that the ratios can be read whatever the machine is.
 *
 *     deno task build && deno task bench [ROUNDS [OLDER_APP]]
 *
 * It needs redis-server, a C compiler and taskset. Servers run on processor 0, the load on processor 1; the rounds of the two
 * take turns, and the median of each is told. Everything goes over loopback, is bounded in count, and ends by itself.
 * Given an older executable, it measures dist/app beside that one, and not beside Redis.
 */
import { join, resolve } from "node:path";
import { APP, LISTENING, pinned, start, stop } from "./running_app.ts";

const HERE = import.meta.dirname ?? ".";
const REDIS_PORT = 46379;
const rounds = Number(Deno.args[0] ?? 3);
const older = Deno.args[1] ? resolve(Deno.args[1]) : null;

interface Load {
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  failed: number;
  error_replies: number;
}

/** What keeps nothing, and what keeps all that it has answered, with a sync each time or now and then. */
const KEEPING = {
  memory: { app: ["--memory"], redis: ["--appendonly", "no"] },
  "now and then": { app: ["--sync", "normal"], redis: ["--appendonly", "yes", "--appendfsync", "everysec"] },
  always: { app: ["--sync", "full"], redis: ["--appendonly", "yes", "--appendfsync", "always"] },
};

interface Case {
  name: string;
  keeping: keyof typeof KEEPING;
  app: string[];
  redis: string[];
}

/** `ADD` of a random integer beside `ZADD` of a random member; and of always the same one, which is Redis at its best. */
function additions(keeping: Case["keeping"], pipeline: number, member: "%d" | "x"): Case {
  const count = ["-c", "50", "-P", String(pipeline), "-n", String(pipeline * 200_000)];
  return {
    name: `ADD, ${pipeline} in flight${member === "x" ? ", ZADD of one member" : ""}; kept: ${keeping}`,
    keeping,
    app: ["req", "-b", "1", ...count, "-m", "ADD %d"],
    redis: ["req", ...count, "-m", `ZADD k %d ${member}`],
  };
}

const CASES: Case[] = [
  additions("memory", 1, "%d"),
  additions("memory", 16, "%d"),
  additions("now and then", 16, "%d"),
  additions("now and then", 16, "x"),
  additions("always", 1, "%d"),
  additions("always", 16, "%d"),
  additions("always", 16, "x"),
  {
    name: "sessions: connect, SORT of 10 to 20, close; kept: memory",
    keeping: "memory",
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

async function withApp<Result>(
  args: string[],
  use: (port: number, readyMs: number) => Promise<Result>,
  { folder, signal = "SIGTERM", executable = APP }: { folder?: string; signal?: Deno.Signal; executable?: string } = {},
): Promise<Result> {
  const data = folder ?? await Deno.makeTempDir();
  const where = args.includes("--memory") ? [] : ["--data", data];
  const command = [executable, "serve", "--json", "--tcp-port", "0", "--http-port", "0", ...where, ...args];
  const { child, said, ms } = await start(pinned(0, command), LISTENING);
  try {
    return await use(JSON.parse(said[0]).tcp.port, ms);
  } finally {
    await stop(child, signal);
    if (!folder) await Deno.remove(data, { recursive: true });
  }
}

async function withRedis<Result>(args: string[], use: (port: number) => Promise<Result>): Promise<Result> {
  const folder = await Deno.makeTempDir();
  const address = ["--port", String(REDIS_PORT), "--bind", "127.0.0.1", "--protected-mode", "no"];
  const command = ["redis-server", ...address, "--save", "", "--dir", folder, ...args];
  const { child } = await start(pinned(0, command), /Ready to accept connections/);
  try {
    return await use(REDIS_PORT);
  } finally {
    await stop(child);
    await Deno.remove(folder, { recursive: true });
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
for (const { name, keeping, app, redis } of CASES) {
  const { app: appArgs, redis: redisArgs } = KEEPING[keeping];
  const withLog = (log: string, executable = APP) =>
    withApp([...appArgs, "--log-messages", log], (port) => load(lineload, port, app), { executable });
  // Without a folder there is no log.
  const logs = keeping === "memory" ? ["off"] : ["off", "on"];
  const figures: Record<string, number[]> = {};
  const note = (server: string, round: number, result: Load) => {
    (figures[server] ??= []).push(result.per_second);
    raw.push({ case: name, server, round, ...result });
  };
  for (let round = 0; round < rounds; round++) {
    if (!older) note("Redis", round, await withRedis(redisArgs, (port) => load(lineload, port, redis)));
    for (const log of logs) {
      if (older) note(`older, ${log}`, round, await withLog(log, older));
      note(log, round, await withLog(log));
    }
  }
  for (const log of logs) {
    const besides = figures[older ? `older, ${log}` : "Redis"];
    const ratio = median(figures[log].map((perSecond, round) => perSecond / besides[round]));
    rows.push(`| ${[name, log, median(besides), median(figures[log]), ratio.toFixed(2)].join(" | ")} |`);
  }
}
await Deno.remove(folder, { recursive: true });

/** A server that is new to its folder, a million integers, SIGKILL, and the same folder again; in milliseconds. */
async function wholeLife(executable: string): Promise<Record<string, number>> {
  const data = await Deno.makeTempDir();
  const options = { folder: data, signal: "SIGKILL" as const, executable };
  const times = await withApp(
    ["--log-messages", "off", "--max-line", "16777216"],
    async (port, startMs) => ({ startMs, ...await million(port) }),
    options,
  );
  const restartMs = await withApp([], (_port, ms) => Promise.resolve(ms), options);
  await Deno.remove(data, { recursive: true });
  return { ...times, restartMs };
}

const lives: { app: string; times: Record<string, number> }[] = [];
for (let round = 0; round < Math.max(5, rounds); round++) {
  if (older) lives.push({ app: "older", times: await wholeLife(older) });
  lives.push({ app: "app", times: await wholeLife(APP) });
}
raw.push({ case: "start, a million integers, SIGKILL, start again", lives });

const out = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
out(`| per second, median of ${rounds} | message log | ${older ? "older app" : "Redis"} | app | median ratio |`);
out("| --- | --- | --- | --- | --- |");
for (const row of rows) out(row);
out("");
out("| median, ms | until ready | a million integers in | read back | ready again after SIGKILL |");
out("| --- | --- | --- | --- | --- |");
for (const app of older ? ["older", "app"] : ["app"]) {
  const times = lives.filter((life) => life.app === app).map(({ times }) => times);
  const medians = ["startMs", "addMs", "getMs", "restartMs"].map((what) => Math.round(median(times.map((time) => time[what]))));
  out(`| ${[app, ...medians].join(" | ")} |`);
}
out("");
for (const line of raw) out(JSON.stringify(line));
