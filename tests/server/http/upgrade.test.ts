/** Requests that ask for another protocol, and what is left of requests when their connection has gone. */
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { connect } from "node:net";
import { formatAddress } from "../../../protocol/address.ts";
import type { Server } from "../../../server/mod.ts";
import { eventually } from "../../support/eventually.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

async function metric(server: Server, name: string): Promise<string> {
  const text = await (await fetch(`http://${formatAddress(server.http)}/metrics`)).text();
  return text.match(new RegExp(`^${name} (.*)$`, "m"))?.[1] ?? "";
}

Deno.test("a request that offers another protocol is answered as if it did not, with its body however it comes", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.http);
  const head =
    "POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: Upgrade, HTTP2-Settings\r\n" +
    "upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n";
  await client.send(`${head}content-length: 11\r\n\r\n{"val`);
  await client.send('ue":7}');
  match(await client.line(), /^HTTP\/1\.1 201 /);
  using chunked = await RawClient.connectOnly(server.http);
  await chunked.send(`${head}transfer-encoding: chunked\r\n\r\n`);
  await chunked.send('b\r\n{"value":8}\r\n');
  await chunked.send("0\r\n\r\n");
  match(await chunked.line(), /^HTTP\/1\.1 201 /);
  using lines = await RawClient.connect(server.tcp);
  strictEqual(await lines.ask("GET"), "OK 7 8");
});

Deno.test("whoever offers another protocol and is reset harms nobody, and leaves nothing behind", async () => {
  await using server = await startTestServer();
  for (const upgrade of ["h2c", "websocket"]) {
    for (const path of ["/api/events", "/healthz", "/ws"]) {
      await new Promise<void>((done) => {
        const socket = connect(server.http.port, server.http.hostname);
        socket.on("error", () => {});
        socket.on("close", () => done());
        socket.on("connect", () => {
          socket.write(
            `GET ${path} HTTP/1.1\r\nhost: localhost\r\norigin: http://evil.example\r\nconnection: Upgrade\r\nupgrade: ${upgrade}\r\n\r\n`,
          );
        });
        socket.once("data", () => socket.resetAndDestroy());
      });
    }
  }
  await eventually(async () => await metric(server, "app_event_readers") === "0");
  strictEqual(await (await fetch(`http://${formatAddress(server.http)}/healthz`)).text(), '{"status":"alive"}');
});

Deno.test("streams of events that were asked for at once on one connection go with it", async () => {
  await using server = await startTestServer();
  const client = await RawClient.connectOnly(server.http);
  await client.send("GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(3));
  match(await client.line(), /^HTTP\/1\.1 200 /);
  await eventually(async () => Number(await metric(server, "app_event_readers")) > 0);
  client[Symbol.dispose]();
  await eventually(async () => await metric(server, "app_event_readers") === "0");
});

Deno.test("requests that come at once on one connection are done one after the other", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.http);
  const post =
    'POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"value":7}';
  const last = "DELETE /api/array HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
  await client.send(`${post}GET /api/array/stats HTTP/1.1\r\nhost: localhost\r\n\r\n${post}${last}`);
  const bodies: string[] = [];
  while (bodies.length < 4) {
    const line = await client.line();
    const [, body] = line.match(/(\{.*?\})(?:HTTP|$)/) ?? [];
    if (body) bodies.push(body);
    else if (line === "\r") {
      // The last body has no newline behind it.
      if (bodies.length === 3) {
        while (await client.more());
        bodies.push(client.remaining());
      }
    }
  }
  strictEqual(bodies[0], '{"added":[7],"count":1}');
  match(bodies[1], /^\{"count":1,/);
  strictEqual(bodies[2], '{"added":[7],"count":2}');
  strictEqual(bodies[3], '{"removed":2}');
});

const GOOD = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
const WEB_SOCKET = "GET /ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";

/** The statuses of all that is answered until the server closes. */
async function statusesOf(client: RawClient): Promise<string[]> {
  while (await client.more());
  return Array.from(client.remaining().matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status);
}

Deno.test("a request for another protocol that is pipelined is refused behind the answers before it, and nothing behind it is done", async () => {
  await using server = await startTestServer();
  const h2c = "connection: Upgrade\r\nupgrade: h2c\r\n";
  const hidden =
    'POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"value":7}';
  for (
    const offer of [
      WEB_SOCKET,
      `GET /healthz HTTP/1.1\r\nhost: localhost\r\n${h2c}\r\n`,
      `GET  /healthz  HTTP/1.1\r\nhost: localhost\r\n${h2c}\r\n`,
      `POST /api/array HTTP/1.1\r\nhost: localhost\r\n${h2c}content-length: ${hidden.length}\r\n\r\n`,
    ]
  ) {
    using client = await RawClient.connectOnly(server.http);
    await client.send(`${GOOD}${GOOD}${offer}${hidden}`);
    deepStrictEqual(await statusesOf(client), ["200", "200", "400"]);
  }
  using lines = await RawClient.connect(server.tcp);
  strictEqual(await lines.ask("COUNT"), "OK 0");
});

Deno.test("a long answer goes on to its end while a request for another protocol waits behind it", async () => {
  await using server = await startTestServer({ config: { maxLine: 16_777_216 } });
  const most = 9_007_199_254_000_000;
  using lines = await RawClient.connect(server.tcp);
  const values = Array.from({ length: 700_000 }, (_, i) => most + i);
  strictEqual(await lines.ask(`ADD ${values.join(" ")}`), "OK 700000");
  using client = await RawClient.connectOnly(server.http);
  await client.send(
    "GET /api/array HTTP/1.1\r\nhost: localhost\r\n\r\n" +
      "POST /api/array HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: x\r\ncontent-length: 2000\r\n\r\n{",
  );
  while (await client.more());
  match(client.remaining().slice(-2000), /\]\}\r\n0\r\n\r\nHTTP\/1\.1 400 /);
});

Deno.test("the request line of an offer of another protocol may also be in its body, and behind it", async () => {
  await using server = await startTestServer();
  const body = '{"value":7}\r\nPOST /api/array HTTP/1.1\r\nhost: localhost\r\n\r\n';
  using client = await RawClient.connectOnly(server.http);
  await client.send(
    "POST /api/array HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: h2c\r\ncontent-type: application/json\r\n" +
      `content-length: ${body.length}\r\n\r\n${body}POST /api/array HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
  );
  deepStrictEqual(await statusesOf(client), ["400", "201"]);
});

Deno.test("another protocol may be asked for when all before it are answered", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.http);
  for (let i = 0; i < 3; i++) {
    await client.send(
      'POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"value":7}',
    );
    while (!client.remaining().includes(`"count":${2 * i + 1}}`)) await client.more();
    await client.send("POST /api/array HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: h2c\r\n\r\n");
    while (!client.remaining().includes(`"count":${2 * i + 2}}`)) await client.more();
  }
  // A frame may come along, masked with zeros.
  const ping = new Uint8Array([0x81, 0x84, 0, 0, 0, 0, ...new TextEncoder().encode("PING")]);
  await client.send(Uint8Array.from([...new TextEncoder().encode(WEB_SOCKET), ...ping]));
  while (!client.remaining().includes("OK\n")) await client.more();
  match(client.remaining(), /HTTP\/1\.1 101 /);
});
