import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../../protocol/address.ts";
import type { Server } from "../../../../server/mod.ts";
import { eventually } from "../../../support/eventually.ts";
import { FakeClock } from "../../../support/fake_clock.ts";
import { type Move, QuizPlayer, solve } from "../../../support/quiz_player.ts";
import { RawClient } from "../../../support/raw_client.ts";
import { seededRandom } from "../../../../server/seeded_random.ts";
import { ToldJournal } from "../../../support/told_journal.ts";
import { startTestServer } from "../../../support/test_server.ts";

const ALL_RIGHT: Move[] = Array(10).fill("right");

async function rest(server: Server, path: string) {
  return await fetch(`http://${formatAddress(server.http)}/api/quiz/${path}`);
}

/** Waits until the server has noticed that this player's connection is gone. */
async function untilAway(server: Server, player: number): Promise<void> {
  await eventually(async () => (await (await rest(server, "players")).json()).players[player].away);
}

/** Waits until the server says so many players play or wait. */
async function untilPlayers(client: RawClient, count: number): Promise<void> {
  await eventually(async () => (await client.ask("INFO")).includes(` players=${count} `));
}

Deno.test("a whole game is told line by line", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("quiz Ada Lovelace"), "OK token=token1 questions=10 name=Ada Lovelace");
  for (
    const rule of [
      /^# 10 questions with two numbers from 0 to 9/,
      /^# Send the answer, or SKIP\./,
      /^# .* within 300 seconds .*RESUME/,
    ]
  ) {
    match(await client.line(), rule);
  }
  let marks = 0;
  for (let number = 1; number <= 10; number++) {
    const [, question] = (await client.line()).match(new RegExp(`^\\* question ${number}/10 (\\d [-+*/] \\d)$`)) ?? [];
    const answer = solve(question);
    clock.advance(1001);
    match(await client.ask("ANSWER twelve"), /^ERR not-an-integer "twelve"/);
    match(await client.ask("1.5"), /^ERR not-an-integer "1\.5"/);
    match(await client.ask("B"), /^ERR not-an-integer "B" is not an integer, and the question is still open: .*, or SKIP$/);
    match(await client.ask("1 2"), /^ERR not-an-integer "1 2" is not an integer, and the question is still open/);
    if (number === 2) strictEqual(await client.ask(`ANSWER ${answer + 1}`), `OK wrong answer=${answer} marks=${marks -= 0.25}`);
    else if (number === 3) strictEqual(await client.ask("SKIP"), `OK skipped answer=${answer} marks=${marks}`);
    else strictEqual(await client.ask(`${answer}`), `OK correct marks=${marks += 1}`);
  }
  strictEqual(
    await client.line(),
    "* result marks=7.75 correct=8 wrong=1 skipped=1 seconds=10.010 rank=1 games=1 message=You did great!",
  );
  for (const answer of ["5", "h"]) {
    match(await client.ask(answer), /^ERR no-quiz you are not in a quiz: send QUIZ .*, or HELP for the list$/);
  }
  match(await client.ask("SKIP"), /^ERR no-quiz/);
  strictEqual(await client.ask("LEADERBOARD"), "OK 1");
  strictEqual(await client.line(), "* rank 1 marks=7.75 seconds=10.010 name=Ada Lovelace");
  strictEqual(await client.ask("RESUME token1"), "OK token=token1 questions=10 name=Ada Lovelace");
  strictEqual(
    await client.line(),
    "* result marks=7.75 correct=8 wrong=1 skipped=1 seconds=10.010 rank=1 games=1 message=You did great!",
  );
  match(await client.ask("QUIZ again"), /^OK token=token2 /);
});

Deno.test("100 players at once, by plan: every total, the leaderboard, REST and the CSV agree", async () => {
  await using server = await startTestServer({ config: { quizSeats: 100 } });
  const random = seededRandom(11);
  const plans = Array.from({ length: 100 }, (_, i) => {
    const moves = Array.from(
      { length: 10 },
      (): Move => (["right", "wrong", "skip"] as const)[Math.floor(random() * (i % 5 ? 3 : 2))],
    );
    if (i < 3) moves.fill("wrong");
    const [correct, wrong, skipped] = (["right", "wrong", "skip"] as const).map((move) =>
      moves.filter((other) => other === move).length
    );
    return {
      name: i === 7 ? "=1+2" : i === 8 ? 'a "quoted", name' : `player ${i}`,
      moves,
      correct,
      wrong,
      skipped,
      marks: correct - wrong / 4,
    };
  });
  ok(plans.some(({ marks }) => marks < 0) && plans.some(({ marks }) => marks > 5));

  const finished: string[] = [];
  await Promise.all(plans.map(async ({ name, moves, correct, wrong, skipped, marks }) => {
    using player = await QuizPlayer.join(server.tcp, name);
    const result = await player.play(moves);
    finished.push(name);
    ok(
      result.startsWith(`* result marks=${marks} correct=${correct} wrong=${wrong} skipped=${skipped} seconds=0.000 rank=`),
      result,
    );
  }));

  using client = await RawClient.connect(server.tcp);
  await client.send("LEADERBOARD 1000\n");
  const lines: string[] = [];
  strictEqual(await client.line(), "OK 100");
  while (lines.length < 100) lines.push(await client.line());
  strictEqual(lines.length, 100);
  const { count, leaderboard } = await (await rest(server, "leaderboard?limit=1000")).json();
  strictEqual(count, 100);
  const byName = new Map(plans.map((plan) => [plan.name, plan]));
  const csv = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await (await rest(server, "results.csv")).bytes());
  ok(csv.startsWith("\ufefffinished_at,name,marks,correct,wrong,skipped,seconds,message\r\n"));
  const rows = csv.trimEnd().split("\r\n").slice(1);
  strictEqual(rows.length, 100);
  for (const [i, { rank, name, marks, correct, wrong, skipped }] of leaderboard.entries()) {
    const plan = byName.get(name);
    deepStrictEqual({ rank, marks, correct, wrong, skipped }, {
      rank: i + 1,
      marks: plan?.marks,
      correct: plan?.correct,
      wrong: plan?.wrong,
      skipped: plan?.skipped,
    });
    ok(i === 0 || marks <= leaderboard[i - 1].marks);
    strictEqual(lines[i], `* rank ${rank} marks=${marks} seconds=0.000 name=${name}`);
    const cell = name === "=1+2" ? "'=1+2" : name.includes('"') ? '"a ""quoted"", name"' : name;
    ok(rows.some((row) => row.includes(`Z,${cell},${marks},${correct},${wrong},${skipped},0.000,`)), name);
  }
  // All took the same time, so among equal marks the order is that of finishing, which the CSV has.
  const order = new Map(rows.map((row, i) => [row.split("Z,")[1], i]));
  const position = (name: string) => [...order].find(([row]) => row.startsWith(`${name},`))?.[1] ?? -1;
  for (const [i, { name, marks }] of leaderboard.entries()) {
    const previous = leaderboard[i - 1];
    if (previous?.marks === marks && /^player/.test(name) && /^player/.test(previous.name)) {
      ok(position(previous.name) < position(name), `${previous.name} before ${name}`);
    }
  }
});

Deno.test("with 3 seats and 10 players all ten finish, never more than three at a time, in the order in which they came", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeats: 3 } });
  const begun: number[] = [];
  let playing = 0;
  let most = 0;
  const players: QuizPlayer[] = [];
  for (let i = 0; i < 10; i++) players.push(await QuizPlayer.join(server.tcp, `player ${i}`));
  deepStrictEqual(players.slice(3).map(({ lines }) => lines[0].match(/ waiting=(\d) /)?.[1]), [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
  ]);
  const { players: listed } = await (await rest(server, "players")).json();
  deepStrictEqual(
    listed.map(({ name, state, place, question }: Record<string, unknown>) => [name, state, place, question]),
    players.map((_, i) => [`player ${i}`, i < 3 ? "playing" : "waiting", i < 3 ? 0 : i - 2, i < 3 ? 1 : null]),
  );
  ok(!JSON.stringify(listed).includes("token"));

  await Promise.all(players.map(async (player, i) => {
    const first = await player.question();
    begun.push(i);
    most = Math.max(most, ++playing);
    await player.move(first, "right");
    for (let number = 2; number <= 10; number++) {
      const question = await player.question();
      if (number === 10) playing--;
      // Those in line are told their places after a moment.
      clock.advance(100);
      await player.move(question, "right");
    }
    await player.until("* result marks=10 ");
  }));
  deepStrictEqual(begun, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  strictEqual(most, 3);
  // Player 9 moved up to the seat.
  const told = players[9].lines.flatMap((line) => line.match(/^\* waiting (\d+)$/)?.slice(1).map(Number) ?? []);
  ok(told.length > 0 && told.every((place, i) => place < (told[i - 1] ?? 7)), String(told));
  for (const player of players) player[Symbol.dispose]();
});

Deno.test("a seat is free when its player quits, and a place in line when who waits quits", async () => {
  await using server = await startTestServer({ config: { quizSeats: 1 } });
  using first = await QuizPlayer.join(server.tcp, "first");
  using second = await QuizPlayer.join(server.tcp, "second");
  using third = await QuizPlayer.join(server.tcp, "third");
  match(await second.client.ask("5"), /^ERR no-quiz you are number 1 in line/);
  strictEqual(await second.client.ask("QUIT"), "OK bye");
  strictEqual(await third.client.line(), "* waiting 1");
  strictEqual(await first.question() !== "", true);
  strictEqual(await first.client.ask("QUIT"), "OK bye");
  strictEqual(
    await third.play(ALL_RIGHT),
    "* result marks=10 correct=10 wrong=0 skipped=0 seconds=0.000 rank=1 games=1 message=Bravo!",
  );
  const { count } = await (await rest(server, "leaderboard")).json();
  strictEqual(count, 1, "a game that was given up is on the leaderboard");
});

Deno.test("a lost player resumes with the same question, marks and time", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeconds: 20 } });
  using witness = await RawClient.connect(server.tcp);
  const player = await QuizPlayer.join(server.tcp, "Ada");
  clock.advance(5000);
  await player.move(await player.question(), "right");
  const question = await player.question();
  clock.advance(15_000);
  match(await witness.ask("RESUME guess"), /^ERR unknown-token/);
  player[Symbol.dispose]();
  await untilAway(server, 0);
  clock.advance(200_000);

  using back = new QuizPlayer(await RawClient.connect(server.tcp));
  await back.client.send(`RESUME ${player.token}\n`);
  strictEqual(await back.client.line(), `OK token=${player.token} questions=10 name=Ada`);
  strictEqual(await back.client.line(), `* question 2/10 ${question}`);
  match(await back.client.ask("QUIZ again"), /^ERR in-use you are already in a quiz/);
  match(await back.client.ask(`RESUME ${player.token}`), /^ERR in-use/);
  clock.advance(4999);
  strictEqual(await back.move(question, "right"), "OK correct marks=2");
  const result = await back.play(ALL_RIGHT.slice(2));
  strictEqual(result, "* result marks=10 correct=10 wrong=0 skipped=0 seconds=24.999 rank=1 games=1 message=Bravo!");
});

Deno.test("who comes back while still in line stays in it", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeats: 1, quizResumeSeconds: 30 } });
  using first = await QuizPlayer.join(server.tcp, "first");
  const waiting = await QuizPlayer.join(server.tcp, "waiting");
  waiting[Symbol.dispose]();
  await untilAway(server, 1);
  using back = new QuizPlayer(await RawClient.connect(server.tcp));
  strictEqual(
    await back.client.ask(`RESUME ${waiting.token}`),
    `OK token=${waiting.token} questions=10 waiting=1 name=waiting`,
  );
  clock.advance(60_000);
  strictEqual(await first.client.ask("QUIT") !== "", true);
  await back.question();
});

Deno.test("a lost player's seat is kept for a while, and then given to who waits", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeats: 1, quizResumeSeconds: 30 } });
  const lost = await QuizPlayer.join(server.tcp, "lost");
  using waiting = await QuizPlayer.join(server.tcp, "waiting");
  lost[Symbol.dispose]();
  await untilAway(server, 0);
  clock.advance(29_999);
  strictEqual(await waiting.client.ask("PING"), "OK");
  clock.advance(1);
  await waiting.question();
  match(await waiting.client.ask("PING"), /^OK$/);
  using late = await RawClient.connect(server.tcp);
  match(await late.ask(`RESUME ${lost.token}`), /^ERR no-quiz the game of this token is over/);
});

Deno.test("RESUME takes a game over from a connection that is thought open, which is told and closed", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using player = await QuizPlayer.join(server.tcp, "Ada");
  await player.move(await player.question(), "right");
  const question = await player.question();
  clock.advance(2000);
  using next = new QuizPlayer(await RawClient.connect(server.tcp));
  strictEqual(await next.client.ask(`RESUME ${player.token}`), `OK token=${player.token} questions=10 name=Ada`);
  match(await player.client.line(), /^ERR taken-over the quiz continues on a newer connection/);
  deepStrictEqual(await player.client.rest(), []);
  strictEqual(await next.question(), question);
  clock.advance(1000);
  await next.move(question, "right");
  // The time went on, since nobody was away.
  match(await next.play(ALL_RIGHT.slice(2)), /^\* result marks=10 .* seconds=3\.000 /);
});

Deno.test("who takes a game over while the older connection closes is not away", async () => {
  await using server = await startTestServer();
  using witness = await RawClient.connect(server.tcp);
  let current = await QuizPlayer.join(server.tcp, "Ada");
  const { token } = current;
  for (let i = 0; i < 10; i++) {
    const next = new QuizPlayer(await RawClient.connect(server.tcp));
    await next.client.send(`RESUME ${token}\n`);
    current[Symbol.dispose]();
    await next.until("OK token=");
    await eventually(async () => (await witness.ask("INFO")).includes(" connections=2 "));
    strictEqual((await (await rest(server, "players")).json()).players[0].away, false);
    current = next;
  }
  current[Symbol.dispose]();
});

Deno.test("what is no command in a quiz may have been meant as an answer, and is answered so", async () => {
  await using server = await startTestServer();
  using player = await QuizPlayer.join(server.tcp, "Ada");
  await player.question();
  match(
    await player.client.ask("seven"),
    /^ERR unknown-command there is no command "seven": to answer the question, send an integer, or SKIP$/,
  );
  match(
    await player.client.ask("what:is that"),
    /^ERR unknown-command there is no command "what:is": to answer the question, /,
  );
});

Deno.test("setting the computer's clock changes nobody's time, and the date of a result is right", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeconds: 20 } });
  using player = await QuizPlayer.join(server.tcp, "Ada");
  for (const jump of [3_600_000, -7_200_000, 3_600_000]) {
    clock.jump(jump);
    clock.advance(1000);
    match(await player.move(await player.question(), "right"), /^OK correct /);
  }
  match(await player.play(ALL_RIGHT.slice(3)), / seconds=3\.000 /);
  const { leaderboard } = await (await rest(server, "leaderboard")).json();
  strictEqual(leaderboard[0].finishedAt, new Date(clock.now()).toISOString());
});

Deno.test("an answer that was acknowledged is not counted twice, whatever was sent behind it before the connection broke", async () => {
  await using server = await startTestServer();
  using witness = await RawClient.connect(server.tcp);
  const player = await QuizPlayer.join(server.tcp, "Ada");
  const question = await player.question();
  strictEqual(await player.move(question, "right"), "OK correct marks=1");
  await player.client.send("1");
  player[Symbol.dispose]();
  await untilPlayers(witness, 1);
  await untilAway(server, 0);
  using back = new QuizPlayer(await RawClient.connect(server.tcp));
  await back.client.send(`RESUME ${player.token}\n`);
  match(await back.until("* question"), /^\* question 2\/10 /);
});

Deno.test("a question that is not answered in time is counted as skipped, and the next one has its own time", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { quizSeconds: 10 } });
  using player = await QuizPlayer.join(server.tcp, "Ada");
  const first = await player.question();
  clock.advance(9999);
  strictEqual(await player.move(first, "right"), "OK correct marks=1");
  const second = await player.question();
  clock.advance(10_000);
  strictEqual(await player.client.line(), `* timeout answer=${solve(second)} marks=1`);
  const third = await player.question();
  clock.advance(9999);
  strictEqual(await player.move(third, "wrong"), `OK wrong answer=${solve(third)} marks=0.75`);
  for (let number = 4; number <= 10; number++) {
    const question = await player.question();
    clock.advance(10_000);
    strictEqual(await player.client.line(), `* timeout answer=${solve(question)} marks=0.75`);
  }
  strictEqual(
    await player.client.line(),
    "* result marks=0.75 correct=1 wrong=1 skipped=8 seconds=99.998 rank=1 games=1 message=Better luck next time!",
  );
  clock.advance(60_000);
  strictEqual(await player.client.ask("PING"), "OK");
});

Deno.test("a name has 1 to 40 characters, as a person counts them, and no control character", async () => {
  await using server = await startTestServer();
  const bad: [string, RegExp][] = [
    ["QUIZ", /^ERR bad-name a name is missing/],
    ["QUIZ    ", /^ERR bad-name a name is missing/],
    [`QUIZ ${"x".repeat(41)}`, /^ERR bad-name a name can have at most 40 characters, and this one has 41/],
    ["QUIZ a\u0007b", /^ERR bad-name a name must not contain control characters/],
    ["QUIZ a\tb", /^ERR bad-name/],
    ["QUIZ a\u0085b", /^ERR bad-name/],
    [`QUIZ e${"\u0301".repeat(3000)}`, /^ERR bad-name a name can have at most 2048 bytes, and this one has 6001/],
  ];
  using client = await RawClient.connect(server.tcp);
  for (const [request, reply] of bad) match(await client.ask(request), reply);
  for (const name of ["x", "x".repeat(40), "😀".repeat(40), "👩‍👩‍👧‍👦".repeat(40), "<script>", "  ", "Grüße aus Köln"]) {
    using player = await RawClient.connect(server.tcp);
    if (name.trim()) strictEqual((await player.ask(`QUIZ ${name}`)).split(" name=")[1], name);
  }
});

Deno.test("the requests of a quiz may be sent at once with others, and are answered in order", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.send(`ADD 1\nQUIZ Ada\nADD 2\nSKIP\nCOUNT\n${"SKIP\n".repeat(10)}COUNT\nQUIT\n`);
  const lines = (await client.rest()).filter((line) => !line.startsWith("#"));
  deepStrictEqual(lines.filter((line) => line.startsWith("OK")).map((line) => line.split(" ")[1]), [
    "1",
    "token=token1",
    "1",
    "skipped",
    "2",
    ...Array(9).fill("skipped"),
    "2",
    "bye",
  ]);
  strictEqual(lines.filter((line) => line.startsWith("* question")).length, 10);
  match(lines.find((line) => line.startsWith("ERR")) ?? "", /^ERR no-quiz/);
});

Deno.test("a time limit that runs out while nothing can be kept costs that question only", async () => {
  const [clock, journal] = [new FakeClock(), new ToldJournal()];
  await using server = await startTestServer({ clock, journal, config: { quizSeconds: 60 } });
  using player = await QuizPlayer.join(server.tcp, "Ada");
  await player.question();
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  clock.advance(260_000);
  match(await player.client.ask("SKIP"), /^ERR internal /);
  journal.onCommit = () => {};
  clock.advance(1000);
  match(await player.until("* timeout"), / marks=0$/);
  match(await player.until("* question"), /^\* question 2\/10 /);
  clock.advance(59_000);
  await player.client.send("PING\n");
  strictEqual(await player.client.line(), "OK");
  clock.advance(1000);
  match(await player.client.line(), /^\* timeout /);
});
