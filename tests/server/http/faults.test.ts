/** Faults that a host sets: for one connection, and for a share of the new ones. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import { parseFaultRule } from "../../../server/faults/fault_rule.ts";
import { HTTP_FAULTS } from "../../../server/faults/http_faults.ts";
import { LINE_FAULTS } from "../../../server/faults/line_faults.ts";
import type { Server } from "../../../server/mod.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";
import { WebSocketClient } from "../../support/web_socket_client.ts";

async function ask(server: Server, path: string, { method = "GET", body }: { method?: string; body?: unknown } = {}) {
  const response = await fetch(`http://${formatAddress(server.http)}${path}`, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const put = (server: Server, path: string, body: unknown) => ask(server, path, { method: "PUT", body });

/** The faults of the open connections, by ID, as both routes tell them. */
async function faultsOf(server: Server): Promise<Record<string, string>> {
  const { body: { connections } } = await ask(server, "/api/connections");
  const struck: Record<string, string> = {};
  for (const { id, faults } of connections) if (faults !== undefined) struck[id] = faults;
  const own: { id: number; faults: string }[] = (await ask(server, "/api/faults")).body.connections;
  deepStrictEqual(Object.fromEntries(own.map(({ id, faults }) => [id, faults])), struck);
  return struck;
}

Deno.test("a connection is given faults, and they are ended", async () => {
  await using server = await startTestServer();
  using first = await RawClient.connect(server.tcp);
  using second = await RawClient.connect(server.tcp);
  deepStrictEqual(await put(server, "/api/connections/2/faults", { faults: "drop-reply=3, seed=5" }), {
    status: 200,
    body: { id: 2, faults: "drop-reply=3 seed=5" },
  });
  deepStrictEqual(await faultsOf(server), { 2: "drop-reply=3 seed=5" });
  await second.send("ECHO 1\nECHO 2\nECHO 3\nECHO 4\n");
  deepStrictEqual([await second.line(), await second.line(), await second.line()], ["OK 1", "OK 2", "OK 4"]);
  for (let i = 1; i <= 4; i++) strictEqual(await first.ask(`ECHO ${i}`), `OK ${i}`);
  strictEqual((await ask(server, "/api/connections/2/faults", { method: "DELETE" })).status, 204);
  deepStrictEqual(await faultsOf(server), {});
  for (let i = 0; i < 6; i++) strictEqual(await second.ask("PING"), "OK");
});

Deno.test("a rule gives new connections over every transport faults, and open ones none", async () => {
  await using server = await startTestServer();
  using _open = await RawClient.connect(server.tcp);
  const set = await put(server, "/api/faults", { faults: "drop-reply=1000 seed=1" });
  deepStrictEqual(set, { status: 200, body: { share: 1, faults: "drop-reply=1000 seed=1" } });
  deepStrictEqual((await ask(server, "/api/faults")).body.rule, { share: 1, faults: "drop-reply=1000 seed=1" });
  using _tcp = await RawClient.connect(server.tcp);
  await using _webSocket = await WebSocketClient.connect(server.http);
  const faults = await faultsOf(server);
  deepStrictEqual(Object.keys(faults), ["2", "3"]);
  for (const words of Object.values(faults)) match(words, /^drop-reply=1000 seed=\d+$/);
  ok(faults[2] !== faults[3]);
  strictEqual((await ask(server, "/api/faults", { method: "DELETE" })).status, 204);
  using _later = await RawClient.connect(server.tcp);
  deepStrictEqual(await faultsOf(server), faults);
  strictEqual((await ask(server, "/api/faults")).body.rule, null);
});

Deno.test("a server that begins with a rule gives a share of its connections faults: the same ones with the same seed", async () => {
  const struck = async () => {
    await using server = await startTestServer({ config: { fault: parseFaultRule("share=0.5 drop-reply=1000 seed=4") } });
    const clients: RawClient[] = [];
    for (let i = 0; i < 12; i++) clients.push(await RawClient.connect(server.tcp));
    const faults = await faultsOf(server);
    for (const client of clients) client[Symbol.dispose]();
    return faults;
  };
  const first = await struck();
  const count = Object.keys(first).length;
  ok(count > 0 && count < 12);
  deepStrictEqual(await struck(), first);
});

Deno.test("what a rule gives is there from the first byte on", async () => {
  await using server = await startTestServer({ config: { fault: parseFaultRule("crlf") } });
  using client = await RawClient.connectOnly(server.tcp);
  match(await client.line(), / type HELP\r$/);
  strictEqual(await client.ask("PING"), "OK\r");
});

Deno.test("a connection that is refused is closed without a word, and is never seen", async () => {
  await using server = await startTestServer();
  await put(server, "/api/faults", { faults: "refuse" });
  using refused = await RawClient.connectOnly(server.tcp);
  ok(await refused.isClosed());
  strictEqual(refused.remaining(), "");
  strictEqual((await ask(server, "/api/connections")).body.count, 0);
  await ask(server, "/api/faults", { method: "DELETE" });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("PING"), "OK");
});

Deno.test("a connection that is refused is gone after a while, also if its client does not close it", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await put(server, "/api/faults", { faults: "refuse" });
  using refused = await RawClient.connectOnly(server.tcp);
  ok(await refused.isClosed());
  await eventually(async () => {
    clock.advance(1000);
    await ask(server, "/api/faults");
    return await refused.send("PING\n").then(() => false, () => true);
  });
});

Deno.test("what is wrong is refused with what is right, and nothing changes", async () => {
  await using server = await startTestServer();
  using _client = await RawClient.connect(server.tcp);
  const refused = async (path: string, body: unknown, expected: [status: number, code: string, detail: RegExp]) => {
    const answer = await put(server, path, body);
    deepStrictEqual([answer.status, answer.body.code], expected.slice(0, 2));
    match(answer.body.detail, expected[2]);
  };
  await refused("/api/faults", { share: 2, faults: "chop" }, [422, "bad-arguments", /share must be a number from 0 to 1/]);
  await refused("/api/faults", { faults: "chopp" }, [422, "bad-arguments", /did you mean chop\?/]);
  await refused("/api/faults", { faults: "seed=5" }, [422, "bad-arguments", /no fault is named: there are delay, /]);
  await refused("/api/faults", {}, [422, "bad-arguments", /faults/]);
  await refused("/api/connections/1/faults", { faults: "refuse" }, [422, "bad-arguments", /PUT \/api\/faults/]);
  await refused("/api/connections/9/faults", { faults: "chop" }, [404, "no-connection", /of this server has ID 9/]);
  strictEqual((await ask(server, "/api/connections/9/faults", { method: "DELETE" })).status, 404);
  deepStrictEqual(await faultsOf(server), {});
  strictEqual((await ask(server, "/api/faults")).body.rule, null);
});

Deno.test("the kinds are told with their ranges and what they are for", async () => {
  await using server = await startTestServer();
  type Kind = { name: string; varies: boolean };
  const { kinds, httpKinds }: { kinds: Kind[]; httpKinds: Kind[] } = (await ask(server, "/api/faults")).body;
  deepStrictEqual(httpKinds.map(({ name }) => name), Object.keys(HTTP_FAULTS));
  deepStrictEqual(kinds.map(({ name }) => name), Object.keys(LINE_FAULTS));
  deepStrictEqual(kinds[0], { name: "delay", ...LINE_FAULTS.delay });
  strictEqual(kinds.find(({ name }) => name === "chop")?.varies, false);
});
