/** Several servers in one process, over real NATS: whichever of them is asked, one sees the same. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { getLogger } from "@logtape/logtape";
import { join } from "node:path";
import { formatAddress } from "../../protocol/address.ts";
import { systemClock } from "../../server/clock.ts";
import { openCluster } from "../../server/cluster/mod.ts";
import type { ServerConfig } from "../../server/config.ts";
import { LogAddress } from "../../server/log_address.ts";
import { EventReader, type ServerEvent } from "../support/event_reader.ts";
import { eventually } from "../support/eventually.ts";
import { hasBrowser, TestBrowser } from "../support/browser.ts";
import { withFolder } from "../support/folder.ts";
import { RunningServer } from "../support/executable.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";

const WEB = join(import.meta.dirname ?? ".", "../../dist/web");
const WITHIN_MS = 20_000;
const HOST_TOKEN = "staple-the-battery-to-a-horse";
const AS_HOST = { authorization: `Bearer ${HOST_TOKEN}` };

const url = (server: TestServer, path: string) => `http://${formatAddress(server.http)}${path}`;

async function get(server: TestServer, path: string, headers: Record<string, string> = {}) {
  return await (await deadline(fetch(url(server, path), { headers }), WITHIN_MS)).json();
}

/** A server among those that share a log. */
async function joinOthers(nats: NatsNodes, name: string, config: Partial<ServerConfig> = {}): Promise<TestServer> {
  const cluster = await openCluster({
    address: LogAddress.parse(nats.address()),
    replicas: 1,
    credentials: { token: null, creds: null },
    name,
    clock: systemClock,
    logger: getLogger("test"),
  });
  return await startTestServer({ config, journal: cluster.journal, cluster, clock: systemClock, assets: WEB });
}

/** A test with NATS and servers. */
function several(
  what: string,
  { names = ["s1", "s2"], config = {}, ...options }:
    & { names?: string[]; config?: Partial<ServerConfig> }
    & Partial<Deno.TestDefinition>,
  test: (servers: TestServer[], nats: NatsNodes) => Promise<void>,
): void {
  Deno.test({
    ignore: !hasNats(),
    ...options,
    name: what,
    fn: () =>
      withFolder(async (folder) => {
        await using nats = await NatsNodes.start(folder);
        await using servers = new AsyncDisposableStack();
        const all: TestServer[] = [];
        for (const name of names) all.push(servers.use(await joinOthers(nats, name, config)));
        await test(all, nats);
      }),
  });
}

/** The next event of a type. */
async function nextOf(feed: EventReader, type: string): Promise<ServerEvent> {
  for (;;) {
    const event = await deadline(feed.next(), WITHIN_MS);
    if (!event) throw new Error(`The feed ended before ${type}`);
    if (event.type === type) return event;
  }
}

several("each server tells which servers there are, and which of them it is", {}, async (servers) => {
  for (const [i, server] of servers.entries()) {
    const info = await get(server, "/api/server");
    deepStrictEqual(info.server, { number: i + 1, name: `s${i + 1}` });
    deepStrictEqual(
      info.servers.map(({ number, name, isThis }: Record<string, unknown>) => [number, name, isThis]),
      [[1, "s1", i === 0], [2, "s2", i === 1]],
    );
    for (const { joinedAt } of info.servers) ok(Math.abs(Date.parse(joinedAt) - Date.now()) < 60_000);
  }
});

several("the feed is the same at each server, and goes on at another one where it ended", {}, async ([one, two]) => {
  await using feed = await EventReader.open(url(two, "/api/events"));
  strictEqual((await feed.next())?.type, "hello");
  using client = await RawClient.connect(one.tcp);
  // A connection of the other server, too.
  const opened = await nextOf(feed, "connection");
  deepStrictEqual([opened.data.what, opened.data.transport, opened.data.id], ["opened", "tcp", 1e9 + 1]);
  strictEqual(await client.ask("ADD 5"), "OK 1");
  deepStrictEqual((await nextOf(feed, "array")).data, { added: 1, values: [5], removed: 0, count: 1 });
  match(await client.ask("COUNTER 7"), /^OK/);
  const { id, data } = await nextOf(feed, "counter");
  strictEqual(data.id, 7);
  for (let i = 6; i <= 9; i++) await client.ask(`ADD ${i}`);
  const room = await fetch(url(one, "/api/rooms"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ set: "network" }),
  });
  const { pin } = await room.json();
  deepStrictEqual((await nextOf(feed, "room")).data, { pin });
  deepStrictEqual((await get(two, "/api/rooms")).rooms.map(({ pin }: { pin: string }) => pin), [pin]);
  await eventually(async () => (await get(two, "/api/array")).count === 5);
  await using resumed = await EventReader.open(url(one, "/api/events"), { "last-event-id": id });
  const first = await deadline(resumed.next(), WITHIN_MS);
  ok(first && ["array", "counter"].includes(first.type), JSON.stringify(first));
  const counts = [first.data.count];
  while (counts.at(-1) !== 5) counts.push((await nextOf(resumed, "array")).data.count);
  deepStrictEqual(counts.filter((count) => count !== undefined), [2, 3, 4, 5]);
});

several(
  "each server lists the connections of all, for hosts",
  { names: ["s1", "s2", "s3"], config: { hostToken: HOST_TOKEN } },
  async (servers) => {
    using clients = new DisposableStack();
    for (const server of servers) clients.use(await RawClient.connect(server.tcp));
    for (const server of servers) {
      const { count, connections, missing, next } = await get(server, "/api/connections", AS_HOST);
      deepStrictEqual([count, missing, next], [3, [], null]);
      deepStrictEqual(
        connections.map(({ id, server }: Record<string, unknown>) => [id, server]),
        [3, 2, 1].map((number) => [number * 1e9 + 1, { number, name: `s${number}` }]),
      );
    }
    strictEqual((await get(servers[0], "/api/connections")).code, "unauthorized");
    strictEqual((await get(servers[0], `/api/connections/${2e9 + 1}/lines`)).code, "unauthorized");
  },
);

several("the lines of a connection can be watched at another server", {}, async ([one, two]) => {
  const path = `/api/connections/${2e9 + 1}/lines`;
  strictEqual((await get(one, path)).code, "no-connection");
  strictEqual((await get(one, `/api/connections/${9e9 + 1}/lines`)).code, "no-connection");
  const client = await RawClient.connect(two.tcp);
  await using wire = await EventReader.open(url(one, path));
  strictEqual((await nextOf(wire, "lines")).type, "lines");
  strictEqual(await client.ask("ADD 5"), "OK 1");
  const texts: string[] = [];
  while (texts.length < 2) {
    texts.push(
      ...(await nextOf(wire, "lines")).data.lines.map(({ direction, text }: Record<string, string>) => direction + text),
    );
  }
  deepStrictEqual(texts, ["<ADD 5", ">OK 1"]);
  const head = await fetch(url(one, path), { method: "HEAD" });
  strictEqual(head.status, 200);
  client[Symbol.dispose]();
  strictEqual((await nextOf(wire, "closed")).type, "closed");
  strictEqual(await deadline(wire.next(), WITHIN_MS), null);
});

several("a wire ends when the server that has the connection stops", {}, async ([one, two]) => {
  using _client = await RawClient.connect(two.tcp);
  await using wire = await EventReader.open(url(one, `/api/connections/${2e9 + 1}/lines`));
  await nextOf(wire, "lines");
  const stopped = two.stop();
  strictEqual((await nextOf(wire, "closed")).type, "closed");
  strictEqual(await deadline(wire.next(), WITHIN_MS), null);
  await stopped;
  await eventually(async () => (await get(one, "/api/server")).servers.length === 1);
});

several("a server says when it is not ready, and the list names those that can't be asked", {}, async ([one], nats) => {
  deepStrictEqual(await get(one, "/readyz"), { status: "ready" });
  const metrics = await (await fetch(url(one, "/metrics"))).text();
  match(metrics, /^app_servers 2$/m);
  match(metrics, /^app_log_position [1-9]\d*$/m);
  match(metrics, /^app_commit_wait_seconds \S+$/m);
  await nats.nodes[0].kill();
  await eventually(async () => {
    const response = await fetch(url(one, "/readyz"));
    await response.body?.cancel();
    return response.status === 503;
  });
  const { missing } = await get(one, "/api/connections");
  deepStrictEqual(missing, [{ number: 2, name: "s2" }]);
  strictEqual((await get(one, "/api/server")).servers.length, 2);
  strictEqual((await get(one, "/api/array")).code, "unavailable");
  await nats.nodes[0].start();
  await eventually(async () => {
    const response = await fetch(url(one, "/readyz"));
    await response.body?.cancel();
    return response.ok;
  });
  strictEqual((await get(one, "/api/array")).count, 0);
  await eventually(async () => (await get(one, "/api/connections")).missing.length === 0);
});

/** A test of the executable with NATS and three servers. */
function severalProcesses(what: string, test: (servers: RunningServer[]) => Promise<void>): void {
  Deno.test({
    name: what,
    ignore: !hasNats(),
    fn: () =>
      withFolder(async (folder) => {
        await using nats = await NatsNodes.start(folder);
        await using servers = new AsyncDisposableStack();
        const all: RunningServer[] = [];
        for (const name of ["s1", "s2", "s3"]) {
          all.push(servers.use(await RunningServer.start(folder, ["--journal", nats.address(), "--server-name", name])));
        }
        await test(all);
      }),
  });
}

const getOf = async ({ http }: RunningServer, path: string) =>
  await (await deadline(fetch(`${http}${path}`), WITHIN_MS)).json();

severalProcesses(
  "a server that stands still is missing, given up, and seen again under another number",
  async ([one, , three]) => {
    using before = await RawClient.connect({ transport: "tcp", ...three.tcp });
    match(await before.ask("COUNTER 7"), /^OK/);
    strictEqual((await getOf(one, "/api/connections")).connections[0].server.name, "s3");
    three.kill("SIGSTOP");
    const startedAt = performance.now();
    const { count, missing } = await getOf(one, "/api/connections");
    deepStrictEqual([count, missing], [0, [{ number: 3, name: "s3" }]]);
    ok(performance.now() - startedAt < 3000);
    strictEqual((await getOf(one, `/api/connections/${3e9 + 1}/lines`)).code, "unavailable");
    await eventually(async () => (await getOf(one, "/api/server")).servers.length === 2, { within: 40_000 });
    deepStrictEqual((await getOf(one, "/api/connections")).missing, []);
    three.kill("SIGCONT");
    await eventually(async () => (await getOf(three, "/api/server")).server?.number === 4, { within: 40_000 });
    await eventually(async () => (await getOf(one, "/api/server")).servers.length === 3);
    using after = await RawClient.connect({ transport: "tcp", ...three.tcp });
    await using wire = await EventReader.open(`${one.http}/api/connections/${4e9 + 1}/lines`);
    await nextOf(wire, "lines");
    strictEqual(await after.ask("ECHO again"), "OK again");
    ok((await nextOf(wire, "lines")).data.lines.some(({ text }: { text: string }) => text === "OK again"));
  },
);

severalProcesses("the feed of a server that was killed goes on at another one without a gap", async ([one, two, three]) => {
  const feed = await EventReader.open(`${one.http}/api/events`);
  using client = await RawClient.connect({ transport: "tcp", ...two.tcp });
  const counts: number[] = [];
  for (let i = 1; i <= 20; i++) strictEqual(await client.ask(`ADD ${i}`), "OK 1");
  let id = "";
  while (counts.length < 10) {
    const event = await nextOf(feed, "array");
    counts.push(event.data.count);
    id = event.id;
  }
  await one.crash();
  await feed[Symbol.asyncDispose]().catch(() => {});
  for (let i = 21; i <= 30; i++) strictEqual(await client.ask(`ADD ${i}`), "OK 1");
  await using resumed = await EventReader.open(`${three.http}/api/events`, { "last-event-id": id });
  while (counts.at(-1) !== 30) counts.push((await nextOf(resumed, "array")).data.count);
  deepStrictEqual([...new Set(counts)], Array.from({ length: 30 }, (_, i) => i + 1));
  ok(counts.length <= 31, JSON.stringify(counts));
});

/** What drives the browser has timers of its own, which outlive a test. */
const WITH_BROWSER = { ignore: !hasNats() || !hasBrowser(), sanitizeOps: false, sanitizeResources: false };

several(
  "the lab shows all servers, and says when its own is cut off from the others",
  WITH_BROWSER,
  async ([one, two], nats) => {
    using _client = await RawClient.connect(two.tcp);
    await using browser = await TestBrowser.start();
    const { page, faults } = await browser.open(url(one, "/lab"), { mayFail: (message) => message.includes("503") });
    await page.getByText("2 servers share this: s1 (this page), s2").waitFor();
    await page.locator(`[data-connection="${2e9 + 1}"]`).getByText(`#${2e9 + 1} · s2`).waitFor();
    const add = page.getByRole("button", { name: "Add a random number" });
    await nats.nodes[0].kill();
    const line = page.getByRole("alert").getByText("This server can't reach the others");
    await line.waitFor();
    strictEqual(await add.isDisabled(), true);
    await page.getByText("The server s2 does not answer").waitFor();
    await nats.nodes[0].start();
    await line.waitFor({ state: "hidden" });
    using client = await RawClient.connect(two.tcp);
    strictEqual(await client.ask("ADD 4711"), "OK 1");
    await page.locator(`[data-connection="${2e9 + 2}"]`).waitFor();
    await page.locator(`[data-connection="${2e9 + 2}"]`).getByRole("button").click();
    // What it said before is there at once.
    await page.getByText("ADD 4711").first().waitFor();
    await client.ask("ECHO hello from the other server");
    await page.getByText("ECHO hello from the other server").waitFor();
    deepStrictEqual(faults, []);
  },
);
