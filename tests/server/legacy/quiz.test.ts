import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { eventually } from "../../support/eventually.ts";
import { EventReader } from "../../support/event_reader.ts";
import { type LegacyServer, OldClient, splits, startLegacyServer } from "../../support/old_client.ts";
import { RawClient } from "../../support/raw_client.ts";

const QUESTION = /^ -> (\d)([-+*\/])(\d) {2}$/;
const RIGHT = "⭐ Correct answer ⭐";
const WRONG = "Wrong answer👎";

/** The right answer to a question as the client shows it. */
function answerTo(question: string | null): number {
  const [, left, operator, right] = question?.match(QUESTION) ?? [];
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
  }
  throw new Error(`${JSON.stringify(question)} is no question`);
}

/** Plays as the old client does: one read for each message. @returns the verdicts, the marks and the last message */
async function play(client: OldClient, answer: (right: number, i: number) => (string | Uint8Array)[]) {
  const verdicts: (string | null)[] = [];
  for (let i = 0; i < 10; i++) {
    await client.send(...answer(answerTo(await client.text()), i));
    verdicts.push(await client.text());
  }
  return { verdicts, marks: await client.text(), message: await client.text() };
}

async function begin(server: LegacyServer, ...chunks: (string | Uint8Array)[]): Promise<OldClient> {
  const client = await OldClient.connect(server, server.ports.quiz);
  await client.send(...chunks);
  return client;
}

async function names(server: LegacyServer): Promise<string[]> {
  return (await server.rest("/api/quiz/players")).players.map(({ name }: { name: string }) => name);
}

Deno.test("the old quiz is played to its end, one read for each message", async () => {
  await using server = await startLegacyServer();
  using client = await begin(server, "yes", "Ada");
  const { verdicts, marks, message } = await play(client, (right, i) => [i < 8 ? `${right}` : i < 9 ? "777" : "seven"]);
  deepStrictEqual(verdicts, [...Array(8).fill(RIGHT), WRONG, WRONG]);
  strictEqual(marks, "7.5");
  strictEqual(message, "You did great!");
  ok(await client.isClosed());
  const { leaderboard: [{ name, marks: kept }] } = await server.rest("/api/quiz/leaderboard");
  deepStrictEqual([name, kept], ["Ada", 7.5]);
});

for (
  const [right, marks, message] of [[10, "10", "Bravo!"], [6, "5.0", "Better luck next time!"], [
    0,
    "-2.5",
    "Better luck next time!",
  ]]
) {
  Deno.test(`${right} right answers to the old quiz are ${marks} marks, as Python prints them`, async () => {
    await using server = await startLegacyServer();
    using client = await begin(server, "YES", "Ada");
    const end = await play(client, (answer, i) => [i < Number(right) ? `${answer}` : "-99"]);
    deepStrictEqual([end.marks, end.message], [marks, message]);
  });
}

Deno.test("a verdict fills a read of the client's, so that the question behind it is the next read, however late that is", async () => {
  await using server = await startLegacyServer();
  using client = await begin(server, "yes", "Ada");
  await client.send(String(answerTo(await client.text())));
  const { connections: [{ bytesOut }] } = await server.rest("/api/connections");
  await eventually(async () => {
    server.clock.advance(50);
    return (await server.rest("/api/connections")).connections[0].bytesOut >= bytesOut + 1024 + 9;
  });
  const verdict = await client.receive();
  strictEqual(verdict?.length, 1024);
  strictEqual(new TextDecoder().decode(verdict).replace(/\0+$/, ""), RIGHT);
  match(await client.text() ?? "", QUESTION);
});

for (const yes of ["y", "YESS", "yes\n"]) {
  Deno.test(`${JSON.stringify(yes)} is a yes`, async () => {
    await using server = await startLegacyServer();
    using client = await begin(server, yes, "Ada");
    match(await client.text() ?? "", QUESTION);
  });
}

for (const no of ["no", "nyes", "ye", "\n"]) {
  Deno.test(`${JSON.stringify(no)} is no yes, and ends the old quiz`, async () => {
    await using server = await startLegacyServer();
    using client = await begin(server, no);
    strictEqual(await client.text(), "I hope you make a wise choice next time!");
    ok(await client.isClosed());
  });
}

Deno.test("the time of an old game begins when its client has slept", async () => {
  await using server = await startLegacyServer();
  using client = await begin(server, "yes", "Ada");
  await eventually(async () => await client.bytesIn() === 6);
  server.clock.advance(2900);
  deepStrictEqual(await names(server), []);
  await play(client, (right) => [`${right}`]);
  const { leaderboard: [{ seconds }] } = await server.rest("/api/quiz/leaderboard");
  ok(seconds < 3 && seconds >= 1, `${seconds}`);
});

Deno.test("every game ends, wherever the yes and the name are cut or put together", async () => {
  await using server = await startLegacyServer();
  const beginnings = [["yesAdé"], ...splits("yesAdé"), ...splits("yes").map((yes) => [...yes, "Adé"]), [
    "yes",
    ...splits("Adé")[2],
  ]];
  for (const chunks of beginnings) {
    using client = await begin(server, ...chunks);
    const { marks } = await play(client, (right) => [`${right}`]);
    strictEqual(marks, "10", chunks.join(" | "));
  }
  const { leaderboard } = await server.rest("/api/quiz/leaderboard?limit=100");
  strictEqual(leaderboard.length, beginnings.length);
  const wrong = leaderboard.map(({ name }: { name: string }) => name).filter((name: string) => name !== "Adé");
  // What was cut behind a y can't be told from a yes and a name.
  deepStrictEqual([...new Set(wrong)], ["esAdé"]);
});

Deno.test("an answer is one answer, wherever it is cut", async () => {
  await using server = await startLegacyServer();
  using client = await begin(server, "yes", "Ada");
  const { verdicts } = await play(client, (right, i) => {
    const text = `  ${right} `;
    return splits(text)[i % (text.length - 1)];
  });
  deepStrictEqual(verdicts, Array(10).fill(RIGHT));
});

Deno.test("a name that is not allowed is made one that is", async () => {
  await using server = await startLegacyServer();
  for (
    const [sent, name] of [
      ["  Ada\r\nQUIT\n", "Ada QUIT"],
      ["\u202eeve", "eve"],
      ["x".repeat(3000), "x".repeat(40)],
      ["\x00\x01", "Player"],
      ["...", "Player"],
    ]
  ) {
    using client = await begin(server, "yes", sent);
    await client.receive();
    deepStrictEqual(await names(server), [name]);
    await client.end();
    ok(await client.isClosed());
  }
});

Deno.test("who leaves the old quiz gives the seat back at once, at the question and in line", async () => {
  await using server = await startLegacyServer({ config: { quizSeats: 1 } });
  const ada = await begin(server, "yes", "Ada");
  await ada.receive();
  const ben = await begin(server, "yes", "Ben");
  const advance = async (condition: () => Promise<boolean>) =>
    await eventually(() => {
      server.clock.advance(50);
      return condition();
    });
  await advance(async () => (await names(server)).join() === "Ada,Ben");
  using eve = await begin(server, "yes", "Eve");
  await advance(async () => (await names(server)).join() === "Ada,Ben,Eve");
  ben[Symbol.dispose]();
  await eventually(async () => (await names(server)).join() === "Ada,Eve");
  ada[Symbol.dispose]();
  match(await eve.text() ?? "", QUESTION);
  deepStrictEqual(await names(server), ["Eve"]);
});

Deno.test("who is gone before the question was read gives the seat back, too", async () => {
  await using server = await startLegacyServer();
  const client = await begin(server, "yes", "Ada");
  await eventually(async () => {
    server.clock.advance(50);
    return (await names(server)).length === 1;
  });
  await client.send("1");
  client[Symbol.dispose]();
  await eventually(async () => {
    server.clock.advance(50);
    return (await names(server)).length === 0;
  });
});

Deno.test("an old game that the server cuts off leaves no seat behind, not even for the time to resume", async () => {
  await using server = await startLegacyServer({ config: { idleSeconds: 60 } });
  using client = await begin(server, "yes", "Ada");
  await client.receive();
  server.clock.advance(61_000);
  ok(await client.isClosed());
  await eventually(async () => (await names(server)).length === 0);
});

Deno.test("questions of the old quiz have no time limit, while others have theirs", async () => {
  await using server = await startLegacyServer({ config: { quizSeconds: 10, idleSeconds: 0 } });
  using client = await begin(server, "yes", "Ada");
  using other = await RawClient.connect(server.tcp);
  const question = await client.text();
  await other.ask("QUIZ Ben");
  server.clock.advance(60_000);
  for (let line = await other.line(); !line.startsWith("* timeout"); line = await other.line());
  await client.send(String(answerTo(question)));
  strictEqual(await client.text(), RIGHT);
});

Deno.test("whoever watches an old connection sees its bytes, chunk by chunk, and not the lines that they stand for", async () => {
  await using server = await startLegacyServer();
  using client = await OldClient.connect(server, server.ports.quiz);
  await client.send("y");
  await eventually(async () => await client.bytesIn() === 1);
  const { connections: [{ id, transport }] } = await server.rest("/api/connections");
  strictEqual(transport, "tcp");
  await using wire = await EventReader.open(`http://127.0.0.1:${server.http.port}/api/connections/${id}/lines`);
  await wire.next();
  await client.send("Ada");
  const question = await client.text() ?? "";
  await client.send("x");
  await client.text();
  const texts: string[] = [];
  while (texts.length < 5) {
    server.clock.advance(100);
    const event = await wire.next();
    texts.push(...event?.data.lines.map(({ direction, text }: { direction: string; text: string }) => direction + text) ?? []);
  }
  deepStrictEqual(texts.slice(0, 4), ["<Ada", `>${question}`, "<x", `>${WRONG} … 1008 × NUL`]);
  match(texts[4].slice(1), QUESTION);
});

Deno.test("who begins to watch an old connection sees what its last messages were", async () => {
  await using server = await startLegacyServer();
  using client = await begin(server, "yes", "Ada\n");
  const question = await client.text() ?? "";
  await client.send("x");
  await client.text();
  const { connections: [{ id }] } = await server.rest("/api/connections");
  await using wire = await EventReader.open(`http://127.0.0.1:${server.http.port}/api/connections/${id}/lines`);
  const lines: { direction: string; text: string }[] = (await wire.next())?.data.lines;
  const texts = lines.map(({ direction, text }) => direction + text).slice(-5);
  deepStrictEqual(texts.slice(0, 4), ["<Ada␊", `>${question}`, "<x", `>${WRONG} … 1008 × NUL`]);
});

Deno.test("a server that stops closes old connections too", async () => {
  const server = await startLegacyServer();
  using client = await begin(server, "yes", "Ada");
  await client.receive();
  using unready = await OldClient.connect(server, server.ports.quiz);
  await eventually(async () => (await server.rest("/api/connections")).count === 2);
  const stopped = server.stop();
  ok(await client.isClosed());
  ok(await unready.isClosed());
  for (const leaving of [client, unready]) leaving[Symbol.dispose]();
  await stopped;
});
