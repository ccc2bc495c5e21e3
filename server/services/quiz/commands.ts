import { integer } from "../../../protocol/facts.ts";
import { checkName } from "../../../protocol/player_name.ts";
import { quote } from "../../../protocol/quote.ts";
import { QUIZ_EVENT } from "../../../protocol/quiz_text.ts";
import { RequestError } from "../../../protocol/request_error.ts";
import { networkOf } from "../../address_counts.ts";
import type { Client, ServiceCommand, ServiceContext } from "../service.ts";
import type { QuizChange } from "./changes.ts";
import { QUESTIONS } from "./game.ts";
import type { QuizHost } from "./host.ts";
import { randomQuestion } from "./question.ts";
import { moveInRoom, resumeInRoom, type RoomDesk } from "./rooms/room_commands.ts";
import { checkIsFree } from "./rooms/stage.ts";
import { replyText, resultText } from "./text.ts";

/** The greatest number of games that one `LEADERBOARD` tells of, and how many if it is not told. */
export const MAX_RANKS = 10_000;
const DEFAULT_RANKS = 10;

/** What the commands of the quiz work on. */
interface QuizDesk extends RoomDesk, Pick<ServiceContext, "random" | "newToken" | "isSecret" | "logger"> {
  readonly host: QuizHost;
}

/** The requests under "The quiz" in the specification. */
export const QUIZ_COMMANDS = {
  QUIZ: {
    usage: "QUIZ name",
    summary: "starts a quiz of ten arithmetic questions, or waits for a free seat",
    details: [
      "Each question comes as an event, such as * question 1/10 7 + 5. Answer with an integer on a line",
      "of its own, or SKIP. A right answer scores 1 mark, a wrong one costs 0.25.",
      "The reply has a token: if the connection is lost, connect again and send RESUME and the token.",
    ],
    example: "QUIZ Ada",
    isFirstStep: true,
    arguments: { kind: "text", required: false },
    changes: true,
    synonyms: ["PLAY"],
    handle(desk, { text }, client) {
      const { host, random, newToken, isSecret } = desk;
      const name = checkName(text);
      if (isSecret(name)) {
        throw new RequestError(
          "bad-name",
          "this is a secret token, not a name: to continue a game, send RESUME and its token",
        );
      }
      const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
      const token = newToken();
      const from = networkOf(client.host);
      play(desk, client, { type: "join", token, name, questions, from, connection: client.id, ...host.time() });
    },
  },

  ANSWER: {
    usage: "ANSWER n",
    summary: "answers the open question; a number or a letter alone is enough",
    details: ["In a room: a number, the letter of a choice, several letters, or a text."],
    example: "ANSWER 12",
    arguments: { kind: "text", required: true },
    changes: true,
    isBareAnswer: true,
    handle(desk, { text }, client) {
      if (moveInRoom(desk, client, { type: "answer", text })) return;
      if (desk.host.tokenOf(client) === undefined) throw noQuiz();
      const value = integer.parse(text);
      if (value === null) {
        throw new RequestError(
          "not-an-integer",
          `${quote(text)} is not an integer, and the question is still open: send, for example, 12, or SKIP`,
        );
      }
      judge(desk, client, { type: "answer", value: value + 0 });
    },
  },

  SKIP: {
    usage: "SKIP",
    summary: "skips the open question",
    example: "SKIP",
    arguments: { kind: "none" },
    changes: true,
    handle(desk, _request, client) {
      if (!moveInRoom(desk, client, { type: "skip" })) judge(desk, client, { type: "skip" });
    },
  },

  RESUME: {
    usage: "RESUME token",
    summary: "continues your quiz on this connection",
    example: "RESUME 5nJvZkQ3u0yLh2aW",
    arguments: { kind: "text", required: true },
    changes: true,
    secret: true,
    handle(desk, { text: token }, client) {
      if (resumeInRoom(desk, client, token)) return;
      const { host } = desk;
      const { quiz } = host.state;
      const result = quiz.resultOf(token);
      if (!result || host.tokenOf(client) !== undefined) {
        play(desk, client, { type: "resume", token, connection: client.id, ...host.time() });
        return;
      }
      client.out.utf8(replyText({ type: "joined", token, name: result.name, place: 0 }));
      const { leaderboard } = quiz;
      client.line("*", resultText({ result, rank: leaderboard.rankOf(result), games: leaderboard.count }));
    },
  },

  LEADERBOARD: {
    usage: "LEADERBOARD [n]",
    summary: `lists the best n games by marks, then by time (1 to ${MAX_RANKS}, default ${DEFAULT_RANKS})`,
    example: "LEADERBOARD 3",
    arguments: { kind: "positional", required: 0, names: [{ name: "n", min: 1, max: MAX_RANKS }] },
    changes: false,
    handle({ host }, { numbers, count }, client) {
      const top = host.state.quiz.leaderboard.top(count === 0 ? DEFAULT_RANKS : numbers[0]);
      client.out.ascii(`OK ${top.length}`);
      for (const [i, { quarters, ms, name }] of top.entries()) {
        client.line("*", QUIZ_EVENT.format({ type: "rank", rank: i + 1, marks: quarters / 4, seconds: ms / 1000, name }));
      }
    },
  },
} satisfies Record<string, ServiceCommand<QuizDesk>>;

/** Begins a game on this connection, or resumes one. */
function play({ host, stage, logger }: QuizDesk, client: Client, change: QuizChange & { type: "join" | "resume" }): void {
  if (host.tokenOf(client) !== undefined) {
    throw new RequestError("in-use", "you are already in a quiz: answer its question, or SKIP it");
  }
  checkIsFree(stage, client);
  client.change(host.state.change, change, (out, { reply }) => {
    out.utf8(replyText(reply));
    if (reply.type !== "joined") return;
    host.attach(change.token, client);
    logger.info("quiz: {name} plays from {address}", { name: reply.name, address: client.address });
  });
}

/** Answers or skips the open question. */
function judge({ host }: QuizDesk, client: Client, what: { type: "answer"; value: number } | { type: "skip" }): void {
  const token = host.tokenOf(client);
  if (token === undefined) throw noQuiz();
  client.change(host.state.change, { ...what, token, ...host.time() }, (out, { reply }) => out.utf8(replyText(reply)));
}

function noQuiz(): RequestError {
  return new RequestError("no-quiz", "you are not in a quiz: send QUIZ and your name to start one, or HELP for the list");
}
