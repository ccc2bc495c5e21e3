import { deepStrictEqual, strictEqual, throws } from "node:assert";
import fc from "fast-check";
import { RequestError } from "../../../../../protocol/request_error.ts";
import { type Asked, choicesOf, judge, readable, rightAnswer } from "../../../../../server/services/quiz/rooms/asked.ts";

const NUMBER: Asked = { question: { kind: "number", text: "How many?", answer: 2.5, tolerance: 0.1 } };
const CHOICE: Asked = { question: { kind: "choice", text: "Which?", choices: ["TCP", "UDP", "D"], answer: 1 } };
const MULTIPLE: Asked = { question: { kind: "multiple", text: "Which?", choices: ["a1", "b1", "c1"], answers: [2, 0] } };
const BOOLEAN: Asked = { question: { kind: "boolean", text: "Is it?", answer: false } };
const TEXT: Asked = { question: { kind: "text", text: "What?", accepted: ["Three-way handshake", "Händedruck"] } };
const ORDER: Asked = { question: { kind: "order", text: "Sort", items: ["SYN", "SYN-ACK", "ACK"] }, shown: [2, 0, 1] };

/** Choices that read like letters, or like each other. */
const LETTERS: Asked = { question: { kind: "choice", text: "Which class?", choices: ["C", "B", "A"], answer: 2 } };
const ALIKE: Asked = { question: { kind: "choice", text: "Which?", choices: ["10 Mb/s", "10 MB/s"], answer: 1 } };
const HINDI: Asked = { question: { kind: "text", text: "?", accepted: ["की"] } };

Deno.test("an answer is understood however a person writes it", () => {
  const cases: [Asked, string, string, boolean][] = [
    [NUMBER, "2.5", "2.5", true],
    [NUMBER, " 2,55 ", "2.55", true],
    [NUMBER, "2.6", "2.6", true],
    [NUMBER, "2.61", "2.61", false],
    [NUMBER, "-3", "-3", false],
    [CHOICE, "B", "B", true],
    [CHOICE, "b", "B", true],
    [CHOICE, "udp", "B", true],
    [CHOICE, "D", "C", false],
    [MULTIPLE, "AC", "AC", true],
    [MULTIPLE, "c, a", "AC", true],
    [MULTIPLE, "A", "A", false],
    [MULTIPLE, "ABC", "ABC", false],
    [BOOLEAN, "false", "B", true],
    [BOOLEAN, "A", "A", false],
    [TEXT, "three-way  HANDSHAKE", "three-way  HANDSHAKE", true],
    [TEXT, "handedruck", "handedruck", true],
    [LETTERS, "C", "C", true],
    [LETTERS, "b", "B", false],
    [ALIKE, "10 MB/s", "B", true],
    [HINDI, "की", "की", true],
    [HINDI, "का", "का", false],
    [TEXT, "two-way handshake", "two-way handshake", false],
    [ORDER, "BCA", "BCA", true],
    [ORDER, "b c a", "BCA", true],
    [ORDER, "ABC", "ABC", false],
  ];
  for (const [asked, text, given, right] of cases) deepStrictEqual(judge(asked, text), { given, right }, text);
});

Deno.test("what can't be an answer is refused, with what can be", () => {
  const cases: [Asked, string, string][] = [
    [NUMBER, "two", "the answer is a number, and the question is still open: send, for example, ANSWER 42"],
    [NUMBER, "1e3", "the answer is a number, and the question is still open: send, for example, ANSWER 42"],
    [CHOICE, "E", "the choices are A to C, and the question is still open: send, for example, ANSWER B"],
    [CHOICE, "AB", "the answer is one letter, and the question is still open: send, for example, ANSWER B"],
    [MULTIPLE, "AA", "a letter is there twice, and the question is still open: send, for example, ANSWER AC"],
    [ORDER, "AB", "the answer has each letter from A to C once, and the question is still open: send, for example, ANSWER BAC"],
    [
      TEXT,
      "x".repeat(201),
      "an answer has at most 200 characters, and the question is still open: send, for example, ANSWER handshake",
    ],
    [TEXT, "  ", "an answer is missing, and the question is still open: send, for example, ANSWER handshake"],
  ];
  for (const [asked, text, message] of cases) {
    throws(() => judge(asked, text), new RequestError("bad-arguments", message), text);
  }
});

Deno.test("the right answer, as it is sent, is right; and it reads as it is meant", () => {
  const cases: [Asked, string, string][] = [
    [NUMBER, "2.5", "2.5"],
    [CHOICE, "B", "UDP"],
    [MULTIPLE, "AC", "a1, c1"],
    [BOOLEAN, "B", "False"],
    [ORDER, "BCA", "SYN, SYN-ACK, ACK"],
  ];
  for (const [asked, answer, text] of cases) {
    deepStrictEqual(rightAnswer(asked), { answer, text });
    deepStrictEqual(judge(asked, answer), { given: answer, right: true });
    strictEqual(readable(asked, answer), text);
  }
  deepStrictEqual(rightAnswer(TEXT), { text: "Three-way handshake" });
});

Deno.test("an order is right in one way only, however it is shown", () => {
  const shown = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  fc.assert(fc.property(shown, shown, (shown, given) => {
    const items = ["one", "two", "three", "four"];
    const asked: Asked = { question: { kind: "order", text: "Sort", items }, shown };
    const letters = given.map((place) => "ABCD"[place]).join("");
    const isRight = given.map((place) => choicesOf(asked)[place]).join() === items.join();
    strictEqual(judge(asked, letters).right, isRight);
  }));
});
