import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { BANNER } from "../../../protocol/help.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { RawClient } from "../../support/raw_client.ts";
import { ToldJournal } from "../../support/told_journal.ts";
import { startTestServer } from "../../support/test_server.ts";

const TWO_MIB = 2 ** 21;

Deno.test("a client that sends and closes its side gets the banner and every answer, in order", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.tcp);
  await client.send("SORT 5 3 9 3\nGET\nADD x\nCOUNT\n");
  await client.end();
  const [banner, sorted, all, refused, count, ...more] = await client.rest();
  deepStrictEqual([banner, sorted, all, count, more], [BANNER, "OK 3 3 5 9", "OK 3 3 5 9", "OK 4", []]);
  match(refused, /^ERR not-an-integer "x" is not an integer from -9007199254740991 to 9007199254740991/);
});

Deno.test("every command of the array answers as the specification says", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  const talk: [string, string][] = [
    ["STATS", "OK count=0 distinct=0 min=- max=- median=- mean=-"],
    ["GET", "OK"],
    ["ADD 5 3 9 3", "OK 4"],
    ["SORT -7 100 -7", "OK -7 -7 100"],
    ["GET", "OK -7 -7 3 3 5 9 100"],
    ["GET 2", "OK 3 3 5 9 100"],
    ["GET 2 2", "OK 3 3"],
    ["GET 7", "OK"],
    ["GET 0 0", "OK"],
    ["GET 5 9007199254740991", "OK 9 100"],
    ["RANGE 3 9", "OK 3 3 5 9"],
    ["RANGE -7 3 3", "OK -7 -7 3"],
    ["RANGE 10 99", "OK"],
    ["RANGE -9007199254740991 9007199254740991", "OK -7 -7 3 3 5 9 100"],
    ["RANK 5", "OK 4"],
    ["RANK 9007199254740991", "OK 7"],
    ["STATS", "OK count=7 distinct=5 min=-7 max=100 median=3 mean=15.142857142857142"],
    ["REMOVE 3 3 3 4 100", "OK 3"],
    ["COUNT", "OK 4"],
    ["CLEAR", "OK 4"],
    ["COUNT", "OK 0"],
  ];
  for (const [request, reply] of talk) strictEqual(await client.ask(request), reply, request);
  match(await client.ask("RANGE 9 3"), /^ERR bad-arguments low 9 is above high 3/);
});

Deno.test("RANDOM puts in what it answers: integers from 0 to 999999, ascending", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  const one = await client.ask("RANDOM");
  match(one, /^OK \d{1,6}$/);
  await client.ask("CLEAR");
  const many = await client.ask("RANDOM 1000");
  const values = many.slice(3).split(" ").map(Number);
  strictEqual(values.length, 1000);
  ok(values.every((value, i) => value >= 0 && value <= 999_999 && (i === 0 || value >= values[i - 1])));
  strictEqual(await client.ask("GET"), many);
});

Deno.test("what every connection can ask is answered", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("PING"), "OK");
  strictEqual(await client.ask("PING  a  b "), "OK a  b");
  strictEqual(await client.ask("ECHO grüße 😀"), "OK grüße 😀");
  clock.advance(61_900);
  strictEqual(await client.ask("INFO"), "OK version=0.0.0 uptime_s=61 connections=1 array=0 players=0 counters=0");
  strictEqual(await client.ask("AUTH anything"), "OK");
  strictEqual(await client.line(), "# this server needs no token");
  strictEqual(await client.ask("QUIT"), "OK bye");
  deepStrictEqual(await client.rest(), []);
});

Deno.test("HELP teaches in lines for people, and ends with OK", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.send("HELP\nHELP sort\nQUIT\n");
  const lines = await client.rest();
  const ends = lines.flatMap((line, i) => line === "OK" ? [i] : []);
  strictEqual(ends.length, 2);
  strictEqual(ends[0], 0);
  ok(lines.slice(1, ends[1]).every((line) => line.startsWith("#")));
  ok(lines.some((line) => line.startsWith("#   SORT n…")));
  deepStrictEqual(lines.slice(ends[1] + 1, -1), [
    "# SORT n…",
    "#   adds the numbers and returns them in ascending order",
    "#   All or nothing: if one argument is invalid, nothing changes.",
    "#   Example: SORT 5 3 9 3",
  ]);
  match(await helpFor("SROT"), /^ERR unknown-command there is no command "SROT": did you mean SORT\?/);

  async function helpFor(verb: string): Promise<string> {
    using other = await RawClient.connect(server.tcp);
    return await other.ask(`HELP ${verb}`);
  }
});

Deno.test("a bad argument leaves the array as it was, and the connection open", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  const refused: [string, RegExp][] = [
    ["ADD 1 2 three", /^ERR not-an-integer "three"/],
    ["ADD 1 9007199254740992", /^ERR not-an-integer "9007199254740992"/],
    ["SORT 1 1.5", /^ERR not-an-integer "1.5"/],
    ["ADD", /^ERR bad-arguments ADD needs at least one integer/],
    ["RANDOM 1001", /^ERR bad-arguments RANDOM takes k from 1 to 1000/],
    ["AD 5", /^ERR unknown-command there is no command "AD": did you mean ADD\?/],
  ];
  for (const [request, reply] of refused) match(await client.ask(request), reply);
  strictEqual(await client.ask("COUNT"), "OK 0");
});

Deno.test("bytes one at a time, CRLF and empty lines make the same requests", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  for (const byte of new TextEncoder().encode("\r\n\nADD 4 2\r\n  \nGET\n")) await client.send(Uint8Array.of(byte));
  strictEqual(await client.line(), "OK 2");
  strictEqual(await client.line(), "OK 2 4");
});

Deno.test("10,000 requests in one write are all answered, in order, errors among them", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  const asked = Array.from({ length: 10_000 }, (_, i) => i % 4);
  await Promise.all([
    client.send(asked.map((kind, i) => [`ADD ${i} ${i}\n`, "COUNT\n", `ADD ${i} x\n`, `ECHO ${i}\n`][kind]).join("")),
    (async () => {
      for (const [i, kind] of asked.entries()) {
        const line = await client.line();
        const added = 2 * (1 + Math.floor(i / 4));
        const expected = ["OK 2", `OK ${added}`, 'ERR not-an-integer "x" ', `OK ${i}`][kind];
        ok(line.startsWith(expected), `${i}: ${line}`);
      }
    })(),
  ]);
});

Deno.test("a line of 2 MiB is refused with the limit, also before it ends, and the connection closed", async () => {
  await using server = await startTestServer();
  for (const end of ["\n", ""]) {
    using client = await RawClient.connect(server.tcp);
    const sent = client.send(`COUNT\nADD ${"1 ".repeat(TWO_MIB / 2)}${end}COUNT\n`);
    strictEqual(await client.line(), "OK 0");
    match(await client.line(), /^ERR line-too-long a line can have at most 1048576 bytes: .*--max-line$/);
    await sent;
    deepStrictEqual(await client.rest(), []);
  }
});

Deno.test("bytes that are not UTF-8 are refused behind the answers before them, and the connection closed", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.send(Uint8Array.from([...new TextEncoder().encode("ADD 1\nPING "), 0xc3, 0x28, 0x0a, 0x43, 0x0a]));
  strictEqual(await client.line(), "OK 1");
  match(await client.line(), /^ERR not-utf8 a line must be valid UTF-8/);
  deepStrictEqual(await client.rest(), []);
});

Deno.test("a client that vanishes in mid-line has changed nothing with it, and harms nobody", async () => {
  await using server = await startTestServer();
  using witness = await RawClient.connect(server.tcp);
  const client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("ADD 1"), "OK 1");
  await client.send("ADD 12345");
  client[Symbol.dispose]();
  await eventually(async () => (await witness.ask("INFO")).includes(" connections=1 array=1 "));
  strictEqual(await witness.ask("GET"), "OK 1");
});

Deno.test("a line without an end is told to be ignored when the client closes its side", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.send("ADD 1\nADD 12345");
  await client.end();
  deepStrictEqual(await client.rest(), ["OK 1", "# the last 9 bytes were ignored: a request must end with a newline"]);
});

Deno.test("an answer larger than any buffer arrives whole, as the array stood when it was asked for", async () => {
  await using server = await startTestServer({ config: { maxLine: 2 ** 24 } });
  using reader = await RawClient.connect(server.tcp);
  using writer = await RawClient.connect(server.tcp);
  const values = Array.from({ length: 200_000 }, (_, i) => 3 * i);
  strictEqual(await writer.ask(`ADD ${values.join(" ")}`), "OK 200000");
  await reader.send("GET\nCOUNT\n");
  strictEqual(await reader.line(), `OK ${values.join(" ")}`);
  strictEqual(await reader.line(), "OK 200000");
  await reader.send("GET\n");
  // The answer has begun. While the reader does not read on, most of it waits in the server, and the array changes under it.
  await reader.more();
  strictEqual(await writer.ask("REMOVE 0 3 6"), "OK 3");
  strictEqual(await writer.ask("CLEAR"), "OK 199997");
  strictEqual(await reader.line(), `OK ${values.join(" ")}`);
});

Deno.test("a million integers in one line are in, and come back in ascending order", async () => {
  await using server = await startTestServer({ config: { maxLine: 2 ** 24 } });
  using client = await RawClient.connect(server.tcp);
  const values = Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1_000_003 - 500_000);
  strictEqual(await client.ask(`ADD ${values.join(" ")}`), "OK 1000000");
  strictEqual(await client.ask("GET"), `OK ${values.sort((a, b) => a - b).join(" ")}`);
});

Deno.test("a connection on which nothing moves is closed with the reason, one that talks is not", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { idleSeconds: 60 } });
  using quiet = await RawClient.connect(server.tcp);
  using talker = await RawClient.connect(server.tcp);
  for (let i = 0; i < 3; i++) {
    clock.advance(30_000);
    if (i < 2) strictEqual(await talker.ask("PING"), "OK");
  }
  match(await quiet.line(), /^ERR idle nothing was sent for 60 seconds/);
  deepStrictEqual(await quiet.rest(), []);
  strictEqual(await talker.ask("PING"), "OK");
});

Deno.test("setting the computer's clock closes no connection", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { idleSeconds: 60 } });
  using client = await RawClient.connect(server.tcp);
  for (const jump of [3_600_000, -7_200_000]) {
    clock.jump(jump);
    clock.advance(1000);
    strictEqual(await client.ask("PING"), "OK");
  }
  match(await client.ask("INFO"), / uptime_s=2 /);
});

Deno.test("a connection too many is told the limit and closed, and there is room again when another has gone", async () => {
  await using server = await startTestServer({ config: { maxConnections: 2 } });
  const first = await RawClient.connect(server.tcp);
  using second = await RawClient.connect(server.tcp);
  using third = await RawClient.connectOnly(server.tcp);
  const [reason, ...more] = await third.rest();
  match(reason, /^ERR too-many-connections the server takes at most 2 connections/);
  deepStrictEqual(more, []);
  strictEqual(await first.ask("QUIT"), "OK bye");
  await first.rest();
  first[Symbol.dispose]();
  third[Symbol.dispose]();
  await eventually(async () => (await second.ask("INFO")).includes("connections=1 "));
  using fourth = await RawClient.connectOnly(server.tcp);
  strictEqual(await fourth.line(), BANNER);
});

Deno.test("with a journal that takes its time every request is still answered once, in order", async () => {
  const waiting: (() => void)[] = [];
  const asked = { at: Promise.withResolvers<void>() };
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  journal.onCommit = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      asked.at.resolve();
    });
  using client = await RawClient.connect(server.tcp);
  const long = "x".repeat(70_000);
  await client.send(`ECHO ${long}\nADD 1\n`);
  strictEqual(await client.line(), `OK ${long}`);
  await asked.at.promise;
  await client.send("ADD 2 2\nCOUNT\nADD x\nPING\n");
  for (const reply of ["OK 1", "OK 2", "OK 3", /^ERR not-an-integer/, "OK"]) {
    asked.at = Promise.withResolvers();
    const line = client.line();
    for (const commit of waiting.splice(0)) commit();
    if (reply === "OK 1") {
      strictEqual(await line, reply);
      await asked.at.promise;
    } else if (typeof reply === "string") strictEqual(await line, reply);
    else match(await line, reply);
  }
  journal.onCommit = () => {};
});

Deno.test("a client that asks for much at once does not keep others waiting until all of it is done", async () => {
  await using server = await startTestServer();
  using greedy = await RawClient.connect(server.tcp);
  using other = await RawClient.connect(server.tcp);
  const lines = 5000;
  const sending = greedy.send("RANDOM 1000\n".repeat(lines));
  await greedy.line();
  const count = Number((await other.ask("COUNT")).slice(3));
  ok(count < lines * 1000, "the others were served last");
  for (let i = 1; i < lines; i++) await greedy.line();
  await sending;
  strictEqual(await other.ask("COUNT"), `OK ${lines * 1000}`);
});

Deno.test("what a browser sends to the wrong port is refused before its body is done", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("ADD 1"), "OK 1");
  for (
    const requestLine of [
      "POST / HTTP/1.1",
      "GET / HTTP/1.0",
      "REMOVE /1 HTTP/1.1",
      "OPTIONS * HTTP/1.1",
      "PRI * HTTP/2.0",
      "GET / HTTP/3",
      "\ufeffGET / http/1.1",
    ]
  ) {
    using browser = await RawClient.connect(server.tcp);
    await browser.send(`${requestLine}\r\nhost: localhost:4000\r\ncontent-type: text/plain\r\n\r\nCLEAR\n`);
    const [reason, ...more] = await browser.rest();
    strictEqual(reason, `ERR unknown-command this port is for lines, not HTTP: use the HTTP port, ${server.http.port}`);
    deepStrictEqual(more, []);
  }
  strictEqual(await client.ask("COUNT"), "OK 1");
});

Deno.test("who speaks TLS to the port for lines is told at once that it does not", async () => {
  await using server = await startTestServer();
  // A ClientHello, with no newline in it and a request behind that would be one.
  const hello = Uint8Array.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]);
  for (const bytes of [hello, hello.subarray(0, 1), Uint8Array.from([...hello, ...new TextEncoder().encode("\nADD 1\n")])]) {
    using client = await RawClient.connect(server.tcp);
    await client.send(bytes);
    const [reason, ...more] = await client.rest();
    match(reason, /^ERR not-utf8 this port does not speak TLS: /);
    deepStrictEqual(more, []);
  }
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("COUNT"), "OK 0");
});

Deno.test("changes need the token where the server has one, reads do not", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { token: "open sesame" } });
  using client = await RawClient.connect(server.tcp);
  match(await client.ask("ADD 1"), /^ERR unauthorized changes need the server's token: send AUTH/);
  strictEqual(await client.ask("COUNT"), "OK 0");
  match(await client.ask("AUTH open simsim"), /^ERR unauthorized this is not the server's token/);
  match(await client.ask("ADD 1"), /^ERR unauthorized/);
  strictEqual(await client.ask("AUTH open sesame"), "OK");
  strictEqual(await client.ask("ADD 1"), "OK 1");
});

Deno.test("who guesses tokens is refused across connections, and the right token is accepted all the same", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { token: "open sesame" } });
  for (let i = 0; i < 10; i++) {
    using client = await RawClient.connect(server.tcp);
    match(await client.ask(`AUTH guess${i}`), /^ERR unauthorized/);
  }
  using client = await RawClient.connect(server.tcp);
  match(
    await client.ask("AUTH guess"),
    /^ERR rate-limited too many wrong tokens, this one among them: wait 60 seconds/,
  );
  deepStrictEqual(await client.rest(), []);
  using other = await RawClient.connect(server.tcp);
  strictEqual(await other.ask("AUTH open sesame"), "OK");
});

Deno.test("a client that sends and never reads is not read from without end, and others are served", async () => {
  await using server = await startTestServer();
  using greedy = await RawClient.connect(server.tcp);
  using other = await RawClient.connect(server.tcp);
  const line = `ECHO ${"x".repeat(1000)}\n`;
  let sentAll = false;
  const sending = greedy.send(line.repeat(50_000)).then(() => sentAll = true);
  for (let i = 0; i < 200; i++) strictEqual(await other.ask("PING"), "OK");
  strictEqual(sentAll, false, "50 MB went into a server that could not get rid of the answers");
  for (let i = 0; i < 50_000; i++) await greedy.line();
  await sending;
});
