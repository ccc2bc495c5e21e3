import { checkName } from "../../protocol/player_name.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { Dispatcher, Handler } from "../dispatcher.ts";
import { formatMarks, formatReply, formatResult, formatSeconds } from "../quiz/format.ts";
import { QUESTIONS } from "../quiz/game.ts";
import { randomQuestion } from "../quiz/question.ts";
import type { QuizChange } from "../quiz/quiz_change.ts";

/** How many games `LEADERBOARD` tells of where it is not said. */
const DEFAULT_RANKS = 10;

/** The requests under "The quiz" in the specification. */
export const QUIZ_COMMANDS = {
  QUIZ(dispatcher, { text }) {
    const { random, newToken, clock } = dispatcher.services;
    const name = checkName(text);
    const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
    play(dispatcher, { type: "join", token: newToken(), name, questions, at: clock.now() });
  },

  RESUME(dispatcher, { text }) {
    const result = dispatcher.services.engine.quiz.resultOf(text);
    if (result) dispatcher.replies.line("*", formatResult(result));
    play(dispatcher, { type: "resume", token: text, at: dispatcher.services.clock.now() });
  },

  ANSWER(dispatcher, { numbers: [value] }) {
    judge(dispatcher, { type: "answer", value });
  },

  SKIP(dispatcher) {
    judge(dispatcher, { type: "skip" });
  },

  LEADERBOARD(dispatcher, { numbers, count }) {
    const top = dispatcher.services.engine.quiz.leaderboard.top(count === 0 ? DEFAULT_RANKS : numbers[0]);
    for (const [i, { quarters, ms, name }] of top.entries()) {
      dispatcher.replies.line("*", `rank ${i + 1} marks=${formatMarks(quarters)} seconds=${formatSeconds(ms)} name=${name}`);
    }
    dispatcher.replies.out.ascii(`OK ${top.length}`);
  },
} satisfies Record<string, Handler>;

/** Begins a game on this connection, or takes it up again. */
function play(dispatcher: Dispatcher, change: QuizChange): void {
  const { quizHost, logger } = dispatcher.services;
  if (quizHost.tokenOf(dispatcher) !== undefined) {
    throw new RequestError("in-use", "you are in a quiz already: answer its question, or SKIP it");
  }
  dispatcher.changeQuiz(change, (reply) => {
    dispatcher.replies.out.utf8(`OK ${formatReply(reply)}`);
    quizHost.attach(change.token, dispatcher);
    if (reply.type !== "joined") return;
    dispatcher.replies.logAs(`OK ${formatReply({ ...reply, token: "(not shown)" })}`);
    logger.info("quiz: {name} plays from {address}", { name: reply.name, address: dispatcher.address });
  });
}

/** Answers or skips the open question. */
function judge(dispatcher: Dispatcher, what: { type: "answer"; value: number } | { type: "skip" }): void {
  const { quizHost, clock } = dispatcher.services;
  const token = quizHost.tokenOf(dispatcher);
  if (token === undefined) throw new RequestError("no-quiz", "no quiz is on: send QUIZ and your name to begin one");
  dispatcher.changeQuiz(
    { ...what, token, at: clock.now() },
    (reply) => dispatcher.replies.out.utf8(`OK ${formatReply(reply)}`),
  );
}
