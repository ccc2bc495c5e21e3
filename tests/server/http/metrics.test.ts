/** What /metrics tells of what was refused, and of whether the server is ready. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import type { Server } from "../../../server/mod.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

/** The values of a metric, by its labels. */
async function metric(server: Server, name: string): Promise<Record<string, number>> {
  const text = await (await fetch(`http://${formatAddress(server.http)}/metrics`, { headers: { connection: "close" } })).text();
  const found = [...text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (.*)$`, "gm"))];
  return Object.fromEntries(found.map(([, labels = "", value]) => [labels.replaceAll('"', ""), Number(value)]));
}

Deno.test("connections that were refused are counted, by the limit that was met", async () => {
  await using server = await startTestServer({ config: { maxConnections: 3, maxConnectionsPerAddress: 2 } });
  deepStrictEqual(await metric(server, "app_connections_limit"), { "": 3 });
  using _one = await RawClient.connect(server.tcp);
  using _two = await RawClient.connect(server.tcp);
  using three = await RawClient.connectOnly(server.tcp);
  match(await three.line(), /^ERR too-many-connections /);
  deepStrictEqual(await metric(server, "app_connections_refused_total"), {
    "kind=lines,limit=all": 0,
    "kind=lines,limit=address": 1,
    "kind=http,limit=all": 0,
    "kind=http,limit=address": 0,
  });
});

Deno.test("connections above the limit of all are counted as well, over HTTP too", async () => {
  await using server = await startTestServer({ config: { maxConnections: 2, maxConnectionsPerAddress: 9 } });
  using _one = await RawClient.connect(server.tcp);
  using _two = await RawClient.connect(server.tcp);
  using three = await RawClient.connectOnly(server.tcp);
  match(await three.line(), /^ERR too-many-connections /);
  {
    using _asked = await RawClient.connectOnly(server.http);
    using _askedToo = await RawClient.connectOnly(server.http);
    using refused = await RawClient.connectOnly(server.http);
    match(await refused.line(), /^HTTP\/1\.1 503 /);
  }
  // Until those have gone, whoever asks is refused, too.
  let counted: Record<string, number> = {};
  await eventually(async () => Object.keys(counted = await metric(server, "app_connections_refused_total")).length > 0);
  strictEqual(counted["kind=lines,limit=all"], 1);
  ok(counted["kind=http,limit=all"] >= 1);
});

Deno.test("a server that is stopping is not ready", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { shutdownDelay: 5 } });
  strictEqual((await metric(server, "app_ready"))[""], 1);
  const stopped = server.stop();
  strictEqual((await metric(server, "app_ready"))[""], 0);
  clock.advance(5000);
  await stopped;
});
