/** What comes of a change of the quiz: what the one who asked for it is told, and what others may want to know. */
import type { GameResult, Verdict } from "./game.ts";
import type { Question } from "./question.ts";

/** What the one who asked for a change is told. */
export type QuizReply =
  /** `place` is that in the line, 0 for a seat. */
  | { readonly type: "joined"; readonly token: string; readonly name: string; readonly place: number }
  | {
    readonly type: "judged";
    readonly verdict: Exclude<Verdict, "timeout">;
    readonly answer: number;
    readonly quarters: number;
  }
  | { readonly type: "done" };

/** What came of a change: the reply, and what happened, in order. */
export interface QuizOutcome {
  readonly reply: QuizReply;
  readonly events: readonly QuizEvent[];
}

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
