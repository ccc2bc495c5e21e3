/**
 * The one road for changes. A semaphore admits one writer. It takes all changes that wait, commits them to the journal in one
 * transaction (group commit), applies them to the state in memory, one after the other, and only then tells those who wait: a
 * reader never sees what is not committed, or half of a change.
 *
 * Readers look at the state directly, at any time: no lock, no promise.
 */
import { Semaphore } from "es-toolkit/promise";
import { RequestError } from "../protocol/request_error.ts";
import {
  type ArrayChangeKind,
  CHANGE,
  ChangeBatch,
  type ChangeDetails,
  type ChangeKind,
  type ChangeResult,
  type DetailedChangeKind,
  NOBODY,
  type Waiter,
} from "./change_batch.ts";
import type { Journal } from "./journal/journal.ts";
import type { QuizEvent } from "./quiz/quiz_change.ts";
import { type ReadableArray, type ReadableCounters, type ReadableQuiz, State } from "./state.ts";
import { Turns } from "./turns.ts";

const NO_NUMBERS = new Float64Array(0);
/** How many values are applied between two looks at the clock; each change counts for some more. */
const VALUES_PER_LOOK = 4096;
const CHANGE_OVERHEAD_VALUES = 32;

/** What became of a change made by {@linkcode Engine.change}. */
export interface Change {
  /** The values of the change. */
  values: Float64Array;
  /** For `remove` and `clear`: how many values were taken out. */
  result: number;
  /** How many values the array held when the change had been applied. */
  count: number;
}

export interface EngineOptions {
  /** Where changes are kept. The engine does not close it. */
  journal: Journal;
  quizSeats: number;
  /** Where the work is counted. */
  turns?: Turns;
  /** Is told what goes wrong beside the changes themselves, and harms none of them: what a waiter throws, for one. */
  onError(error: unknown): void;
  /** Is told when commits begin to fail, and why; and, with `null`, when they succeed again. */
  onHealth(cause: unknown): void;
}

/** Is told of each change as it is applied, its values still as they came, and then that the batch is done. */
export interface ChangeObserver {
  applied(batch: ChangeBatch, i: number, result: ChangeResult): void;
  settled(): void;
}

interface OwedChange {
  kind: DetailedChangeKind;
  details: ChangeDetails;
}

/** Commits and applies changes. */
export class Engine {
  readonly #state: State;
  /** What the change that is being applied has made happen. */
  readonly #events: QuizEvent[] = [];
  /** Whether the journal is being replayed: what happened then was told then. */
  #isReplaying = true;
  readonly #journal: Journal;
  readonly #quizSeats: number;
  readonly #turns: Turns;
  readonly #onError: EngineOptions["onError"];
  readonly #onHealth: EngineOptions["onHealth"];
  readonly #listeners: ((event: QuizEvent) => void)[] = [];
  #observer: ChangeObserver | null = null;
  #onCommit: (seconds: number) => void = () => {};
  readonly #writer = new Semaphore(1);
  #waiting = new ChangeBatch();
  #spare = new ChangeBatch();
  /** The last drain, while changes wait for it or are being committed. */
  #drained: Promise<void> = Promise.resolve();

  /** Changes that nobody waits for and that could not be committed: they are tried again. */
  readonly #owed: OwedChange[] = [];
  #healthy = true;
  /** Whether a change was committed that could not be applied, for no reason that whoever asked for it is told. */
  #unreplayable = false;

  /** Takes up what the journal has kept. @throws {OperatorError} where it can't be read */
  constructor({ journal, quizSeats, turns = new Turns(), onError, onHealth }: EngineOptions) {
    this.#state = new State({ quizSeats, emit: (event) => this.#isReplaying || this.#events.push(event) });
    this.#journal = journal;
    this.#quizSeats = quizSeats;
    this.#turns = turns;
    this.#onError = onError;
    this.#onHealth = onHealth;
    journal.replay(this.#state);
    this.#isReplaying = false;
  }

  /** Whether the last commit succeeded. */
  get healthy(): boolean {
    return this.#healthy;
  }

  /** Tells the state that this server has it now. Call it before any other change. @throws where that could not be committed */
  start(at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const details = { seats: this.#quizSeats, at };
      this.submitDetails(CHANGE.start, details, { applied: () => resolve(), failed: reject, settled() {} });
    });
  }

  /** Finds out whether the journal can be written: still, or again if the last commit failed. */
  retry(): void {
    if (!this.#healthy) {
      this.submit(CHANGE.add, NO_NUMBERS, 0, NOBODY);
      return;
    }
    try {
      this.#journal.verify();
    } catch (error) {
      this.#becomeUnhealthy(error);
    }
  }

  /** The array, to be read. */
  get array(): ReadableArray {
    return this.#state.array;
  }

  /** The quiz, to be read. */
  get quiz(): ReadableQuiz {
    return this.#state.quiz;
  }

  /** The counters, to be read. */
  get counters(): ReadableCounters {
    return this.#state.counters;
  }

  /** Whether a word is the token of a game or a counter. */
  isToken(word: string): boolean {
    return this.#state.quiz.nameOf(word) !== undefined || this.#state.counters.hasToken(word);
  }

  /** Has somebody look on. It must not hold on to a batch. */
  observe(observer: ChangeObserver): void {
    this.#observer = observer;
  }

  /** Has somebody told how long each commit takes. */
  timeCommits(onCommit: (seconds: number) => void): void {
    this.#onCommit = onCommit;
  }

  /** Tells of all that happens, in order, each time when the one who asked for it has been answered. */
  listen(listener: (event: QuizEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Resolves when all changes submitted so far have been settled. */
  get drained(): Promise<void> {
    return this.#drained;
  }

  /**
   * Asks for a change with the values `numbers[0..count)`. The changes of one waiter that are submitted without a pause are
   * settled together; until then it must not submit more. Cost: O(count); no allocation, no promise.
   */
  submit(kind: ChangeKind, numbers: Float64Array, count: number, waiter: Waiter, details: ChangeDetails | null = null): void {
    const first = this.#waiting.length === 0;
    this.#waiting.push(kind, numbers, count, waiter, details);
    if (first) this.#drained = this.#drain();
  }

  /** Asks for a change that is not one of numbers; the same holds as for {@linkcode submit}. */
  submitDetails(kind: DetailedChangeKind, details: ChangeDetails, waiter: Waiter = NOBODY): void {
    this.submit(kind, NO_NUMBERS, 0, waiter, details);
  }

  /** Makes one change of the array. @throws {RequestError} `internal` where it could not be committed; then nothing of it was applied */
  change(kind: ArrayChangeKind, values: Float64Array): Promise<Change> {
    return new Promise((resolve, reject) => {
      this.submit(kind, values, values.length, {
        applied: (all, start, end, result) =>
          resolve({ values: all.slice(start, end), result: result as number, count: this.#state.array.count }),
        failed: reject,
        settled() {},
      });
    });
  }

  async #drain(): Promise<void> {
    await this.#writer.acquire();
    const batch = this.#waiting;
    this.#waiting = this.#spare;
    const startedAt = performance.now();
    try {
      // An await costs a turn, in which others could read: a journal that is done at once is not waited for.
      const committing = this.#journal.commit(batch);
      if (committing) await committing;
    } catch (error) {
      this.#fail(batch, error);
      return;
    }
    this.#onCommit((performance.now() - startedAt) / 1000);
    if (!this.#healthy) this.#recover();
    const { length } = batch;
    for (let applied = 0; applied < length;) {
      // What takes long is shared out over several turns of the event loop.
      if (applied > 0) await this.#turns.share();
      this.#turns.measure(() => {
        applied = this.#apply(batch, applied);
        if (applied === length) this.#finish(batch);
      });
    }
    this.#writer.release();
  }

  /** Tells that all of a batch has been applied. */
  #finish(batch: ChangeBatch): void {
    this.#tell(() => this.#observer?.settled());
    this.#settle(batch);
    this.#tell(() => {
      this.#journal.compact(this.#state, { now: this.#unreplayable });
      this.#unreplayable = false;
    });
  }

  /** A commit has succeeded again: what is owed comes next. */
  #recover(): void {
    this.#healthy = true;
    for (const { kind, details } of this.#owed.splice(0)) this.submitDetails(kind, details);
    this.#tell(() => this.#onHealth(null));
  }

  #becomeUnhealthy(cause: unknown): void {
    if (this.#healthy) this.#tell(() => this.#onHealth(cause));
    this.#healthy = false;
  }

  #fail(batch: ChangeBatch, cause: unknown): void {
    this.#becomeUnhealthy(cause);
    const failure = new RequestError("internal", "the change could not be stored, so nothing was changed: try again later", {
      cause,
    });
    for (let i = 0; i < batch.length; i++) {
      const details = batch.details[i];
      if (details && batch.waiters[i] === NOBODY) this.#owed.push({ kind: batch.kinds[i] as DetailedChangeKind, details });
      else this.#tell(() => batch.waiters[i].failed(failure));
    }
    this.#settle(batch);
    this.#writer.release();
  }

  /** Tells each waiter once that its changes are done. */
  #settle(batch: ChangeBatch): void {
    for (let i = 0; i < batch.length; i++) {
      const waiter = batch.waiters[i];
      if (waiter !== batch.waiters[i + 1]) this.#tell(() => waiter.settled());
    }
    batch.reset();
    this.#spare = batch;
  }

  /** Applies changes from `first` on, until the turn of the event loop is over. @returns the first that is not applied */
  #apply(batch: ChangeBatch, first: number): number {
    let sinceLook = 0;
    for (let i = first; i < batch.length; i++) {
      if (sinceLook >= VALUES_PER_LOOK) {
        if (this.#turns.over) return i;
        sinceLook = 0;
      }
      sinceLook += batch.ends[i] - batch.start(i) + CHANGE_OVERHEAD_VALUES;
      this.#applyOne(batch, i);
    }
    return batch.length;
  }

  #applyOne(batch: ChangeBatch, i: number): void {
    const waiter = batch.waiters[i];
    let result: ChangeResult;
    try {
      result = this.#state.apply(batch, i);
    } catch (error) {
      if (!(error instanceof RequestError)) {
        // Replaying it would fail as well: the state is written down whole in place of the changes that led to it.
        this.#unreplayable = true;
        if (waiter === NOBODY) this.#onError(error);
      }
      this.#events.length = 0;
      this.#tell(() => waiter.failed(error));
      return;
    }
    if (this.#observer) this.#observe(this.#observer, batch, i, result);
    try {
      waiter.applied(batch.values, batch.start(i), batch.ends[i], result);
    } catch (error) {
      this.#onError(error);
    }
    if (this.#events.length > 0) this.#publish();
  }

  #observe(observer: ChangeObserver, batch: ChangeBatch, i: number, result: ChangeResult): void {
    try {
      observer.applied(batch, i, result);
    } catch (error) {
      this.#onError(error);
    }
  }

  #publish(): void {
    for (const event of this.#events) for (const listener of this.#listeners) this.#tell(() => listener(event));
    this.#events.length = 0;
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
  }
}
