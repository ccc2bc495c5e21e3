import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { importAiken } from "../../server/services/quiz/sets/aiken.ts";
import { importCsv } from "../../server/services/quiz/sets/csv.ts";
import { importGift } from "../../server/services/quiz/sets/gift.ts";
import { importJson } from "../../server/services/quiz/sets/json.ts";
import { questionCount } from "../../server/services/quiz/sets/question_set.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import type { QuestionSet } from "../../server/services/quiz/sets/question_set.ts";
import { atOnce } from "../support/at_once.ts";

const page = readDocument("docs/question-sets.md");

/** The example in a section. */
function exampleIn(title: string): string {
  const [, example] = section(page, title).match(/^```\w+\n([^]*?)^```$/m) ?? [];
  ok(example !== undefined, title);
  return example;
}

Deno.test("the examples of question sets are taken as they stand", () => {
  const kinds = ({ questions }: QuestionSet) => questions.map(({ kind }) => kind);
  deepStrictEqual(kinds(atOnce(importCsv(exampleIn("CSV")))), [
    "choice",
    "multiple",
    "boolean",
    "number",
    "number",
    "text",
    "order",
  ]);
  const gift = atOnce(importGift(exampleIn("GIFT")));
  strictEqual(gift.title, "Planets");
  deepStrictEqual(kinds(gift), ["choice", "multiple", "boolean", "text", "number", "number", "number", "choice"]);
  deepStrictEqual(kinds(atOnce(importAiken(exampleIn("Aiken")))), ["choice"]);
  const json = atOnce(importJson(exampleIn("JSON")));
  deepStrictEqual(kinds(json), ["choice", "multiple", "boolean", "number", "text", "order", "arithmetic"]);
  strictEqual(questionCount(json.questions), 16);
  const listed = tableRows(section(page, "Kinds of questions")).map(([kind]) => codeSpans(kind)[0]);
  deepStrictEqual(listed.sort(), kinds(json).sort());
});
