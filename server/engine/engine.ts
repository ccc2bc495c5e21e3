/**
 * The one road for changes, whatever asks for them: a line, a REST call or a timer. A semaphore admits one writer. It takes all
 * changes that wait, refuses what its services do not take (gate.ts), commits the others to the journal in one transaction (group
 * commit), applies them to the state in memory, one after the other, and only then tells those who wait: a reader never sees what is
 * not committed, or half of a change.
 *
 * Readers look at the state directly, at any time: no lock, no promise.
 */
import { Semaphore } from "es-toolkit/promise";
import { RequestError } from "../../protocol/request_error.ts";
import { Turns } from "../turns.ts";
import { ChangeBatch, NOBODY, type Waiter } from "./change_batch.ts";
import { BARRIER, type ChangeKind, REFUSED } from "./change_kind.ts";
import { type Gate, screen } from "./gate.ts";
import { type Journal, OutcomeUnknownError } from "./journal.ts";
import type { State } from "./state.ts";

/** How many values are applied between two looks at the clock; each change counts for some more. */
const VALUES_PER_LOOK = 4096;
const CHANGE_OVERHEAD_VALUES = 32;

export interface EngineOptions {
  /** Where changes are kept. The engine does not close it. */
  journal: Journal;
  /** A new state. */
  state: State;
  /** Where the work is counted. */
  turns?: Turns;
  /** Receives errors that affect no change, such as that of a waiter that throws. */
  onError(error: unknown): void;
  /** Called when commits begin to fail, with the cause; and, with `null`, when they succeed again. */
  onHealth(cause: unknown): void;
}

/** Commits and applies changes. */
export class Engine {
  readonly #state: State;
  readonly #journal: Journal;
  readonly #turns: Turns;
  readonly #onError: EngineOptions["onError"];
  readonly #onHealth: EngineOptions["onHealth"];
  readonly #onSettled: (() => void)[] = [];
  #onCommit: (seconds: number) => void = () => {};
  readonly #gates: readonly Gate[];
  readonly #writer = new Semaphore(1);
  #waiting = new ChangeBatch();
  #spare = new ChangeBatch();
  /** Whether somebody is about to commit what waits. */
  #isDraining = false;
  /** The last drain, while changes wait for it or are being committed. It rejects where they could not be committed. */
  #drained: Promise<void> = Promise.resolve();
  /** Changes that nobody waits for and that could not be committed: they are tried again, before all others. */
  #owed: ((batch: ChangeBatch) => void)[] = [];
  #healthy = true;
  /** Whether a committed change failed with an unexpected error. */
  #unreplayable = false;
  /** The journal's work on writing the state down, until it is done. */
  #compacting: Promise<void> = Promise.resolve();
  #isStopped = false;

  /** Resolves when the journal is replayed; where that is done at once, nothing has to be waited for. @throws {OperatorError} */
  readonly ready: Promise<void>;

  /** Replays the journal, or begins to. @throws {OperatorError} if it can't be read */
  constructor({ journal, state, turns = new Turns(), onError, onHealth }: EngineOptions) {
    this.#state = state;
    this.#gates = state.services.flatMap(({ gate }) => gate ?? []);
    this.#journal = journal;
    this.#turns = turns;
    this.#onError = onError;
    this.#onHealth = onHealth;
    journal.follow?.((batch) => this.#follow(batch));
    this.ready = Promise.resolve(journal.replay(state));
  }

  /** Whether the last commit succeeded. */
  get healthy(): boolean {
    return this.#healthy;
  }

  /** Finds out whether the journal can be written: still, or again if the last commit failed. */
  retry(): void {
    if (!this.#healthy) {
      this.flush().catch(() => {});
      return;
    }
    try {
      this.#journal.verify();
    } catch (error) {
      this.#becomeUnhealthy(error);
    }
  }

  /** Calls `onCommit` after each commit. */
  timeCommits(onCommit: (seconds: number) => void): void {
    this.#onCommit = onCommit;
  }

  /** Calls the listener when all changes of a batch have been applied. */
  onSettled(listener: () => void): void {
    this.#onSettled.push(listener);
  }

  /** Breaks off what the journal does beside the changes; it is done anew behind the next start. Resolves when that has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#compacting;
  }

  /** Resolves when all changes submitted so far have been settled. */
  get drained(): Promise<void> {
    return this.#drained.catch(() => {});
  }

  /** Commits all that was submitted, even if that is nothing. @throws what the journal fails with; then nothing was applied */
  flush(): Promise<void> {
    this.#drainSoon();
    return this.#drained;
  }

  /**
   * Asks for a change. The changes of one waiter that are submitted without a pause are settled together; until then it must not
   * submit more. A change that nobody waits for is tried again until it is committed. Cost: O(values); no allocation, no promise.
   *
   * @returns how many values the change has
   */
  submit<What, Result>(kind: ChangeKind<What, Result>, what: What, waiter: Waiter<Result> = NOBODY): number {
    const values = this.#waiting.push(kind, what, waiter);
    this.#drainSoon();
    return values;
  }

  /**
   * Makes a change.
   *
   * @param answer makes of it what is resolved, as soon as it is applied. The values are valid only during the call
   * @throws {RequestError} if the state does not allow it, or, `internal`, if it could not be committed
   */
  change<What, Result, Answer>(
    kind: ChangeKind<What, Result>,
    what: What,
    answer: (result: Result, values: Float64Array) => Answer,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.submit(kind, what, {
        applied(result, values, start, end) {
          try {
            resolve(answer(result, values.subarray(start, end)));
          } catch (error) {
            reject(error);
          }
        },
        failed: reject,
        settled() {},
      });
    });
  }

  /**
   * Waits until all is applied that was committed when this was called, by any server. All who wait together wait for one commit.
   *
   * @throws {RequestError} if that can't be known now
   */
  barrier(): Promise<void> {
    return this.change(BARRIER, null, () => {});
  }

  #drainSoon(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#drained = this.#drain();
    // Who submitted changes is told; who waits for all of them asks.
    this.#drained.catch(() => {});
  }

  async #drain(): Promise<void> {
    await this.#writer.acquire();
    this.#isDraining = false;
    const asked = this.#owed.length > 0 ? this.#withOwed(this.#waiting) : this.#waiting;
    const { batch, rest } = screen(asked, this.#gates);
    this.#waiting = rest ?? this.#spare;
    // It comes before all that is asked for from now on.
    if (rest) this.#drainSoon();
    const [behind, waiting] = rest ? [this.#drained, rest.waiters[0]] : [undefined, null];
    const isKept = batch === asked || batch.kinds.some((kind) => kind !== REFUSED);
    const startedAt = this.#turns.now;
    let isDoneAtOnce = false;
    try {
      // An await costs a turn, in which others could read: a journal that is done at once is not waited for.
      const committing = isKept ? this.#journal.commit(batch) : undefined;
      if (committing) await committing;
      else isDoneAtOnce = true;
    } catch (error) {
      this.#fail(batch, { cause: error, waiting });
      throw error;
    }
    let workingSince = this.#turns.begin();
    if (isDoneAtOnce) this.#turns.took(workingSince - startedAt, "a commit");
    this.#turns.doing = "changes";
    if (isKept) this.#tell(() => this.#onCommit((workingSince - startedAt) / 1000));
    if (isKept && !this.#healthy) this.#becomeHealthy();
    const applied = this.#apply(batch, 0);
    if (applied < batch.length) workingSince = await this.#applyRest(batch, { applied, workingSince });
    this.#finish(batch, waiting);
    this.#journal.applied?.();
    this.#turns.end(workingSince);
    // What had to wait is a batch of its own, and there may be many of them.
    if (behind) await this.#turns.share();
    this.#writer.release();
    await behind;
  }

  /** Applies what another server has committed: nobody here waits for it. */
  async #follow(batch: ChangeBatch): Promise<void> {
    let workingSince = this.#turns.begin();
    this.#turns.doing = "changes of other servers";
    const applied = this.#apply(batch, 0);
    if (applied < batch.length) workingSince = await this.#applyRest(batch, { applied, workingSince });
    for (const listener of this.#onSettled) this.#tell(listener);
    this.#compact();
    this.#turns.end(workingSince);
  }

  /** Tells that all of a batch has been applied; all but `waiting`, of whose changes some come behind it. */
  #finish(batch: ChangeBatch, waiting: Waiter | null): void {
    for (const listener of this.#onSettled) this.#tell(listener);
    this.#settle(batch, waiting);
    this.#compact();
  }

  /** Has the journal write the state down, if that is due. */
  #compact(): void {
    this.#tell(() => {
      const startedAt = this.#turns.now;
      const work = this.#journal.compact(this.#state, { now: this.#unreplayable });
      this.#turns.took(this.#turns.now - startedAt, "a snapshot");
      this.#unreplayable = false;
      if (work) this.#compacting = Promise.all([this.#compacting, this.#doInSlices(work)]).then(() => {});
    });
  }

  /** Does work whose slices are short, each in a turn of its own. */
  async #doInSlices(work: Iterator<void>): Promise<void> {
    try {
      for (let done = false; !done;) {
        await this.#turns.own();
        if (this.#isStopped) return;
        this.#turns.doing = "a snapshot";
        this.#turns.measure(() => void (done = work.next().done === true));
      }
    } catch (error) {
      this.#onError(error);
    }
  }

  /** What is owed, and behind it what came since. */
  #withOwed(since: ChangeBatch): ChangeBatch {
    const batch = new ChangeBatch();
    for (const push of this.#owed) push(batch);
    this.#owed = [];
    for (let i = 0; i < since.length; i++) batch.pushFrom(since, i);
    return batch;
  }

  #becomeHealthy(): void {
    this.#healthy = true;
    this.#tell(() => this.#onHealth(null));
  }

  #becomeUnhealthy(cause: unknown): void {
    if (this.#healthy) this.#tell(() => this.#onHealth(cause));
    this.#healthy = false;
  }

  #fail(batch: ChangeBatch, { cause, waiting }: { cause: unknown; waiting: Waiter | null }): void {
    this.#becomeUnhealthy(cause);
    const failure = failureOf(cause);
    const notRead = failure.code === "unknown-outcome" ? cannotRead(cause) : failure;
    for (let i = 0; i < batch.length; i++) {
      const waiter = batch.waiters[i];
      if (waiter === NOBODY) this.#owed.push(pusherOf(batch, i));
      else this.#tell(() => waiter.failed(batch.kinds[i] === BARRIER ? notRead : failure));
    }
    this.#settle(batch, waiting);
    this.#writer.release();
  }

  /** Tells each waiter once that its changes are done. */
  #settle(batch: ChangeBatch, waiting: Waiter | null): void {
    for (let i = 0; i < batch.length; i++) {
      const waiter = batch.waiters[i];
      if (waiter === (batch.waiters[i + 1] ?? waiting)) continue;
      try {
        waiter.settled();
      } catch (error) {
        this.#onError(error);
      }
    }
    batch.reset();
    this.#spare = batch;
  }

  /** Shares out over several turns of the event loop what takes long. @returns when the work of the last of them began */
  async #applyRest(
    batch: ChangeBatch,
    { applied, workingSince }: { applied: number; workingSince: number },
  ): Promise<number> {
    while (applied < batch.length) {
      this.#turns.end(workingSince);
      await this.#turns.share();
      workingSince = this.#turns.begin();
      applied = this.#apply(batch, applied);
    }
    return workingSince;
  }

  /** Applies changes from `first` on, until the turn of the event loop is over. @returns the first that is not applied */
  #apply(batch: ChangeBatch, first: number): number {
    let sinceLook = 0;
    for (let i = first; i < batch.length; i++) {
      if (sinceLook >= VALUES_PER_LOOK) {
        if (this.#turns.over) return i;
        sinceLook = 0;
      }
      const start = batch.start(i);
      sinceLook += batch.ends[i] - start + CHANGE_OVERHEAD_VALUES;
      this.#applyOne(batch, i, start);
    }
    return batch.length;
  }

  #applyOne(batch: ChangeBatch, i: number, start: number): void {
    const { values } = batch;
    const kind = batch.kinds[i];
    const waiter = batch.waiters[i];
    const record = batch.records[i];
    const end = batch.ends[i];
    let result: unknown;
    try {
      result = kind.apply(values, start, end, record);
    } catch (error) {
      if (!(error instanceof RequestError)) {
        // Replaying it would fail as well: the state is written down whole in place of the changes that led to it.
        this.#unreplayable = true;
        if (waiter === NOBODY) this.#onError(error);
      }
      this.#tell(() => waiter.failed(error));
      return;
    }
    const { observer } = kind;
    try {
      if (observer.applied) observer.applied(result, values, start, end);
    } catch (error) {
      this.#onError(error);
    }
    try {
      waiter.applied(result, values, start, end);
    } catch (error) {
      this.#onError(error);
    }
    if (record !== null) this.#tell(() => observer.answered?.(result, record));
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#onError(error);
    }
  }
}

/** What those are told who wait for changes that could not be committed. */
function failureOf(cause: unknown): RequestError {
  if (cause instanceof RequestError) return cause;
  return cause instanceof OutcomeUnknownError
    ? new RequestError("unknown-outcome", `${cause.message}: read what there is before you ask again`, { cause })
    : new RequestError("internal", "the change could not be stored, so nothing was changed: try again later", { cause });
}

/** What readers are told who wait for what could not be confirmed: they have changed nothing. */
function cannotRead(cause: unknown): RequestError {
  const detail = "it can't be known just now what other servers have changed, and nothing was changed here: try again later";
  return new RequestError("unavailable", detail, { cause });
}

/** What puts change `i` of a batch, which nobody waits for, at the end of another. It may be called when the first batch is gone. */
function pusherOf(batch: ChangeBatch, i: number): (other: ChangeBatch) => void {
  const [kind, record, waiter] = [batch.kinds[i], batch.records[i], batch.waiters[i]];
  if (record !== null) return (other) => void other.push(kind, record, waiter);
  const numbers = batch.values.slice(batch.start(i), batch.ends[i]);
  return (other) => void other.push(kind, { numbers, count: numbers.length }, waiter);
}
