/**
 * A client that behaves beside one that does not. Nothing is timed: an attack goes on until the one who behaves has been served, and
 * that has the deadline that every wait has.
 */
import { ok, strictEqual } from "node:assert/strict";
import { connect as connectByNode } from "node:net";
import { BANNER } from "../../protocol/help.ts";
import { RunningServer } from "../support/executable.ts";
import { eventually } from "../support/eventually.ts";
import { EventReader } from "../support/event_reader.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

/** Runs something beside a server of its own. */
function withServer(use: (server: RunningServer) => Promise<void>, options?: { descriptors: number }): Promise<void> {
  return withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory", "--max-values", "1000000000"], options);
    await use(server);
  });
}

async function connect({ tcp }: RunningServer): Promise<RawClient> {
  return await RawClient.connect({ transport: "tcp", ...tcp });
}

function httpAddress({ http }: RunningServer): { hostname: string; port: number } {
  const { hostname, port } = new URL(http);
  return { hostname, port: Number(port) };
}

/** What somebody who behaves asks meanwhile: lines, a new connection and HTTP. */
async function behave(server: RunningServer): Promise<void> {
  using client = await connect(server);
  for (let i = 0; i < 10; i++) {
    strictEqual(await client.ask("PING"), "OK");
    using fresh = await RawClient.connectOnly(server.tcp);
    strictEqual(await fresh.line(), BANNER);
    strictEqual(await (await fetch(`${server.http}/healthz`)).text(), '{"status":"alive"}');
  }
}

/** Sends without a pause and takes what comes, until it is told to stop. @returns how many bytes went out and came back */
async function flood(conn: Deno.TcpConn, bytes: Uint8Array, state: { over: boolean }): Promise<{ sent: number; got: number }> {
  let sent = 0;
  let got = 0;
  const reading = (async () => {
    const buffer = new Uint8Array(65_536);
    for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) got += length;
  })();
  for (let at = 0; !state.over; at %= bytes.length) {
    const length = await conn.write(bytes.subarray(at));
    sent += length;
    at += length;
  }
  await conn.closeWrite();
  await reading;
  conn.close();
  return { sent, got };
}

async function besideFlood(
  server: RunningServer,
  conn: Deno.TcpConn,
  bytes: Uint8Array,
): Promise<{ sent: number; got: number }> {
  const state = { over: false };
  const flooding = flood(conn, bytes, state);
  await behave(server);
  state.over = true;
  return await flooding;
}

Deno.test("beside a connection that pipelines without end others are served, and all of it is answered", () =>
  withServer(async (server) => {
    const line = "PING\n";
    const { sent, got } = await besideFlood(
      server,
      await Deno.connect(server.tcp),
      new TextEncoder().encode(line.repeat(13_000)),
    );
    const requests = Math.floor(sent / line.length);
    ok(requests > 13_000);
    const unfinished = sent % line.length === 0
      ? 0
      : `# the last ${sent % line.length} bytes were ignored: a request must end with a newline\n`.length;
    strictEqual(got, `${BANNER}\n`.length + requests * "OK\n".length + unfinished);
  }));

Deno.test("beside a WebSocket that sends empty messages without end others are served", () =>
  withServer(async (server) => {
    const conn = await Deno.connect(httpAddress(server));
    await conn.write(
      new TextEncoder().encode(
        "GET /ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
          "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n",
      ),
    );
    // Masked, of no bytes (RFC 6455, 5.2).
    const messages = new Uint8Array(60_000);
    for (let i = 0; i < messages.length; i += 6) messages.set([0x81, 0x80], i);
    const { sent } = await besideFlood(server, conn, messages);
    ok(sent > messages.length);
  }));

Deno.test("beside lines and bodies of many numbers others are served", () =>
  withServer(async (server) => {
    const many = Array.from({ length: 200_000 }, (_, i) => i % 10);
    const state = { over: false };
    let bodies = 0;
    const posting = (async () => {
      const init = {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ values: many }),
      };
      while (!state.over) {
        const response = await fetch(`${server.http}/api/array`, init);
        strictEqual((await response.json()).added.length, many.length);
        bodies++;
      }
    })();
    const adding = besideFlood(
      server,
      await Deno.connect(server.tcp),
      new TextEncoder().encode(`ADD ${many.join(" ")}\n`),
    );
    await adding;
    state.over = true;
    await posting;
    ok(bodies > 0);
  }));

Deno.test("connections that are reset before they are served do not close the door", () =>
  withServer(async (server) => {
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 500 }, () =>
        new Promise<void>((done) => {
          const socket = connectByNode(server.tcp.port, server.tcp.hostname);
          socket.on("connect", () => socket.resetAndDestroy());
          socket.on("error", () => {});
          socket.on("close", () => done());
        })));
      using client = await RawClient.connectOnly(server.tcp);
      strictEqual(await client.line(), BANNER);
    }
  }));

Deno.test("the door for HTTP opens again after the descriptors ran out, though somebody follows the events all the time", () =>
  withServer(async (server) => {
    await using events = await EventReader.open(`${server.http}/api/events`);
    strictEqual((await events.next())?.type, "hello");
    const crowd: Deno.TcpConn[] = [];
    while (crowd.length < 100) crowd.push(await Deno.connect(httpAddress(server)));
    for (const conn of crowd) conn.close();
    await eventually(async () => {
      const response = await fetch(`${server.http}/healthz`).catch(() => null);
      return await response?.text() === '{"status":"alive"}';
    });
    using client = await connect(server);
    strictEqual(await client.ask("ADD 1"), "OK 1");
    strictEqual((await events.take(2)).at(-1)?.type, "array");
  }, { descriptors: 60 }));
