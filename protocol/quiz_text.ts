/** What the quiz says on the wire: written by the server, read by its clients. */
import { factsLine, integer, marks, optional, rest, seconds, tagged, type TextCodec, type TextOf, word } from "./facts.ts";

/** The reply to `QUIZ` and `RESUME`, behind `OK`. `waiting` is the place in line. */
export const JOINED = factsLine("", { token: word, questions: integer, waiting: optional(integer), name: rest });

/** The reply to `ANSWER` and `SKIP`, behind `OK`. */
export const JUDGED = tagged("verdict", {
  correct: factsLine("correct", { marks }),
  wrong: factsLine("wrong", { answer: integer, marks }),
  skipped: factsLine("skipped", { answer: integer, marks }),
});

const WAITING: TextCodec<{ place: number }> = {
  format: ({ place }) => `waiting ${place}`,
  parse(text) {
    const place = integer.parse(text.match(/^waiting (\d+)$/)?.[1] ?? "");
    return place === null ? null : { place };
  },
};

const QUESTION: TextCodec<{ number: number; of: number; question: string }> = {
  format: ({ number, of, question }) => `question ${number}/${of} ${question}`,
  parse(text) {
    const [, first = "", second = "", question] = text.match(/^question (\d+)\/(\d+) (.+)$/s) ?? [];
    const [number, of] = [integer.parse(first), integer.parse(second)];
    return number === null || of === null ? null : { number, of, question };
  },
};

const RANKED = factsLine("", { marks, seconds, name: rest });
const RANK: TextCodec<{ rank: number; marks: number; seconds: number; name: string }> = {
  format: ({ rank, ...game }) => `rank ${rank} ${RANKED.format(game)}`,
  parse(text) {
    const [, place = "", game = ""] = text.match(/^rank (\d+) (.*)$/s) ?? [];
    const [rank, ranked] = [integer.parse(place), RANKED.parse(game)];
    return rank === null || ranked === null ? null : { rank, ...ranked };
  },
};

/** An event of a game, or a line of the leaderboard, behind `*`. */
export const QUIZ_EVENT = tagged("type", {
  waiting: WAITING,
  question: QUESTION,
  timeout: factsLine("timeout", { answer: integer, marks }),
  result: factsLine("result", {
    marks,
    correct: integer,
    wrong: integer,
    skipped: integer,
    seconds,
    rank: integer,
    games: integer,
    message: rest,
  }),
  rank: RANK,
});

/** How a game ended, and its rank among so many finished games. */
export type QuizResult = TextOf<typeof QUIZ_EVENT> & { readonly type: "result" };

/** A game on the leaderboard. */
export type RankedGame = Omit<TextOf<typeof QUIZ_EVENT> & { readonly type: "rank" }, "type">;
