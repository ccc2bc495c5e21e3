/**
 * What it costs that several servers share one state: `deno run --allow-all bench/cluster.ts [APP]` measures changes and reads with one,
 * two and three servers on one and on three NATS nodes, beside one server on SQLite and beside Redis with a replica that is waited for
 * (`WAIT 1`). It prints the table for bench/results/. How long it takes until all goes on when something is lost, cluster_faults.ts tells.
 */
import { NatsNodes } from "../tests/support/nats.ts";
import { eventually } from "../tests/support/eventually.ts";
import { lineload } from "./load.ts";
import { withRedis } from "./peers.ts";
import { APP, type RunningApp, withApp } from "./running_app.ts";

const [executable = APP] = Deno.args;
const ROUNDS = 2;
const CONNECTIONS = 48;

/** What is sent, how much of it, and how much of that is in flight on each connection. */
interface Work {
  readonly name: string;
  readonly line: string;
  readonly redis: string | null;
  readonly inFlight: number;
  readonly requests: number;
}

const WORK: readonly Work[] = [
  { name: "ADD, 1 in flight", line: "ADD %d", redis: "ZADD s %d %d\\nWAIT 1 1000", inFlight: 1, requests: 20_000 },
  { name: "ADD, 16 in flight", line: "ADD %d", redis: "ZADD s %d %d\\nWAIT 1 1000", inFlight: 16, requests: 200_000 },
  { name: "COUNT, 1 in flight", line: "COUNT", redis: null, inFlight: 1, requests: 20_000 },
  { name: "COUNT, 16 in flight", line: "COUNT", redis: null, inFlight: 16, requests: 200_000 },
];

const rates = new Map<string, Map<string, number[]>>();

function keep(subject: string, work: string, rate: number): void {
  const row = rates.get(subject) ?? new Map<string, number[]>();
  rates.set(subject, row.set(work, [...row.get(work) ?? [], rate]));
}

/** Puts a work on servers, the same share on each, and adds up what they did per second. */
async function load(ports: readonly number[], { line, inFlight, requests }: Work): Promise<number> {
  const share = [
    ["-c", String(CONNECTIONS / ports.length), "-P", String(inFlight), "-n", String(Math.round(requests / ports.length))],
    ["-b", "1", "-m", line],
  ].flat();
  const results = await Promise.all(ports.map((port) => lineload(port, ["req", ...share])));
  return results.reduce((sum, { per_second }) => sum + Number(per_second), 0);
}

async function measure(subject: string, ports: readonly number[]): Promise<void> {
  for (const work of WORK) keep(subject, work.name, await load(ports, work));
}

/** Runs so many servers on the log while they are used. */
async function withServers<Result>(
  count: number,
  flags: readonly string[],
  use: (servers: readonly RunningApp[]) => Promise<Result>,
  started: readonly RunningApp[] = [],
): Promise<Result> {
  if (started.length === count) return await use(started);
  const name = ["--server-name", `server ${started.length + 1}`];
  return await withApp(
    { executable, flags: [...flags, ...name] },
    (server) => withServers(count, flags, use, [...started, server]),
  );
}

async function withNats<Result>(count: number, use: (nats: NatsNodes) => Promise<Result>): Promise<Result> {
  const folder = await Deno.makeTempDir();
  try {
    await using nats = await NatsNodes.start(folder, count);
    return await use(nats);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function withWaitingRedis(use: (port: number) => Promise<void>): Promise<void> {
  const always = ["--appendonly", "yes", "--appendfsync", "everysec"];
  await withRedis(always, async (master) => {
    await withRedis([...always, "--replicaof", "127.0.0.1", String(master.port)], async () => {
      await eventually(() => tell(master.port, "INFO replication").then((said) => said.includes("state=online")));
      await use(master.port);
    });
  });
}

async function tell(port: number, line: string): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new TextEncoder().encode(`${line}\r\n`));
  const buffer = new Uint8Array(65_536);
  return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
}

async function measureAll(): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    await withApp({ executable }, ({ tcpPort }) => measure("one server on SQLite, synced", [tcpPort]));
    for (const nodes of [1, 3]) {
      await withNats(nodes, async (nats) => {
        for (const count of nodes === 1 ? [1] : [1, 2, 3]) {
          const subject = `${count} on ${nodes} NATS ${nodes === 1 ? "node" : "nodes"}`;
          const flags = ["--journal", nats.address(`log${count}`)];
          await withServers(count, flags, (servers) => measure(subject, servers.map(({ tcpPort }) => tcpPort)));
        }
        if (nodes === 1) return;
        const local = ["--journal", nats.address("local"), "--reads", "local"];
        await withServers(1, local, ([{ tcpPort }]) => measure("1 on 3 NATS nodes, --reads local", [tcpPort]));
      });
    }
    await withWaitingRedis(async (port) => {
      for (const { name, redis, inFlight, requests } of WORK) {
        if (redis === null) continue;
        const args = ["req", "-c", String(CONNECTIONS), "-P", String(inFlight), "-n", String(requests), "-r", "2", "-m", redis];
        keep("Redis, with WAIT 1", name, Number((await lineload(port, args)).per_second));
      }
    });
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const print = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

await measureAll();
print(`| servers | ${WORK.map(({ name }) => name).join(" | ")} |\n|---|${WORK.map(() => "---:|").join("")}`);
for (const [subject, row] of rates) {
  print(`| ${subject} | ${WORK.map(({ name }) => row.has(name) ? Math.round(median(row.get(name) ?? [])) : "").join(" | ")} |`);
}
print(`\n${JSON.stringify(Object.fromEntries([...rates].map(([subject, row]) => [subject, Object.fromEntries(row)])))}`);
