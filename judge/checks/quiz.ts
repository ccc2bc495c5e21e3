/** What the quiz asks, how it marks answers, and what it refuses. */
import { JOINED, JUDGED, QUIZ_EVENT } from "../../protocol/quiz_text.ts";
import type { Bench } from "../bench.ts";
import type { Check } from "../check.ts";
import type { LineClient } from "../line_client.ts";
import { shown } from "../shown.ts";

const quiz = { service: "quiz", section: "The quiz" } as const;
const QUESTIONS = 10;
const PLAYERS = 10;
/** What a game of the judge is called: one that ends stays on the leaderboard. */
const NAME = "Judge";

interface Open {
  readonly number: number;
  readonly right: number;
}

/** Starts a game, and gives its token and the first question. */
async function start(client: LineClient, request = `QUIZ ${NAME}`): Promise<{ token: string; question: Open }> {
  const reply = await client.answers(request, {
    text: `OK token=… questions=${QUESTIONS} name=…`,
    test: (reply) => reply.startsWith("OK ") && JOINED.parse(reply.slice(3))?.questions === QUESTIONS,
  });
  return { token: JOINED.parse(reply.slice(3))?.token ?? "", question: await nextQuestion(client) };
}

async function nextQuestion(client: LineClient): Promise<Open> {
  const read = (line: string) => {
    const event = line.startsWith("* ") ? QUIZ_EVENT.parse(line.slice(2)) : null;
    const sum = event?.type === "question" ? event.question.match(/^(\d) ([-+*/]) (\d)$/) : null;
    return event?.type === "question" && sum ? { number: event.number, right: solved(sum) } : null;
  };
  const line = await client.event({
    text: `* question …/${QUESTIONS} 7 + 5, or another sum`,
    test: (line) => read(line) !== null,
  });
  return read(line) ?? { number: 0, right: 0 };
}

function solved([, a, operator, b]: readonly string[]): number {
  const [x, y] = [Number(a), Number(b)];
  return operator === "+" ? x + y : operator === "-" ? x - y : operator === "*" ? x * y : x / y;
}

/** Sends an answer, or SKIP, and checks its verdict. */
async function verdict(
  client: LineClient,
  request: string,
  wanted: "correct" | "wrong" | "skipped",
  marks: number,
): Promise<void> {
  await client.answers(request, {
    text: wanted === "correct" ? `OK correct marks=${marks}` : `OK ${wanted} answer=… marks=${marks}`,
    test(reply) {
      const judged = reply.startsWith("OK ") ? JUDGED.parse(reply.slice(3)) : null;
      return judged?.verdict === wanted && judged.marks === marks;
    },
  });
}

/** Gives a game up, so that it is on no leaderboard. */
async function giveUp(client: LineClient): Promise<void> {
  await client.answers("QUIT", "OK bye");
}

export const QUIZ_CHECKS: readonly Check[] = [
  {
    ...quiz,
    name: "quiz.first_question",
    level: 1,
    title: "QUIZ name starts a game and asks the first question",
    because: "QUIZ name gets OK token=… questions=10 name=…, the rules as # lines, and then * question 1/10 7 + 5.",
    hint: "The reply comes first; the question is an event, a line that begins with *.",
    async run(bench) {
      const client = await bench.connect();
      const { question } = await start(client);
      if (question.number !== 1) throw client.failure("* question 1/10 …", `* question ${question.number}/10 …`);
      await giveUp(client);
    },
  },
  {
    ...quiz,
    name: "quiz.marks",
    level: 1,
    title: "a right answer scores 1, a wrong one costs 0.25, a skipped one nothing",
    because: "A correct answer is worth 1 mark, a wrong one costs 0.25, and a skipped one is worth 0.",
    hint: "Count in quarters, as integers, and write 0.75 without zeros behind it.",
    async run(bench) {
      const client = await bench.connect();
      let { question } = await start(client);
      await verdict(client, `ANSWER ${question.right}`, "correct", 1);
      question = await nextQuestion(client);
      await verdict(client, `ANSWER ${question.right + 1}`, "wrong", 0.75);
      await nextQuestion(client);
      await verdict(client, "SKIP", "skipped", 0.75);
      question = await nextQuestion(client);
      await verdict(client, `${question.right}`, "correct", 1.75);
      await giveUp(client);
    },
  },
  {
    ...quiz,
    name: "quiz.result",
    level: 1,
    title: "after ten questions comes the result",
    because: "After the last question the server sends * result marks=… correct=… wrong=… skipped=… seconds=… rank=… ….",
    hint: "Bravo! is for 9 marks or more, You did great! for more than 5, and Better luck next time! for the others.",
    async run(bench) {
      const client = await bench.connect();
      let { question } = await start(client);
      for (let i = 1; i <= QUESTIONS; i++) {
        if (i <= 6) await verdict(client, `ANSWER ${question.right}`, "correct", i);
        else await verdict(client, "SKIP", "skipped", 6);
        if (i < QUESTIONS) question = await nextQuestion(client);
      }
      await client.event({
        text: "* result marks=6 correct=6 wrong=0 skipped=4 seconds=… rank=… games=… message=You did great!",
        test(line) {
          const result = line.startsWith("* ") ? QUIZ_EVENT.parse(line.slice(2)) : null;
          return result?.type === "result" && result.marks === 6 && result.correct === 6 && result.wrong === 0 &&
            result.skipped === 4 && result.rank <= result.games && result.message === "You did great!";
        },
      });
    },
  },
  {
    ...quiz,
    name: "quiz.leaderboard",
    level: 1,
    title: "LEADERBOARD n tells how many games follow, and then exactly these",
    because: "LEADERBOARD gets OK 3, and then exactly three lines * rank 1 marks=10 seconds=8.123 name=Ada.",
    hint: "If fewer games are finished than were asked for, the number in the reply is smaller.",
    optional: "LEADERBOARD",
    async run(bench) {
      const client = await bench.connect();
      const count = Number(await client.ok("LEADERBOARD 3"));
      client.says("LEADERBOARD 3");
      if (!(count <= 3)) throw client.failure("OK and a number up to 3", `OK ${count}`);
      for (let rank = 1; rank <= count; rank++) {
        await client.event({
          text: `* rank ${rank} marks=… seconds=… name=…`,
          test: (line) => line.startsWith(`* rank ${rank} `) && QUIZ_EVENT.parse(line.slice(2))?.type === "rank",
        });
      }
      await client.answers("PING after", "OK after");
    },
  },
  {
    ...quiz,
    name: "quiz.errors",
    level: 3,
    title: "what is no answer leaves the question open; without a quiz it is no-quiz",
    because: "Anything that is neither an integer nor a request is an error that says to send an integer or SKIP.",
    hint: "An error takes no marks, and asks no new question.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses("ANSWER 5", "no-quiz");
      await client.refuses("SKIP", "no-quiz");
      const { question } = await start(client);
      await client.refuses("ANSWER twelve", "not-an-integer");
      await client.refuses(`QUIZ ${NAME}`, "in-use");
      await verdict(client, `ANSWER ${question.right}`, "correct", 1);
      await giveUp(client);
    },
  },
  {
    ...quiz,
    name: "quiz.names",
    level: 3,
    title: "a name that is missing or too long gets ERR bad-name",
    because: "A name has 1 to 40 characters.",
    hint: "Count characters as people do, not bytes.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses(`QUIZ ${"x".repeat(41)}`, "bad-name");
      await client.refuses("QUIZ", "bad-name", "bad-arguments");
      await start(client, `QUIZ ${"é".repeat(40)}`);
      await giveUp(client);
    },
  },
  {
    ...quiz,
    name: "quiz.unknown_token",
    level: 3,
    title: "RESUME with a token that nobody has gets ERR unknown-token",
    because: "For a token that the server does not know, RESUME gets unknown-token.",
    hint: "Give tokens at random: one that can be guessed lets others play your game.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses("RESUME 0000000000000000", "unknown-token");
    },
  },
  {
    ...quiz,
    name: "quiz.many_players",
    level: 4,
    title: `${PLAYERS} players at once have questions and marks of their own`,
    because: "Each connection has a quiz of its own.",
    hint: "Keep the game with the connection, not in a variable of the server.",
    async run(bench) {
      const clients = await bench.connectAll(PLAYERS);
      await Promise.all(clients.map((client, i) => playSome(client, i % 2 === 0)));
    },
  },
  {
    ...quiz,
    name: "quiz.resume",
    level: 4,
    title: "RESUME continues a game whose connection was lost",
    because: "A quiz survives a lost connection: RESUME with its token continues it, with the question that was open.",
    hint: "Keep a game by its token when its connection closes; only QUIT gives it up.",
    async run(bench) {
      const lost = await bench.connect();
      const { token, question } = await start(lost);
      await verdict(lost, `ANSWER ${question.right}`, "correct", 1);
      const open = await nextQuestion(lost);
      lost[Symbol.dispose]();
      await expectSame(bench, token, open);
    },
  },
  {
    ...quiz,
    name: "quiz.taken_over",
    level: 4,
    title: "RESUME takes a game over from a connection that is still open",
    because: "RESUME continues a game even while the old connection is open, which gets ERR taken-over and is closed.",
    hint: "A client may notice long before the server does that their connection is dead.",
    async run(bench) {
      const old = await bench.connect();
      const { token, question } = await start(old);
      await expectSame(bench, token, question);
      old.says("RESUME with its token, on another connection");
      await old.getsError("taken-over");
      await old.isClosed();
    },
  },
];

async function playSome(client: LineClient, isGood: boolean): Promise<void> {
  let { question } = await start(client);
  for (let i = 1; i <= 4; i++) {
    await verdict(client, `ANSWER ${question.right + (isGood ? 0 : 1)}`, isGood ? "correct" : "wrong", isGood ? i : -0.25 * i);
    question = await nextQuestion(client);
  }
  await giveUp(client);
}

/** Continues a game, and checks that the same question is open. */
async function expectSame(bench: Bench, token: string, open: Open): Promise<void> {
  const client = await bench.connect();
  const { question } = await start(client, `RESUME ${token}`);
  if (question.number !== open.number || question.right !== open.right) {
    client.says("RESUME with the game's token");
    throw client.failure(`question ${open.number}, as before`, shown(`question ${question.number}, or another sum`));
  }
  await giveUp(client);
}
