import { SortedList } from "./array/sorted_list.ts";
import { CHANGE, type ChangeBatch, type ChangeResult, type StartChange } from "./change_batch.ts";
import { type Counter, type CounterChange, CounterRegistry } from "./counter/registry.ts";
import { Quiz, type QuizRecord } from "./quiz/quiz.ts";
import type { QuizChange, QuizEvent } from "./quiz/quiz_change.ts";

/** All of the state but the array, to be written down. */
export interface StateRecord {
  readonly quiz: QuizRecord;
  readonly counters: readonly Counter[];
}

/**
 * All that the server holds. Pure: the same changes in the same order give the same state, whether they come from clients or
 * from the journal.
 */
export class State {
  readonly array = new SortedList();
  readonly quiz: Quiz;
  readonly counters = new CounterRegistry();

  constructor({ quizSeats, emit }: { quizSeats: number; emit: (event: QuizEvent) => void }) {
    this.quiz = new Quiz({ seats: quizSeats, emit });
  }

  /** Applies change `i` of the batch. @throws {RequestError} where the state does not allow it; then nothing has changed */
  apply(batch: ChangeBatch, i: number): ChangeResult {
    switch (batch.kinds[i]) {
      case CHANGE.add:
        this.array.add(batch.values, batch.start(i), batch.ends[i]);
        return 0;
      case CHANGE.remove:
        return this.array.remove(batch.values, batch.start(i), batch.ends[i]);
      case CHANGE.clear:
        return this.array.clear();
      case CHANGE.quiz:
        return this.quiz.apply(batch.details[i] as QuizChange);
      case CHANGE.counter:
        return this.counters.apply(batch.details[i] as CounterChange);
      case CHANGE.start:
        this.quiz.start(batch.details[i] as StartChange);
        this.counters.start();
        return 0;
    }
    throw new Error(`Cannot apply a change of kind ${batch.kinds[i]}`);
  }

  /** All but the array as it stands. */
  toRecord(): StateRecord {
    return { quiz: this.quiz.toRecord(), counters: this.counters.all() };
  }

  /** Makes all but the array of this state, a new one, as it was written down. */
  restore({ quiz, counters }: StateRecord): void {
    this.quiz.restore(quiz);
    this.counters.restore(counters);
  }
}

/** What readers may ask of the array. */
export type ReadableArray = Pick<SortedList, "count" | "rank" | "slice" | "stats">;

/** What readers may ask of the counters. */
export type ReadableCounters = Pick<CounterRegistry, "count" | "get" | "all" | "hasToken">;

/** What readers may ask of the quiz. */
export type ReadableQuiz = Pick<
  Quiz,
  "playerCount" | "players" | "nameOf" | "awayTokens" | "leaderboard" | "openMs" | "resultOf" | "line" | "placeOf"
>;
