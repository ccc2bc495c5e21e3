/** The state of the quiz service. */
import { RecordKind } from "../../engine/change_kind.ts";
import type { KeptSnapshot, ServiceState, Snapshot } from "../../engine/state.ts";
import { readQuizChange, readStartChange } from "./changes.ts";
import { Quiz, type QuizRecord } from "./quiz.ts";

/** What readers may ask of the quiz. */
export type ReadableQuiz = Omit<Quiz, "apply" | "start" | "restore">;

export class QuizState implements ServiceState {
  readonly name = "quiz";
  /** From 2 on, only the last finished games are kept. */
  readonly version = 2;
  /** A server says how many seats there are when it starts. */
  readonly #quiz = new Quiz({ seats: 0 });

  /** Something happens to a game. */
  readonly change = new RecordKind({
    name: "quiz.change",
    version: 1,
    formerly: ["quiz"],
    read: readQuizChange,
    apply: (change) => this.#quiz.apply(change),
  });

  /** A server has taken the quiz over. */
  readonly start = new RecordKind({
    name: "quiz.start",
    version: 1,
    formerly: ["start"],
    read: readStartChange,
    apply: (change) => this.#quiz.start(change),
  });

  readonly kinds = [this.change, this.start];

  /** The quiz, to be read. */
  get quiz(): ReadableQuiz {
    return this.#quiz;
  }

  snapshot(): Snapshot {
    return { record: this.#quiz.toRecord() };
  }

  restoreUnversioned(record: unknown): void {
    this.#quiz.restore((record as { quiz: QuizRecord }).quiz);
  }

  restore({ record }: KeptSnapshot): void {
    this.#quiz.restore(record as QuizRecord);
  }

  summary(): Record<string, number> {
    return { "finished games": this.#quiz.leaderboard.count, "unfinished games": this.#quiz.playerCount };
  }
}
