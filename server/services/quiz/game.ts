/**
 * One game as a state machine: it waits for a seat, plays, and is over. It knows no clock: whoever tells it what happens tells
 * it when. Marks are counted in quarters, so that they never drift.
 */
import { answerOf, type Question } from "./question.ts";
import type { QuizTime } from "./changes.ts";

/** How many questions a game has. */
export const QUESTIONS = 10;

const RIGHT_QUARTERS = 4;
const WRONG_QUARTERS = -1;

/** What became of a question. */
export type Verdict = "correct" | "wrong" | "skipped" | "timeout";

/** What became of a question, and what the right answer was. */
export interface Closed<Given extends Verdict> {
  readonly verdict: Given;
  readonly answer: number;
}

/** A game as it ended. */
export interface GameResult {
  readonly name: string;
  /** Four for a right answer, minus one for a wrong one. */
  readonly quarters: number;
  readonly correct: number;
  readonly wrong: number;
  /** Skipped by the player, or not answered in time. */
  readonly skipped: number;
  /** From the first question to the last answer, without the time in which the player was away. */
  readonly ms: number;
  /** Milliseconds since 1970 began in UTC. */
  readonly finishedAt: number;
}

/** A game as it stands, to be written down. */
export type GameRecord = ReturnType<Game["toRecord"]>;

export class Game {
  readonly token: string;
  readonly name: string;
  readonly #questions: readonly Question[];
  quarters = 0;
  /** The address that the player came from; `null` if an earlier version wrote the game down. */
  readonly from: string | null;
  /** The number of the connection on which it is played, or was last; `null` if an earlier version wrote it down. */
  connection: number | null;
  #correct = 0;
  #wrong = 0;
  #skipped = 0;
  /** Whether it has a seat. */
  #begun = false;
  /** Whether the player's connection is lost. */
  #away = false;
  /** The time played until the clock was stopped last, and when it was started, where it runs. */
  #playedMs = 0;
  #runningSince: number | null = null;
  /** The time played when the open question was asked. */
  #askedMs = 0;

  /** @param questions {@linkcode QUESTIONS} of them */
  constructor(
    { token, name, questions, from = null, connection = null }: {
      token: string;
      name: string;
      questions: readonly Question[];
      from?: string | null;
      connection?: number | null;
    },
  ) {
    this.from = from;
    this.connection = connection;
    this.token = token;
    this.name = name;
    this.#questions = questions;
  }

  /** A game as it was written down. */
  static fromRecord(record: GameRecord): Game {
    const game = new Game(record);
    game.quarters = record.quarters;
    game.#correct = record.correct;
    game.#wrong = record.wrong;
    game.#skipped = record.skipped;
    game.#begun = record.begun;
    game.#away = record.away;
    game.#playedMs = record.playedMs;
    game.#runningSince = record.runningSince;
    game.#askedMs = record.askedMs;
    return game;
  }

  toRecord() {
    return {
      token: this.token,
      name: this.name,
      questions: this.#questions,
      from: this.from,
      connection: this.connection,
      quarters: this.quarters,
      correct: this.#correct,
      wrong: this.#wrong,
      skipped: this.#skipped,
      begun: this.#begun,
      away: this.#away,
      playedMs: this.#playedMs,
      runningSince: this.#runningSince,
      askedMs: this.#askedMs,
    };
  }

  get playing(): boolean {
    return this.#begun && !this.finished;
  }

  get finished(): boolean {
    return this.#answered === QUESTIONS;
  }

  /** Whether the player's connection is lost. */
  get away(): boolean {
    return this.#away;
  }

  /** The open question, and its number from 1 on; `null` where none is open. */
  get question(): { number: number; question: Question } | null {
    return this.playing ? { number: this.#answered + 1, question: this.#questions[this.#answered] } : null;
  }

  /** How long the open question has been open, the player's time away not counted, in milliseconds. */
  openMs(at: number): number {
    return this.#msAt(at) - this.#askedMs;
  }

  /** The game has a seat: its first question is open. */
  begin(at: number): void {
    this.#begun = true;
    if (!this.#away) this.#runningSince = at;
  }

  /** Closes the open question with an answer. */
  answer(value: number, at: number): Closed<"correct" | "wrong"> {
    return this.#close(at, (answer) => value === answer ? "correct" : "wrong");
  }

  /** Closes the open question without an answer. */
  pass<Passed extends "skipped" | "timeout">(verdict: Passed, at: number): Closed<Passed> {
    return this.#close(at, () => verdict);
  }

  /** The player's connection is lost: the clock stands still. */
  leave(at: number): void {
    this.#away = true;
    this.#playedMs = this.#msAt(at);
    this.#runningSince = null;
  }

  /** The player is back: the clock goes on. Nothing changes for a player who was not away. */
  comeBack(at: number): void {
    if (!this.#away) return;
    this.#away = false;
    if (this.playing) this.#runningSince = at;
  }

  /** How it ended, where it has. */
  result({ at, date = at }: QuizTime): GameResult {
    return {
      name: this.name,
      quarters: this.quarters,
      correct: this.#correct,
      wrong: this.#wrong,
      skipped: this.#skipped,
      ms: this.#msAt(at),
      finishedAt: date,
    };
  }

  get #answered(): number {
    return this.#correct + this.#wrong + this.#skipped;
  }

  #msAt(at: number): number {
    return this.#playedMs + (this.#runningSince === null ? 0 : Math.max(0, at - this.#runningSince));
  }

  #close<Given extends Verdict>(at: number, judge: (answer: number) => Given): Closed<Given> {
    const open = this.question;
    if (!open) throw new Error("Cannot close a question: none is open");
    const answer = answerOf(open.question);
    const verdict = judge(answer);
    if (verdict === "correct") this.#correct++;
    else if (verdict === "wrong") this.#wrong++;
    else this.#skipped++;
    this.quarters += verdict === "correct" ? RIGHT_QUARTERS : verdict === "wrong" ? WRONG_QUARTERS : 0;
    this.#askedMs = this.#msAt(at);
    return { verdict, answer };
  }
}
