import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { BANNER } from "../../../protocol/help.ts";
import { formatAddress } from "../../../protocol/address.ts";
import type { Server } from "../../../server/mod.ts";
import { AddressRanges } from "../../../server/tcp/address_ranges.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { proxyV1, proxyV2, tcp4Body } from "../../support/proxy_headers.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

const HOST_TOKEN = "open for the host, please";
const TRUSTING = { config: { proxyProtocol: true, trustedProxy: AddressRanges.parse("127.0.0.1"), hostToken: HOST_TOKEN } };
const V1 = proxyV1({ from: "203.0.113.7", fromPort: 4711 });
const V2 = proxyV2({ family: 0x11, body: [...tcp4Body("203.0.113.7", 4711), 0x04, 0, 3, 1, 2, 3] });
const LOCAL = proxyV2({ command: 0, family: 0, body: [] });

async function addresses({ http }: Server): Promise<string[]> {
  const headers = { authorization: `Bearer ${HOST_TOKEN}` };
  const { connections } = await (await fetch(`http://${formatAddress(http)}/api/connections`, { headers })).json();
  return connections.map(({ address }: { address: string }) => address);
}

function joined(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...typeof part === "string" ? new TextEncoder().encode(part) : part]));
}

Deno.test("the header of a trusted proxy is taken off, and its address is the connection's", async () => {
  await using server = await startTestServer(TRUSTING);
  for (const header of [V1, V2]) {
    using client = await RawClient.connectOnly(server.tcp);
    await client.send(joined(header, "PING a\nPING b\n"));
    deepStrictEqual([await client.line(), await client.line(), await client.line()], [BANNER, "OK a", "OK b"]);
    deepStrictEqual(await addresses(server), ["203.0.113.7:4711"]);
    strictEqual(await client.ask("QUIT"), "OK bye");
    deepStrictEqual(await client.rest(), []);
  }
  // What the proxy opens itself has its own address.
  using client = await RawClient.connectOnly(server.tcp);
  await client.send(LOCAL);
  strictEqual(await client.line(), BANNER);
  match((await addresses(server))[0], /^127\.0\.0\.1:\d+$/);
});

Deno.test("nothing is said before the header is whole, however slowly it comes", async () => {
  await using server = await startTestServer(TRUSTING);
  for (const header of [V1, V2]) {
    using client = await RawClient.connectOnly(server.tcp);
    for (const byte of header.subarray(0, -1)) await client.send(Uint8Array.of(byte));
    deepStrictEqual(await addresses(server), []);
    await client.send(joined(header.subarray(-1), "\r\nPI"));
    await client.send("NG\n");
    deepStrictEqual([await client.line(), await client.line()], [BANNER, "OK"]);
    await client.send("QUIT\n");
    deepStrictEqual(await client.rest(), ["OK bye"]);
  }
});

Deno.test("a long first request behind the header arrives whole", async () => {
  await using server = await startTestServer(TRUSTING);
  using client = await RawClient.connectOnly(server.tcp);
  const text = "x".repeat(100_000);
  await client.send(joined(V2, `ECHO ${text}\n`));
  deepStrictEqual([await client.line(), await client.line()], [BANNER, `OK ${text}`]);
});

Deno.test("a trusted proxy that sends no header, or a malformed one, is refused with the reason", async () => {
  await using server = await startTestServer(TRUSTING);
  const wrong: [string, RegExp][] = [
    ["PING\n", /^ERR bad-arguments the connection does not begin with a PROXY header: have the proxy send one /],
    ["\r\n", /^$/],
    ["PROXY TCP4 nonsense\r\n", /^ERR bad-arguments the PROXY header has an address that is not one of TCP4: /],
    [`PROXY ${"x".repeat(200)}`, /^ERR bad-arguments the PROXY header has a line of more than 107 bytes: /],
  ];
  for (const [sent, reason] of wrong) {
    using client = await RawClient.connectOnly(server.tcp);
    await client.send(sent);
    if (sent === "\r\n") await client.end();
    const [first = "", ...more] = await client.rest();
    match(first, reason);
    deepStrictEqual(more, []);
  }
  deepStrictEqual(await addresses(server), []);
});

Deno.test("a header that does not come, or does not end, within five seconds closes the connection", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ ...TRUSTING, clock });
  for (const sent of ["", "PROXY TCP4 ", "\r\n\r\n\0"]) {
    using client = await RawClient.connectOnly(server.tcp);
    await client.send(sent);
    // A later connection has been accepted when the time begins to pass.
    using later = await RawClient.connectOnly(server.tcp);
    await later.send(V1);
    strictEqual(await later.line(), BANNER);
    clock.advance(4999);
    deepStrictEqual(await addresses(server), ["203.0.113.7:4711"]);
    clock.advance(1);
    match((await client.rest())[0], /^ERR bad-arguments no PROXY header came within 5 seconds: /);
  }
});

Deno.test("from any other address a PROXY header closes the connection, and others talk as ever", async () => {
  const config = { proxyProtocol: true, trustedProxy: AddressRanges.parse("192.0.2.1") };
  for (const options of [{ config }, { config: { ...config, proxyProtocol: false } }, {}]) {
    await using server = await startTestServer(options);
    for (const header of [V1, V2]) {
      using client = await RawClient.connect(server.tcp);
      await client.send(joined(header, "PING\nCLEAR\n"));
      const [reason, ...more] = await client.rest();
      strictEqual(
        reason,
        "ERR bad-arguments a PROXY header from 127.0.0.1 does not count: start the server with --proxy-protocol --trusted-proxy " +
          "127.0.0.1, or have the proxy send none",
      );
      deepStrictEqual(more, []);
    }
    using client = await RawClient.connect(server.tcp);
    strictEqual(await client.ask("PING"), "OK");
    match(await client.ask("PROXY"), /^ERR unknown-command /);
    strictEqual(await client.ask("PING"), "OK");
  }
});

Deno.test("connections without a header are bounded, and do not hold up a stop", async () => {
  const server = await startTestServer({ config: { ...TRUSTING.config, maxConnections: 2 } });
  using first = await RawClient.connectOnly(server.tcp);
  using second = await RawClient.connectOnly(server.tcp);
  using third = await RawClient.connectOnly(server.tcp);
  ok(await third.isClosed());
  // There is room again where a header has come.
  await first.send(V1);
  strictEqual(await first.line(), BANNER);
  using fourth = await RawClient.connectOnly(server.tcp);
  await fourth.send(V2);
  strictEqual(await fourth.line(), BANNER);
  await eventually(async () => (await addresses(server)).length === 2);
  first[Symbol.dispose]();
  fourth[Symbol.dispose]();
  await server.stop();
  ok(await second.isClosed());
});
