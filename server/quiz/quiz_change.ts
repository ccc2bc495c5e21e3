/** What happens to the quiz, and what is told of it. */
import type { GameResult, Verdict } from "./game.ts";
import type { Question } from "./question.ts";

/** When something happens. */
export interface QuizTime {
  /** Milliseconds on a clock that never jumps, for durations; comparable while the same server runs. */
  readonly at: number;
  /** The date, in milliseconds since 1970-01-01 UTC. What an earlier version wrote down has none: there `at` is the date. */
  readonly date?: number;
}

/** Something that happens to a game. */
export type QuizChange =
  & QuizTime
  & { readonly token: string }
  & (
    | { readonly type: "join"; readonly name: string; readonly questions: readonly Question[]; readonly connection?: number }
    | { readonly type: "answer"; readonly value: number }
    | { readonly type: "skip" }
    /** The time for this question is over. */
    | { readonly type: "timeout"; readonly number: number }
    /** The player's connection is lost. Nothing happens if the game is played on another one by now. */
    | { readonly type: "lose"; readonly connection?: number }
    /** The player comes back, or goes on with another connection. */
    | { readonly type: "resume"; readonly connection?: number }
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

/** The line has become shorter: all in it, or some, have another place. */
export interface LineEvent {
  readonly type: "line";
  /** How many wait now. */
  readonly waiting: number;
}

/** What happens to one game. */
export type GameEvent =
  & { readonly token: string; readonly name: string }
  & (
    /** The player is in line, `place` from 1 on, or has a seat, or is lost, or has come back. */
    | { readonly type: "player"; readonly what: "waiting" | "playing" | "away" | "back"; readonly place: number }
    /** A question was closed, by the player or by the time. */
    | { readonly type: "judged"; readonly number: number; readonly verdict: Verdict; readonly quarters: number }
    | { readonly type: "question"; readonly number: number; readonly question: Question }
    | { readonly type: "timeout"; readonly answer: number; readonly quarters: number }
    /** `rank` is that among all `games` finished so far. */
    | { readonly type: "result"; readonly result: GameResult; readonly rank: number; readonly games: number }
    /** The game was given up. */
    | { readonly type: "left" }
  );

/** What players are told, and what others may want to know. */
export type QuizEvent = GameEvent | LineEvent;
