import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { QuizState } from "../../../../../server/services/quiz/state.ts";
import { QuestionSet } from "../../../../../server/services/quiz/sets/question_set.ts";
import { newSetId, readSetChange, type SetChange } from "../../../../../server/services/quiz/sets/set_changes.ts";
import { MAX_SETS, MAX_SETS_BYTES, Sets } from "../../../../../server/services/quiz/sets/sets.ts";
import { seededRandom } from "../../../../../server/seeded_random.ts";

const setCalled = (title: string, explanation?: string) =>
  QuestionSet.parse({
    title,
    questions: [{ kind: "boolean", text: "Is it?", answer: true, ...(explanation ? { explanation } : {}) }],
  });

/** A set that comes to about 100,000 bytes of JSON. */
function largeSet(title: string): QuestionSet {
  const explanation = "é".repeat(240);
  return QuestionSet.parse({
    title,
    questions: Array.from({ length: 190 }, () => ({ kind: "boolean", text: "Is it?", answer: true, explanation })),
  });
}

Deno.test("sets are added, replaced and removed, and listed behind the built-in ones in the order in which they were added", () => {
  const sets = new Sets();
  deepStrictEqual(sets.list(), [
    { id: "arithmetic", title: "Arithmetic", questions: 10, builtIn: true },
    { id: "network", title: "How clients and servers talk", questions: 20, builtIn: true },
  ]);
  for (const id of ["b", "a", "c"]) {
    deepStrictEqual(sets.apply({ type: "add", id, set: setCalled(id) }), { id, title: id, questions: 1, builtIn: false });
  }
  sets.apply({ type: "replace", id: "b", set: setCalled("new") });
  deepStrictEqual(sets.apply({ type: "remove", id: "a" }), { id: "a", title: "a", questions: 1, builtIn: false });
  deepStrictEqual(sets.list().slice(2).map(({ id, title }) => [id, title]), [["b", "new"], ["c", "c"]]);
  strictEqual(sets.get("b")?.title, "new");
  strictEqual(sets.get("a"), undefined);
  strictEqual(sets.get("network")?.questions.length, 20);
  strictEqual(sets.count, 2);
});

Deno.test("a change that can't be done is refused, and changes nothing", () => {
  const sets = new Sets();
  sets.apply({ type: "add", id: "a", set: setCalled("a") });
  const refusals: [SetChange, string, string][] = [
    [{ type: "add", id: "a", set: setCalled("b") }, "in-use", "there already is a set a: replace it with PUT"],
    [
      { type: "replace", id: "b", set: setCalled("b") },
      "no-set",
      'there is no set "b": there are arithmetic, network, a',
    ],
    [{ type: "remove", id: "b" }, "no-set", 'there is no set "b": there are arithmetic, network, a'],
    ...["add", "replace", "remove"].map((type): [SetChange, string, string] => [
      { type: type as SetChange["type"], id: "network", set: setCalled("b") },
      "bad-arguments",
      "the set network is built in and stays as it is: add a set of your own with POST",
    ]),
  ];
  const before = sets.toRecord();
  for (const [change, code, message] of refusals) throws(() => sets.apply(change), { name: "RequestError", code, message });
  deepStrictEqual(sets.toRecord(), before);
});

Deno.test("there is an end to the number of sets, and removing one makes room", () => {
  const sets = new Sets();
  for (let i = 0; i < MAX_SETS; i++) sets.apply({ type: "add", id: `a${i}`, set: setCalled("a") });
  const another = { type: "add", id: "b", set: setCalled("b") } as const;
  throws(() => sets.apply(another), {
    code: "too-many-values",
    message: "200 sets are kept already: delete one that is no longer needed",
  });
  sets.apply({ type: "replace", id: "a7", set: setCalled("b") });
  sets.apply({ type: "remove", id: "a7" });
  sets.apply(another);
  strictEqual(sets.count, MAX_SETS);
});

Deno.test("there is an end to what the sets come to in all, by their bytes, also after a restart", () => {
  let sets = new Sets();
  const bytes = new TextEncoder().encode(JSON.stringify(largeSet("a0"))).length;
  const fitting = Math.floor(MAX_SETS_BYTES / bytes);
  for (let i = 0; i < fitting; i++) sets.apply({ type: "add", id: `a${i}`, set: largeSet(`a${i % 10}`) });
  for (let round = 0; round < 2; round++) {
    throws(() => sets.apply({ type: "add", id: "b", set: largeSet("b0") }), {
      code: "too-many-values",
      message: `the sets can have 4194304 bytes of JSON in all, and this one has ${bytes}, though only ${
        MAX_SETS_BYTES - fitting * bytes
      } are left: delete a set`,
    });
    sets.apply({ type: "replace", id: "a0", set: largeSet("b0") });
    const again = new Sets();
    again.restore(JSON.parse(JSON.stringify(sets.toRecord())));
    deepStrictEqual(again.list(), sets.list());
    sets = again;
  }
  sets.apply({ type: "replace", id: "a0", set: setCalled("small") });
  sets.apply({ type: "remove", id: "a1" });
  sets.apply({ type: "add", id: "b", set: largeSet("b0") });
});

Deno.test("the quiz keeps its sets in its record, and reads a record of before there were any", () => {
  const state = new QuizState();
  state.set.apply(new Float64Array(0), 0, 0, { type: "add", id: "x7k2", set: setCalled("Planets") });
  const again = new QuizState();
  again.restore({ version: 3, record: JSON.parse(JSON.stringify(state.snapshot().record)), numbers: [] });
  deepStrictEqual(again.snapshot(), state.snapshot());
  deepStrictEqual(again.sets.get("x7k2"), setCalled("Planets"));
  strictEqual(again.summary()["question sets"], 1);

  const record = new QuizState().snapshot().record as Record<string, unknown>;
  delete record.sets;
  const old = new QuizState();
  old.restore({ version: 2, record, numbers: [] });
  deepStrictEqual(old.snapshot(), new QuizState().snapshot());
});

Deno.test("a change is read as it was kept, and what can't have been kept is refused", () => {
  const changes: SetChange[] = [
    { type: "add", id: "x7k2", set: setCalled("Planets", "It is.") },
    { type: "replace", id: "x7k2", set: setCalled("Stars") },
    { type: "remove", id: "x7k2" },
  ];
  for (const change of changes) deepStrictEqual(readSetChange(JSON.parse(JSON.stringify(change))), change);
  throws(() => readSetChange({ type: "add", id: "x7k2" }));
  // It was refused, but is in the journal all the same.
  deepStrictEqual(readSetChange({ type: "remove", id: "../x" }), { type: "remove", id: "../x" });
});

Deno.test("a new ID is one that is free, whatever the random numbers are", () => {
  const taken = new Set<string>();
  const random = seededRandom(1);
  for (let i = 0; i < MAX_SETS; i++) taken.add(newSetId(random, (id) => taken.has(id)));
  strictEqual(taken.size, MAX_SETS);
  const stuck = new Set<string>();
  for (let i = 0; i < 5; i++) stuck.add(newSetId(() => 0, (id) => stuck.has(id)));
  deepStrictEqual([...stuck], ["aaaa", "aaaaa", "aaaaaa", "aaaaaaa", "aaaaaaaa"]);
});
