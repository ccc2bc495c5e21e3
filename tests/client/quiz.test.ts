import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { ServerConnection } from "../../client/connection.ts";
import { CLEARED_LINE } from "../../client/line_input.ts";
import { QuizSession } from "../../client/quiz_session.ts";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { Desk, timingOf } from "../support/desk.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

/** A quiz of two questions, 1 + 1 and 2 + 2, as the protocol has it. */
class ScriptedQuiz {
  answered = 0;
  /** What is answered in place of what follows from the rules; `null` for that. */
  instead: (line: string) => string[] | null = () => null;

  readonly answer = (line: string): string[] => this.instead(line) ?? this.#answer(line);

  get state(): string {
    if (this.answered < 2) return `* question ${this.answered + 1}/2 ${this.answered + 1} + ${this.answered + 1}`;
    return "* result marks=2 correct=2 wrong=0 skipped=0 seconds=3.000 rank=4 games=17 message=Bravo!";
  }

  #answer(line: string): string[] {
    const [verb, argument] = line.split(" ");
    switch (verb) {
      case "QUIZ":
      case "RESUME":
        return [`OK token=t0ken questions=2 name=Ada`, "# Two questions", this.state];
      case "ANSWER": {
        const correct = Number(argument) === 2 * ++this.answered;
        return [correct ? `OK correct marks=${this.answered}` : "OK wrong answer=2 marks=0", this.state];
      }
      case "SKIP":
        this.answered++;
        return ["OK skipped answer=2 marks=0", this.state];
      case "LEADERBOARD":
        return ["OK 2", "* rank 1 marks=2 seconds=1.000 name=Zoë", "* rank 4 marks=2 seconds=3.000 name=Ada"];
      case "PING":
        return [`OK ${argument}`];
      default:
        return ["OK bye"];
    }
  }
}

/** Has a client at its first question, in front of a scripted quiz. */
async function atFirstQuestion(
  use: (
    parts: { desk: Desk; quiz: ScriptedQuiz; server: ScriptedServer; proxy: CuttableProxy; ended: Promise<void> },
  ) => Promise<
    void
  >,
  { interactive = true, args = [] }: { interactive?: boolean; args?: string[] } = {},
): Promise<void> {
  const quiz = new ScriptedQuiz();
  await using server = new ScriptedServer(quiz.answer);
  await using proxy = new CuttableProxy(server.port);
  const desk = new Desk({ interactive });
  const ended = desk.run(proxy.port, ["--mode", "quiz", "--name", "Ada", ...args]);
  if (interactive) {
    await desk.sees("Are you ready?");
    desk.press("y\r");
    await desk.passTimeUntil(() => desk.text.includes("1 + 1 ="));
  }
  await use({ desk, quiz, server, proxy, ended });
}

Deno.test("the rank is that of the result, and ten lines of the leaderboard are asked for", () =>
  atFirstQuestion(async ({ desk, server, ended }) => {
    desk.press("2\r");
    await desk.sees("2 + 2 =");
    desk.press("4\r");
    await desk.sees("Play again?");
    desk.press("n\r");
    await ended;
    match(desk.text, /Bravo! 2 marks in 3\.0 s, rank 4 of 17\n/);
    match(desk.text, / 1 {2}Zoë {7}2 {5}1\.0 s\n/);
    match(desk.text, / 4 {2}Ada {7}2 {5}3\.0 s {2}<- you\n/);
    ok(!desk.text.includes("What went wrong"));
    deepStrictEqual(server.received.slice(0, 4), ["QUIZ Ada", "ANSWER 2", "ANSWER 4", "LEADERBOARD 10"]);
  }));

Deno.test("an answer that is lost with the connection is sent again", () =>
  atFirstQuestion(async ({ desk, server, proxy, ended }) => {
    proxy.silence();
    desk.press("2\r");
    // The key is read before time passes.
    await desk.sees("1 + 1 = 2\n");
    await desk.passTimeUntil(() => desk.text.includes("Connection lost"));
    await desk.passTimeUntil(() => desk.text.includes("Connected again"));
    await desk.sees("Sending your answer.");
    await desk.sees("✓ right");
    desk.press("4\r");
    await desk.sees("Play again?");
    desk.press("n\r");
    await ended;
    deepStrictEqual(server.received.slice(0, 4), ["QUIZ Ada", "RESUME t0ken", "ANSWER 2", "ANSWER 4"]);
  }));

Deno.test("a server that can't write what it shares with others is left for the next one, and the answer is sent again", () =>
  atFirstQuestion(async ({ desk, quiz, server, ended }) => {
    const refusals = ["ERR unavailable the log can't be written", "ERR unknown-outcome the change may have been made or not"];
    quiz.instead = (line) => {
      const refusal = line.startsWith("ANSWER") && refusals.shift();
      return refusal ? [refusal] : null;
    };
    desk.press("2\r");
    await desk.passTimeUntil(() => desk.text.includes("2 + 2 ="));
    desk.press("4\r");
    await desk.passTimeUntil(() => desk.text.includes("Bravo!"));
    desk.press("n\r");
    await inTime(ended);
    strictEqual(server.received.filter((line) => line === "RESUME t0ken").length, 2);
    deepStrictEqual(server.received.filter((line) => line.startsWith("ANSWER")), [
      "ANSWER 2",
      "ANSWER 2",
      "ANSWER 2",
      "ANSWER 4",
    ]);
  }));

Deno.test("a script's answer that is lost with the connection is sent again, and the next one stays for the next question", () =>
  atFirstQuestion(async ({ desk, server, proxy, ended }) => {
    await desk.until("question", 1);
    proxy.silence();
    desk.press("2\n4\n");
    await desk.passTimeUntil(() => desk.of("resumed").length > 0);
    await ended;
    deepStrictEqual(server.received.slice(0, 4), ["QUIZ Ada", "RESUME t0ken", "ANSWER 2", "ANSWER 4"]);
    const [{ rank, games, marks }] = desk.of("result");
    deepStrictEqual([rank, games, marks], [4, 17, 2]);
  }, { interactive: false, args: ["--json"] }));

Deno.test("what is entered while the connection is lost is kept for its question, and Enter alone is not", () =>
  atFirstQuestion(async ({ desk, quiz, server, proxy, ended }) => {
    quiz.instead = (line) => line.startsWith("RESUME") ? ["ERR in-use the quiz is played on another connection"] : null;
    proxy.cut();
    await desk.sees("Connection lost");
    desk.press("\r");
    await desk.sees("Not sent: the connection is lost. The question comes again.");
    desk.press("2\r");
    await desk.sees("Not sent yet: your answer is sent when the connection is back.");
    quiz.instead = () => null;
    await desk.passTimeUntil(() => desk.text.includes("Sending your answer."));
    await desk.sees("2 + 2 =");
    desk.press("4\r");
    await desk.sees("Play again?");
    desk.press("n\r");
    await ended;
    ok(!server.received.includes("SKIP"));
    strictEqual(server.received.filter((line) => line === "ANSWER 2").length, 1);
  }));

Deno.test("an answer that arrived is not sent again, though its verdict was lost", () =>
  atFirstQuestion(async ({ desk, quiz, server, ended }) => {
    quiz.instead = (line) => {
      if (!line.startsWith("ANSWER")) return null;
      quiz.answered++;
      return [];
    };
    desk.press("2\r");
    await desk.passTimeUntil(() => desk.text.includes("Connected again"));
    await desk.sees("Question 1 ended while the connection was lost.");
    await desk.sees("2 + 2 =");
    quiz.instead = () => null;
    desk.press("4\r");
    await desk.sees("Play again?");
    desk.press("n\r");
    await ended;
    deepStrictEqual(server.received.filter((line) => line.startsWith("ANSWER")), ["ANSWER 2", "ANSWER 4"]);
  }));

Deno.test("what is typed and not entered survives a lost connection", () =>
  atFirstQuestion(async ({ desk, server, proxy, ended }) => {
    desk.press("2");
    await desk.sees("1 + 1 = 2");
    proxy.cut();
    await desk.sees(/Connected again[^]*1 \+ 1 = 2/);
    desk.press("\r");
    await desk.sees("2 + 2 =");
    desk.press("4\r");
    await desk.sees("Play again?");
    desk.press("n\r");
    await ended;
    ok(server.received.includes("ANSWER 2"));
  }));

Deno.test("the connection is lost when an answer waits for 5 seconds, and not before", async () => {
  const quiz = new ScriptedQuiz();
  quiz.instead = (line) => line.startsWith("ANSWER") ? [] : null;
  await using server = new ScriptedServer(quiz.answer);
  const clock = new FakeClock();
  using session = await open(server, clock);
  await session.join("Ada");
  strictEqual((await inTime(session.next())).type, "question");
  const next = session.next();
  let came = false;
  next.then(() => came = true);
  await session.answer(2);
  clock.advance(5000);
  await eventually(() => server.received.includes("ANSWER 2"));
  strictEqual(came, false);
  clock.advance(1000);
  deepStrictEqual(await inTime(next), { type: "lost" });
  deepStrictEqual(await inTime(session.next()), { type: "resumed" });
});

Deno.test("while a player thinks a heartbeat every 15 seconds finds a silent loss, and is taken for nothing else", async () => {
  const quiz = new ScriptedQuiz();
  await using server = new ScriptedServer(quiz.answer);
  await using proxy = new CuttableProxy(server.port);
  const clock = new FakeClock();
  using session = await open(proxy, clock);
  await session.join("Ada");
  strictEqual((await inTime(session.next())).type, "question");
  const again = session.next();
  clock.advance(14_000);
  strictEqual(server.received.length, 1);
  clock.advance(1000);
  await eventually(() => server.received.includes("PING heartbeat"));
  // The reply to it has come before this, and is no message.
  await server.say(1, quiz.state);
  strictEqual((await inTime(again)).type, "question");
  proxy.silence();
  const next = session.next();
  let came = false;
  next.then(() => came = true);
  clock.advance(20_000);
  await ServerConnection.open({ hostname: "127.0.0.1", port: proxy.port }).then((connection) => connection[Symbol.dispose]());
  strictEqual(came, false);
  clock.advance(1000);
  deepStrictEqual(await inTime(next), { type: "lost" });
  deepStrictEqual(await inTime(session.next()), { type: "resumed" });
});

Deno.test("nothing is sent where nobody waits for a line, as before the game", async () => {
  await using server = new ScriptedServer(new ScriptedQuiz().answer);
  const clock = new FakeClock();
  using session = await open(server, clock);
  clock.advance(100_000);
  await session.join("Ada");
  deepStrictEqual(server.received, ["QUIZ Ada"]);
});

Deno.test("a game that was finished meanwhile tells its result, and one that another connection took over ends", async () => {
  const quiz = new ScriptedQuiz();
  await using server = new ScriptedServer(quiz.answer);
  using session = await open(server, new FakeClock());
  await session.join("Ada");
  quiz.answered = 2;
  using other = QuizSession.resume(optionsFor(server, new FakeClock()), session.token);
  strictEqual((await inTime(other.next())).type, "resumed");
  strictEqual((await inTime(other.next())).type, "result");
  strictEqual((await inTime(session.next())).type, "question");
  await server.say(1, "ERR taken-over the quiz goes on on another connection");
  await rejects(inTime(session.next()), /^ReplyError: the quiz goes on on another connection$/);
  strictEqual(server.received.filter((line) => line.startsWith("RESUME")).length, 1);
});

Deno.test("when a change could not be kept, or nobody knows whether it was, the game goes on from what the server says next", async () => {
  const quiz = new ScriptedQuiz();
  await using server = new ScriptedServer(quiz.answer);
  const clock = new FakeClock();
  using session = await open(server, clock);
  await session.join("Ada");
  strictEqual((await inTime(session.next())).type, "question");
  const replies = ["ERR unavailable the log can't be written just now", "ERR unknown-outcome it may have been made or not"];
  quiz.instead = (line) => line === "ANSWER 2" ? replies.splice(0, 1) : line.startsWith("RESUME") ? replies.splice(0) : null;
  await session.answer(2);
  deepStrictEqual(await inTime(session.next()), { type: "lost" });
  const resumed = session.next();
  await eventually(() => replies.length === 0);
  // The answer had been taken.
  quiz.answered = 1;
  quiz.instead = () => null;
  await eventually(() => {
    clock.advance(1000);
    return server.received.filter((line) => line.startsWith("RESUME")).length === 2;
  });
  deepStrictEqual(await inTime(resumed), { type: "resumed" });
  const question = await inTime(session.next());
  ok(question.type === "question" && question.number === 2);
});

Deno.test("a server whose reply is not of the protocol is told apart", async () => {
  const quiz = new ScriptedQuiz();
  quiz.instead = () => ["OK token=t0ken questions=two"];
  await using server = new ScriptedServer(quiz.answer);
  using session = await open(server, new FakeClock());
  await rejects(session.join("Ada"), /^ConnectionError: .* sent a reply that is not app\/1$/);
});

Deno.test("what went wrong is listed at the end, and another game begins if the player likes", () =>
  atFirstQuestion(async ({ desk, quiz, server, ended }) => {
    desk.press("3\r");
    await desk.sees("✗ wrong, the answer is 2");
    desk.press("s\r");
    await desk.sees(/What went wrong\n[^]* 1 {2}1 \+ 1 → 2 \(you: 3\)\n[^]* 2 {2}2 \+ 2 → 2 \(no answer\)\n/);
    await desk.sees("Play again? (yes or no)");
    quiz.answered = 0;
    desk.press("maybe\ryes\r");
    await desk.passTimeUntil(() => desk.text.split("1 + 1 =").length > 3);
    desk.press("2\r");
    await desk.sees("✓ right");
    deepStrictEqual(server.received.filter((line) => /^(QUIZ|QUIT)/.test(line)), ["QUIZ Ada", "QUIT", "QUIZ Ada"]);
    desk.press("\x03");
    await ended;
  }));

Deno.test("a game goes on after a restart of the client, with the token that was shown", () =>
  atFirstQuestion(async ({ desk, quiz, server }) => {
    await desk.sees("To resume after a restart: --resume t0ken");
    desk.press("2\r");
    await desk.sees("2 + 2 =");
    const again = new Desk();
    const ended = again.run(server.port, ["--mode", "quiz", "--json", "--resume", "t0ken"]);
    await again.until("question", 1);
    again.press("4\n");
    await ended;
    strictEqual(quiz.answered, 2);
    deepStrictEqual(again.events.map(({ event }) => event), ["resumed", "question", "correct", "result"]);
    ok(server.received.includes("RESUME t0ken"));
    desk.press("\x03");
  }));

Deno.test("the rules are wrapped at words", async () => {
  const quiz = new ScriptedQuiz();
  await using server = new ScriptedServer(quiz.answer);
  const desk = new Desk({ interactive: true, columns: 40 });
  const ended = desk.run(server.port, ["--mode", "quiz"]);
  await desk.sees("Are you ready?");
  for (const line of desk.text.split("\n")) ok(line.replace(CLEARED_LINE, "").length <= 40, line);
  match(desk.text, /A right answer scores 1 mark, a wrong\n {2}one costs/);
  desk.press("n\r");
  await ended;
});

Deno.test("in a narrow terminal there is room for the answer, and nothing wraps within a word", async () => {
  const quiz = new ScriptedQuiz();
  await using server = new ScriptedServer(quiz.answer);
  const desk = new Desk({ interactive: true, columns: 40 });
  const ended = desk.run(server.port, ["--mode", "quiz", "--name", "Ada"]);
  await desk.sees("Are you ready?");
  desk.press("y\r");
  await desk.passTimeUntil(() => desk.text.includes("  1/2  0 s  1 + 1 = "));
  desk.press("-123456789\r");
  await desk.sees("1 + 1 = -123456789\n");
  await desk.sees(`${CLEARED_LINE}  ✗ wrong, the answer is 2\n`);
  desk.press("\x03");
  await ended;
});

function optionsFor({ port }: { port: number }, clock: FakeClock): Parameters<typeof QuizSession.open>[0] {
  return {
    connect: () => ServerConnection.open({ hostname: "127.0.0.1", port }),
    signal: new AbortController().signal,
    timing: timingOf(clock),
    random: () => 0,
  };
}

function open(server: { port: number }, clock: FakeClock): Promise<QuizSession> {
  return QuizSession.open(optionsFor(server, clock));
}
