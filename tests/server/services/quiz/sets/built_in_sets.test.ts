import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { BUILT_IN_SETS } from "../../../../../server/services/quiz/sets/built_in_sets.ts";
import { NETWORK_SET } from "../../../../../server/services/quiz/sets/network_set.ts";
import { questionCount, QuestionSet } from "../../../../../server/services/quiz/sets/question_set.ts";

Deno.test("the built-in sets are valid, with nothing left to fill in", () => {
  deepStrictEqual([...BUILT_IN_SETS.keys()], ["arithmetic", "network"]);
  for (const set of BUILT_IN_SETS.values()) deepStrictEqual(QuestionSet.parse(set), set);
});

Deno.test("the arithmetic set has ten questions with digits", () => {
  deepStrictEqual(BUILT_IN_SETS.get("arithmetic")?.questions, [
    { kind: "arithmetic", count: 10, operators: "+-*/", from: 0, to: 9 },
  ]);
});

Deno.test("the network set has 20 questions of every kind, each explained, and no answer gives itself away", () => {
  const { questions } = NETWORK_SET;
  strictEqual(questionCount(questions), 20);
  deepStrictEqual(
    [...new Set(questions.map(({ kind }) => kind))].sort(),
    ["boolean", "choice", "multiple", "number", "order", "text"],
  );
  const places: number[] = [];
  for (const question of questions) {
    ok(question.kind !== "arithmetic" && question.explanation?.endsWith("."), JSON.stringify(question));
    if (question.kind === "choice") places.push(question.answer);
    // Who ticks everything must not be right.
    if (question.kind === "multiple") ok(question.answers.length < question.choices.length);
  }
  for (let place = 0; place < 4; place++) ok(places.includes(place), `no right answer at ${place}`);
  strictEqual(new Set(questions.map((question) => JSON.stringify(question))).size, 20);
  const answers = questions.flatMap((question) => question.kind === "boolean" ? [question.answer] : []);
  ok(answers.includes(true) && answers.includes(false));
});
