/** What happens to a game, and how it is kept. */
import { z } from "@hono/zod-openapi";
import type { Operator } from "./question.ts";

/** When something happens. */
export interface QuizTime {
  /** Milliseconds on a clock that never jumps, for durations; comparable while the same server runs. */
  readonly at: number;
  /** The date, in milliseconds since 1970-01-01 UTC. What an earlier version wrote down has none: there `at` is the date. */
  readonly date?: number;
}

const OPERATORS = ["+", "-", "*", "/"] as const satisfies Operator[];
const Question = z.object({ left: z.int(), operator: z.enum(OPERATORS), right: z.int() });

/** What every change has: when it happens, and the game's token. */
const common = { at: z.number(), date: z.number().optional(), token: z.string() };
/** The number of the connection on which it happens. What an earlier version wrote down has none. */
const connection = z.int().optional();

const QuizChange = z.discriminatedUnion("type", [
  /** A player comes, from an address that what an earlier version wrote down has not. */
  z.object({
    type: z.literal("join"),
    name: z.string(),
    questions: z.array(Question),
    from: z.string().optional(),
    connection,
    ...common,
  }),
  z.object({ type: z.literal("answer"), value: z.int(), ...common }),
  z.object({ type: z.literal("skip"), ...common }),
  /** The time for this question is over. Nothing happens if the player is away, or plays on another connection by now. */
  z.object({ type: z.literal("timeout"), number: z.int(), connection, ...common }),
  /** The player's connection is lost. Nothing happens if the game is played on another one by now. */
  z.object({ type: z.literal("lose"), connection, ...common }),
  /** The player comes back, or goes on with another connection. */
  z.object({ type: z.literal("resume"), connection, ...common }),
  /** The game is given up. Nothing happens if it is played on another connection by now. */
  z.object({ type: z.literal("leave"), connection, ...common }),
  /** The time in which a lost player may come back is over. Nothing happens if it was another connection that was lost last. */
  z.object({ type: z.literal("expire"), connection, ...common }),
]);

/** Something that happens to a game. */
export type QuizChange = z.infer<typeof QuizChange>;

/** Reads a change as it was kept. @throws where it can't have been */
export function readQuizChange(kept: unknown): QuizChange {
  return QuizChange.parse(kept);
}

/** What an earlier version wrote down knows no seats per address. */
const StartChange = z.object({ seats: z.int(), seatsPerAddress: z.int().optional(), at: z.number() });

/** A server has taken the quiz over, with so many seats, and so many of them for players from one address. */
export type StartChange = z.infer<typeof StartChange>;

/** Reads a change as it was kept. @throws where it can't have been */
export function readStartChange(kept: unknown): StartChange {
  return StartChange.parse(kept);
}
