import { ok } from "node:assert/strict";
import { RequestError } from "../../../../../protocol/request_error.ts";
import { importAiken } from "../../../../../server/services/quiz/sets/aiken.ts";
import { importCsv } from "../../../../../server/services/quiz/sets/csv.ts";
import { importGift } from "../../../../../server/services/quiz/sets/gift.ts";
import { importJson } from "../../../../../server/services/quiz/sets/json.ts";
import { MAX_SET_BYTES } from "../../../../../server/services/quiz/sets/set_routes.ts";
import { atOnce } from "../../../../support/at_once.ts";

const SIZE = MAX_SET_BYTES;
/** What every import takes less than in all, on a slow machine with other work to do. */
const MOST_MS = 5000;

const fill = (text: string, size = SIZE) => text.repeat(Math.floor(size / text.length));
/** So many questions as fit into a set, as large as fits. */
const large = (before: string, piece: string, after: string) =>
  Array(200).fill(before + fill(piece, SIZE / 200 - before.length - after.length) + after).join("");

const GIFT = {
  "open braces": fill("{"),
  "closed braces": fill("}"),
  "braces in braces": fill("{", SIZE / 2) + fill("}", SIZE / 2),
  "braces on lines of their own": fill("{\n\n"),
  "questions": fill("a{T}\n\n"),
  "comments": fill("//\n"),
  "categories": fill("$CATEGORY: a\n\n"),
  "empty lines": fill("\n"),
  "spaces": `a${fill(" ")}`,
  "colons": fill(":"),
  "a title that never ends": `::${fill("a:")}`,
  "backslashes": fill("\\"),
  "ampersands": large("a", "&&058;", "{T}\n\n"),
  "long texts": large("", "a", "{T}\n\n"),
  "many choices": large("a {=b", " ~c", "}\n\n"),
  "many answers": large("a {", " =c", "}\n\n"),
  "many pairs": large("a {", " =a->c", "}\n\n"),
  "many weights": large("a {", " ~%5%c", "}\n\n"),
  "weights that never end": large("a {=b ~", "%", "}\n\n"),
  "numbers": large("a {#", " =1", "}\n\n"),
  "digits": large("a {#", "1", "}\n\n"),
  "spaces among numbers": large("a {#=", " ", "3}\n\n"),
  "feedback": large("a {=b ~c#", "d", "}\n\n"),
  "hashes": large("a {=b ~c", "#", "}\n\n"),
  "tags": large("[html]a", "<", "{T}\n\n"),
  "open comments": large("[html]a", "<!--", "{T}\n\n"),
  "pictures": large("[html]a", "![", "{T}\n\n"),
  "stars": large("a{=", "*\\", "a}\n\n"),
};

const AIKEN = {
  "lines": fill("a\n"),
  "choices": `a\n${fill("A. b\n")}`,
  "answers": fill("ANSWER: A\n"),
  "a long answer": `a\nA. b\nB. c\nANSWER: ${fill("A")}`,
  "questions": fill("a\nA. b\nB. c\nANSWER: A\n"),
};

const HEADER = "question,kind,answer,choice 1,choice 2\n";
const CSV = {
  "quotes": fill('"'),
  "quotes behind a header": HEADER + fill('"'),
  "quotes in a cell": `${HEADER}"${fill('""')}"`,
  "separators": fill(","),
  "separators behind a header": HEADER + fill(","),
  "empty rows": HEADER + fill(",\n"),
  "rows": HEADER + fill("a,boolean,true\n"),
  "letters": `${HEADER}a,multiple,${fill("a")},b,c`,
  "letters with spaces": `${HEADER}a,multiple,a${fill("  ;")}x,b,c`,
  "spellings": `${HEADER}a,text,${fill("a|")}`,
  "digits": `${HEADER}a,number,${fill("1")}x`,
  "spaces": `${HEADER}a,text,b${fill(" ")}c`,
};

const JSON_TEXTS = {
  "lists in lists": fill("["),
  "closed lists in lists": fill("[", SIZE / 2) + fill("]", SIZE / 2),
  "lists in a question": `{"title":"a","questions":[${fill("[", SIZE / 2)}${fill("]", SIZE / 2)}]}`,
  "objects in objects": fill('{"a":'),
  "questions that are none": `{"title":"a","questions":[${fill("1,")}1]}`,
  "choices": `{"title":"a","questions":[{"kind":"choice","text":"a","answer":0,"choices":[${fill('"b",')}"c"]}]}`,
  "different choices": `{"title":"a","questions":[{"kind":"choice","text":"a","answer":0,"choices":[${
    Array.from({ length: 40_000 }, (_, i) => `"${i}"`)
  }]}]}`,
  "choices that are none": `{"title":"a","questions":[{"kind":"choice","text":"a","answer":0,"choices":[${fill("1,")}1]}]}`,
  "places": `{"title":"a","questions":[{"kind":"multiple","text":"a","choices":["b","c"],"answers":[${fill("1,")}1]}]}`,
  "keys": `{${Array.from({ length: 30_000 }, (_, i) => `"${i}":1`)}}`,
  "a long key": `{"${fill("\\n")}":1}`,
  "lines that break off": `${fill("[\n")}x`,
  "spaces": fill(" "),
};

const IMPORTS = {
  GIFT: [importGift, GIFT],
  Aiken: [importAiken, AIKEN],
  CSV: [importCsv, CSV],
  JSON: [importJson, JSON_TEXTS],
} as const;

for (const [format, [read, texts]] of Object.entries(IMPORTS)) {
  Deno.test(`no text makes the import of ${format} hang or fail in another way than it says`, () => {
    for (const [what, text] of Object.entries(texts)) {
      const startedAt = performance.now();
      try {
        atOnce(read(text));
      } catch (error) {
        ok(error instanceof RequestError && error.message.length < 1000, `${what}: ${String(error).slice(0, 1000)}`);
      }
      const ms = performance.now() - startedAt;
      ok(ms < MOST_MS, `${what} took ${ms} ms`);
    }
  });
}

Deno.test("a large set is taken in steps, of a question each, whatever it is written in", () => {
  const questions = Array.from({ length: 200 }, (_, i) => ({ kind: "choice", text: `a ${i}`, choices: ["b", "c"], answer: 0 }));
  const sets = {
    GIFT: [importGift, fill("a {=b ~c}\n\n", 200 * 11)],
    Aiken: [importAiken, "a\nA. b\nB. c\nANSWER: A\n".repeat(200)],
    CSV: [importCsv, HEADER + "a,choice,A,b,c\n".repeat(200)],
    JSON: [importJson, JSON.stringify({ title: "a", questions })],
  } as const;
  for (const [format, [read, text]] of Object.entries(sets)) {
    const steps = read(text);
    let count = 1;
    let step = steps.next();
    for (; !step.done; step = steps.next()) count++;
    ok(count > 200, `${format}: ${count} steps`);
    ok(step.value.questions.length === 200);
  }
});
