import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { importAiken } from "../../../../../server/services/quiz/sets/aiken.ts";
import { importCsv } from "../../../../../server/services/quiz/sets/csv.ts";
import { importGift } from "../../../../../server/services/quiz/sets/gift.ts";
import { importJson } from "../../../../../server/services/quiz/sets/json.ts";
import { atOnce } from "../../../../support/at_once.ts";

const fixture = (name: string) => Deno.readTextFileSync(new URL(`../../../../fixtures/sets/${name}`, import.meta.url));

Deno.test("GIFT: each construct that can be asked becomes what it means", () => {
  const { title, questions } = atOnce(importGift(fixture("constructs.gift")));
  strictEqual(title, "Science/Maths");
  deepStrictEqual(questions, [
    {
      kind: "choice",
      text: "Which planet is closest to the sun?",
      choices: ["Venus", "Mercury", "Mars"],
      answer: 1,
      explanation: "It needs 88 days for one orbit.",
    },
    { kind: "choice", text: "Which port does http://example.com use?", choices: ["80", "443"], answer: 0 },
    { kind: "boolean", text: "Does light travel faster than sound?", answer: true },
    { kind: "boolean", text: "Is a whale a fish?", answer: false, explanation: "Whales are mammals." },
    { kind: "boolean", text: "Is ice water?", answer: true },
    { kind: "multiple", text: "Which of these are even?", choices: ["2", "3", "4"], answers: [0, 2] },
    { kind: "text", text: "What is the largest ocean?", accepted: ["the Pacific", "Pacific Ocean", "Pacific"] },
    { kind: "text", text: "What is the largest cat?", accepted: ["tiger"] },
    { kind: "number", text: "How many sides has a hexagon?", answer: 6, tolerance: 0 },
    { kind: "number", text: "What is pi?", answer: 3.14, tolerance: 0.01, explanation: "It never ends." },
    {
      kind: "number",
      text: "Name a number between 1 and 2, both included.",
      answer: 1.5,
      tolerance: 0.5,
      explanation: "Any will do.",
    },
    { kind: "number", text: "How many legs has a spider?", answer: 8, tolerance: 0 },
    {
      kind: "choice",
      text: "Water boils at 100 degrees at _____.",
      choices: ["the top of Everest", "sea level"],
      answer: 1,
    },
    { kind: "choice", text: "_____ is the capital of France.", choices: ["Paris", "Lyon"], answer: 0 },
    {
      kind: "choice",
      text: "What do {x = 1}, #1, 1~2, C:\\ and \\* have in common?",
      choices: ["Signs = signs", "An arrow -> here", "100%"],
      answer: 0,
    },
    { kind: "choice", text: "Which text has two lines?", choices: ["This one", "That"], answer: 0 },
    {
      kind: "choice",
      text: "Which tag is for bold & short text?",
      choices: ["<b>", "<i>", "a < b"],
      answer: 0,
    },
    { kind: "choice", text: "What is *one* plus *two*?", choices: ["three", "four"], answer: 0 },
  ]);
});

Deno.test("GIFT: a range has the decimals that it was written with", () => {
  const [question] = atOnce(importGift("What is pi? {#3.141..3.142}")).questions;
  deepStrictEqual(question, { kind: "number", text: "What is pi?", answer: 3.1415, tolerance: 0.0005 });
});

Deno.test("Aiken: choices have a point or a bracket, and empty lines do not matter", () => {
  const { title, questions } = atOnce(importAiken(fixture("constructs.aiken")));
  strictEqual(title, "Questions");
  deepStrictEqual(questions, [
    {
      kind: "choice",
      text: "Which planet is closest to the sun?",
      choices: ["Venus", "Mercury", "Mars"],
      answer: 1,
    },
    { kind: "choice", text: "Which of these is a star?", choices: ["The moon", "The sun"], answer: 1 },
    { kind: "choice", text: "Is it?", choices: ["Yes", "No", "Maybe", "D. is a choice, too"], answer: 3 },
  ]);
});

Deno.test("CSV: cells in quotes, empty rows and missing cells are taken as a spreadsheet means them", () => {
  const { title, questions } = atOnce(importCsv(fixture("constructs.csv"), { title: "From a spreadsheet" }));
  strictEqual(title, "From a spreadsheet");
  const expected = [
    {
      kind: "choice",
      text: 'Which planet is "closest"; to the sun?',
      choices: ["Venus", "Mercury"],
      answer: 1,
      explanation: "88 days; no more",
      seconds: 30,
    },
    { kind: "multiple", text: "Which are even?", choices: ["2", "3", "4"], answers: [0, 2] },
    { kind: "boolean", text: "Water is wet.", answer: true },
    { kind: "boolean", text: "Is a whale a fish?", answer: false },
    { kind: "number", text: "What is pi?", answer: 3.14, tolerance: 0.01 },
    { kind: "number", text: "How cold is it?", answer: -40, tolerance: 0 },
    { kind: "text", text: "What is the largest ocean?", accepted: ["Pacific", "the Pacific"] },
    { kind: "order", text: "Begin with the smallest.", items: ["moon", "earth", "sun"], seconds: 600 },
  ];
  deepStrictEqual(questions, expected);
  const rows = fixture("constructs.csv");
  // No cell has a tab or a comma outside of quotes but one.
  deepStrictEqual(
    atOnce(importCsv(rows.replace("A, C", "AC").replaceAll(";\r\nto", ";TO").replaceAll(";", "\t"))).questions.slice(1),
    expected.slice(1),
  );
  deepStrictEqual(
    atOnce(importCsv(rows.replace("A, C", "AC").replaceAll(";\r\nto", ";TO").replaceAll(";", ",").replaceAll("\r", "")))
      .questions
      .slice(1),
    expected.slice(1),
  );
});

Deno.test("JSON: defaults are filled in, and a title that is handed in wins", () => {
  const json = '\ufeff{"questions":[{"kind":"arithmetic","count":3}],"title":"Sums"}';
  deepStrictEqual(atOnce(importJson(json)), {
    title: "Sums",
    seconds: 20,
    marks: { right: 1, wrong: -0.25 },
    questions: [{ kind: "arithmetic", count: 3, operators: "+-*/", from: 0, to: 9 }],
  });
  strictEqual(atOnce(importJson(json, { title: " Mine " })).title, "Mine");
});
