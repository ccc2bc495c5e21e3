/** The quiz over REST: who plays, who has played, and the results for a spreadsheet. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { MAX_RANKS } from "./commands.ts";
import type { GameResult } from "./game.ts";
import { MAX_FINISHED } from "./leaderboard.ts";
import { resultsCsv } from "./results_csv.ts";
import type { ReadableQuiz } from "./state.ts";
import { closingMessage } from "./text.ts";
import { csv, csvHeaders } from "../rest/csv.ts";
import { PROBLEM_RESPONSES } from "../rest/problem.ts";
import { integerText, json, NO_QUERY, query } from "../rest/schemas.ts";
import { streamed } from "../rest/streamed.ts";
import type { Turns } from "../../turns.ts";

const DEFAULT_RANKS = 100;

const Result = z.object({
  rank: z.int(),
  name: z.string(),
  marks: z.number(),
  correct: z.int(),
  wrong: z.int(),
  skipped: z.int().openapi({ description: "Skipped, or not answered in time" }),
  seconds: z.number(),
  message: z.string(),
  finishedAt: z.iso.datetime(),
}).openapi("QuizResult", {
  example: {
    rank: 1,
    name: "Ada",
    marks: 8.75,
    correct: 9,
    wrong: 1,
    skipped: 0,
    seconds: 41.21,
    message: "You did great!",
    finishedAt: "2026-01-02T03:04:05.000Z",
  },
});

const Player = z.object({
  name: z.string(),
  state: z.enum(["playing", "waiting"]),
  away: z.boolean().openapi({ description: "Whether the connection is lost" }),
  question: z.int().nullable().openapi({ description: "The number of the open question" }),
  marks: z.number(),
  place: z.int().openapi({ description: "The place in line, 0 for who plays" }),
}).openapi("QuizPlayer", {
  example: { name: "Ada", state: "playing", away: false, question: 3, marks: 1.75, place: 0 },
});

/** The routes of the quiz. */
export function quizRoutes({ quiz, turns, tag }: { quiz: ReadableQuiz; turns: Turns; tag: string }) {
  const tags = [tag];
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getLeaderboard",
        summary: "Finished games, the best first: by marks, then by time, then by who finished first",
        tags,
        method: "get",
        path: "/api/quiz/leaderboard",
        request: {
          query: query({
            limit: integerText(1, `The most games to answer (${DEFAULT_RANKS})`, MAX_RANKS).optional(),
          }),
        },
        responses: {
          200: json("The games, and how many there are in all", z.object({ count: z.int(), leaderboard: z.array(Result) })),
          ...PROBLEM_RESPONSES,
        },
      }),
      handler: (c) => {
        const { limit = DEFAULT_RANKS } = c.req.valid("query");
        const leaderboard = quiz.leaderboard.top(limit).map((result, i) => ({ rank: i + 1, ...describe(result) }));
        return c.json({ count: quiz.leaderboard.count, leaderboard }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getPlayers",
        summary: "Who plays or waits now",
        tags,
        method: "get",
        path: "/api/quiz/players",
        request: { query: NO_QUERY },
        responses: { 200: json("The players", z.object({ players: z.array(Player) })), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        const players = quiz.players().map(({ quarters, ...player }) => ({ ...player, marks: quarters / 4 }));
        return c.json({ players }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getResults",
        summary: `The last ${MAX_FINISHED} finished games in the order in which they finished, for a spreadsheet`,
        tags,
        method: "get",
        path: "/api/quiz/results.csv",
        request: { query: NO_QUERY },
        responses: {
          200: csv("The games"),
          ...PROBLEM_RESPONSES,
        },
      }),
      handler: (c) => c.body(streamed(resultsCsv([...quiz.leaderboard.finished]), turns), 200, csvHeaders("results.csv")),
    }),
  ] as const;
}

function describe({ name, quarters, correct, wrong, skipped, ms, finishedAt }: GameResult) {
  return {
    name,
    marks: quarters / 4,
    correct,
    wrong,
    skipped,
    seconds: ms / 1000,
    message: closingMessage(quarters),
    finishedAt: new Date(finishedAt).toISOString(),
  };
}
