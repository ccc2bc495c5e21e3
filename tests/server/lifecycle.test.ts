import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { OperatorError } from "../../server/operator_error.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { ToldJournal } from "../support/told_journal.ts";
import { startTestServer } from "../support/test_server.ts";

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

Deno.test("a client that does not go is cut off when the time to stop is over", async () => {
  const clock = new FakeClock();
  const server = await startTestServer({ clock, config: { maxLine: 2 ** 24 } });
  using stuck = await RawClient.connect(server.tcp);
  strictEqual(await stuck.ask(`ADD ${Array.from({ length: 1_000_000 }, (_, i) => i).join(" ")}`), "OK 1000000");
  await stuck.send("GET\n");
  await stuck.more();
  const stopped = server.stop();
  let over = false;
  stopped.then(() => over = true);
  await rejects(RawClient.connectOnly(server.tcp));
  strictEqual(over, false);
  clock.advance(5000);
  await stopped;
  await rejects(stuck.rest());
});

Deno.test("a commit that never ends does not keep a server from stopping", async () => {
  const clock = new FakeClock();
  const asked = Promise.withResolvers<void>();
  const journal = new ToldJournal();
  const server = await startTestServer({ clock, journal });
  journal.onCommit = () => {
    asked.resolve();
    return new Promise(() => {});
  };
  using client = await RawClient.connect(server.tcp);
  await client.send("ADD 1\n");
  await asked.promise;
  const stopped = server.stop();
  clock.advance(5000);
  await stopped;
  deepStrictEqual(await client.rest(), []);
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
