/**
 * Measures `app bench` beside lineload: the same load on the same server, in turn.
 *
 *     deno task build && deno run --allow-all bench/validate_bench.ts [ROUNDS] > bench/results/YYYY-MM-DD-bench-tool.md
 *
 * Needs a C compiler and taskset, and redis-server for the rows of Redis. The server runs on processor 0, the load on processor 1;
 * each measurement has a server of its own, which lineload has warmed up. Prints a page with the medians and all figures. Exits
 * with 1 if the best rounds of the two differ by more than 15 % in requests per second. What else runs on the machine only takes
 * away, so the best round is the one with the least of it; medians are there, too.
 */
import { median, type Result, resultOf } from "./case.ts";
import { lineload } from "./load.ts";
import { machine } from "./machine.ts";
import { withRedis } from "./peers.ts";
import { installedPrograms } from "./programs.ts";
import { tableRow } from "./report.ts";
import { APP, pinned, withApp } from "./running_app.ts";

/** How far the two may be apart. */
const TOLERANCE = 0.15;
/** Short, since a shared machine is quiet only for moments. */
const SECONDS = 1;

interface Kind {
  readonly name: string;
  readonly isRedis: boolean;
  readonly clients: number;
  readonly pipeline: number;
  /** Requests per second; `null` for as many as the server answers. */
  readonly rate: number | null;
  /** The request, for lineload and for `app bench`. */
  readonly template: string;
  readonly operation: string;
}

const ADD = { isRedis: false, template: "ADD %d", operation: "add" };
// Not ZADD: the requests of app bench repeat, and a member that is there already is less work.
const PING = { isRedis: true, template: "PING", operation: "ping" };
const KINDS: readonly Kind[] = [
  { name: "app, ADD, closed loop, 1 in flight", ...ADD, clients: 50, pipeline: 1, rate: null },
  { name: "app, ADD, closed loop, 16 in flight", ...ADD, clients: 50, pipeline: 16, rate: null },
  { name: "app, ADD, 2,000 per second", ...ADD, clients: 200, pipeline: 1, rate: 2000 },
  { name: "app, ADD, 10,000 per second", ...ADD, clients: 1000, pipeline: 1, rate: 10_000 },
  {
    name: "Redis, PING, closed loop, 16 in flight",
    ...PING,
    clients: 50,
    pipeline: 16,
    rate: null,
  },
];

const TOOLS = { lineload: viaLineload, "app bench": viaBench };
type Tool = keyof typeof TOOLS;

interface Row {
  readonly kind: string;
  readonly round: number;
  readonly tool: string;
  readonly result: Result;
  /** Why `app bench` says that it is itself the bottleneck. */
  readonly bottlenecks?: readonly string[];
}

const rounds = Number(Deno.args[0] ?? 5);
const say = (text: string, to = Deno.stdout) => to.writeSync(new TextEncoder().encode(`${text}\n`));
const installed = await installedPrograms();
if (!installed.has("cc")) {
  say("A C compiler is missing: install gcc, or clang as cc", Deno.stderr);
  Deno.exit(1);
}
const where = await machine(installed);
const rows: Row[] = [];
for (let round = 1; round <= rounds; round++) {
  for (const kind of KINDS) {
    if (kind.isRedis && !installed.has("redis-server")) continue;
    // Each of the two goes first every other time.
    const tools: readonly Tool[] = round % 2 === 0 ? ["lineload", "app bench"] : ["app bench", "lineload"];
    for (const tool of tools) {
      const measured = await withServer(kind, async (port) => {
        await lineload(port, warmUp(kind));
        return await TOOLS[tool](kind, port);
      });
      rows.push({ kind: kind.name, round, tool, ...measured });
      say(`${round}/${rounds} ${kind.name}, ${tool}: ${JSON.stringify(measured)}`, Deno.stderr);
    }
  }
}
say(page());
Deno.exit(KINDS.some(isApart) ? 1 : 0);

function withServer<Value>({ isRedis }: Kind, use: (port: number) => Promise<Value>): Promise<Value> {
  if (isRedis) return withRedis(["--appendonly", "no"], ({ port }) => use(port));
  return withApp({ executable: APP, flags: ["--memory"] }, ({ tcpPort }) => use(tcpPort));
}

function banner({ isRedis }: Kind): string[] {
  return isRedis ? [] : ["-b", "1"];
}

function warmUp(kind: Kind): string[] {
  return ["req", ...banner(kind), "-c", "50", "-P", "16", "-n", "200000", "-m", kind.template];
}

async function viaLineload(kind: Kind, port: number): Promise<Pick<Row, "result">> {
  const { clients, pipeline, rate, template } = kind;
  const common = [...banner(kind), "-c", String(clients), "-m", template];
  if (rate !== null) {
    const interval = String(Math.round(1000 * clients / rate));
    return { result: await lineload(port, ["paced", ...common, "-i", interval, "-t", String(SECONDS)]) };
  }
  // It takes a number of requests, not a time: about as many as fit into it.
  const size = (count: number) => lineload(port, ["req", ...common, "-P", String(pipeline), "-n", String(count)]);
  const { per_second: perSecond } = await size(50_000 * Math.min(pipeline, 4));
  return { result: await size(Math.round(perSecond * SECONDS)) };
}

async function viaBench(kind: Kind, port: number): Promise<Omit<Row, "kind" | "round" | "tool">> {
  const { isRedis, clients, pipeline, rate, operation } = kind;
  const load = [
    "--clients",
    String(clients),
    "--pipeline",
    String(pipeline),
    "--rate",
    String(rate ?? "max"),
    "--mix",
    operation,
  ];
  const args = ["bench", `127.0.0.1:${port}`, ...load, "--seconds", String(SECONDS), "--workers", "1", "--json"];
  const { stdout } = await pinned(1, [APP, ...args, ...isRedis ? ["--protocol", "redis"] : []]).output();
  const text = new TextDecoder().decode(stdout);
  const { figures: { perSecond, errors, latencyMs: { p50, p99 }, generator: { cpuPercent, lateMs, bottlenecks } } } = JSON
    .parse(text);
  const figures = { per_second: perSecond, p50_ms: p50, p99_ms: p99, errors, cpu_percent: cpuPercent, late_p99_ms: lateMs.p99 };
  return { result: resultOf(JSON.stringify(figures)), bottlenecks };
}

function values(kind: Kind, tool: Tool, key: string): number[] {
  return rows.filter((row) => row.kind === kind.name && row.tool === tool).map(({ result }) => result[key]);
}

/** The median of the rounds' ratios, `app bench` to lineload. */
function ratio(kind: Kind, key: string): number {
  const its = values(kind, "lineload", key);
  return median(values(kind, "app bench", key).map((own, i) => own / its[i]));
}

/** The best round: the most requests per second, the shortest time. */
function best(kind: Kind, tool: Tool, key: string): number {
  return (key === "per_second" ? Math.max : Math.min)(...values(kind, tool, key));
}

function bestRatio(kind: Kind, key: string): number {
  return best(kind, "app bench", key) / best(kind, "lineload", key);
}

function isApart(kind: Kind): boolean {
  return values(kind, "lineload", "per_second").length > 0 && Math.abs(bestRatio(kind, "per_second") - 1) > TOLERANCE;
}

function page(): string {
  const date = new Date().toISOString().slice(0, 10);
  const keys = ["per_second", "p50_ms", "p99_ms"];
  const measured = KINDS.filter((kind) => values(kind, "lineload", "per_second").length > 0);
  const shown = (value: number) =>
    value >= 1000 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
  const tableOf = (cells: (kind: Kind, key: string) => [its: number, own: number, ratio: number]) =>
    [
      tableRow(["load", ...keys.flatMap((key) => [`${key}: lineload`, "app bench", "ratio"])]),
      tableRow(Array.from({ length: 1 + 3 * keys.length }, () => "---")),
      ...measured.map((kind) =>
        tableRow([
          kind.name,
          ...keys.flatMap((key) => {
            const [its, own, ratio] = cells(kind, key);
            return [shown(its), shown(own), ratio.toFixed(2)];
          }),
        ])
      ),
    ].join("\n");
  const medians = tableOf((kind, key) => [
    median(values(kind, "lineload", key)),
    median(values(kind, "app bench", key)),
    ratio(kind, key),
  ]);
  const bests = tableOf((kind, key) => [best(kind, "lineload", key), best(kind, "app bench", key), bestRatio(kind, key)]);
  return `# app bench beside lineload, ${date}

\`deno run --allow-all bench/validate_bench.ts ${rounds}\`: ${rounds} rounds in which the two take turns, ${SECONDS} s each, the server
on one processor and the load on the other. A ratio is that of app bench to lineload.

${where}

The best round of each. What else runs on the machine only takes away, so these have the least of it:

${bests}

Medians, and the median of the rounds' ratios:

${medians}

## Raw

\`\`\`json
${rows.map((row) => JSON.stringify(row)).join("\n")}
\`\`\``;
}
