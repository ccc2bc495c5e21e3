import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { eventually } from "../../support/eventually.ts";
import { type LegacyServer, OldClient, splits, startLegacyServer } from "../../support/old_client.ts";
import { RawClient } from "../../support/raw_client.ts";

/** Connects, sends an ID, and takes the last value. */
async function begin(server: LegacyServer, id: string): Promise<{ client: OldClient; value: string | null }> {
  const client = await OldClient.connect(server, server.ports.counter);
  await client.send(id);
  return { client, value: await client.text() };
}

async function has(server: LegacyServer, id: number, value: number): Promise<void> {
  await eventually(async () => (await server.rest(`/api/counters/${id}`)).value === value);
}

/** Leaves, and waits until the counter is free. */
async function leave(server: LegacyServer, client: OldClient, id: number): Promise<void> {
  client[Symbol.dispose]();
  await eventually(async () => !(await server.rest(`/api/counters/${id}`)).connected);
}

Deno.test("an old counter counts, asks for increments, and REST agrees with it", async () => {
  await using server = await startLegacyServer();
  const { client, value } = await begin(server, "42");
  strictEqual(value, "0");
  deepStrictEqual((await server.rest("/api/connections")).connections[0].activity, "counter 42");
  await client.send("1 ");
  await has(server, 42, 1);
  await client.send("2 odd ");
  const odd = Number(await client.text());
  ok(odd % 2 === 1 && odd < 100, `${odd}`);
  await client.send(`${2 + odd} `);
  await has(server, 42, 2 + odd);
  await client.send("even ");
  const even = Number(await client.text());
  ok(even % 2 === 0 && even < 100, `${even}`);
  strictEqual((await server.rest("/api/counters/42")).increment, even);
  await leave(server, client, 42);
});

Deno.test("an old counter goes on where it was left, and begins with increment 1 again", async () => {
  await using server = await startLegacyServer();
  const first = await begin(server, "7");
  await first.client.send("-5 odd ");
  const increment = Number(await first.client.text());
  await leave(server, first.client, 7);
  deepStrictEqual((await server.rest("/api/counters/7")).increment, increment);
  const again = await begin(server, "7");
  strictEqual(again.value, "-5");
  strictEqual((await server.rest("/api/counters/7")).increment, 1);
  await leave(server, again.client, 7);
  using other = await RawClient.connect(server.tcp);
  match(await other.ask("COUNTER 7"), /^OK id=7 value=-5 increment=1 /);
});

Deno.test("what an old counter sends means the same, wherever it is cut", async () => {
  await using server = await startLegacyServer();
  const { client } = await begin(server, "1");
  let last = 0;
  for (const [i] of splits("18 19 odd ").entries()) {
    last = 100 + i;
    await client.send(...splits(`18 ${last} odd `)[i]);
    match(await client.text() ?? "", /^\d{1,2}$/);
    strictEqual((await server.rest("/api/counters/1")).value, last);
  }
  await client.send("6 odd even 7 ");
  await has(server, 1, 7);
  await leave(server, client, 1);
});

Deno.test("an ID is one ID, wherever it is cut, and a message may come right behind it", async () => {
  await using server = await startLegacyServer();
  const cuts: (string | Uint8Array)[][] = [...splits("10000"), ["10000", "5 "], ["1", "0000", "5 "]];
  for (const pieces of cuts) {
    using client = await OldClient.connect(server, server.ports.counter);
    await client.send(...pieces);
    match(await client.text() ?? "", /^[05]$/);
    strictEqual((await server.rest("/api/counters/10000")).connected, true);
    if (pieces.includes("5 ")) await has(server, 10_000, 5);
    await leave(server, client, 10_000);
  }
  deepStrictEqual((await server.rest("/api/counters")).counters.map(({ id }: { id: number }) => id), [10_000]);
});

for (const id of ["10001", "99999", "123456", "-1", "x", "4.5", "odd ", "42 odd".repeat(1000)]) {
  Deno.test(`${JSON.stringify(id.slice(0, 12))} is no ID, and closes the old counter`, async () => {
    await using server = await startLegacyServer();
    using client = await OldClient.connect(server, server.ports.counter);
    await client.send(id);
    if (!id.startsWith("42")) ok(await client.isClosed());
    deepStrictEqual((await server.rest("/api/counters")).counters.filter(({ id }: { id: number }) => id !== 42), []);
  });
}

Deno.test("a counter that is in use is given to nobody else", async () => {
  await using server = await startLegacyServer();
  const { client } = await begin(server, "3");
  const second = await begin(server, "3");
  strictEqual(second.value, null);
  second.client[Symbol.dispose]();
  await client.send("1 ");
  await has(server, 3, 1);
  await leave(server, client, 3);
});

Deno.test("who leaves before the ID registers nothing", async () => {
  await using server = await startLegacyServer();
  for (const sent of ["", "12"]) {
    using client = await OldClient.connect(server, server.ports.counter);
    if (sent) await client.send(sent);
    await client.end();
    ok(await client.isClosed());
  }
  deepStrictEqual((await server.rest("/api/counters")).counters, []);
});

Deno.test("what an old counter sent last counts, though it has gone", async () => {
  await using server = await startLegacyServer();
  const { client } = await begin(server, "5");
  await client.send("1 2 3 4 5 6");
  await client.end();
  ok(await client.isClosed());
  client[Symbol.dispose]();
  const { value, connected } = await server.rest("/api/counters/5");
  // The 6 did not end.
  deepStrictEqual([value, connected], [5, false]);
});

Deno.test("what is no message of an old counter is passed over, and one without an end is not kept for ever", async () => {
  await using server = await startLegacyServer();
  const { client } = await begin(server, "6");
  await client.send("  hello 99999999999999999999 1.5 VALUE\n8 QUIT ODD  9 ");
  match(await client.text() ?? "", /^\d{1,2}$/);
  await has(server, 6, 9);
  await client.send("1".repeat(10_000));
  ok(await client.isClosed());
  strictEqual((await server.rest("/api/counters/6")).value, 9);
  client[Symbol.dispose]();
});

Deno.test("an old counter that asks and asks, and takes nothing, is cut off", async () => {
  await using server = await startLegacyServer();
  const conn = await Deno.connect({ hostname: server.ports.counter.hostname, port: server.ports.counter.port });
  await conn.write(new TextEncoder().encode("8"));
  const ask = new TextEncoder().encode("odd ".repeat(1000));
  let sent = 0;
  let cut = false;
  const flood = (async () => {
    try {
      for (;;) sent += await conn.write(ask);
    } catch {
      cut = true;
    }
  })();
  let before = -1;
  // It sends until nobody reads any more.
  await eventually(async () => {
    server.clock.advance(50);
    const stands = sent === before && sent > 0;
    before = sent;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return stands;
  }, { within: 100_000 });
  await eventually(() => {
    server.clock.advance(1000);
    return cut;
  });
  await flood;
  conn.close();
});
