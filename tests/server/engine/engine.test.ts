import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert/strict";
import { setImmediate } from "node:timers";
import { RequestError } from "../../../protocol/request_error.ts";
import type { ChangeBatch, Waiter } from "../../../server/engine/change_batch.ts";
import { type Numbers, NumbersKind } from "../../../server/engine/change_kind.ts";
import { Engine } from "../../../server/engine/engine.ts";
import { type Journal, OutcomeUnknownError } from "../../../server/engine/journal.ts";
import { type ServiceState, State } from "../../../server/engine/state.ts";
import { ArrayState } from "../../../server/services/array/state.ts";
import type { CounterChange } from "../../../server/services/counter/changes.ts";
import { CounterState } from "../../../server/services/counter/state.ts";
import { TURN_MS, Turns } from "../../../server/turns.ts";
import { TestState } from "../../support/test_state.ts";
import { ToldJournal } from "../../support/told_journal.ts";

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

/** An engine, its state, and what changes the array. */
function engineOn(journal: Journal) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const state = new TestState();
  const { array } = state;
  const engine = new Engine({ journal, state, onError, onHealth: onError });
  /** Makes a change. @returns its result, its values, and how many values the array held when it had been applied */
  const change = (kind: NumbersKind, values: readonly number[]) =>
    engine.change(kind, numbersOf(values), (result, values) => ({ result, values: [...values], count: array.list.count }));
  return {
    engine,
    state,
    errors,
    all: () => [...array.list.slice()],
    change,
    add: (...values: number[]) => change(array.add, values),
    remove: (...values: number[]) => change(array.remove, values),
  };
}

function numbersOf(values: readonly number[]): Numbers {
  return { numbers: Float64Array.from(values), count: values.length };
}

Deno.test("changes that wait together are one commit, in the order in which they came", async () => {
  const journal = new ProbeJournal();
  const { all, add, remove } = engineOn(journal);
  const changes = await Promise.all([add(3, 1), add(2), remove(1, 9), add(5)]);
  deepStrictEqual(journal.commits, [[3, 1, 2, 1, 9, 5]]);
  deepStrictEqual(changes, [
    { result: 2, values: [3, 1], count: 2 },
    { result: 1, values: [2], count: 3 },
    { result: 1, values: [1, 9], count: 2 },
    { result: 1, values: [5], count: 3 },
  ]);
  deepStrictEqual(all(), [2, 3, 5]);
});

Deno.test("nothing is applied or answered before its commit, and what comes meanwhile is the next commit", async () => {
  const journal = new ProbeJournal({ waits: true });
  const { engine, all, add } = engineOn(journal);
  const answered: string[] = [];
  const first = add(1).then(() => answered.push("first"));
  await Promise.resolve();
  const second = add(2).then(() => answered.push("second"));
  const third = add(3).then(() => answered.push("third"));
  await Promise.resolve();
  deepStrictEqual(journal.commits, [[1]]);
  deepStrictEqual(all(), []);
  deepStrictEqual(answered, []);
  const next = journal.nextCommit();
  journal.pending[0].resolve();
  await Promise.all([first, next]);
  deepStrictEqual(all(), [1]);
  deepStrictEqual(journal.commits, [[1], [2, 3]]);
  deepStrictEqual(answered, ["first"]);
  journal.pending[1].resolve();
  await Promise.all([second, third, engine.drained]);
  deepStrictEqual(all(), [1, 2, 3]);
});

Deno.test("a commit that fails is told to all who were in it, nothing of it is applied, and the engine goes on", async () => {
  const journal = new ProbeJournal({ waits: true });
  const { engine, errors, all, add } = engineOn(journal);
  const failed = [add(1), add(2)];
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
  deepStrictEqual(all(), []);
  const committing = journal.nextCommit();
  const next = add(3);
  await committing;
  journal.pending[1].resolve();
  await next;
  deepStrictEqual(all(), [3]);
  strictEqual(engine.healthy, true);
  deepStrictEqual(errors, [new Error("disk full"), null]);
});

Deno.test("a journal that throws at once fails the change as well", async () => {
  const journal = new ProbeJournal();
  const { state, add } = engineOn(journal);
  journal.commit = () => {
    throw new Error("disk full");
  };
  await rejects(add(1), { code: "internal" });
  strictEqual(state.array.list.count, 0);
});

Deno.test("what nobody waits for is committed when the journal can be written again", async () => {
  const journal = new ToldJournal();
  const { engine, state, errors, add } = engineOn(journal);
  const { counters, change } = state.counter;
  engine.submit(change, { type: "register", id: 7, at: 1 });
  await engine.drained;
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  engine.submit(change, { type: "release", id: 7, at: 2 });
  await engine.drained;
  for (let i = 0; i < 3; i++) {
    engine.retry();
    await engine.drained;
    strictEqual(engine.healthy, false);
  }
  deepStrictEqual(errors, [new Error("disk full")]);
  strictEqual(counters.get(7)?.connected, true);
  journal.onCommit = () => {};
  // What is owed comes before all that is asked for later: the counter is taken again, and not given back behind that.
  const taken = engine.change(change, { type: "register", id: 7, at: 3 }, ({ connected }) => connected);
  strictEqual(await taken, true);
  await engine.drained;
  strictEqual(engine.healthy, true);
  strictEqual(counters.get(7)?.connected, true);
  await add(1);
  let failure: unknown = null;
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  const waiter = { applied() {}, failed: (error: unknown) => failure = error, settled() {} };
  engine.submit(change, { type: "register", id: 8, at: 3 }, waiter);
  await engine.drained;
  strictEqual((failure as { code: string } | null)?.code, "internal");
  journal.onCommit = () => {};
  engine.retry();
  await engine.drained;
  strictEqual(counters.get(8), undefined);
  let commits = 0;
  journal.onCommit = () => void commits++;
  engine.retry();
  await engine.drained;
  strictEqual(commits, 0);
});

Deno.test("the journal may compact behind each commit, when the state is what was committed", async () => {
  const journal = new ToldJournal();
  const { engine, state, errors, add } = engineOn(journal);
  const seen: number[] = [];
  journal.compact = (given) => {
    strictEqual(given, state);
    seen.push(state.array.list.count);
  };
  await Promise.all([add(1), add(2, 3)]);
  await add(4);
  await engine.drained;
  deepStrictEqual(seen, [3, 4]);
  deepStrictEqual(errors, []);
});

Deno.test("a waiter that throws harms nobody else", async () => {
  const { engine, state, errors, add } = engineOn(new ProbeJournal());
  const bad = new Error("bad waiter");
  const fail = () => {
    throw bad;
  };
  engine.submit(state.array.add, numbersOf([1]), { applied: fail, failed: fail, settled: fail });
  const good = await add(2);
  strictEqual(good.count, 2);
  deepStrictEqual(errors, [bad, bad]);
});

Deno.test("the changes that one waiter submits in one go are settled once, behind all of them", async () => {
  const { engine, state } = engineOn(new ProbeJournal());
  const events: string[] = [];
  const waiter = (name: string): Waiter<number> => ({
    applied: (_result, values, start, end) => void events.push(`${name} ${values.subarray(start, end)}`),
    failed() {},
    settled: () => void events.push(`${name} settled`),
  });
  const [a, b] = [waiter("a"), waiter("b")];
  engine.submit(state.array.add, numbersOf([1]), a);
  engine.submit(state.array.add, numbersOf([2, 3]), a);
  engine.submit(state.array.add, numbersOf([4]), b);
  await engine.drained;
  deepStrictEqual(events, ["a 1", "a 2,3", "b 4", "a settled", "b settled"]);
});

Deno.test("a batch grows to what comes, and large values leave no trace in the next", async () => {
  const journal = new ProbeJournal();
  const { state, change, add } = engineOn(journal);
  const large = Array.from({ length: 300_000 }, (_, i) => i);
  await Promise.all([
    add(7),
    change(state.array.add, large),
    ...large.slice(0, 500).map((i) => add(i)),
  ]);
  strictEqual(state.array.list.count, 300_501);
  await add(8);
  deepStrictEqual(journal.commits.map(({ length }) => length), [300_501, 1]);
});

Deno.test("a batch that takes long is shared out over several turns, whole changes at a time, and compacted behind the last", async () => {
  let now = 0;
  const turns = new Turns(() => now);
  const counts: number[] = [];
  const compacted: number[] = [];
  const state = new TestState();
  const { add, list } = state.array;
  const journal = Object.assign(new ProbeJournal(), { compact: () => compacted.push(list.count) });
  const engine = new Engine({ journal, state, turns, onError() {}, onHealth() {} });
  const many = new Float64Array(10_000);
  const slow: Waiter = { applied: () => void (now += TURN_MS), failed() {}, settled() {} };
  for (let i = 0; i < 3; i++) engine.submit(add, { numbers: many, count: many.length }, slow);
  let settled = false;
  engine.drained.then(() => settled = true);
  while (!settled) {
    counts.push(list.count);
    await new Promise<void>((resolve) => turns.later(resolve));
  }
  deepStrictEqual(journal.commits.length, 1);
  deepStrictEqual([...new Set(counts)], [0, 10_000, 20_000]);
  deepStrictEqual(compacted, [30_000]);
});

Deno.test("what the journal does beside the changes is cut: one slice in a turn, with commits in between, until the engine is stopped", async () => {
  const turns = new Turns();
  const events: string[] = [];
  let slices = 0;
  const work = { next: () => ({ done: slices === 100, value: void events.push(`slice ${++slices}`) }) };
  let given = false;
  const journal = Object.assign(new ProbeJournal(), {
    compact() {
      if (given) return;
      given = true;
      return work;
    },
  });
  const state = new TestState();
  const engine = new Engine({ journal, state, turns, onError: (error) => events.push(String(error)), onHealth() {} });
  const turn = () => new Promise<void>((resolve) => turns.later(resolve));
  for (const value of [1, 2, 3]) {
    await engine.change(state.array.add, numbersOf([value]), () => events.push(`change ${value}`));
    await turn();
  }
  deepStrictEqual(events.filter((event, i) => event.startsWith("slice") && events[i + 1]?.startsWith("slice")), []);
  deepStrictEqual(events.filter((event) => event.startsWith("change")), ["change 1", "change 2", "change 3"]);
  ok(slices >= 2 && slices < 6, `${slices} slices`);
  await engine.stop();
  const before = slices;
  await turn();
  strictEqual(slices, before);
});

Deno.test("a slice that fails is told, and is the last", async () => {
  const bad = new Error("disk full");
  const errors: unknown[] = [];
  let slices = 0;
  const failing = () => {
    slices++;
    throw bad;
  };
  const journal = Object.assign(new ProbeJournal(), { compact: () => slices === 0 ? { next: failing } : undefined });
  const state = new TestState();
  const engine = new Engine({ journal, state, onError: (error) => errors.push(error), onHealth() {} });
  await engine.change(state.array.add, numbersOf([1]), () => {});
  while (slices === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  await engine.stop();
  deepStrictEqual([slices, errors], [1, [bad]]);
});

Deno.test("a flush commits what waits, and also when nothing waits, and is done when that is applied", async () => {
  const journal = new ProbeJournal({ waits: true });
  const { engine, state, all, add } = engineOn(journal);
  engine.submit(state.array.add, numbersOf([1]));
  const events: string[] = [];
  const first = engine.flush().then(() => events.push(`flushed with ${all()}`));
  await Promise.resolve();
  deepStrictEqual(journal.commits, [[1]]);
  const next = journal.nextCommit();
  // Whatever is asked for while a commit is under way is part of the next.
  engine.submit(state.array.add, numbersOf([2]));
  const second = engine.flush().then(() => events.push(`flushed with ${all()}`));
  deepStrictEqual(events, []);
  journal.pending[0].resolve();
  await Promise.all([first, next]);
  deepStrictEqual(journal.commits, [[1], [2]]);
  journal.pending[1].resolve();
  await second;
  const third = engine.flush();
  await Promise.resolve();
  deepStrictEqual(journal.commits, [[1], [2], []]);
  journal.pending[2].resolve();
  await third;
  deepStrictEqual(events, ["flushed with 1", "flushed with 1,2"]);
  // Behind one that committed nothing all goes on as before.
  const fourth = add(3);
  await Promise.resolve();
  const committing = journal.nextCommit();
  const fifth = add(4);
  deepStrictEqual(journal.commits.slice(3), [[3]]);
  journal.pending[3].resolve();
  await Promise.all([fourth, committing]);
  deepStrictEqual(all(), [1, 2, 3]);
  deepStrictEqual(journal.commits.slice(3), [[3], [4]]);
  journal.pending[4].resolve();
  await fifth;
  deepStrictEqual(all(), [1, 2, 3, 4]);
});

for (const name of ["at once", "later"]) {
  Deno.test(`a flush rejects with what the journal fails with ${name}, whether anything waits or not, and then finds it mended`, async () => {
    const journal = new ToldJournal();
    const { engine, errors, all, add } = engineOn(journal);
    const full = new Error("disk full");
    journal.onCommit = () => {
      if (name === "later") return Promise.reject(full);
      throw full;
    };
    await rejects(engine.flush(), full);
    strictEqual(engine.healthy, false);
    const adding = rejects(add(1), { code: "internal", cause: full });
    await rejects(engine.flush(), full);
    await adding;
    await engine.drained;
    deepStrictEqual(all(), []);
    deepStrictEqual(errors, [full]);
    journal.onCommit = () => {};
    await engine.flush();
    strictEqual(engine.healthy, true);
    deepStrictEqual(errors, [full, null]);
  });
}

/** A waiter that notes what it is told. */
function noting<Result>(events: unknown[]): Waiter<Result> {
  return {
    applied: (result) => void events.push(["told", result]),
    failed: (error) => void events.push(["refused", codeOf(error)]),
    settled: () => void events.push(["settled"]),
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof RequestError ? error.code : error;
}

Deno.test("an observer sees the values as they came, whatever the waiter does with them", async () => {
  const { engine, state, errors, all } = engineOn(new ProbeJournal());
  const { add, remove } = state.array;
  const events: unknown[] = [];
  add.observer = {
    applied: (result, values, start, end) => void events.push(["applied", result, [...values.slice(start, end)], all()]),
    // Of numbers nothing is left then that could be told.
    answered: (result) => void events.push(["answered", result]),
  };
  const reversing: Waiter<number> = {
    ...noting(events),
    applied: (_result, values, start, end) => void events.push(["told", [...values.subarray(start, end).reverse()]]),
  };
  engine.submit(add, numbersOf([3, 1, 2]), reversing);
  engine.submit(add, numbersOf([9, 8]), reversing);
  // It is told of no other kind.
  engine.submit(remove, numbersOf([1]), noting(events));
  await engine.drained;
  deepStrictEqual(events, [
    ["applied", 3, [3, 1, 2], [1, 2, 3]],
    ["told", [2, 1, 3]],
    ["applied", 2, [9, 8], [1, 2, 3, 8, 9]],
    ["told", [8, 9]],
    ["told", 1],
    ["settled"],
    ["settled"],
  ]);
  deepStrictEqual(errors, []);
});

Deno.test("an observer is told before the waiter that a change is applied, and behind it what the change was", async () => {
  const { engine, state } = engineOn(new ProbeJournal());
  const { change } = state.counter;
  const events: unknown[] = [];
  change.observer = {
    applied: ({ id }) => void events.push(["applied", id]),
    answered: ({ id, connected }, what) => void events.push(["answered", { id, connected }, what]),
  };
  const register: CounterChange = { type: "register", id: 7, at: 1 };
  engine.submit(change, register, { ...noting(events), applied: ({ id }) => void events.push(["told", id]) });
  // Nobody need wait for a change that is observed.
  const release: CounterChange = { type: "release", id: 7, at: 2 };
  engine.submit(change, release);
  await engine.drained;
  deepStrictEqual(events, [
    ["applied", 7],
    ["told", 7],
    ["answered", { id: 7, connected: true }, register],
    ["applied", 7],
    ["answered", { id: 7, connected: false }, release],
    ["settled"],
  ]);
});

Deno.test("an observer is not told of a change that was refused, by the state or by the journal", async () => {
  const journal = new ToldJournal();
  const { engine, state } = engineOn(journal);
  const { change } = state.counter;
  const events: unknown[] = [];
  const note = (what: string) => () => void events.push([what]);
  change.observer = { applied: note("applied"), answered: note("answered") };
  engine.submit(change, { type: "value", id: 7, value: 1, at: 1 }, noting(events));
  await engine.drained;
  deepStrictEqual(events.splice(0), [["refused", "no-counter"], ["settled"]]);
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  engine.submit(change, { type: "register", id: 7, at: 2 }, noting(events));
  await engine.drained;
  deepStrictEqual(events.splice(0), [["refused", "internal"], ["settled"]]);
  journal.onCommit = () => {};
  // Between others, it is told of those.
  const told = { ...noting(events), applied: note("told") };
  engine.submit(change, { type: "value", id: 8, value: 1, at: 3 }, told);
  engine.submit(change, { type: "register", id: 8, at: 4 }, told);
  engine.submit(change, { type: "register", id: 8, at: 5 }, told);
  await engine.drained;
  deepStrictEqual(events, [["refused", "no-counter"], ["applied"], ["told"], ["answered"], ["refused", "in-use"], ["settled"]]);
});

Deno.test("an observer that throws harms nobody", async () => {
  const { engine, state, errors, add } = engineOn(new ProbeJournal());
  const bad = new Error("bad observer");
  const fail = () => {
    throw bad;
  };
  state.array.add.observer = { applied: fail, answered: fail };
  deepStrictEqual(await add(1, 2), { result: 2, values: [1, 2], count: 2 });
  deepStrictEqual(errors, [bad]);
  state.counter.change.observer = { applied: fail, answered: fail };
  const register: CounterChange = { type: "register", id: 7, at: 1 };
  strictEqual(await engine.change(state.counter.change, register, ({ id }) => id), 7);
  deepStrictEqual(errors, [bad, bad, bad]);
  await rejects(engine.change(state.array.add, numbersOf([3]), fail), bad);
});

/** A service with changes of these names. */
function serviceWith(name: string, kinds: readonly string[]): ServiceState {
  return {
    name,
    version: 1,
    kinds: kinds.map((name) => new NumbersKind({ name, version: 1, apply: () => 0 })),
    snapshot: () => ({ record: null }),
    restore() {},
    summary: () => ({}),
  };
}

Deno.test("a state has services of different names, and kinds of change that are named after them", () => {
  const { array, counter } = new TestState();
  deepStrictEqual(new State([array, counter]).kindsNamed("array.add"), [array.add]);
  deepStrictEqual(new State([array, counter]).kindsNamed("add"), [array.add]);
  deepStrictEqual(new State([array, counter]).kindsNamed("quiz.change"), []);
  const refused: [services: ServiceState[], message: string][] = [
    [[new ArrayState(), new CounterState(), new ArrayState()], "Two services are called array: give one of them another name"],
    [[serviceWith("clock", []), serviceWith("clock", [])], "Two services are called clock: give one of them another name"],
  ];
  for (const name of ["add", "clock", "clocks.add", "array.add"]) {
    refused.push([
      [new ArrayState(), serviceWith("clock", ["clock.set", name])],
      `The change ${name} needs a name of its own that begins with clock.`,
    ]);
  }
  const twice = serviceWith("clock", ["clock.set", "clock.add", "clock.set"]);
  refused.push([[twice], "The change clock.set needs a name of its own that begins with clock."]);
  for (const [services, message] of refused) throws(() => new State(services), { message });
});

Deno.test("of a commit that could not be confirmed, who waited for a change is told so, and who only reads that nothing was changed", async () => {
  const journal = new ToldJournal();
  const { engine, add } = engineOn(journal);
  journal.onCommit = () => {
    throw new OutcomeUnknownError("the log has not confirmed it");
  };
  const [change, read] = [add(5), engine.barrier()];
  await rejects(change, { code: "unknown-outcome", message: /^the log has not confirmed it: / });
  await rejects(read, { code: "unavailable", message: /nothing was changed here: try again later$/ });
});
