import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { OperatorError } from "../../server/operator_error.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { ToldJournal } from "../support/told_journal.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";

Deno.test("a server that stops answers what it has received, says why it closes, and frees its ports", async () => {
  const server = await startTestServer();
  using busy = await RawClient.connect(server.tcp);
  using quiet = await RawClient.connect(server.tcp);
  await busy.send("ADD 1\nADD 2\nCOUNT\n");
  strictEqual(await busy.line(), "OK 1");
  const stopped = server.stop();
  for (const client of [busy, quiet]) {
    const lines = await client.rest();
    match(lines.pop() ?? "", /^ERR shutting-down the server is stopping: connect again when it is back$/);
    deepStrictEqual(lines, client === busy ? ["OK 1", "OK 2"] : []);
    client[Symbol.dispose]();
  }
  await stopped;
  await server.finished;
  await rejects(RawClient.connectOnly(server.tcp), Deno.errors.ConnectionRefused);
  await rejects(fetch(`http://${formatAddress(server.http)}/healthz`), TypeError);
  await using next = await startTestServer({ config: { tcpPort: server.tcp.port, httpPort: server.http.port } });
  strictEqual(next.tcp.port, server.tcp.port);
});

Deno.test("a server that stops is not ready any more, and stopping it again is the same stop", async () => {
  const commit = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const journal = new ToldJournal();
  const server = await startTestServer({ journal });
  journal.onCommit = () => {
    asked.resolve();
    return commit.promise;
  };
  const base = `http://${formatAddress(server.http)}`;
  const change = fetch(`${base}/api/array`, { method: "POST" });
  await asked.promise;
  const [first, second] = [server.stop(), server.stop()];
  const notReady = await fetch(`${base}/readyz`);
  strictEqual(notReady.status, 503);
  strictEqual((await notReady.json()).code, "shutting-down");
  strictEqual((await (await fetch(`${base}/api/array`)).json()).code, "shutting-down");
  strictEqual((await (await fetch(`${base}/healthz`)).json()).status, "alive");
  commit.resolve();
  strictEqual((await change).status, 201);
  await (await change).body?.cancel();
  await Promise.all([first, second, server.finished]);
});

/** A client that asks for much, and takes only the beginning of it. */
async function stalledClient(server: TestServer): Promise<RawClient> {
  const client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask(`ADD ${Array.from({ length: 1_000_000 }, (_, i) => i).join(" ")}`), "OK 1000000");
  await client.send("GET\n");
  await client.more();
  return client;
}

/** Whether a promise is settled, once all that was under way in the event loop has been done. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(() => settled = true);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
  return settled;
}

/** Lets time pass in ticks of half a second until something is settled. @returns how many ticks that took */
async function ticksUntil(promise: Promise<unknown>, clock: FakeClock): Promise<number> {
  let ticks = 0;
  for (; !await isSettled(promise) && ticks < 100; ticks++) clock.advance(500);
  return ticks;
}

Deno.test("a stop does not wait for clients that take nothing: they are cut off after 5 seconds", async () => {
  const clock = new FakeClock();
  const server = await startTestServer({ clock, config: { maxLine: 2 ** 24 } });
  using stuck = await stalledClient(server);
  const stopped = server.stop();
  await rejects(RawClient.connectOnly(server.tcp));
  const ticks = await ticksUntil(stopped, clock);
  ok(ticks >= 10 && ticks < 20, `stopped after ${ticks} ticks`);
  await rejects(stuck.rest());
});

Deno.test("a stop does not wait for those that send half of a request over HTTP, or take half of an answer", async () => {
  const clock = new FakeClock();
  const server = await startTestServer({ clock, config: { maxLine: 2 ** 24 } });
  using client = await RawClient.connect(server.tcp);
  await client.ask(`ADD ${Array.from({ length: 1_000_000 }, (_, i) => i).join(" ")}`);
  using half = await RawClient.connectOnly(server.http);
  await half.send(
    "POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{",
  );
  using stuck = await RawClient.connectOnly(server.http);
  await stuck.send("GET /api/array HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await stuck.more();
  const stopped = server.stop();
  client[Symbol.dispose]();
  strictEqual(await isSettled(stopped), false);
  ok(await ticksUntil(stopped, clock) < 20);
});

Deno.test("a client that takes nothing for less than 5 seconds gets all that it asked for", async () => {
  const clock = new FakeClock();
  const server = await startTestServer({ clock, config: { maxLine: 2 ** 24 } });
  using slow = await stalledClient(server);
  const stopped = server.stop();
  clock.advance(4500);
  const lines = await slow.rest();
  strictEqual(lines[0].split(" ").length, 1_000_001);
  match(lines.at(-1) ?? "", /^ERR shutting-down /);
  slow[Symbol.dispose]();
  await stopped;
});

Deno.test("a commit that takes long is waited for, and answered, before a server stops", async () => {
  const clock = new FakeClock();
  const asked = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const journal = new ToldJournal();
  const server = await startTestServer({ clock, journal });
  journal.onCommit = () => {
    asked.resolve();
    return commit.promise;
  };
  using client = await RawClient.connect(server.tcp);
  await client.send("ADD 1\n");
  await asked.promise;
  const stopped = server.stop();
  clock.advance(9000);
  strictEqual(await isSettled(stopped), false);
  commit.resolve();
  const [answer, reason] = await client.rest();
  strictEqual(answer, "OK 1");
  match(reason, /^ERR shutting-down /);
  client[Symbol.dispose]();
  await stopped;
});

Deno.test("a commit that never ends does not keep a server from stopping when the time to drain is over", async () => {
  const clock = new FakeClock();
  const asked = Promise.withResolvers<void>();
  const journal = new ToldJournal();
  const server = await startTestServer({ clock, journal, config: { drainSeconds: 3 } });
  journal.onCommit = () => {
    asked.resolve();
    return new Promise(() => {});
  };
  using client = await RawClient.connect(server.tcp);
  await client.send("ADD 1\n");
  await asked.promise;
  const stopped = server.stop();
  clock.advance(2900);
  strictEqual(await isSettled(stopped), false);
  clock.advance(100);
  await stopped;
  deepStrictEqual(await client.rest(), []);
});

Deno.test("before a delayed stop a server is not ready any more, and serves on as before", async () => {
  const clock = new FakeClock();
  const server = await startTestServer({ clock, config: { shutdownDelay: 5 } });
  using before = await RawClient.connect(server.tcp);
  const stopped = server.stop();
  const base = `http://${formatAddress(server.http)}`;
  const statusOf = async (path: string, method = "GET") => {
    const response = await fetch(base + path, { method });
    await response.body?.cancel();
    return response.status;
  };
  clock.advance(4900);
  strictEqual(await statusOf("/readyz"), 503);
  strictEqual(await statusOf("/healthz"), 200);
  strictEqual(await statusOf("/api/array", "POST"), 201);
  strictEqual(await before.ask("COUNT"), "OK 1");
  using after = await RawClient.connect(server.tcp);
  strictEqual(await after.ask("COUNT"), "OK 1");
  strictEqual(await isSettled(stopped), false);
  clock.advance(100);
  for (const client of [before, after]) {
    match((await client.rest()).at(-1) ?? "", /^ERR shutting-down /);
    client[Symbol.dispose]();
  }
  await stopped;
});

Deno.test("a port that is in use is named, and nothing is left open", async () => {
  await using server = await startTestServer();
  for (const config of [{ tcpPort: server.tcp.port }, { httpPort: server.http.port }]) {
    const journal = new ToldJournal();
    await rejects(startTestServer({ config, journal }), (error) => {
      ok(error instanceof OperatorError);
      const port = Object.values(config)[0];
      match(error.message, new RegExp(`^--.*-port ${port}: 127\\.0\\.0\\.1:${port} is in use by .*0 for a free one$`));
      return true;
    });
    strictEqual(journal.closed, true);
  }
});

Deno.test("a host that is none is named", async () => {
  await rejects(
    startTestServer({ config: { host: "203.0.113.7" } }),
    /^OperatorError: --host 203\.0\.113\.7: this computer does not have that address: /,
  );
});
