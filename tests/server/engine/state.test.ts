import { deepStrictEqual, notStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { RequestError } from "../../../protocol/request_error.ts";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import { type ChangeKind, RecordKind } from "../../../server/engine/change_kind.ts";
import type { NumberRun, NumberRuns } from "../../../server/engine/number_runs.ts";
import { type ServiceState, type Snapshot, State } from "../../../server/engine/state.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { withFolder } from "../../support/folder.ts";
import { histories, stepsOf } from "../../support/random_changes.ts";
import { applyChange, TestState } from "../../support/test_state.ts";

interface FixedOptions extends Snapshot {
  name?: string;
  version?: number;
  kinds?: readonly ChangeKind[];
}

/** A service that is always written down in the same way. */
class Fixed implements ServiceState {
  readonly name: string;
  readonly version: number;
  readonly kinds: readonly ChangeKind[];
  readonly #snapshot: Snapshot;

  constructor({ name = "fixed", version = 1, kinds = [], ...snapshot }: FixedOptions) {
    this.name = name;
    this.version = version;
    this.kinds = kinds;
    this.#snapshot = snapshot;
  }

  snapshot(): Snapshot {
    return this.#snapshot;
  }

  restore(): void {}

  summary(): Record<string, number> {
    return {};
  }
}

function kindNamed(name: string, ...formerly: string[]): ChangeKind<object> {
  return new RecordKind({ name, formerly, version: 1, read: () => ({}), apply() {} });
}

/** Integers in runs of this length at most. */
function numbersIn(values: readonly number[], length: number): NumberRuns {
  const runs: NumberRun[] = [];
  const all = Float64Array.from(values);
  for (let start = 0; start < all.length; start += length) {
    runs.push({ values: all, start, end: Math.min(all.length, start + length) });
  }
  return { length: all.length, runs: () => runs };
}

function hashOf(...services: FixedOptions[]): string {
  return new State(services.map((service) => new Fixed(service))).hash();
}

/** The same JSON with the keys of its objects from the last to the first. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, backwards(item)] as const).reverse());
}

/** Applies a batch as the engine does. */
function applyAll(batch: ChangeBatch): void {
  for (let i = 0; i < batch.length; i++) {
    try {
      applyChange(batch, i);
    } catch (error) {
      // A history has much in it that is not allowed.
      if (!(error instanceof RequestError)) throw error;
    }
  }
}

/** The state that a history leads to. */
function after(history: Parameters<typeof stepsOf>[0]): TestState {
  const state = new TestState();
  for (const { batchFor } of stepsOf(history)) applyAll(batchFor(state));
  return state;
}

Deno.test("equal histories give equal hashes: live, replayed from the rows, and restored from a snapshot", () =>
  withFolder((folder) => {
    let file = 0;
    const hashes = new Set<string>();
    fc.assert(
      fc.property(histories, fc.constantFrom(0, 300, 3000), (history, compactBytes) => {
        const path = join(folder, `${++file}.db`);
        const open = (state: TestState, compactBytes: number) => {
          const journal = new SqliteJournal(path, { sync: "normal", compactBytes });
          journal.replay(state);
          return journal;
        };
        const live = new TestState();
        const journal = open(live, compactBytes);
        for (const { batchFor } of stepsOf(history)) {
          const batch = batchFor(live);
          journal.commit(batch);
          applyAll(batch);
          journal.compact(live);
        }
        journal.close();
        const hash = live.hash();
        strictEqual(live.hash(), hash, "telling it changes it");
        strictEqual(after(history).hash(), hash, "the same changes in another state");
        const replayed = new TestState();
        const again = open(replayed, 1e9);
        strictEqual(replayed.hash(), hash, "replayed");
        again.compact(replayed, { now: true });
        again.close();
        const restored = new TestState();
        open(restored, 1e9).close();
        strictEqual(restored.hash(), hash, "restored");
        deepStrictEqual(restored.content(), live.content());
        hashes.add(hash);
      }),
      { numRuns: 100 },
    );
    ok(hashes.size > 50, `only ${hashes.size} different hashes`);
  }));

Deno.test("a state that differs in one value has another hash, and the same hash when it does not differ any more", () => {
  const history = fc.tuple(histories, fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }));
  fc.assert(
    fc.property(history, ([history, value]) => {
      const state = after(history);
      const before = state.hash();
      const seen = new Set([before]);
      const { array, quiz, counter } = state;
      const differs = (what: string, change: (batch: ChangeBatch) => void) => {
        const batch = new ChangeBatch();
        change(batch);
        for (let i = 0; i < batch.length; i++) applyChange(batch, i);
        const hash = state.hash();
        ok(!seen.has(hash), `${what}: the hash is that of another state`);
        seen.add(hash);
      };
      const one = { numbers: Float64Array.of(value), count: 1 };
      differs("a value more", (batch) => batch.push(array.add, one, NOBODY));
      differs("the same value twice", (batch) => batch.push(array.add, one, NOBODY));
      const back = new ChangeBatch();
      for (let i = 0; i < 2; i++) back.push(array.remove, one, NOBODY);
      applyAll(back);
      strictEqual(state.hash(), before);

      const at = 9e9;
      differs("a counter", (batch) => batch.push(counter.change, { type: "register", id: 99, connection: 8, at }, NOBODY));
      differs("its value", (batch) => batch.push(counter.change, { type: "value", id: 99, value: 17, at }, NOBODY));
      differs(
        "its increment",
        (batch) => batch.push(counter.change, { type: "increment", id: 99, increment: 4, at }, NOBODY),
      );
      differs("when", (batch) => batch.push(counter.change, { type: "value", id: 99, value: 17, at: at + 1 }, NOBODY));
      differs("whether somebody has it", (batch) => batch.push(counter.change, { type: "release", id: 99, at }, NOBODY));

      differs("seats", (batch) => batch.push(quiz.start, { seats: 1000, at }, NOBODY));
      const question = { left: 7, operator: "+", right: 5 } as const;
      const questions = Array(10).fill(question);
      const game = { token: "zoe's", at } as const;
      differs(
        "a player",
        (batch) => batch.push(quiz.change, { ...game, type: "join", name: "zoe", questions, connection: 8 }, NOBODY),
      );
      differs("an answer", (batch) => batch.push(quiz.change, { ...game, type: "answer", value: 12 }, NOBODY));
      differs("a skipped question", (batch) => batch.push(quiz.change, { ...game, type: "skip" }, NOBODY));
      differs("one who is away", (batch) => batch.push(quiz.change, { ...game, type: "lose" }, NOBODY));
      differs("one who has gone", (batch) => batch.push(quiz.change, { ...game, type: "leave" }, NOBODY));
    }),
    { numRuns: 50 },
  );
});

Deno.test("a hash does not depend on the order of a record's keys, nor on how the numbers lie", () => {
  const json = fc.jsonValue({ depthSize: "large" });
  const numbers = fc.array(fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }));
  fc.assert(
    fc.property(json, numbers, fc.integer({ min: 1, max: 9 }), (value, values, length) => {
      const record = { first: value, then: [value, null], last: { b: 1, a: value } };
      const other = backwards(record);
      deepStrictEqual(other, record);
      notStrictEqual(JSON.stringify(other), JSON.stringify(record));
      strictEqual(
        hashOf({ record: other, numbers: numbersIn(values, length) }),
        hashOf({ record, numbers: numbersIn(values, 1000) }),
      );
    }),
  );
});

Deno.test("a hash depends on all that there is", () => {
  const record = { a: 1, b: [1, 2] };
  const numbers = numbersIn([1, 2, 3], 2);
  const states: FixedOptions[][] = [
    [],
    [{ record }],
    [{ record, name: "other" }],
    [{ record, version: 2 }],
    [{ record: { a: 2, b: [1, 2] } }],
    [{ record: { a: 1, b: [2, 1] } }],
    [{ record: { a: 1, b: [1, 2], c: null } }],
    [{ record: { a: "1", b: [1, 2] } }],
    [{ record: { b: 1, a: [1, 2] } }],
    [{ record: null }],
    [{ record, numbers }],
    [{ record, numbers: numbersIn([1, 2, 4], 2) }],
    [{ record, numbers: numbersIn([1, 2], 2) }],
    [{ record, numbers: numbersIn([2, 1, 3], 2) }],
    [{ record, numbers }, { record, name: "other" }],
    [{ record }, { record, numbers, name: "other" }],
    [{ record, numbers: numbersIn([1], 1) }, { record, numbers: numbersIn([2, 3], 2), name: "other" }],
  ];
  strictEqual(new Set(states.map((services) => hashOf(...services))).size, states.length);
});

Deno.test("a kind is found by its name and by what it was called before, which may have been several", () => {
  const state = new TestState();
  const { array, quiz, counter } = state;
  deepStrictEqual(state.kindsNamed("array.add"), [array.add]);
  deepStrictEqual(state.kindsNamed("add"), [array.add]);
  deepStrictEqual(state.kindsNamed("start"), [quiz.start, counter.start]);
  deepStrictEqual(state.kindsNamed("chess.move"), []);
});

Deno.test("names are given once, and a change has its service's name", () => {
  const fixed = (name: string, ...kinds: ChangeKind<object>[]) => new Fixed({ record: null, name, kinds });
  throws(() => new State([fixed("a"), fixed("a")]), /Two services are called a: give one of them another name/);
  throws(() => new State([fixed("a", kindNamed("b.go"))]), /The change b\.go needs a name of its own that begins with a\./);
  throws(() => new State([fixed("a", kindNamed("ago"))]), /The change ago needs a name of its own/);
  throws(() => new State([fixed("a", kindNamed("a.go"), kindNamed("a.go"))]), /The change a\.go needs a name of its own/);
});
