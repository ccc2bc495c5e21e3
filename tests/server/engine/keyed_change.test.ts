import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { RequestError } from "../../../protocol/request_error.ts";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import { Engine } from "../../../server/engine/engine.ts";
import { KeptAnswers, MAX_ANSWERS, MAX_CHARACTERS, type RequestKey } from "../../../server/engine/kept_answers.ts";
import { KeyedChange, kindAt, type Performed } from "../../../server/engine/keyed_change.ts";
import type { Operation } from "../../../server/engine/operation.ts";
import { freeze } from "../../../server/engine/state.ts";
import { decodeBatch, encodeBatch } from "../../../server/journal/batch_codec.ts";
import { MemoryJournal } from "../../../server/journal/memory.ts";
import { applyChange, TestState } from "../../support/test_state.ts";

function keyOf(key: string, fingerprint = `print of ${key}`): RequestKey {
  return { key, fingerprint };
}

function numbersOf(values: readonly number[]) {
  return { numbers: Float64Array.from(values), count: values.length };
}

/** A request: what it asks for. */
type Asked =
  | { readonly type: "add" | "remove"; readonly values: readonly number[] }
  | { readonly type: "clear" }
  | { readonly type: "end" | "forget"; readonly id: number };

function operationOf(state: TestState, asked: Asked): [operation: Operation, what: unknown] {
  switch (asked.type) {
    case "add":
    case "remove":
      return [state.array.asked[asked.type], numbersOf(asked.values)];
    case "clear":
      return [state.array.asked.clear, numbersOf([])];
    case "end":
      return [state.archive.asked.end, { name: `class ${asked.id}`, date: asked.id }];
    case "forget":
      return [state.archive.asked.remove, { id: asked.id }];
  }
}

/** Puts a request into a batch. */
function push(batch: ChangeBatch, state: TestState, { key, asked }: { key: string | null; asked: Asked }): void {
  const [operation, what] = operationOf(state, asked);
  if (key === null) batch.push(operation.kind, what, NOBODY);
  else batch.push(state.requests.keyed, new KeyedChange(keyOf(key), operation, what), NOBODY);
}

/** Applies a batch. @returns what each was answered */
function answersTo(batch: ChangeBatch): unknown[] {
  return Array.from({ length: batch.length }, (_, i) => {
    try {
      return (applyChange(batch, i) as Performed | undefined)?.outcome;
    } catch (error) {
      ok(error instanceof RequestError, String(error));
      return [error.code, error.message];
    }
  });
}

/** A state as it is when it was written down and read again. */
function restored(state: TestState): TestState {
  const again = new TestState();
  const kept: ReturnType<typeof freeze> = freeze(state);
  for (const { service: name, version, record, numbers } of kept) {
    const runs = [...numbers?.runs() ?? []].map(({ values, start, end }) => values.slice(start, end));
    const service = again.services.find((service) => service.name === name);
    service?.restore({ version, record: JSON.parse(JSON.stringify(record)), numbers: runs });
  }
  return again;
}

const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 4 });
const asked: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("add", "remove"), values }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("clear") }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("end", "forget"), id: fc.integer({ min: 1, max: 3 }) }) },
);
/** Requests, some of them without a key; and in which order they come, some of them again. */
const histories = fc.array(fc.record({ asked, hasKey: fc.boolean() }), { minLength: 1, maxLength: 12 }).chain((requests) =>
  fc.record({
    requests: fc.constant(requests),
    order: fc.array(fc.record({ i: fc.nat(requests.length - 1), isReopened: fc.nat(5).map((n) => n === 0) }), {
      maxLength: 40,
    }),
  })
);

Deno.test("however often requests with a key come, and in whatever order, each is done once, and always answered the same", () => {
  fc.assert(
    fc.property(histories, ({ requests, order }) => {
      let state = new TestState();
      const once = new TestState();
      const unkeyed = new TestState();
      const first = new Map<number, unknown>();
      for (const { i, isReopened } of order) {
        if (isReopened) state = restored(state);
        const { asked, hasKey } = requests[i];
        const key = hasKey ? `key ${i}` : null;
        const batch = new ChangeBatch();
        push(batch, state, { key, asked });
        const read = new ChangeBatch();
        for (const piece of encodeBatch(batch)) {
          decodeBatch({ ...piece, numbers: piece.numbers.slice() }, state, read);
        }
        const [answer] = answersTo(read);
        if (first.has(i) && hasKey) {
          deepStrictEqual(answer, first.get(i));
          continue;
        }
        first.set(i, answer);
        for (const [other, otherKey] of [[once, key], [unkeyed, null]] as const) {
          const batch = new ChangeBatch();
          push(batch, other, { key: otherKey, asked });
          answersTo(batch);
        }
      }
      strictEqual(state.hash(), once.hash());
      deepStrictEqual(state.content(), unkeyed.content());
    }),
    { numRuns: 300 },
  );
});

Deno.test("a key that comes with another request is refused, and changes nothing", () => {
  const state = new TestState();
  const batch = new ChangeBatch();
  push(batch, state, { key: "k", asked: { type: "add", values: [5] } });
  const other = new KeyedChange(keyOf("k", "another"), state.array.asked.clear, numbersOf([]));
  batch.push(state.requests.keyed, other, NOBODY);
  deepStrictEqual(answersTo(batch), [{ value: 5, count: 1 }, [
    "bad-arguments",
    "this Idempotency-Key came with another request, so nothing was changed: ask again with the same method, path, body and token, or use a new key",
  ]]);
  strictEqual(state.array.list.count, 1);
});

Deno.test("the batch in the journal has key and change in one entry, with its integers among the others", () => {
  const state = new TestState();
  const batch = new ChangeBatch();
  push(batch, state, { key: null, asked: { type: "add", values: [1, 2] } });
  push(batch, state, { key: "k", asked: { type: "add", values: [3, 4, 5] } });
  push(batch, state, { key: null, asked: { type: "add", values: [6] } });
  push(batch, state, { key: "l", asked: { type: "forget", id: 7 } });
  strictEqual(kindAt(batch, 1), state.array.add);
  strictEqual(kindAt(batch, 0), state.array.add);
  const [piece] = encodeBatch(batch);
  deepStrictEqual(JSON.parse(piece.changes), [
    ["array.add@1", 2],
    ["requests.keyed@1", { ...keyOf("k"), operation: "array.add", version: 1, what: null }, 3],
    ["array.add@1", 1],
    ["requests.keyed@1", { ...keyOf("l"), operation: "archive.remove", version: 1, what: { id: 7 } }],
  ]);
  for (const mostValues of [1, 2, 3, 4, 5, 100]) {
    const read = new ChangeBatch();
    for (const piece of encodeBatch(batch, mostValues)) {
      decodeBatch({ ...piece, numbers: piece.numbers.slice() }, state, read);
    }
    const kept = (batch: ChangeBatch) => [...batch.values.subarray(0, batch.start(batch.length))];
    deepStrictEqual(kept(read), [1, 2, 3, 4, 5, 6], `${mostValues}`);
    const keyed = read.records.findIndex((record) => record instanceof KeyedChange && record.key.key === "k");
    deepStrictEqual([...read.values.subarray(read.start(keyed), read.ends[keyed])], [3, 4, 5]);
  }
});

Deno.test("what only a later version knows is refused as such", () => {
  const state = new TestState();
  const entry = (what: Record<string, unknown>) => ({
    changes: JSON.stringify([["requests.keyed@1", { ...keyOf("k"), operation: "array.add", version: 1, what: null, ...what }]]),
    numbers: new Uint8Array(0),
  });
  decodeBatch(entry({}), state, new ChangeBatch());
  for (const later of [{ operation: "array.shuffle" }, { version: 2 }]) {
    throws(() => decodeBatch(entry(later), state, new ChangeBatch()), /the change "requests\.keyed@1"/);
  }
});

Deno.test("the last answers are kept: so many, and so many characters, the oldest goes first", () => {
  const answers = new KeptAnswers();
  const answer = (i: number, text = "{}") => ({ key: `${i}`, fingerprint: "f", code: null, text });
  for (let i = 0; i <= MAX_ANSWERS; i++) answers.keep(answer(i));
  answers.checkInvariants();
  strictEqual(answers.count, MAX_ANSWERS);
  strictEqual(answers.find({ key: "0", fingerprint: "f" }), null);
  ok(answers.find({ key: "1", fingerprint: "f" }));

  const half = "x".repeat(MAX_CHARACTERS / 2);
  answers.keep(answer(-1, half));
  ok(answers.count > MAX_ANSWERS / 2);
  answers.keep(answer(-2, half));
  deepStrictEqual(answers.all.map(({ key }) => key), ["-2"]);
  answers.keep(answer(-3, half + half));
  deepStrictEqual(answers.all.map(({ key }) => key), ["-3"], "the last is kept however long it is");
  answers.keep(answer(-4));
  deepStrictEqual(answers.all.map(({ key }) => key), ["-4"]);
  answers.checkInvariants();
});

Deno.test("what does not fit is refused for good: the same key is refused when there is room again", async () => {
  const state = new TestState();
  state.array.gate.max = 3;
  const engine = new Engine({
    journal: new MemoryJournal(),
    state,
    onError: (error) => {
      throw error;
    },
    onHealth() {},
  });
  const { add, clear } = state.array.asked;
  const ask = (key: string, ...values: number[]) =>
    engine.change(state.requests.keyed, new KeyedChange(keyOf(key), add, numbersOf(values)), ({ outcome }) => outcome)
      .catch(({ code, message }) => [code, message]);
  const full = ["too-many-values", "2 more values do not fit: the array has 2 and takes at most 3: remove some first"];
  deepStrictEqual(await Promise.all([ask("a", 1, 2), ask("b", 3, 4), ask("c", 5)]), [
    { value: null, count: 2 },
    full,
    { value: 5, count: 3 },
  ]);
  await engine.change(clear.kind, numbersOf([]), () => {});
  deepStrictEqual(await Promise.all([ask("b", 3, 4), ask("d", 3, 4)]), [full, { value: null, count: 2 }]);
});

Deno.test("who looks on is told of a change with a key once, with its values", async () => {
  const state = new TestState();
  const told: unknown[] = [];
  state.array.add.observer = { applied: (result, values, start, end) => told.push(result, [...values.subarray(start, end)]) };
  state.archive.end.observer = { answered: ({ id }, { name }) => told.push(id, name) };
  const engine = new Engine({ journal: new MemoryJournal(), state, onError() {}, onHealth() {} });
  const ask = (key: string, asked: Asked) => {
    const [operation, what] = operationOf(state, asked);
    return engine.change(state.requests.keyed, new KeyedChange(keyOf(key), operation, what), () => {});
  };
  for (let i = 0; i < 3; i++) {
    await ask("a", { type: "add", values: [7, 8] });
    await ask("b", { type: "end", id: 4 });
  }
  deepStrictEqual(told, [2, [7, 8], 1, "class 4"]);
});
