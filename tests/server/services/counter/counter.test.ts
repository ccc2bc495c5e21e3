import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../../protocol/address.ts";
import { MAX_COUNTER_ID } from "../../../../protocol/counter_text.ts";
import { CounterRegistry } from "../../../../server/services/counter/registry.ts";
import type { Server } from "../../../../server/mod.ts";
import { eventually } from "../../../support/eventually.ts";
import { FakeClock } from "../../../support/fake_clock.ts";
import { RawClient } from "../../../support/raw_client.ts";
import { startTestServer } from "../../../support/test_server.ts";

async function rest(server: Server, path: string) {
  const response = await fetch(`http://${formatAddress(server.http)}${path}`);
  return { status: response.status, body: await response.json() };
}

Deno.test("a counter is registered, counted and asked for numbers, and REST shows it", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("counter 42"), "OK id=42 value=0 increment=1 token=token1");
  clock.advance(1500);
  strictEqual(await client.ask("VALUE 17"), "OK 17");
  const odd = await client.ask("ODD");
  match(odd, /^OK \d{1,2}$/);
  const increment = Number(odd.slice(3));
  deepStrictEqual(await rest(server, "/api/counters/42"), {
    status: 200,
    body: { id: 42, value: 17, increment, connected: true, writtenAt: "2026-01-02T03:04:06.500Z" },
  });
  strictEqual(await client.ask("VALUE -9007199254740991"), "OK -9007199254740991");
  match(await client.ask("INFO"), / counters=1$/);
  deepStrictEqual((await rest(server, "/api/counters")).body.counters.map(({ id }: { id: number }) => id), [42]);
  strictEqual((await rest(server, "/api/counters/7")).body.code, "no-counter");
  strictEqual((await rest(server, "/api/counters/10001")).status, 422);
});

Deno.test("odd numbers are those from 1 to 99, even ones those from 0 to 98, and all of them come", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.ask("COUNTER");
  for (const [verb, lowest] of [["ODD", 1], ["EVEN", 0]] as const) {
    const seen = new Set<number>();
    for (let i = 0; i < 1000; i++) seen.add(Number((await client.ask(verb)).slice(3)));
    deepStrictEqual([...seen].sort((a, b) => a - b), Array.from({ length: 50 }, (_, i) => lowest + 2 * i));
  }
});

Deno.test("an ID that comes back goes on where it left off", async () => {
  await using server = await startTestServer();
  const first = await RawClient.connect(server.tcp);
  await first.ask("COUNTER 42");
  await first.ask("VALUE 17");
  const increment = (await first.ask("EVEN")).slice(3);
  first[Symbol.dispose]();
  await eventually(async () => !(await rest(server, "/api/counters/42")).body.connected);
  using second = await RawClient.connect(server.tcp);
  strictEqual(await second.ask("COUNTER 42"), `OK id=42 value=17 increment=${increment} token=token2`);
});

Deno.test("with its token a counter is taken over from a connection that is thought open, which is told and closed", async () => {
  await using server = await startTestServer();
  using first = await RawClient.connect(server.tcp);
  await first.ask("COUNTER 42");
  await first.ask("VALUE 17");
  using second = await RawClient.connect(server.tcp);
  match(await second.ask("COUNTER 42"), /^ERR in-use /);
  match(await second.ask("COUNTER 42 token2"), /^ERR in-use /);
  strictEqual(await second.ask("COUNTER 42 token1"), "OK id=42 value=17 increment=1 token=token1");
  match(await first.line(), /^ERR taken-over counter 42 continues on a newer connection/);
  deepStrictEqual(await first.rest(), []);
  strictEqual(await second.ask("VALUE 18"), "OK 18");
  deepStrictEqual((await rest(server, "/api/counters/42")).body.connected, true);
  ok(!JSON.stringify((await rest(server, "/api/counters")).body).includes("token"));
});

Deno.test("who takes a counter over while the older connection closes keeps it", () => {
  const registry = new CounterRegistry();
  registry.apply({ type: "register", id: 7, token: "a", connection: 1, at: 0 });
  registry.apply({ type: "register", id: 7, token: "b", proof: "a", connection: 2, at: 0 });
  strictEqual(registry.apply({ type: "release", id: 7, connection: 1, at: 0 }).connected, true);
  strictEqual(registry.apply({ type: "release", id: 7, connection: 2, at: 0 }).connected, false);
  // An earlier version wrote down no connection.
  registry.apply({ type: "register", id: 7, at: 0 });
  strictEqual(registry.apply({ type: "release", id: 7, at: 0 }).connected, false);
});

Deno.test("who takes a free counter without its token gets a new one, and the old one proves nothing any more", async () => {
  await using server = await startTestServer();
  const first = await RawClient.connect(server.tcp);
  await first.ask("COUNTER 42");
  first[Symbol.dispose]();
  await eventually(async () => !(await rest(server, "/api/counters/42")).body.connected);
  using second = await RawClient.connect(server.tcp);
  strictEqual(await second.ask("COUNTER 42"), "OK id=42 value=0 increment=1 token=token2");
  using third = await RawClient.connect(server.tcp);
  match(await third.ask("COUNTER 42 token1"), /^ERR in-use /);
  strictEqual(await third.ask("COUNTER 42 token2"), "OK id=42 value=0 increment=1 token=token2");
});

Deno.test("an ID in use is refused, and free again when its connection is idle for too long", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { idleSeconds: 60 } });
  using halfDead = await RawClient.connect(server.tcp);
  await halfDead.ask("COUNTER 42");
  using other = await RawClient.connect(server.tcp);
  match(
    await other.ask("COUNTER 42"),
    /^ERR in-use another connection has counter 42: send COUNTER alone for a free one, or COUNTER 42 and its token to take it over$/,
  );
  clock.advance(30_000);
  strictEqual(await other.ask("PING"), "OK");
  clock.advance(30_000);
  match(await halfDead.line(), /^ERR idle/);
  await eventually(async () => !(await other.ask("COUNTER 42")).startsWith("ERR in-use"));
  strictEqual((await rest(server, "/api/counters/42")).body.connected, true);
});

Deno.test("bad input is refused, and the connection and the counter stay as they are", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  const before: [string, RegExp][] = [
    ["VALUE 5", /^ERR no-counter this connection has no counter: send COUNTER first/],
    ["ODD", /^ERR no-counter/],
    ["EVEN", /^ERR no-counter/],
    ["COUNTER 10001", /^ERR bad-id COUNTER takes id from 0 to 10000, but got 10001: /],
    ["COUNTER -1", /^ERR bad-id/],
    [
      "COUNTER abc",
      /^ERR bad-id "abc" is not an integer from 0 to 10000, so nothing was changed: send COUNTER \[id \[token\]\], for example COUNTER 42$/,
    ],
  ];
  for (const [request, reply] of before) match(await client.ask(request), reply);
  strictEqual(await client.ask("COUNTER 5"), "OK id=5 value=0 increment=1 token=token1");
  match(await client.ask("COUNTER 6"), /^ERR in-use this connection already has counter 5/);
  match(await client.ask("VALUE x"), /^ERR not-an-integer/);
  match(await client.ask("VALUE 1.5"), /^ERR not-an-integer/);
  match(await client.ask("VALUE"), /^ERR bad-arguments/);
  strictEqual(await client.ask("VALUE 3"), "OK 3");
  deepStrictEqual(
    (await rest(server, "/api/counters")).body.counters.map(({ id, value }: Record<string, number>) => [id, value]),
    [[5, 3]],
  );
});

Deno.test("without an ID the lowest one comes that was never used, then the lowest that nobody has, then none", () => {
  const registry = new CounterRegistry();
  strictEqual(registry.apply({ type: "register", id: 1, at: 0 }).id, 1);
  strictEqual(registry.apply({ type: "register", id: null, at: 0 }).id, 0);
  registry.apply({ type: "release", id: 0, at: 0 });
  strictEqual(registry.apply({ type: "register", id: null, at: 0 }).id, 2);
  for (let id = 3; id <= MAX_COUNTER_ID; id++) registry.apply({ type: "register", id: null, at: 0 });
  strictEqual(registry.apply({ type: "register", id: null, at: 0 }).id, 0);
  let code = "";
  try {
    registry.apply({ type: "register", id: null, at: 0 });
  } catch (error) {
    code = (error as { code: string }).code;
  }
  strictEqual(code, "in-use");
  registry.apply({ type: "release", id: 4711, at: 0 });
  strictEqual(registry.apply({ type: "register", id: null, at: 0 }).id, 4711);
  ok(registry.all().every(({ id }, i) => id === i));
});

Deno.test("500 counters at once: every value in the registry is the last one acknowledged", async () => {
  await using server = await startTestServer();
  const last = new Map<number, number>();
  await Promise.all(Array.from({ length: 500 }, async (_, i) => {
    using client = await RawClient.connect(server.tcp);
    await client.ask(`COUNTER ${i}`);
    for (let step = 1; step <= 20; step++) {
      const value = i * step;
      strictEqual(await client.ask(`VALUE ${value}`), `OK ${value}`);
      last.set(i, value);
    }
  }));
  const { counters } = (await rest(server, "/api/counters")).body;
  deepStrictEqual(counters.map(({ id, value }: Record<string, number>) => [id, value]), [...last].sort(([a], [b]) => a - b));
});
