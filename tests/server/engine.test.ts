import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { CHANGE, type ChangeBatch, type Waiter } from "../../server/change_batch.ts";
import { Engine } from "../../server/engine.ts";
import type { State } from "../../server/state.ts";
import type { Journal } from "../../server/journal/journal.ts";
import { TURN_MS, Turns } from "../../server/turns.ts";
import { ToldJournal } from "../support/told_journal.ts";

/** A journal that notes what it was given, and is done when it is told. */
class ProbeJournal implements Journal {
  readonly commits: number[][] = [];
  readonly pending: PromiseWithResolvers<void>[] = [];
  readonly #waits: boolean;
  #next = Promise.withResolvers<void>();

  constructor({ waits = false } = {}) {
    this.#waits = waits;
  }

  replay(): void {}

  commit(batch: ChangeBatch): void | Promise<void> {
    this.commits.push([...batch.values.subarray(0, batch.start(batch.length))]);
    this.#next.resolve();
    if (!this.#waits) return;
    const done = Promise.withResolvers<void>();
    this.pending.push(done);
    return done.promise;
  }

  /** Resolves when the next commit has been asked for. */
  nextCommit(): Promise<void> {
    this.#next = Promise.withResolvers();
    return this.#next.promise;
  }

  verify(): void {}
  compact(): void {}

  close(): void {}
}

function engineOn(journal: Journal): { engine: Engine; errors: unknown[] } {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  return { engine: new Engine({ journal, quizSeats: 1, onError, onHealth: onError }), errors };
}

const all = (engine: Engine) => [...engine.array.slice()];
const add = (engine: Engine, ...values: number[]) => engine.change(CHANGE.add, Float64Array.from(values));
const remove = (engine: Engine, ...values: number[]) => engine.change(CHANGE.remove, Float64Array.from(values));

Deno.test("changes that wait together are one commit, in the order in which they came", async () => {
  const journal = new ProbeJournal();
  const { engine } = engineOn(journal);
  const changes = await Promise.all([add(engine, 3, 1), add(engine, 2), remove(engine, 1, 9), add(engine, 5)]);
  deepStrictEqual(journal.commits, [[3, 1, 2, 1, 9, 5]]);
  deepStrictEqual(changes.map(({ result, count }) => ({ result, count })), [
    { result: 0, count: 2 },
    { result: 0, count: 3 },
    { result: 1, count: 2 },
    { result: 0, count: 3 },
  ]);
  deepStrictEqual(all(engine), [2, 3, 5]);
});

Deno.test("nothing is applied or answered before its commit, and what comes meanwhile is the next commit", async () => {
  const journal = new ProbeJournal({ waits: true });
  const { engine } = engineOn(journal);
  const answered: string[] = [];
  const first = add(engine, 1).then(() => answered.push("first"));
  await Promise.resolve();
  const second = add(engine, 2).then(() => answered.push("second"));
  const third = add(engine, 3).then(() => answered.push("third"));
  await Promise.resolve();
  deepStrictEqual(journal.commits, [[1]]);
  deepStrictEqual(all(engine), []);
  deepStrictEqual(answered, []);
  const next = journal.nextCommit();
  journal.pending[0].resolve();
  await Promise.all([first, next]);
  deepStrictEqual(all(engine), [1]);
  deepStrictEqual(journal.commits, [[1], [2, 3]]);
  deepStrictEqual(answered, ["first"]);
  journal.pending[1].resolve();
  await Promise.all([second, third, engine.drained]);
  deepStrictEqual(all(engine), [1, 2, 3]);
});

Deno.test("a commit that fails is told to all who were in it, nothing of it is applied, and the engine goes on", async () => {
  const journal = new ProbeJournal({ waits: true });
  const { engine, errors } = engineOn(journal);
  const failed = [add(engine, 1), add(engine, 2)];
  const outcomes = Promise.allSettled(failed);
  await Promise.resolve();
  journal.pending[0].reject(new Error("disk full"));
  for (const outcome of await outcomes) {
    ok(outcome.status === "rejected");
    strictEqual(outcome.reason.code, "internal");
    ok(!outcome.reason.message.includes("disk full"));
  }
  deepStrictEqual(errors, [new Error("disk full")]);
  strictEqual(engine.healthy, false);
  deepStrictEqual(all(engine), []);
  const committing = journal.nextCommit();
  const next = add(engine, 3);
  await committing;
  journal.pending[1].resolve();
  await next;
  deepStrictEqual(all(engine), [3]);
  strictEqual(engine.healthy, true);
  deepStrictEqual(errors, [new Error("disk full"), null]);
});

Deno.test("a journal that throws at once fails the change as well", async () => {
  const journal = new ProbeJournal();
  const { engine } = engineOn(journal);
  journal.commit = () => {
    throw new Error("disk full");
  };
  await rejects(add(engine, 1), { code: "internal" });
  strictEqual(engine.array.count, 0);
});

Deno.test("what nobody waits for is committed when the journal can be written again", async () => {
  const journal = new ToldJournal();
  const { engine, errors } = engineOn(journal);
  engine.submitDetails(CHANGE.counter, { type: "register", id: 7, at: 1 });
  await engine.drained;
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  engine.submitDetails(CHANGE.counter, { type: "release", id: 7, at: 2 });
  await engine.drained;
  for (let i = 0; i < 3; i++) {
    engine.retry();
    await engine.drained;
    strictEqual(engine.healthy, false);
  }
  deepStrictEqual(errors, [new Error("disk full")]);
  strictEqual(engine.counters.get(7)?.connected, true);
  journal.onCommit = () => {};
  // Whatever is committed first, what is owed comes behind it.
  await add(engine, 1);
  await engine.drained;
  strictEqual(engine.healthy, true);
  strictEqual(engine.counters.get(7)?.connected, false);
  let failure: unknown = null;
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  const waiter = { applied() {}, failed: (error: unknown) => failure = error, settled() {} };
  engine.submitDetails(CHANGE.counter, { type: "register", id: 8, at: 3 }, waiter);
  await engine.drained;
  strictEqual((failure as { code: string } | null)?.code, "internal");
  journal.onCommit = () => {};
  engine.retry();
  await engine.drained;
  strictEqual(engine.counters.get(8), undefined);
  let commits = 0;
  journal.onCommit = () => void commits++;
  engine.retry();
  await engine.drained;
  strictEqual(commits, 0);
});

Deno.test("the journal may compact behind each commit, when the state is what was committed", async () => {
  const journal = new ToldJournal();
  const { engine } = engineOn(journal);
  const seen: number[] = [];
  journal.compact = (state: State) => void seen.push(state.array.count);
  await Promise.all([add(engine, 1), add(engine, 2, 3)]);
  await add(engine, 4);
  await engine.drained;
  deepStrictEqual(seen, [3, 4]);
});

Deno.test("a waiter that throws harms nobody else", async () => {
  const { engine, errors } = engineOn(new ProbeJournal());
  const bad = new Error("bad waiter");
  const fail = () => {
    throw bad;
  };
  engine.submit(CHANGE.add, Float64Array.of(1), 1, { applied: fail, failed: fail, settled: fail });
  const good = await add(engine, 2);
  strictEqual(good.count, 2);
  deepStrictEqual(errors, [bad, bad]);
});

Deno.test("the changes that one waiter submits in one go are settled once, behind all of them", async () => {
  const { engine } = engineOn(new ProbeJournal());
  const events: string[] = [];
  const waiter = (name: string) => ({
    applied: (values: Float64Array, start: number, end: number) => events.push(`${name} ${values.subarray(start, end)}`),
    failed() {},
    settled: () => events.push(`${name} settled`),
  });
  const [a, b] = [waiter("a"), waiter("b")];
  engine.submit(CHANGE.add, Float64Array.of(1), 1, a);
  engine.submit(CHANGE.add, Float64Array.of(2, 3), 2, a);
  engine.submit(CHANGE.add, Float64Array.of(4), 1, b);
  await engine.drained;
  deepStrictEqual(events, ["a 1", "a 2,3", "b 4", "a settled", "b settled"]);
});

Deno.test("a batch grows to what comes, and large values leave no trace in the next", async () => {
  const journal = new ProbeJournal();
  const { engine } = engineOn(journal);
  const large = Array.from({ length: 300_000 }, (_, i) => i);
  await Promise.all([
    add(engine, 7),
    engine.change(CHANGE.add, Float64Array.from(large)),
    ...large.slice(0, 500).map((i) => add(engine, i)),
  ]);
  strictEqual(engine.array.count, 300_501);
  await add(engine, 8);
  deepStrictEqual(journal.commits.map(({ length }) => length), [300_501, 1]);
});

Deno.test("a batch that takes long is shared out over several turns, whole changes at a time, and compacted behind the last", async () => {
  let now = 0;
  const turns = new Turns(() => now);
  const counts: number[] = [];
  const compacted: number[] = [];
  const journal = Object.assign(new ProbeJournal(), { compact: () => compacted.push(engine.array.count) });
  const engine = new Engine({ journal, turns, quizSeats: 1, onError() {}, onHealth() {} });
  const many = new Float64Array(10_000);
  const slow: Waiter = { applied: () => void (now += TURN_MS), failed() {}, settled() {} };
  for (let i = 0; i < 3; i++) engine.submit(CHANGE.add, many, many.length, slow);
  let settled = false;
  engine.drained.then(() => settled = true);
  while (!settled) {
    counts.push(engine.array.count);
    await new Promise<void>((resolve) => turns.later(resolve));
  }
  deepStrictEqual(journal.commits.length, 1);
  deepStrictEqual([...new Set(counts)], [0, 10_000, 20_000]);
  deepStrictEqual(compacted, [30_000]);
});
