import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import { BANNER } from "../../../protocol/help.ts";
import { systemClock } from "../../../server/clock.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";
import { ToldJournal } from "../../support/told_journal.ts";
import { CLOSE, closePayload, frameOf, FrameReader, TEXT } from "../../support/web_socket_frames.ts";
import { WebSocketClient } from "../../support/web_socket_client.ts";

Deno.test("a WebSocket speaks the same lines as TCP, one in a message or several, with an end or without", async () => {
  await using server = await startTestServer();
  await using client = WebSocketClient.connectOnly(server.http);
  strictEqual(await client.line(), BANNER);
  strictEqual(await client.ask("SORT 5 3 9 3"), "OK 3 3 5 9");
  await client.send("ADD 7\nRANK 7\n\nSTATS\n");
  deepStrictEqual([await client.line(), await client.line()], ["OK 1", "OK 3"]);
  strictEqual(await client.line(), "OK count=5 distinct=4 min=3 max=9 median=5 mean=5.4");
  await client.send(new TextEncoder().encode("ECHO grün"));
  strictEqual(await client.line(), "OK grün");
  using tcp = await RawClient.connect(server.tcp);
  strictEqual(await tcp.ask("GET"), "OK 3 3 5 7 9");
});

Deno.test("every request is answered over a WebSocket word for word as over TCP, errors among them", async () => {
  const requests = [
    "PING x",
    "add 1 2 x",
    "NOPE",
    "GTE",
    "RANGE 9 1",
    "RANGE 1 9 2",
    "REMOVE 1",
    "CLEAR",
    "GET",
    "STATS",
    "QUIZ",
    "7",
    "RESUME nothing",
    "LEADERBOARD",
    "COUNTER 99999",
    "COUNTER 7",
    "VALUE 3",
    "ODD",
    "GET / HTTP/1.1",
  ];
  const replies = async (
    connect: (server: Awaited<ReturnType<typeof startTestServer>>) => Promise<RawClient | WebSocketClient>,
  ) => {
    await using server = await startTestServer();
    const client = await connect(server);
    const lines: string[] = [];
    for (const request of requests) {
      await client.send(`${request}\n`);
      lines.push((await client.line()).replace(/the HTTP port, \d+$/, "the HTTP port"));
    }
    if (client instanceof RawClient) client[Symbol.dispose]();
    else await client[Symbol.asyncDispose]();
    return lines;
  };
  const overTcp = await replies((server) => RawClient.connect(server.tcp));
  deepStrictEqual(await replies((server) => WebSocketClient.connect(server.http)), overTcp);
  ok(overTcp.filter((line) => line.startsWith("ERR ")).length > 8);
});

Deno.test("10,000 requests in one message are all answered, in order", async () => {
  await using server = await startTestServer({ clock: systemClock });
  await using client = await WebSocketClient.connect(server.http);
  const count = 10_000;
  await client.send(Array.from({ length: count }, (_, i) => i % 3 === 0 ? `ADD ${i}` : `ECHO ${i}`).join("\n"));
  for (let i = 0; i < count; i++) strictEqual(await client.line(), i % 3 === 0 ? "OK 1" : `OK ${i}`);
});

Deno.test("a WebSocket may say much in its life, a little at a time", async () => {
  await using server = await startTestServer({ clock: systemClock, config: { maxLine: 1000 } });
  await using client = await WebSocketClient.connect(server.http);
  for (let i = 0; i < 60; i++) {
    await client.send(`ECHO ${"x".repeat(900)}\n`.repeat(60));
    for (let k = 0; k < 60; k++) strictEqual((await client.line()).length, 903);
  }
});

Deno.test("a character that is cut in two on the way is whole again", async () => {
  await using server = await startTestServer();
  await using client = await WebSocketClient.connect(server.http);
  const text = "ü€😀".repeat(20_000);
  strictEqual(await client.ask(`ECHO ${text}`), `OK ${text}`);
});

Deno.test("an answer of a million values comes whole over a WebSocket", async () => {
  await using server = await startTestServer({ clock: systemClock, config: { maxLine: 2 ** 24 } });
  await using client = await WebSocketClient.connect(server.http);
  const values = Array.from({ length: 1_000_000 }, (_, i) => i);
  strictEqual(await client.ask(`ADD ${values.join(" ")}`), "OK 1000000");
  strictEqual(await client.ask("GET"), `OK ${values.join(" ")}`);
});

Deno.test("what is over a limit is told in the same words, and the WebSocket is closed", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { maxLine: 100, maxConnections: 1, idleSeconds: 60 } });
  {
    await using client = await WebSocketClient.connect(server.http);
    await using other = WebSocketClient.connectOnly(server.http);
    match((await other.closed()).rest[0], /^ERR too-many-connections the server takes at most 1 connections/);
    await client.send("x".repeat(200));
    const { code, reason, rest } = await client.closed();
    strictEqual(code, 1009);
    strictEqual(rest[0], `ERR line-too-long ${reason}`);
    match(reason, /^a line can have at most 100 bytes: /);
  }
  {
    await using client = await connectWhenFree(server.http);
    await client.send(Uint8Array.of(0x50, 0xff, 0x0a));
    const { code, rest } = await client.closed();
    strictEqual(code, 1007);
    match(rest[0], /^ERR not-utf8 /);
  }
  await using client = await connectWhenFree(server.http);
  clock.advance(60_500);
  const { code, rest } = await client.closed();
  strictEqual(code, 1008);
  match(rest[0], /^ERR idle nothing was sent for 60 seconds/);
});

/** The server notices that another has gone a moment later than its client. */
async function connectWhenFree(http: Deno.NetAddr): Promise<WebSocketClient> {
  for (;;) {
    const client = WebSocketClient.connectOnly(http);
    if (await client.line() === BANNER) return client;
    await client[Symbol.asyncDispose]();
  }
}

Deno.test("QUIT closes a WebSocket, and a server that stops tells why", async () => {
  const server = await startTestServer();
  await using leaving = await WebSocketClient.connect(server.http);
  await leaving.send("QUIT");
  deepStrictEqual(await leaving.closed(), { code: 1000, reason: "", rest: ["OK bye"] });
  await using client = await WebSocketClient.connect(server.http);
  await server.stop();
  const { code, reason, rest } = await client.closed();
  deepStrictEqual({ code, rest }, { code: 1001, rest: [`ERR shutting-down ${reason}`] });
});

Deno.test("a server that stops answers what is under way on a WebSocket, and opens no other", async () => {
  const journal = new ToldJournal();
  const server = await startTestServer({ journal });
  await using client = await WebSocketClient.connect(server.http);
  const commit = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  journal.onCommit = () => {
    asked.resolve();
    return commit.promise;
  };
  await client.send("ADD 1");
  await asked.promise;
  const stopped = server.stop();
  await using late = WebSocketClient.connectOnly(server.http);
  deepStrictEqual((await late.closed()).rest, []);
  journal.onCommit = () => {};
  commit.resolve();
  const { code, rest } = await client.closed();
  deepStrictEqual({ code, answer: rest[0], reason: rest[1].split(" ", 2).join(" ") }, {
    code: 1001,
    answer: "OK 1",
    reason: "ERR shutting-down",
  });
  await stopped;
});

Deno.test("who sends more than can be handled is not read from until it can, and loses nothing", async () => {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal, config: { maxLine: 1000 } });
  await using greedy = await WebSocketClient.connect(server.http);
  const commit = Promise.withResolvers<void>();
  journal.onCommit = () => commit.promise;
  await greedy.send("ADD 1");
  const [messages, lines] = [150, 100];
  for (let i = 0; i < messages; i++) await greedy.send(`ECHO ${"x".repeat(900)}\n`.repeat(lines));
  await using other = await WebSocketClient.connect(server.http);
  for (let i = 0; i < 100; i++) strictEqual(await other.ask("PING"), "OK");
  ok(greedy.unsent > 0, "13 MB went into a server that could not handle them");
  journal.onCommit = () => {};
  commit.resolve();
  strictEqual(await greedy.line(), "OK 1");
  for (let i = 0; i < messages * lines; i++) strictEqual((await greedy.line()).length, 903);
});

Deno.test("a message that is too long, also in pieces that do not end, is refused before it is all there", async () => {
  await using server = await startTestServer({ config: { maxLine: 1000 } });
  using raw = await RawClient.connectOnly(server.http);
  await raw.send(
    "GET /ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n",
  );
  match(await raw.line(), /^HTTP\/1\.1 101 /);
  // Fragments of 65,535 bytes, masked with zeros, none of which is the last (RFC 6455, 5.2).
  const fragment = (opcode: number) => {
    const frame = new Uint8Array(8 + 65_535).fill(0x78, 8);
    frame.set([opcode, 0x80 | 126, 0xff, 0xff]);
    return frame;
  };
  const sending = (async () => {
    await raw.send(fragment(0x01));
    for (let i = 0; i < 100; i++) await raw.send(fragment(0x00));
  })();
  await Promise.allSettled([sending, raw.rest()]);
  strictEqual(await raw.isClosed(), true);
});

Deno.test("a page of another site can't connect, and who wants no WebSocket is told", async () => {
  await using server = await startTestServer();
  const url = `http://${formatAddress(server.http)}/ws`;
  const plain = await fetch(url);
  strictEqual(plain.status, 426);
  match((await plain.json()).detail, /^\/ws speaks the line protocol over a WebSocket: .* \/docs/);
  using raw = await RawClient.connectOnly(server.http);
  await raw.send(
    "GET /ws HTTP/1.1\r\nhost: localhost\r\norigin: http://evil.example\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n",
  );
  match(await raw.line(), /^HTTP\/1\.1 403 /);
  // A name of theirs may lead to this computer.
  for (const path of ["GET /ws", "DELETE /api/array"]) {
    using rebound = await RawClient.connectOnly(server.http);
    await rebound.send(
      `${path} HTTP/1.1\r\nhost: evil.example:8000\r\norigin: http://evil.example:8000\r\nupgrade: websocket\r\n\r\n`,
    );
    match(await rebound.line(), /^HTTP\/1\.1 421 /);
  }
  for (const headers of ["origin: null\r\nupgrade: websocket\r\n", "upgrade: websocket\r\n"]) {
    using odd = await RawClient.connectOnly(server.http);
    await odd.send(`GET /ws HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`);
    match(await odd.line(), headers.startsWith("origin") ? /^HTTP\/1\.1 403 / : /^HTTP\/1\.1 426 /);
  }
});

Deno.test("a quiz is played over a WebSocket, and resumed on another after it was lost", async () => {
  await using server = await startTestServer();
  let token: string;
  let question: string;
  {
    await using client = await WebSocketClient.connect(server.http);
    [, token] = (await client.ask("QUIZ Ada")).match(/token=(\S+)/) ?? ["", ""];
    for (let i = 0; i < 3; i++) match(await client.line(), /^# /);
    question = await client.line();
    match(question, /^\* question 1\/10 /);
  }
  await using client = await WebSocketClient.connect(server.http);
  const reply = await client.ask(`RESUME ${token}`);
  match(reply, /^OK token=.* name=Ada$/);
  let line = await client.line();
  while (line.startsWith("#")) line = await client.line();
  strictEqual(line, question);
});

Deno.test("whoever closes a WebSocket in the middle of a long reply, or breaks its rules, is told so", async () => {
  await using server = await startTestServer();
  const mask = new Uint8Array(4);
  const ask = { opcode: TEXT, payload: new TextEncoder().encode("GET") };
  using lines = await RawClient.connect(server.tcp);
  // More than all buffers on the way have room for.
  for (let i = 0; i < 20; i++) strictEqual(await lines.ask(`ADD${` ${Number.MAX_SAFE_INTEGER}`.repeat(60_000)}`), "OK 60000");
  const endings = [
    [frameOf({ opcode: CLOSE, payload: closePayload(1000) }, mask), 1000],
    [frameOf(ask, mask, { unmasked: true }), 1002],
    [frameOf({ ...ask, opcode: 3 }, mask), 1002],
  ] as const;
  for (const [ending, code] of endings) {
    using client = await FrameReader.open(server.http);
    await client.send(frameOf(ask, mask));
    let last = await client.next();
    await client.next();
    await client.send(ending);
    // It takes nothing until the server has seen that.
    for (let i = 0; i < 10; i++) strictEqual(await lines.ask("PING"), "OK");
    for (let frame = last; frame; frame = await client.next()) {
      last = frame;
      if (frame.opcode === CLOSE) await client.end();
    }
    strictEqual(last?.opcode, CLOSE);
    deepStrictEqual([...last.payload.subarray(0, 2)], [code >> 8, code & 0xff]);
  }
});
