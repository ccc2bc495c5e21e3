/** What happens to the quiz, and what is told of it. */
import type { GameResult, Verdict } from "./game.ts";
import type { Question } from "./question.ts";

/** Something that happens to a game, at a time in milliseconds since 1970 began in UTC. */
export type QuizChange =
  & { readonly token: string; readonly at: number }
  & (
    | { readonly type: "join"; readonly name: string; readonly questions: readonly Question[] }
    | { readonly type: "answer"; readonly value: number }
    | { readonly type: "skip" }
    /** The time for this question is over. */
    | { readonly type: "timeout"; readonly number: number }
    /** The player's connection is lost. */
    | { readonly type: "lose" }
    /** The player comes back. */
    | { readonly type: "resume" }
    /** The game is given up. */
    | { readonly type: "leave" }
    /** The time in which a lost player may come back is over. */
    | { readonly type: "expire" }
  );

/** What the one who asked for a change is told. */
export type QuizReply =
  /** `place` is that in the line, 0 for a seat. */
  | { readonly type: "joined"; readonly token: string; readonly name: string; readonly place: number }
  | { readonly type: "judged"; readonly verdict: Verdict; readonly answer: number; readonly quarters: number }
  | { readonly type: "done" };

/** What the player of a game is told, and what others may want to know. */
export type QuizEvent =
  & { readonly token: string; readonly name: string }
  & (
    /** The player is in line, `place` from 1 on, or has a seat, or is lost, or has come back. */
    | { readonly type: "player"; readonly what: "waiting" | "playing" | "away" | "back"; readonly place: number }
    /** A question was closed, by the player or by the time. */
    | { readonly type: "judged"; readonly number: number; readonly verdict: Verdict; readonly quarters: number }
    | { readonly type: "question"; readonly number: number; readonly question: Question }
    | { readonly type: "waiting"; readonly place: number }
    | { readonly type: "timeout"; readonly answer: number; readonly quarters: number }
    | { readonly type: "result"; readonly result: GameResult; readonly rank: number }
    /** The game was given up. */
    | { readonly type: "left" }
  );
