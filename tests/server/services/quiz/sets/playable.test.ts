import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { playable } from "../../../../../server/services/quiz/sets/playable.ts";
import { Arithmetic, Question } from "../../../../../server/services/quiz/sets/question_set.ts";
import { seededRandom } from "../../../../../server/seeded_random.ts";

const SIGNS: Record<string, string> = { "+": "+", "-": "-", "×": "*", "÷": "/" };

/** What a question such as `7 × (-5)` comes to, and the numbers and the operator in it. */
function read(text: string) {
  const [, left, sign, right] = text.match(/^(-?\d+) ([-+×÷]) (\d+|\(-\d+\))$/) ?? [];
  const [a, b] = [Number(left), Number(right.replace(/[()]/g, ""))];
  const result = { "+": a + b, "-": a - b, "*": a * b, "/": a / b }[SIGNS[sign]];
  return { numbers: [a, b], operator: SIGNS[sign], result };
}

Deno.test("arithmetic questions become as many number questions, with the operators and the numbers that were asked for", () => {
  const arithmetic = fc.record({
    count: fc.integer({ min: 1, max: 100 }),
    operators: fc.string({ unit: fc.constantFrom(..."+-*/"), minLength: 1, maxLength: 4 }),
    from: fc.integer({ min: -1000, max: 1000 }),
    to: fc.integer({ min: -1000, max: 1000 }),
  }).map((fields) => Arithmetic.safeParse({ kind: "arithmetic", ...fields })).filter(({ success }) => success);
  fc.assert(
    fc.property(arithmetic, fc.integer(), ({ data }, seed) => {
      ok(data);
      const questions = playable({ questions: [data] }, seededRandom(seed));
      strictEqual(questions.length, data.count);
      for (const question of questions) {
        ok(question.kind === "number");
        deepStrictEqual(Question.parse(question), question);
        const { numbers, operator, result } = read(question.text);
        strictEqual((result ?? NaN) + 0, question.answer);
        ok(Number.isInteger(question.answer) && !Object.is(question.answer, -0), question.text);
        ok(data.operators.includes(operator), question.text);
        ok(numbers.every((number) => number >= data.from && number <= data.to), question.text);
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("every division without a remainder is asked, and no other", () => {
  const [from, to] = [-4, 6];
  const random = seededRandom(5);
  const divisions = Arithmetic.parse({ kind: "arithmetic", count: 100, operators: "/", from, to });
  const asked = new Set<string>();
  for (let i = 0; i < 100; i++) {
    for (const { text } of playable({ questions: [divisions] }, random)) asked.add(read(text).numbers.join());
  }
  const expected: string[] = [];
  for (let left = from; left <= to; left++) {
    for (let right = from; right <= to; right++) if (right !== 0 && left % right === 0) expected.push(`${left},${right}`);
  }
  deepStrictEqual([...asked].sort(), expected.sort());
});

Deno.test("other questions stay as they are, in their order", () => {
  const [first, last] = [
    Question.parse({ kind: "boolean", text: "Is it?", answer: true, seconds: 5 }),
    Question.parse({ kind: "order", text: "Which order?", items: ["one", "two"], marks: { right: 2, wrong: 0 } }),
  ];
  const questions = playable({ questions: [first, Arithmetic.parse({ kind: "arithmetic", count: 2 }), last] }, seededRandom(1));
  deepStrictEqual(questions.map(({ kind }) => kind), ["boolean", "number", "number", "order"]);
  strictEqual(questions[0], first);
  strictEqual(questions[3], last);
});
