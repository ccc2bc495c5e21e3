import { checkName } from "../../protocol/player_name.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { Dispatcher, Handler } from "../dispatcher.ts";
import { formatMarks, formatReply, formatResult, formatSeconds } from "../quiz/format.ts";
import { QUESTIONS } from "../quiz/game.ts";
import { randomQuestion } from "../quiz/question.ts";
import type { QuizChange, QuizReply } from "../quiz/quiz_change.ts";

/** How many games `LEADERBOARD` tells of if it is not told. */
const DEFAULT_RANKS = 10;

/** The requests under "The quiz" in the specification. */
export const QUIZ_COMMANDS = {
  QUIZ(dispatcher, { text }) {
    const { random, newToken, quizHost, engine, authorizer } = dispatcher.services;
    const name = checkName(text);
    if (engine.isToken(name) || authorizer.isToken(name)) {
      throw new RequestError("bad-name", "this is a secret token, not a name: to continue a game, send RESUME and its token");
    }
    const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
    play(dispatcher, { type: "join", token: newToken(), name, questions, connection: dispatcher.id, ...quizHost.time() });
  },

  RESUME(dispatcher, { text: token }) {
    const { engine: { quiz }, quizHost } = dispatcher.services;
    const result = quiz.resultOf(token);
    if (!result || quizHost.tokenOf(dispatcher) !== undefined) {
      play(dispatcher, { type: "resume", token, connection: dispatcher.id, ...quizHost.time() });
      return;
    }
    replyWithToken(dispatcher, { type: "joined", token, name: result.name, place: 0 });
    const { leaderboard } = quiz;
    dispatcher.replies.line("*", formatResult({ result, rank: leaderboard.rankOf(result), games: leaderboard.count }));
  },

  ANSWER(dispatcher, { numbers: [value] }) {
    judge(dispatcher, { type: "answer", value });
  },

  SKIP(dispatcher) {
    judge(dispatcher, { type: "skip" });
  },

  LEADERBOARD(dispatcher, { numbers, count }) {
    const top = dispatcher.services.engine.quiz.leaderboard.top(count === 0 ? DEFAULT_RANKS : numbers[0]);
    dispatcher.replies.out.ascii(`OK ${top.length}`);
    for (const [i, { quarters, ms, name }] of top.entries()) {
      dispatcher.replies.line("*", `rank ${i + 1} marks=${formatMarks(quarters)} seconds=${formatSeconds(ms)} name=${name}`);
    }
  },
} satisfies Record<string, Handler>;

/** Begins a game on this connection, or resumes one. */
function play(dispatcher: Dispatcher, change: QuizChange): void {
  const { quizHost, logger } = dispatcher.services;
  if (quizHost.tokenOf(dispatcher) !== undefined) {
    throw new RequestError("in-use", "you are already in a quiz: answer its question, or SKIP it");
  }
  dispatcher.changeQuiz(change, (reply) => {
    if (reply.type !== "joined") return;
    replyWithToken(dispatcher, reply);
    quizHost.attach(change.token, dispatcher);
    logger.info("quiz: {name} plays from {address}", { name: reply.name, address: dispatcher.address });
  });
}

function replyWithToken({ replies }: Dispatcher, reply: QuizReply & { type: "joined" }): void {
  replies.out.utf8(`OK ${formatReply(reply)}`);
  replies.logAs(`OK ${formatReply({ ...reply, token: "(not shown)" })}`);
}

/** Answers or skips the open question. */
function judge(dispatcher: Dispatcher, what: { type: "answer"; value: number } | { type: "skip" }): void {
  const { quizHost } = dispatcher.services;
  const token = quizHost.tokenOf(dispatcher);
  if (token === undefined) throw new RequestError("no-quiz", "you are not in a quiz: send QUIZ and your name to start one");
  dispatcher.changeQuiz(
    { ...what, token, ...quizHost.time() },
    (reply) => dispatcher.replies.out.utf8(`OK ${formatReply(reply)}`),
  );
}
