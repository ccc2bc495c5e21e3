import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { MemoryJournal } from "../../../../../server/journal/memory.ts";
import { SqliteJournal } from "../../../../../server/journal/sqlite.ts";
import { join } from "node:path";
import { FakeClock } from "../../../../support/fake_clock.ts";
import { withFolder } from "../../../../support/folder.ts";
import { RawClient } from "../../../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../../../support/test_server.ts";

/** Opens a room. @returns its PIN and its token */
async function open(host: RawClient, what: string): Promise<{ pin: string; token: string }> {
  const reply = await host.ask(`ROOM ${what}`);
  const [, pin = "", token = ""] = reply.match(/^OK room=(\d{6}) token=(\S+) /) ?? [];
  ok(pin && token, reply);
  return { pin, token };
}

/** Joins a room. @returns the player's token */
async function enter(player: RawClient, pin: string, name: string): Promise<string> {
  const reply = await player.ask(`JOIN ${pin} ${name}`);
  const [, token = ""] = reply.match(/^OK token=(\S+) /) ?? [];
  ok(token, reply);
  return token;
}

/** The reply to a request, whatever is told in front of it. */
async function reply(client: RawClient, request: string): Promise<string> {
  await client.send(`${request}\n`);
  for (;;) {
    const line = await client.line();
    if (/^(OK|ERR)/.test(line)) return line;
  }
}

/** The next line that is not about how many are there. */
async function next(client: RawClient): Promise<string> {
  for (;;) {
    const line = await client.line();
    if (!/^\* (lobby|answered) /.test(line)) return line;
  }
}

async function lines(client: RawClient, count: number): Promise<string[]> {
  const lines: string[] = [];
  while (lines.length < count) lines.push(await next(client));
  return lines;
}

/** The right answer to an arithmetic question. */
function solve(question: string): number {
  const [, left, operator, right] = question.match(/text=(-?\d+) ([-+×÷]) (-?\d+)/) ?? [];
  const [a, b] = [Number(left), Number(right)];
  return operator === "+" ? a + b : operator === "-" ? a - b : operator === "×" ? a * b : a / b;
}

async function connect(server: TestServer): Promise<RawClient> {
  return await RawClient.connect(server.tcp);
}

Deno.test("a live game is told line by line, to players and to its host", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  using ada = await connect(server);
  using ben = await connect(server);
  const opened = await host.ask("ROOM arithmetic live");
  match(opened, /^OK room=\d{6} token=token\d+ mode=live points=marks auto=0 filter=off questions=10 title=Arithmetic$/);
  const [, pin] = opened.match(/room=(\d+)/) ?? [];
  strictEqual(await ada.ask(`JOIN ${pin} Ada`), `OK token=token2 room=${pin} mode=live questions=10 name=Ada`);
  strictEqual(await ada.line(), "* lobby players=1");
  match(await ben.ask(`JOIN ${pin} ada`), /name=ada 2$/);
  deepStrictEqual(await lines(host, 2), ["* joined name=Ada", "* joined name=ada 2"]);

  strictEqual(await host.ask("START"), "OK");
  const question = await next(ada);
  match(question, /^\* question 1\/10 kind=number seconds=20 text=/);
  strictEqual(await next(ben), question);
  strictEqual(await next(host), question);
  const answer = solve(question);
  strictEqual(await ada.ask(String(answer)), "OK answered");
  match(await ada.ask(String(answer)), /^ERR answered /);
  strictEqual(await ben.ask(`ANSWER ${answer + 1}`), "OK answered");

  strictEqual(await next(ada), `* reveal answer=${answer} correct=1/2 marks=1 verdict=correct text=${answer}`);
  strictEqual(await next(ben), `* reveal answer=${answer} correct=1/2 marks=-0.25 verdict=wrong text=${answer}`);
  strictEqual(await next(host), `* reveal answer=${answer} correct=1/2 text=${answer}`);
  strictEqual(await host.ask("NEXT"), "OK");
  strictEqual(await next(ada), "* standings rank=1 players=2 marks=1");
  strictEqual(await next(ben), "* standings rank=2 players=2 marks=-0.25");
  deepStrictEqual(await lines(host, 2), [
    "* rank 1 marks=1 seconds=0.000 name=Ada",
    "* rank 2 marks=-0.25 seconds=0.000 name=ada 2",
  ]);
  strictEqual(await host.ask("END"), "OK");
  deepStrictEqual(await lines(ben, 3), [
    "* podium 1 marks=1 name=Ada",
    "* podium 2 marks=-0.25 name=ada 2",
    "* result marks=-0.25 correct=0 wrong=1 skipped=0 seconds=0.000 rank=2 games=2 message=Better luck next time!",
  ]);
  // The room has let them go: they can play elsewhere.
  match(await ben.ask("QUIZ Ben"), /^OK token=/);
});

Deno.test("a game that ends in the middle of a question tells its answer first, if somebody has answered", async () => {
  await using server = await startTestServer();
  for (const isAnswered of [true, false]) {
    using host = await connect(server);
    using ada = await connect(server);
    using ben = await connect(server);
    const { pin } = await open(host, "arithmetic");
    await enter(ada, pin, "Ada");
    await enter(ben, pin, "Ben");
    await host.ask("START");
    const answer = solve(await next(ada));
    await next(ben);
    if (isAnswered) strictEqual(await reply(ada, String(answer)), "OK answered");
    strictEqual(await reply(host, "END"), "OK");
    const marks = isAnswered ? 1 : 0;
    const reveal = `* reveal answer=${answer} correct=1/2`;
    const podium = [`* podium 1 marks=${marks} name=Ada`, "* podium 2 marks=0 name=Ben"];
    deepStrictEqual(await lines(ada, isAnswered ? 3 : 2), [
      ...isAnswered ? [`${reveal} marks=1 verdict=correct text=${answer}`] : [],
      ...podium,
    ]);
    match(await next(ada), new RegExp(`^\\* result marks=${marks} correct=${marks} wrong=0 skipped=${1 - marks} `));
    deepStrictEqual(await lines(ben, isAnswered ? 3 : 2), [
      ...isAnswered ? [`${reveal} marks=0 verdict=none text=${answer}`] : [],
      ...podium,
    ]);
    for (let line = ""; line !== podium[1];) {
      line = await next(host);
      if (line.startsWith("* reveal ")) strictEqual(line, `${reveal} text=${answer}`);
    }
  }
});

Deno.test("a question's time runs on the server's clock, and the room goes on by itself if it is told to", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using host = await connect(server);
  using ada = await connect(server);
  const { pin } = await open(host, "arithmetic");
  await enter(ada, pin, "Ada");
  await host.ask("START");
  match(await next(ada), /^\* question 1\/10 .* seconds=20 /);
  clock.advance(19_999);
  match(await ada.ask("PING"), /^OK$/);
  clock.advance(1);
  match(await next(ada), /^\* reveal .* verdict=none /);
});

Deno.test("a player whose connection is lost comes back to the same place", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  const { pin } = await open(host, "arithmetic");
  using ben = await connect(server);
  await enter(ben, pin, "Ben");
  let token = "";
  {
    using ada = await connect(server);
    token = await enter(ada, pin, "Ada");
    await host.ask("START");
    const question = await next(ada);
    await ada.ask(String(solve(question)));
  }
  while (await next(host) !== "* left name=Ada");
  using back = await connect(server);
  match(await back.ask(`RESUME ${token}`), /^OK token=\S+ room=\d+ mode=live questions=10 name=Ada$/);
  strictEqual(await back.line(), "# You have answered this question: wait for the next one.");
  const question = await next(ben);
  await ben.ask(String(solve(question)));
  match(await next(back), /^\* reveal .* correct=2\/2 marks=1 verdict=correct /);
  // A connection that is not closed yet is let go.
  using newer = await connect(server);
  match(await newer.ask(`RESUME ${token}`), /^OK /);
  match(await back.line(), /^ERR taken-over /);
  match(await newer.line(), /^\* reveal .* marks=1 /);
});

Deno.test("a host who comes back is told who is there, in the order in which they came, and then where the game is", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  const { pin, token } = await open(host, "arithmetic");
  using ben = await connect(server);
  using ada = await connect(server);
  await enter(ben, pin, "Ben");
  {
    using eve = await connect(server);
    await enter(eve, pin, "Eve");
  }
  await enter(ada, pin, "Ada Lovelace");
  while (await next(host) !== "* left name=Eve");
  using second = await connect(server);
  match(await second.ask(`HOST ${pin} ${token}`), /phase=lobby players=3 /);
  deepStrictEqual(await lines(second, 2), ["* joined name=Ben", "* joined name=Ada Lovelace"]);
  await host.ask("START");
  using third = await connect(server);
  match(await third.ask(`HOST ${pin} ${token}`), /phase=question players=3 /);
  const [first, last, question] = await lines(third, 3);
  deepStrictEqual([first, last], ["* joined name=Ben", "* joined name=Ada Lovelace"]);
  match(question, /^\* question 1\/10 /);
  // Nobody is in a game that is over.
  await host.ask("END");
  using late = await connect(server);
  match(await late.ask(`HOST ${pin} ${token}`), /phase=podium players=3 /);
  match(await next(late), /^\* podium 1 /);
});

Deno.test("a live game goes on where it was when the server is killed and started again", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    const clock = new FakeClock();
    const start = () => startTestServer({ clock, journal: new SqliteJournal(path, { sync: "normal", clock }) });
    let pin = "";
    const tokens: Record<string, string> = {};
    let room = "";
    let question = "";
    {
      await using server = await start();
      using host = await connect(server);
      using ada = await connect(server);
      using ben = await connect(server);
      ({ pin, token: room } = await open(host, "arithmetic"));
      tokens.Ada = await enter(ada, pin, "Ada");
      tokens.Ben = await enter(ben, pin, "Ben");
      await host.ask("START");
      question = await next(ada);
      clock.advance(5000);
      await ada.ask(String(solve(question)));
    }
    await using server = await start();
    using host = await connect(server);
    match(await host.ask(`HOST ${pin} ${room}`), /mode=live .* phase=question players=2 questions=10 title=Arithmetic$/);
    strictEqual(await next(host), question.replace("seconds=20", "seconds=15"));
    using ada = await connect(server);
    await ada.ask(`RESUME ${tokens.Ada}`);
    using ben = await connect(server);
    await ben.ask(`RESUME ${tokens.Ben}`);
    strictEqual(await next(ben), question.replace("seconds=20", "seconds=15"));
    await ben.ask(String(solve(question)));
    strictEqual(await next(ada), "# You have answered this question: wait for the next one.");
    strictEqual(await reply(host, "NEXT"), "OK");
    match(await next(ada), /^\* reveal .* correct=2\/2 marks=1 verdict=correct /);
  }));

Deno.test("a question waits for a player who is lost, and who may come back and answer it", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  const { pin } = await open(host, "arithmetic");
  using ada = await connect(server);
  await enter(ada, pin, "Ada");
  const lost = await connect(server);
  const token = await enter(lost, pin, "Ben");
  await host.ask("START");
  const question = await next(ada);
  await ada.ask(String(solve(question)));
  lost[Symbol.dispose]();
  while (await next(host) !== "* left name=Ben");
  using ben = await connect(server);
  await ben.ask(`RESUME ${token}`);
  strictEqual(await next(ben), question);
  await ben.ask(String(solve(question)));
  match(await next(ben), /^\* reveal .* correct=2\/2 /);
});

Deno.test("in a self-paced room everybody answers at their own pace, and RESUME tells how it ended", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  const { pin } = await open(host, "arithmetic self-paced");
  using ada = await connect(server);
  const token = await enter(ada, pin, "Ada");
  for (let number = 1; number <= 10; number++) {
    const question = await next(ada);
    match(question, new RegExp(`^\\* question ${number}/10 kind=number seconds=0 text=`));
    const answer = solve(question);
    if (number === 1) match(await ada.ask("SKIP"), new RegExp(`^OK skipped answer=${answer} marks=0 text=${answer}$`));
    else if (number === 2) {
      strictEqual(await ada.ask(`ANSWER ${answer + 1}`), `OK wrong answer=${answer} marks=-0.25 text=${answer}`);
    } else strictEqual(await ada.ask(String(answer)), `OK correct marks=${number - 2.25}`);
  }
  const result = "* result marks=7.75 correct=8 wrong=1 skipped=1 seconds=0.000 rank=1 games=1 message=You did great!";
  strictEqual(await next(ada), result);
  using again = await connect(server);
  match(await again.ask(`RESUME ${token}`), /^OK token=/);
  strictEqual(await next(again), result);
});

Deno.test("a host removes players, locks the room, and closes it", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  const { pin } = await open(host, "network");
  using ada = await connect(server);
  await enter(ada, pin, "Ada Lovelace");
  strictEqual(await next(host), "* joined name=Ada Lovelace");
  strictEqual(await reply(host, "KICK ada lovelace"), "OK");
  strictEqual(await next(host), "* left name=Ada Lovelace");
  strictEqual(await next(ada), "* removed");
  match(await reply(ada, "ANSWER 1"), /^ERR no-quiz /);
  match(await reply(host, "KICK Ada"), /^ERR bad-name /);
  strictEqual(await reply(host, "LOCK"), "OK");
  match(await reply(ada, `JOIN ${pin} Ada`), /^ERR locked /);
  strictEqual(await reply(host, "UNLOCK"), "OK");
  await enter(ada, pin, "Ada");
});

Deno.test("what can't be done in a room is refused, with what to do instead", async () => {
  await using server = await startTestServer();
  using host = await connect(server);
  using ada = await connect(server);
  const refusals: [RawClient, string, RegExp][] = [
    [ada, "START", /^ERR no-room you host no room: send ROOM and a set to open one, or HOST, its PIN and its token$/],
    [ada, "JOIN 123456 Ada", /^ERR no-room no room has this PIN: check its six digits$/],
    [ada, "ROOM nothing", /^ERR no-set there is no set "nothing": there are arithmetic, network$/],
    [
      ada,
      "ROOM arithmetic slow",
      /^ERR bad-arguments ROOM takes a set and a mode, live or self-paced: send ROOM arithmetic live$/,
    ],
    [ada, "ROOM arithmetic live now", /^ERR bad-arguments ROOM takes a set and a mode/],
  ];
  for (const [client, request, reply] of refusals) match(await client.ask(request), reply);
  const { pin } = await open(host, "arithmetic");
  match(await host.ask(`JOIN ${pin} Ada`), /^ERR in-use this connection hosts a room: /);
  match(await host.ask("QUIZ Ada"), /^ERR in-use this connection hosts a room: /);
  match(
    await ada.ask(`JOIN ${pin}`),
    /^ERR bad-name a name is missing: send JOIN, the PIN and your name, for example JOIN \d+ Ada$/,
  );
  await enter(ada, pin, "Ada");
  match(await reply(ada, `JOIN ${pin} Ada`), /^ERR in-use you are in a room already: /);
  match(await reply(ada, "QUIZ Ada"), /^ERR in-use you are in a room already: /);
  match(await reply(ada, "SKIP"), /^ERR bad-arguments a live game goes on for all together: send ANSWER, or wait$/);
  match(await reply(ada, "HOW"), /^ERR unknown-command there is no command "HOW": to answer the question, send ANSWER and /);
  await reply(host, "START");
  match(await reply(host, "START"), /^ERR bad-arguments the game has started already: send NEXT to go on$/);
});

Deno.test("tokens of rooms are secrets: nobody can use one as a name", async () => {
  await using server = await startTestServer({ journal: new MemoryJournal() });
  using host = await connect(server);
  const { pin, token } = await open(host, "arithmetic");
  using ada = await connect(server);
  match(await ada.ask(`JOIN ${pin} ${token}`), /^ERR bad-name this is a secret token/);
  match(await ada.ask(`QUIZ ${token}`), /^ERR bad-name this is a secret token/);
});

Deno.test("the letter of a choice alone is an answer; a word is none, and the error says what to send", async () => {
  await using server = await startTestServer();
  const questions = [
    { kind: "choice", text: "Which?", choices: ["yes", "no"], answer: 1 },
    { kind: "multiple", text: "Which ones?", choices: ["1", "2", "3"], answers: [0, 2] },
  ];
  const pin = await openOwn(server, { questions, mode: "self-paced" });
  using ada = await connect(server);
  // It may come in one packet with what lets it be one.
  await ada.send(`JOIN ${pin} Ada\nc\nb\nAC\nANSWER AC\n`);
  deepStrictEqual((await lines(ada, 12)).filter((line) => /^(OK|ERR)/.test(line)).slice(1), [
    "ERR bad-arguments the choices are A to B, and the question is still open: send, for example, ANSWER B",
    "OK correct marks=1",
    'ERR unknown-command there is no command "AC": to answer the question, send ANSWER and the letter, number or text',
    "OK correct marks=2",
  ]);
});

/** Opens a room with questions of its own, over REST. @returns its PIN */
async function openOwn(
  { http }: TestServer,
  { questions, token, ...settings }: { questions: readonly unknown[]; token?: string; mode?: "live" | "self-paced" },
): Promise<string> {
  const headers = { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const post = async (path: string, body: unknown) => {
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return await (await fetch(`http://127.0.0.1:${http.port}${path}`, init)).json();
  };
  const { id } = await post("/api/sets", { title: "Own", questions });
  return (await post("/api/rooms", { set: id, ...settings })).pin;
}
