import { SortedList } from "./array/sorted_list.ts";
import { CHANGE, type ChangeBatch, type ChangeResult } from "./change_batch.ts";
import { type CounterChange, CounterRegistry } from "./counter/registry.ts";
import { Quiz, type QuizChange, type QuizEvent } from "./quiz/quiz.ts";

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
    }
    throw new Error(`Cannot apply a change of kind ${batch.kinds[i]}`);
  }
}

/** What readers may ask of the array. */
export type ReadableArray = Pick<SortedList, "count" | "rank" | "slice" | "stats">;

/** What readers may ask of the counters. */
export type ReadableCounters = Pick<CounterRegistry, "count" | "get" | "all">;

/** What readers may ask of the quiz. */
export type ReadableQuiz = Pick<Quiz, "playerCount" | "players" | "leaderboard" | "openMs" | "resultOf">;
