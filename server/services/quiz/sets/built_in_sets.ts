/** The sets that every server has. */
import { NETWORK_SET } from "./network_set.ts";
import type { QuestionSet } from "./question_set.ts";

const ARITHMETIC_SET: QuestionSet = {
  title: "Arithmetic",
  seconds: 20,
  marks: { right: 1, wrong: -0.25 },
  questions: [{ kind: "arithmetic", count: 10, operators: "+-*/", from: 0, to: 9 }],
};

/** The built-in sets by ID. Nobody can change them. */
export const BUILT_IN_SETS: ReadonlyMap<string, QuestionSet> = new Map([
  ["arithmetic", ARITHMETIC_SET],
  ["network", NETWORK_SET],
]);
