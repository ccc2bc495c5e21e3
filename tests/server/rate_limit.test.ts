import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { RateLimits } from "../../server/rate_limit.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";
import { WebSocketClient } from "../support/web_socket_client.ts";

Deno.test("without limits there is nothing to ask", () => {
  const limits = new RateLimits({ perConnection: 0, perAddress: 0, clock: new FakeClock() });
  strictEqual(limits.of("10.0.0.1"), null);
  strictEqual(limits.take("10.0.0.1", 1), null);
});

Deno.test("a connection may send its requests per second, each with a part of it, and is told when to try again", () => {
  const clock = new FakeClock();
  const limits = new RateLimits({ perConnection: 4, perAddress: 0, clock });
  const [one, other] = [limits.of("10.0.0.1"), limits.of("10.0.0.1")];
  for (let i = 0; i < 4; i++) strictEqual(one?.(), null);
  const refusal = one?.();
  strictEqual(refusal?.code, "rate-limited");
  strictEqual(
    refusal?.message,
    "this connection sent more than 4 requests per second, so this one was not done: try again in 250 ms",
  );
  strictEqual(refusal?.retryAfterSeconds, 1);
  strictEqual(other?.(), null);
  clock.advance(250);
  strictEqual(one?.(), null);
  ok(one?.());
  deepStrictEqual(limits.refused, { connection: 2, address: 0 });
});

Deno.test("connections from one address share its limit, however they came, and others do not", () => {
  const clock = new FakeClock();
  const limits = new RateLimits({ perConnection: 0, perAddress: 3, clock });
  strictEqual(limits.of("10.0.0.1")?.(), null);
  strictEqual(limits.of("10.0.0.1")?.(), null);
  strictEqual(limits.take("10.0.0.1", 1), null);
  match(
    limits.take("10.0.0.1", 2)?.message ?? "",
    /^10\.0\.0\.1 sent more than 3 requests per second, .* try again in 334 ms$/,
  );
  strictEqual(limits.take("10.0.0.2", 1), null);
  deepStrictEqual(limits.refused, { connection: 0, address: 1 });
});

for (const [perConnection, perAddress] of [[0, 10], [10, 0], [10, 10]]) {
  Deno.test(`those that have sent nothing lately are forgotten: ${perConnection} per connection, ${perAddress} per address`, () => {
    const clock = new FakeClock();
    const limits = new RateLimits({ perConnection, perAddress, clock });
    for (let i = 0; i < 20_000; i++) {
      strictEqual(limits.take(`10.0.${i >> 8}.${i & 255}`, i), null);
      clock.advance(1);
    }
    ok(limits.size <= 4096, `${limits.size} are remembered`);
  });
}

Deno.test("the addresses of an IPv6 network share a limit, since whoever has one has them all", () => {
  const limits = new RateLimits({ perConnection: 0, perAddress: 1, clock: new FakeClock() });
  strictEqual(limits.take("2001:db8::1", 1), null);
  match(limits.of("2001:db8::2")?.()?.message ?? "", /^2001:db8:0:0::\/64 sent more than 1 requests per second, /);
  strictEqual(limits.take("2001:db8:1::1", 1), null);
});

Deno.test("what the address may not do any more is not taken from the connection", () => {
  const clock = new FakeClock();
  const limits = new RateLimits({ perConnection: 2, perAddress: 1, clock });
  const one = limits.of("10.0.0.1");
  strictEqual(one?.(), null);
  for (let i = 0; i < 5; i++) match(one?.()?.message ?? "", /^10\.0\.0\.1 sent/);
  clock.advance(1000);
  strictEqual(one?.(), null);
});

for (const transport of ["tcp", "websocket"] as const) {
  Deno.test(`a line above the limit is refused, and the connection stays open: ${transport}`, async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock, config: { maxRequestsPerSecond: 3 } });
    if (transport === "tcp") {
      using client = await RawClient.connect(server.tcp);
      await check((text) => client.send(text), () => client.line(), clock);
    } else {
      await using client = await WebSocketClient.connect(server.http);
      await check((text) => client.send(text), () => client.line(), clock);
    }
  });
}

async function check(send: (text: string) => unknown, line: () => Promise<string>, clock: FakeClock): Promise<void> {
  // Changes among the others: what waits for them is asked for only once.
  await send("ADD 1\nCOUNT\n\nADD 2\nADD 3\nnonsense\n");
  deepStrictEqual([await line(), await line(), await line()], ["OK 1", "OK 1", "OK 1"]);
  for (let i = 0; i < 2; i++) {
    match(await line(), /^ERR rate-limited this connection sent more than 3 requests per second, .* try again in 334 ms$/);
  }
  clock.advance(1000);
  await send("COUNT\n");
  strictEqual(await line(), "OK 2");
}

Deno.test("a request above the limit is answered 429 over REST, with the time to wait; health and metrics are not limited", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { maxRequestsPerAddress: 2 } });
  const base = `http://${formatAddress(server.http)}`;
  const ask = async (path: string) => {
    const response = await fetch(base + path);
    return { response, text: await response.text() };
  };
  for (let i = 0; i < 2; i++) strictEqual((await ask("/api/array")).response.status, 200);
  const { response, text } = await ask("/api/array");
  strictEqual(response.status, 429);
  strictEqual(response.headers.get("retry-after"), "1");
  strictEqual(response.headers.get("content-type"), "application/problem+json");
  const { code, detail } = JSON.parse(text);
  strictEqual(code, "rate-limited");
  match(detail, /^127\.0\.0\.1 sent more than 2 requests per second, so this one was not done: try again in 500 ms$/);
  strictEqual((await ask("/ws")).response.status, 429);
  // Lines come from the same address.
  using client = await RawClient.connect(server.tcp);
  match(await client.ask("COUNT"), /^ERR rate-limited 127\.0\.0\.1 /);
  strictEqual((await ask("/healthz")).response.status, 200);
  match((await ask("/metrics")).text, /^app_rate_limited_requests_total\{limit="address"\} 3$/m);
  clock.advance(1000);
  strictEqual((await ask("/api/array")).response.status, 200);
});
