import { strictEqual } from "node:assert/strict";
import { RequestError } from "../../../../../protocol/request_error.ts";
import { importAiken } from "../../../../../server/services/quiz/sets/aiken.ts";
import { importCsv } from "../../../../../server/services/quiz/sets/csv.ts";
import { importGift } from "../../../../../server/services/quiz/sets/gift.ts";
import { importJson } from "../../../../../server/services/quiz/sets/json.ts";
import { atOnce } from "../../../../support/at_once.ts";

type Cases = readonly (readonly [text: string, message: string])[];

const long = "x".repeat(501);
/** What stands before the question that is wrong, so that it begins on line 4. */
const GOOD = "// A comment.\nIs it? {T}\n\n";

const GIFT: Cases = [
  ["", "line 1: there are no questions in this text"],
  [`${GOOD}Is it?`, "line 4: this question has no answers: add them in braces, as in {=right ~wrong}"],
  [`${GOOD}Is it {=yes\n~no`, "line 4: this { is never closed: end the answers with }, without an empty line in them"],
  [`${GOOD}Is it? =yes\n~no}`, "line 5: there is no { before this }: write \\} if it is part of the text"],
  [`${GOOD}Is it? {=a {b} ~c}`, "line 4: there is a { among the answers: write \\{ if it is part of the text"],
  [
    `${GOOD}Is it? {T}\nIs it not? {F}`,
    "line 5: there is another {: put an empty line between questions, or write \\{ if it is part of the text",
  ],
  [
    `${GOOD}Is it? {T}\n}`,
    "line 5: there is another }: put an empty line between questions, or write \\} if it is part of the text",
  ],
  [`${GOOD}::A title\nIs it? {T}`, "line 4: the title of a question needs :: on both sides, as in ::Planets::"],
  [`${GOOD}Why is it?\n{}`, "line 4: an essay question has no right answer: give one, as in {=Mercury}"],
  [`${GOOD}Why? {####Because.}`, "line 4: an essay question has no right answer: give one, as in {=Mercury}"],
  [
    `${GOOD}Which? {=a -> b =c -> d =e -> f}`,
    "line 4: matching questions can't be asked here: make a choice question of each pair",
  ],
  [`${GOOD}Which? {~a ~b}`, "line 4: no answer is right: mark one with =, or several with weights such as ~%50%"],
  [
    `${GOOD}Which? {=a =b ~c}`,
    "line 4: only one of the choices can have =: if all of them must be chosen, give each a weight, such as ~%50%",
  ],
  [
    `${GOOD}Which? {=a ~%50%b ~c}`,
    "line 4: an answer that is partly right can't be kept: remove it, or give it the weight %100%",
  ],
  [`${GOOD}Which? {=%50%a ~b}`, "line 4: an answer that is partly right can't be kept: remove it, or give it the weight %100%"],
  [`${GOOD}Which? {=a =%50%b}`, "line 4: an answer that is partly right can't be kept: remove it, or give it the weight %100%"],
  [`${GOOD}Which? {=a\n~%much%b}`, "line 5: a weight must be a number from -100 to 100, such as %50%"],
  [`${GOOD}Which? {=a\n~%120%b}`, "line 5: a weight must be a number from -100 to 100, such as %50%"],
  [`${GOOD}Which? {=a ~a}`, "line 4: choice 2 is there twice"],
  [`${GOOD}Which? {~1 ~2 ~3 ~4 ~5 ~6 ~7 ~8 =9}`, "line 4: its choices must be 2 to 8 texts"],
  [`${GOOD}Which? {=a ~}`, "line 4: there is a ~ without a text behind it: write \\~ if it is part of a text"],
  [`${GOOD}Which? {=}`, "line 4: there is a = without a text behind it: write \\= if it is part of a text"],
  [`${GOOD}Which? {=a = ~b}`, "line 4: there is a = without a text behind it: write \\= if it is part of a text"],
  [`${GOOD}Which? {=a ~${long}}`, "line 4: choice 2 must have at most 200 characters"],
  [`${GOOD}${long} {T}`, "line 4: the question must have at most 500 characters"],
  [`${GOOD}Is it? {T####${long}}`, "line 4: the explanation must have at most 500 characters"],
  [
    `${GOOD}${"a long text\n".repeat(2000)}{T}`,
    "line 4: a question can have at most 16384 characters: put an empty line between questions",
  ],
  [`${GOOD}{T}`, "line 4: the question must not be empty"],
  [
    `${GOOD}Which? {=*pain*}`,
    "line 4: a * that stands for any text can't be kept: list the answers, or write \\* for the character",
  ],
  [
    `${GOOD}[html]<img src="a.png"> Is it? {T}`,
    "line 4: a picture can't be imported: remove it, and add an image to the question later",
  ],
  [
    `${GOOD}[markdown]![a](a.png) Is it? {T}`,
    "line 4: a picture can't be imported: remove it, and add an image to the question later",
  ],
  [
    `${GOOD}How many? {#many}`,
    "line 4: expected a number such as {#3}, one with a tolerance such as {#3:0.1}, or a range such as {#1..5}",
  ],
  [`${GOOD}How many? {#}`, "line 4: the right answer must be a number, as in {#=3}"],
  [`${GOOD}How many? {#5..1}`, "line 4: the lower number of a range must come first, as in {#1..5}"],
  [`${GOOD}How many? {#=1 =2}`, "line 4: only one number can be right here: give a range, as in {#1..5}"],
  [
    `${GOOD}How many? {#=1 =%50%2}`,
    "line 4: an answer that is partly right can't be kept: remove it, or give it the weight %100%",
  ],
  [`${GOOD}How many? {#~1}`, "line 4: no answer is right: mark one with ="],
  [`${GOOD}How many? {#=}`, "line 4: the right answer must be a number, as in {#=3}"],
  [`${GOOD}Is\n it\u0007? {T}`, "line 5: there is a control character: remove it"],
  [`$CATEGORY: ${long}\n\nIs it? {T}`, "line 1: the title must have at most 100 characters"],
  [
    `${"Is it? {T}\n\n".repeat(200)}Is it? {F}`,
    "line 401: a set can have at most 200 questions, and this is one more: put it into another set",
  ],
  [
    `${GOOD}Is it{T}not{F}?`,
    "line 4: there is another {: put an empty line between questions, or write \\{ if it is part of the text",
  ],
  [`${GOOD}Is it \u202e? {T}`, "line 4: the question must be one line, without control characters"],
];

const AIKEN: Cases = [
  ["\n \n", "line 1: there are no questions in this text"],
  ["Which?\nA. a\nB. b\n", "line 1: this question has no answer: end it with a line such as ANSWER: A"],
  ["Which?\nA. a\nC. c\nANSWER: A", "line 3: expected the choice B, but found C: letter the choices A, B, C and so on"],
  ["Which?\nA. a\nANSWER: A", "line 3: expected at least two choices, such as A. and B., before this ANSWER"],
  ["Which?\nANSWER: A", "line 2: expected at least two choices, such as A. and B., before this ANSWER"],
  ["ANSWER: A", "line 1: there is no question before this ANSWER"],
  ["Which?\nA. a\nB. b\nANSWER: C", "line 4: ANSWER must be one letter from A to B"],
  ["Which?\nA. a\nB. b\nANSWER: A, B", "line 4: ANSWER must be one letter from A to B"],
  ["Which?\nA. a\nB. b\nANSWER:", "line 4: ANSWER must be one letter from A to B"],
  ["Which?\nA. a\nmore of a\nB. b\nANSWER: A", "line 3: expected a choice such as B. or a line such as ANSWER: A"],
  [
    `Which?\n${[..."ABCDEFGHI"].map((letter) => `${letter}. ${letter}\n`).join("")}ANSWER: A`,
    "line 1: its choices must be 2 to 8 texts",
  ],
  [`\n\nWhich?\nA. ${long}\nB. b\nANSWER: A`, "line 3: choice 1 must have at most 200 characters"],
];

const HEADER = "question,kind,answer,choice 1,choice 2,seconds\n";
const CSV: Cases = [
  ["", "line 1: there are no questions in this text"],
  [HEADER, "line 1: there are no questions in this text"],
  [
    "Which?,choice,A,a,b",
    'line 1: there is no column "which?": the first row must name the columns question, kind, answer, choice 1 to choice 8, explanation or seconds',
  ],
  [
    "question,answer\nIs it?,true",
    "line 1: the column kind is missing: the first row names the columns, such as question,kind,answer",
  ],
  ["question,kind,answer,answer\nIs it?,boolean,true,true", "line 1: the column answer is there twice"],
  [
    "question,kind,answer,choice 9\nIs it?,boolean,true,a",
    'line 1: there is no column "choice 9": the first row must name the columns question, kind, answer, choice 1 to choice 8, explanation or seconds',
  ],
  [`${HEADER}Is it?,yes/no,true`, 'line 2: the kind must be choice, multiple, boolean, number, text or order, not "yes/no"'],
  [`${HEADER}Is it?,,true`, 'line 2: the kind must be choice, multiple, boolean, number, text or order, not ""'],
  [`${HEADER}Is it?,boolean,yes`, 'line 2: the answer for boolean must be true or false, not "yes"'],
  [`${HEADER}Which?,choice,a1,a,b`, 'line 2: the answer for choice must be the letter of a choice, such as B, not "a1"'],
  [`${HEADER}Which?,choice,C,a,b`, "line 2: there is no choice C: this question has 2 choices"],
  [`${HEADER}Which?,choice,A,a,`, "line 2: its choices must be 2 to 8 texts"],
  [`${HEADER}Which?,choice,B,,b`, "line 2: choice 1 must not be empty"],
  [
    `${HEADER}Which?,multiple,1 2,a,b`,
    'line 2: the answer for multiple must be the letters of the right choices, such as A C, not "1 2"',
  ],
  [`${HEADER}How many?,number,"3,5"`, 'line 2: expected a number such as 3 or 2.5 for the answer, not "3,5"'],
  [`${HEADER}How many?,number,3:much`, 'line 2: expected a number such as 3 or 2.5 for the tolerance, not "much"'],
  [`${HEADER}How many?,number,3:-1`, "line 2: the tolerance must not be below 0"],
  [`${HEADER}What?,text,`, "line 2: answer 1 must not be empty"],
  [`${HEADER}What?,text,a||b`, "line 2: answer 2 must not be empty"],
  [
    `${HEADER}Which?,order,A B,a,b`,
    'line 2: the answer for order must be empty, since the choices are its items in the right order, not "A B"',
  ],
  [`${HEADER}Is it?,boolean,true,,,0`, "line 2: the seconds must be an integer from 1 to 600"],
  [`${HEADER}Is it?,boolean,true,,,soon`, 'line 2: expected a number such as 3 or 2.5 for the seconds, not "soon"'],
  [
    `${HEADER}Is it?,boolean,true,,,5,6,7`,
    "line 2: found 8 cells, but the first row has 6: put quotes around a cell with a comma",
  ],
  [
    `${HEADER}"Is\nit?",boolean,true\n5" or 6"?,boolean,true`,
    'line 4: a quote " must begin and end its cell: write "" for a quote in a cell',
  ],
  [
    `${HEADER}Is it?,boolean,true\n"Is it?,boolean,true\n${"Is it?,boolean,true\n".repeat(1000)}`,
    'line 3: a row can have at most 16384 characters: shorten it, or end the quote " that begins in it',
  ],
  [`${HEADER}Is it?,boolean,true\n"Is it`, 'line 3: a quote " begins here and never ends: write "" for a quote in a cell'],
  [`${HEADER},boolean,true`, "line 2: the question must not be empty"],
];

const set = (questions: string) => `{\n  "title": "a",\n  "questions": [\n    ${questions}\n  ]\n}`;
const JSON_CASES: Cases = [
  ["", "line 1: this is not valid JSON: it ends too early, or has a wrong character"],
  ["[\n]", 'line 1: expected an object such as {"title":"Planets","questions":[…]}'],
  ['{\n"title": "a",\n"questions": [\n]\n}', "line 3: questions must not be empty"],
  ['{\n"title": "a",\n}', "line 3: this is not valid JSON: expected double-quoted property name"],
  ['{\n"title": "a"\n"questions": []\n}', "line 3: this is not valid JSON: expected ',' or '}' after property value"],
  ['{\n"title": "a",\n"questions": [', "line 3: this is not valid JSON: it ends too early, or has a wrong character"],
  ['{\n"questions": [\n{"kind": "arithmetic", "count": 1}\n]\n}', "line 1: title must be a text"],
  [
    set(`{ "kind": "choice", "text": "Which?", "choices": ["a"${', "b"'.repeat(30)}], "answer": 0 }`),
    "line 4: questions.0.choices must be 2 to 8 texts",
  ],
  [set('{ "kind": "boolean",\n "text": "Is it?" }'), "line 4: questions.0.answer must be true or false"],
  [
    set('{ "kind": "yes/no", "text": "Is it?" }'),
    "line 4: questions.0.kind must be arithmetic, number, choice, multiple, boolean, text or order",
  ],
  [set('"Is it?"'), "line 4: questions.0 must be an object"],
  [
    set('{ "kind": "choice", "text": "Which?", "answer": 2,\n"choices": ["a", "b"] }'),
    "line 4: questions.0.answer must be the place of a choice: 0 for the first",
  ],
  [
    set('{ "kind": "choice", "text": "Which?", "answer": 0, "choices": [\n"a",\n"a"] }'),
    "line 6: questions.0.choices.1 is there twice",
  ],
  [
    set('{ "kind": "choice", "text": "Which?", "answer": 0, "choices": ["a"] }'),
    "line 4: questions.0.choices must be 2 to 8 texts",
  ],
  [
    set('{ "kind": "boolean", "text": "Is it?", "answer": true,\n"time": 5 }'),
    'line 4: questions.0 can\'t have "time": use kind, text, explanation, seconds, marks, image, answer',
  ],
  [set('{ "kind": "arithmetic", "count": 0 }'), "line 4: questions.0.count must be an integer from 1 to 100"],
  [
    set('{ "kind": "arithmetic", "count": 100 },\n{ "kind": "arithmetic", "count": 101 }'),
    "line 5: questions.1.count must be an integer from 1 to 100",
  ],
  [
    set(Array(3).fill('{ "kind": "arithmetic", "count": 100 }').join(",\n")),
    "line 3: questions must come to at most 200, each arithmetic one counted as its count",
  ],
  [
    set(Array(201).fill('{ "kind": "boolean", "text": "Is it?", "answer": true }').join(",\n    ")),
    "line 204: a set can have at most 200 questions, and this is one more: put it into another set",
  ],
  [
    set('{ "kind": "arithmetic", "count": 1, "from": 0, "to": 0 }'),
    "line 4: questions.0 with / there must be a number other than 0 to divide by",
  ],
  [
    set('{ "kind": "boolean", "text": "Is it?", "answer": true, "marks": { "right": 1.005, "wrong": 0 } }'),
    "line 4: questions.0.marks.right must have at most two decimal places",
  ],
  [
    set('{ "kind": "boolean", "text": "Is it?", "answer": true, "marks": { "right": 101, "wrong": 0 } }'),
    "line 4: questions.0.marks.right must be a number from -100 to 100",
  ],
  [
    set('{ "kind": "boolean", "text": "Is\\nit?", "answer": true }'),
    "line 4: questions.0.text must be one line, without control characters",
  ],
  [
    set('{ "kind": "boolean", "text": "Is it \\ud800?", "answer": true }'),
    "line 4: questions.0.text must be one line, without control characters",
  ],
  [
    set('{ "kind": "boolean", "text": "Is it?", "answer": true, "image": "../a.png" }'),
    "line 4: questions.0.image must be the name of an image: 1 to 64 of a-z, 0-9 and -",
  ],
  [set('{ "kind": "boolean", "text": "{\\"[", "text": "", "answer": true }'), "line 4: questions.0.text must not be empty"],
];

const FORMATS = {
  GIFT: [importGift, GIFT],
  Aiken: [importAiken, AIKEN],
  CSV: [importCsv, CSV],
  JSON: [importJson, JSON_CASES],
} as const;

for (const [format, [read, cases]] of Object.entries(FORMATS)) {
  Deno.test(`${format}: an error names the line and what to write instead`, () => {
    for (const [text, message] of cases) strictEqual(messageOf(() => atOnce(read(text))), message, text.slice(0, 200));
  });
}

function messageOf(read: () => unknown): string {
  try {
    return `this was taken: ${JSON.stringify(read())}`;
  } catch (error) {
    return error instanceof RequestError && error.code === "bad-arguments" ? error.message : String(error);
  }
}

Deno.test("a text with too many lines is refused at the first of them, whatever it is written in", () => {
  for (const [read] of Object.values(FORMATS)) {
    strictEqual(
      messageOf(() => atOnce(read("\n".repeat(20_000)))),
      "line 20001: the text of a set can have at most 20000 lines: put what follows into another set",
    );
  }
});
