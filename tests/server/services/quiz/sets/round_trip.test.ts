import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { importGift } from "../../../../../server/services/quiz/sets/gift.ts";
import { exportGift } from "../../../../../server/services/quiz/sets/gift_export.ts";
import { exportJson, importJson } from "../../../../../server/services/quiz/sets/json.ts";
import { BUILT_IN_SETS } from "../../../../../server/services/quiz/sets/built_in_sets.ts";
import { Question, QuestionSet } from "../../../../../server/services/quiz/sets/question_set.ts";
import { atOnce } from "../../../../support/at_once.ts";

/** Pieces that mean something in one of the formats. */
const SIGNS = [
  "::",
  "=",
  "~",
  "#",
  "####",
  "{",
  "}",
  "\\",
  "\\n",
  "%50%",
  "->",
  "//",
  "[html]",
  "<b>",
  "&amp;",
  "&&058;",
  "$CATEGORY:",
];
const unit = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(..."abcT0 -.*_") },
  { weight: 2, arbitrary: fc.constantFrom(...SIGNS) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) },
);

/** A text that a question can have, with single spaces. */
const text = (maxLength = 200) =>
  fc.array(unit, { minLength: 1, maxLength: 12 })
    .map((pieces) =>
      pieces.join("").replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "").replace(/\s+/g, " ").trim()
    )
    .filter((text) => text !== "" && text.length <= maxLength);
const texts = (minLength: number, maxLength = 8) => fc.uniqueArray(text(), { minLength, maxLength });
const cents = fc.integer({ min: -10_000, max: 10_000 }).map((value) => value / 100);
const marks = fc.record({ right: cents, wrong: cents });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

const common = {
  text: text(500),
  explanation: fc.option(text(500), { nil: undefined }),
};
const withOwn = {
  ...common,
  seconds: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
  marks: fc.option(marks, { nil: undefined }),
  image: fc.option(fc.stringMatching(/^[a-z0-9-]{1,64}$/), { nil: undefined }),
};

/** The kinds of questions that GIFT has, too. */
const inGift = <Fields extends typeof common>(common: Fields, accepted: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.record({ kind: fc.constant("number"), ...common, answer: finite, tolerance: finite.map(Math.abs) }),
    texts(2).chain((choices) =>
      fc.record({
        kind: fc.constant("choice"),
        ...common,
        choices: fc.constant(choices),
        answer: fc.nat(choices.length - 1),
      })
    ),
    texts(2).chain((choices) =>
      fc.record({
        kind: fc.constant("multiple"),
        ...common,
        choices: fc.constant(choices),
        answers: fc.subarray([...choices.keys()], { minLength: 1 }),
      })
    ),
    fc.record({ kind: fc.constant("boolean"), ...common, answer: fc.boolean() }),
    fc.record({ kind: fc.constant("text"), ...common, accepted: fc.array(accepted, { minLength: 1, maxLength: 20 }) }),
  );

const setOf = (question: fc.Arbitrary<unknown>) =>
  fc.record({ title: text(100), questions: fc.array(question, { minLength: 1, maxLength: 6 }) });

/** Leaves out what is not there, as JSON does, and checks the rest. */
const valid = (set: unknown) => QuestionSet.parse(JSON.parse(JSON.stringify(set)));

Deno.test("a set that was exported as JSON and imported again is the same", () => {
  const order = fc.record({ kind: fc.constant("order"), ...withOwn, items: texts(2) });
  const arithmetic = fc.record({
    kind: fc.constant("arithmetic"),
    count: fc.integer({ min: 1, max: 20 }),
    operators: fc.constantFrom("+", "+-", "*/", "+-*/"),
    from: fc.integer({ min: -1000, max: 0 }),
    to: fc.integer({ min: 1, max: 1000 }),
  });
  const set = fc.record({
    title: text(100),
    seconds: fc.integer({ min: 0, max: 600 }),
    marks,
    questions: fc.array(fc.oneof(inGift(withOwn, text()), order, arithmetic), { minLength: 1, maxLength: 10 }),
  }).map(valid);
  fc.assert(fc.property(set, (set) => deepStrictEqual(atOnce(importJson(exportJson(set))), set)), { numRuns: 300 });
});

Deno.test("a set of kinds that GIFT has, exported as GIFT and imported again, is the same", () => {
  const set = setOf(inGift(common, text().filter((text) => !text.includes("->")))).map(valid);
  fc.assert(fc.property(set, (set) => deepStrictEqual(atOnce(importGift(exportGift(set))), set)), { numRuns: 1000 });
});

Deno.test("what GIFT has no form for is left out, and a comment says so", () => {
  const questions: Question[] = [
    { kind: "order", text: "Which came first?", items: ["one", "two"] },
    { kind: "boolean", text: "Is 1 < 2?", answer: true, explanation: "Yes: it is.", seconds: 5, image: "numbers" },
    { kind: "text", text: "Which arrow?", accepted: ["->", "arrow"] },
  ];
  const set = QuestionSet.parse({ title: "A/B tests", questions: [{ kind: "arithmetic", count: 3 }, ...questions] });
  const gift = exportGift(set);
  deepStrictEqual(gift.split("\n"), [
    "$CATEGORY: A//B tests",
    "",
    "// Question 1: left out, since GIFT has no arithmetic questions (3 of them)",
    "",
    "// Question 2: left out, since GIFT has no questions about an order: Which came first?",
    "",
    "// Question 3: its seconds and image left out, since GIFT has none",
    "[plain]Is 1 < 2? {T",
    "####Yes\\: it is.",
    "}",
    "",
    "// Question 4: left out, since GIFT takes -> in an answer for matching: Which arrow?",
    "",
  ]);
  deepStrictEqual(
    atOnce(importGift(gift)),
    QuestionSet.parse({
      title: "A/B tests",
      questions: [{ kind: "boolean", text: "Is 1 < 2?", answer: true, explanation: "Yes: it is." }],
    }),
  );
});

Deno.test("the built-in sets survive an export", () => {
  for (const set of BUILT_IN_SETS.values()) deepStrictEqual(atOnce(importJson(exportJson(set))), set);
});
