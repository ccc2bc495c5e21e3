import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import type { Server } from "../../../server/mod.ts";
import { EventReader } from "../../support/event_reader.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { QuizPlayer, solve } from "../../support/quiz_player.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";
import { WebSocketClient } from "../../support/web_socket_client.ts";

const url = (server: Server, path: string) => `http://${formatAddress(server.http)}${path}`;

async function ask(server: Server, path: string) {
  return await (await fetch(url(server, path))).json();
}

Deno.test("the feed tells all that happens, each kind of it, without a token", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeats: 1 } });
  await using feed = await EventReader.open(url(server, "/api/events"));
  strictEqual((await feed.next())?.type, "hello");
  const told = async (count: number) => {
    clock.advance(50);
    return (await feed.take(count)).map(({ type, data }) => ({ type, ...data }));
  };
  using client = await RawClient.connect(server.tcp);
  const address = (await ask(server, "/api/connections")).connections[0].address;
  deepStrictEqual(await told(1), [{ type: "connection", id: 1, what: "opened", transport: "tcp", address }]);
  await client.send("ADD 9 1\nREMOVE 1 2\nADD 5\n");
  for (let i = 0; i < 3; i++) await client.line();
  deepStrictEqual(await told(1), [{ type: "array", added: 3, values: [9, 1, 5], removed: 1, count: 2 }]);
  await client.ask(`ADD ${Array.from({ length: 100 }, (_, i) => i).join(" ")}`);
  await client.ask("CLEAR");
  const [large, cleared] = await told(2);
  deepStrictEqual({ ...large, values: large.values.length }, { type: "array", added: 100, values: 20, removed: 0, count: 102 });
  deepStrictEqual(cleared, { type: "array", added: 0, values: [], removed: 102, count: 0 });
  await client.ask("COUNTER 7");
  await client.ask("VALUE 3");
  deepStrictEqual(await told(2), [
    { type: "counter", id: 7, value: 0, increment: 1, connected: true },
    { type: "counter", id: 7, value: 3, increment: 1, connected: true },
  ]);
  using ada = await QuizPlayer.join(server.tcp, "Ada");
  const question = await ada.question();
  {
    using _ben = await QuizPlayer.join(server.tcp, "Ben");
    deepStrictEqual((await told(4)).map(({ type, what, name, place }) => [type, what, name, place]), [
      ["connection", "opened", undefined, undefined],
      ["player", "playing", "Ada", 0],
      ["connection", "opened", undefined, undefined],
      ["player", "waiting", "Ben", 1],
    ]);
  }
  await ada.client.ask(`${solve(question)}`);
  clock.advance(1000);
  const events = [...await feed.take(3)].map(({ type, data }) => `${type} ${data.what ?? data.verdict} ${data.name ?? ""}`);
  deepStrictEqual(events.sort(), ["answer correct Ada", "connection closed ", "player away Ben"]);
  await ada.client.send("SKIP\n".repeat(9));
  await ada.until("* result");
  const game = await told(11);
  deepStrictEqual(game.slice(0, 2).map(({ type, question, verdict, marks }) => [type, question, verdict, marks]), [
    ["answer", 2, "skipped", 1],
    ["answer", 3, "skipped", 1],
  ]);
  deepStrictEqual(game.at(9), { type: "result", name: "Ada", marks: 1, seconds: 1.05, rank: 1 });
  deepStrictEqual(game.at(10), { type: "player", name: "Ben", what: "playing", place: 0 });
  ok(!JSON.stringify([events, game]).includes("token"));
});

Deno.test("a stream that broke off is taken up by the id of its last event, or told to reload", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  let last: string;
  {
    await using feed = await EventReader.open(url(server, "/api/events"));
    await feed.next();
    await client.ask("ADD 1");
    clock.advance(50);
    last = (await feed.next())?.id ?? "";
  }
  await client.ask("ADD 2");
  await client.ask("ADD 3");
  await using feed = await EventReader.open(url(server, "/api/events"), { "last-event-id": last });
  deepStrictEqual((await feed.take(2)).map(({ data }) => data.values), [[2], [3]]);
  await using other = await EventReader.open(url(server, "/api/events"), { "last-event-id": "before-7" });
  strictEqual((await other.next())?.type, "reload");
});

Deno.test("200 readers get every event, in order", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  const readers = await Promise.all(Array.from({ length: 200 }, () => EventReader.open(url(server, "/api/events"))));
  for (const reader of readers) strictEqual((await reader.next())?.type, "hello");
  for (let i = 0; i < 500; i++) {
    await client.ask(`ADD ${i}`);
    if (i % 25 === 24) clock.advance(50);
  }
  for (const reader of readers) {
    for (let i = 0; i < 500; i++) deepStrictEqual((await reader.next())?.data.values, [i]);
    await reader[Symbol.asyncDispose]();
  }
});

Deno.test("who does not read the feed is let go, however long the connection stays, and slows nobody", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using idle = await RawClient.connectOnly(server.http);
  await idle.send("GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n");
  const readers = async () => (await (await fetch(url(server, "/metrics"))).text()).match(/^app_event_readers (\d+)$/m)?.[1];
  while (await readers() !== "1");
  using client = await RawClient.connect(server.tcp);
  await client.ask("COUNTER 7");
  const group = 2000;
  let value = 0;
  while (await readers() === "1") {
    await client.send(Array.from({ length: group }, () => `VALUE ${++value}\n`).join(""));
    for (let i = 0; i < group; i++) await client.line();
    clock.advance(50);
    ok(value < 1_000_000, "the reader was never let go");
  }
  strictEqual(await client.ask("PING"), "OK");
  // It is told when it looks.
  while (await idle.line() !== "event: cut");
  match(await idle.line(), /^data: \{"reason":"more than 8192 events were left unread"\}$/);
});

Deno.test("the open connections are listed with what they do and how much they said", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using first = await RawClient.connect(server.tcp);
  clock.advance(1000);
  using second = await RawClient.connect(server.tcp);
  strictEqual(await first.ask("PING"), "OK");
  const list = async () => (await ask(server, "/api/connections")).connections;
  // The newest first.
  const [two, one] = await list();
  match(one.address, /^127\.0\.0\.1:\d+$/);
  deepStrictEqual({ ...one, address: "" }, {
    id: 1,
    server: null,
    address: "",
    transport: "tcp",
    activity: "PING",
    openedAt: "2026-01-02T03:04:05.000Z",
    messages: 1,
    bytesIn: 5,
    bytesOut: 28,
  });
  deepStrictEqual([two.id, two.activity, two.openedAt], [2, "connected", "2026-01-02T03:04:06.000Z"]);
  await first.ask("COUNTER 7");
  await second.ask("QUIZ Ada");
  deepStrictEqual((await list()).map(({ activity }: { activity: string }) => activity), ["quiz as Ada", "counter 7"]);
  const ids = async (query: string) =>
    (await ask(server, `/api/connections?${query}`)).connections.map(({ id }: { id: number }) => id);
  deepStrictEqual([await ids("limit=1"), await ids("limit=1&before=2"), await ids("before=1")], [[2], [1], []]);
  const page = await ask(server, "/api/connections?limit=1");
  deepStrictEqual([await ids(`before=${page.next}`), (await ask(server, `/api/connections?before=${page.next}`)).next], [
    [1],
    null,
  ]);
});

Deno.test("the wire shows a connection's lines both ways as they go, no token among them, and its end", async () => {
  const clock = new FakeClock();
  // As long as the tokens that the program makes.
  const newToken = () => "token1abcdefghij";
  await using server = await startTestServer({ clock, newToken, config: { token: "open sesame" } });
  using client = await RawClient.connect(server.tcp);
  await using wire = await EventReader.open(url(server, "/api/connections/1/lines"));
  deepStrictEqual(await wire.next(), { type: "lines", id: "", data: { lines: [], skipped: 0 } });
  const lines = ["AUTH open sesame", "ECHO <b>\x1b[31m", "resumeopen sesame", "QUIZ Ada", "RESUME abc"];
  for (const line of lines) await client.ask(line);
  await client.ask("open sesame");
  clock.advance(100);
  const shown = [];
  for (let events = 0; events < 1; events++) shown.push(...(await wire.next())?.data.lines ?? []);
  const texts = shown.map(({ direction, text }: { direction: string; text: string }) => `${direction} ${text}`);
  deepStrictEqual(texts.slice(0, 8), [
    "< AUTH (not shown)",
    "> OK",
    "< ECHO <b>\\x1b[31m",
    "> OK <b>\\x1b[31m",
    "< (not shown)",
    texts[5],
    "< QUIZ Ada",
    "> OK token=(not shown) questions=10 name=Ada",
  ]);
  ok(!texts.join().includes("sesame"), texts.join("\n"));
  ok(!texts.join().includes("token1"), texts.join("\n"));
  client[Symbol.dispose]();
  let fromClient = texts.filter((text) => text.startsWith("<")).length;
  for (let event = await wire.next(); event?.type !== "closed"; event = await wire.next()) {
    fromClient += event?.data.lines.filter(({ direction }: { direction: string }) => direction === "<").length;
  }
  strictEqual(fromClient, lines.length + 1);
  strictEqual(await wire.next(), null);
});

/** What the wire shows first: the last lines of a connection. */
async function history(server: Server, id: number): Promise<string[]> {
  await using wire = await EventReader.open(url(server, `/api/connections/${id}/lines`));
  return textsOf((await wire.next())?.data.lines);
}

function textsOf(lines: { direction: string; text: string }[]): string[] {
  return lines.map(({ direction, text }) => `${direction} ${text}`);
}

Deno.test("who begins to watch sees the last 50 lines at once, over TCP and over WebSocket, and then those that come", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using overTcp = await RawClient.connect(server.tcp);
  await using overWebSocket = await WebSocketClient.connect(server.http);
  for (const [i, client] of [overTcp, overWebSocket].entries()) {
    deepStrictEqual(await history(server, i + 1), []);
    const at = clock.now();
    const said: string[] = [];
    for (let n = 1; n <= 40; n++) said.push(`< ECHO ${n}`, `> ${await client.ask(`ECHO ${n}`)}`);
    await using wire = await EventReader.open(url(server, `/api/connections/${i + 1}/lines`));
    const first = (await wire.next())?.data;
    deepStrictEqual(textsOf(first.lines), said.slice(-50));
    deepStrictEqual([first.skipped, first.lines[0].at], [0, at]);
    await client.ask("ADD 5");
    clock.advance(100);
    deepStrictEqual(textsOf((await wire.next())?.data.lines), ["< ADD 5", "> OK 1"]);
  }
});

Deno.test("between the last lines and those that come none is missing, and none is there twice", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  const perRound = 80;
  for (let round = 0; round < 30; round++) {
    const numbers = Array.from({ length: perRound }, (_, i) => round * perRound + i);
    const sending = client.send(numbers.map((number) => `ECHO ${number}\n`).join(""));
    await using wire = await EventReader.open(url(server, "/api/connections/1/lines"));
    const lines = textsOf((await wire.next())?.data.lines);
    await sending;
    for (let i = 0; i < perRound; i++) await client.line();
    await client.ask("PING");
    clock.advance(100);
    lines.push(...textsOf((await wire.next())?.data.lines));
    deepStrictEqual(lines.slice(-2), ["< PING", "> OK"]);
    for (const direction of ["< ECHO", "> OK"]) {
      const way = lines.flatMap((line) => line.startsWith(`${direction} `) ? Number(line.slice(direction.length)) : []);
      const end = (round + 1) * perRound;
      deepStrictEqual(way, way.map((_, i) => end - way.length + i));
    }
  }
});

Deno.test("no token is among the last lines, whatever was done with it", async () => {
  const token = "s3cret_token-16b";
  await using server = await startTestServer({
    newToken: () => token,
    config: { token: "open sesame", hostToken: "host sesame" },
  });
  using client = await RawClient.connect(server.tcp);
  const lines = [
    "AUTH wrong sesame",
    "AUTH open sesame",
    "AUTH host sesame",
    "auth:host sesame",
    "host sesame",
    "ECHO open sesame",
    `ECHO ${"x".repeat(500)} open sesame`,
    "QUIZ Ada",
    `ECHO ${token}`,
    `RESUME ${token}`,
    `reusme ${token}`,
    `resume${token}`,
    `ECHO ${"x".repeat(190)} ${token}`,
    "LEAVE",
    `RESUME ${token}`,
  ];
  for (const line of lines) await client.ask(line);
  const headers = { authorization: "Bearer host sesame" };
  await using wire = await EventReader.open(url(server, "/api/connections/1/lines"), headers);
  const shown = textsOf((await wire.next())?.data.lines);
  ok(shown.length >= 2 * lines.length, shown.join("\n"));
  ok(
    shown.includes("< AUTH (not shown)") && shown.includes("< QUIZ Ada") && shown.includes("< ECHO (not shown)"),
    shown.join("\n"),
  );
  ok(!/sesame|s3cret|16b/.test(shown.join("\n")), shown.join("\n"));
});

Deno.test("who watches a wire may leave together with the connection, in the middle of its lines", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  for (let id = 1; id <= 20; id++) {
    const client = await RawClient.connect(server.tcp);
    const wires = await Promise.all([1, 2, 3].map(() => EventReader.open(url(server, `/api/connections/${id}/lines`))));
    await client.send("PING\n".repeat(500));
    await client.line();
    await Promise.all([...wires.map((wire) => wire[Symbol.asyncDispose]()), client[Symbol.dispose]()]);
    clock.advance(100);
  }
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("PING"), "OK");
});

Deno.test("the token of a game is not shown on the wire, wherever it is sent", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, newToken: () => "s3cret_token-16b" });
  using player = await RawClient.connect(server.tcp);
  await player.ask("QUIZ Ada");
  using client = await RawClient.connect(server.tcp);
  await using wire = await EventReader.open(url(server, "/api/connections/2/lines"));
  await wire.next();
  for (const line of ["s3cret_token-16b", "ECHO s3cret_token-16b", "REUSME s3cret_token-16b", "ECHO other_token-1234"]) {
    await client.ask(line);
  }
  clock.advance(100);
  const texts = (await wire.next())?.data.lines.map(({ text }: { text: string }) => text);
  deepStrictEqual(texts.slice(2, 4), ["ECHO (not shown)", "OK (not shown)"]);
  ok(!JSON.stringify(texts).includes("s3cret"), texts.join("\n"));
  ok(JSON.stringify(texts).includes("OK other_token-1234"));
});

Deno.test("of a flood the wire shows some lines, and tells how many it left out", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  await using wire = await EventReader.open(url(server, "/api/connections/1/lines"));
  await wire.next();
  await client.send("PING\n".repeat(1000));
  for (let i = 0; i < 1000; i++) await client.line();
  clock.advance(100);
  const { lines, skipped } = (await wire.next())?.data ?? {};
  strictEqual(lines.length, 200);
  strictEqual(skipped, 1800);
});

Deno.test("HEAD opens no stream, and no more wires are watched at once than may be", async () => {
  await using server = await startTestServer();
  using _client = await RawClient.connect(server.tcp);
  for (const path of ["/api/events", "/api/connections/1/lines"]) {
    const head = await fetch(url(server, path), { method: "HEAD" });
    deepStrictEqual([head.status, head.headers.get("content-type"), head.headers.get("cache-control")], [
      200,
      "text/event-stream",
      "no-store",
    ]);
    await head.body?.cancel();
  }
  match(await (await fetch(url(server, "/metrics"))).text(), /^app_event_readers 0$/m);
  const wires: EventReader[] = [];
  for (let i = 0; i < 100; i++) wires.push(await EventReader.open(url(server, "/api/connections/1/lines")));
  const refused = await fetch(url(server, "/api/connections/1/lines"));
  strictEqual(refused.status, 503);
  match((await refused.json()).detail, /^100 wires are watched already/);
  for (const wire of wires) await wire[Symbol.asyncDispose]();
  // The server notices that they have gone a moment later.
  for (;;) {
    const again = await fetch(url(server, "/api/connections/1/lines"));
    await again.body?.cancel();
    if (again.status === 200) break;
  }
});

Deno.test("a connection that there is not can't be watched", async () => {
  await using server = await startTestServer();
  const response = await fetch(url(server, "/api/connections/5/lines"));
  strictEqual(response.status, 404);
  match((await response.json()).detail, /^no open connection has ID 5/);
});

Deno.test("the metrics count requests by verb and outcome, and tell the state", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  for (const line of ["ADD 1 2", "ADD x", "ADD 3", "VALUE 3", "NOPE", "COUNTER 7"]) await client.ask(line);
  for (let i = 0; i < 2; i++) await (await fetch(url(server, "/healthz"))).body?.cancel();
  await (await fetch(url(server, "/metrics"))).body?.cancel();
  const response = await fetch(url(server, "/metrics"));
  match(response.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  const values = Object.fromEntries(
    text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split(/ (?=\S+$)/)),
  );
  const expected: Record<string, string> = {
    "app_quiz_games_finished_total": "0",
    'app_requests_total{verb="ADD",outcome="ok"}': "2",
    'app_requests_total{verb="ADD",outcome="not-an-integer"}': "1",
    'app_requests_total{verb="VALUE",outcome="no-counter"}': "1",
    'app_requests_total{verb="none",outcome="unknown-command"}': "1",
    'app_connections{transport="tcp"}': "1",
    'app_connections{transport="websocket"}': "0",
    'app_http_requests_total{method="GET",status="200"}': "3",
    app_array_values: "3",
    app_counters: "1",
    app_event_readers: "0",
    app_journal_healthy: "1",
  };
  for (const [name, value] of Object.entries(expected)) strictEqual(values[name], value, name);
  ok(Number(values.app_commit_seconds_count) >= 3);
  ok(Number(values.process_resident_memory_bytes) > 1e6);
});

Deno.test("an open feed does not keep a server from stopping, and ends", async () => {
  const server = await startTestServer();
  await using feed = await EventReader.open(url(server, "/api/events"));
  await feed.next();
  using _client = await RawClient.connect(server.tcp);
  await using wire = await EventReader.open(url(server, "/api/connections/1/lines"));
  await wire.next();
  _client[Symbol.dispose]();
  await server.stop();
  for (let event = await feed.next(); event; event = await feed.next());
  for (let event = await wire.next(); event; event = await wire.next());
});
