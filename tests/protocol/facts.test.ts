import { deepStrictEqual, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { factsLine, integer, marks, onOff, optional, rest, seconds, tagged, type TextOf, word } from "../../protocol/facts.ts";
import {
  anyInteger,
  anyMarks,
  anyName,
  anySeconds,
  anyText,
  anyWord,
  readsAnyText,
  survives,
  unknownFact,
  withFacts,
} from "../support/wire_texts.ts";

const TIMEOUT = factsLine("timeout", { answer: integer, marks });
/** A line with a fact of every kind. */
const TABLE = { id: integer, marks, seconds, token: word, waiting: optional(integer), name: rest };
const LINE = factsLine("all of it", TABLE);

const anyLine: fc.Arbitrary<TextOf<typeof LINE>> = fc.record({
  id: anyInteger,
  marks: anyMarks,
  seconds: anySeconds,
  token: anyWord,
  waiting: anyInteger,
  name: anyName,
}, { requiredKeys: ["id", "marks", "seconds", "token", "name"], noNullPrototype: true });

Deno.test("facts stand in a line in the order of their table", () => {
  strictEqual(TIMEOUT.format({ marks: 0.75, answer: 12 }), "timeout answer=12 marks=0.75");
  deepStrictEqual(TIMEOUT.parse("timeout answer=12 marks=0.75"), { answer: 12, marks: 0.75 });
  const all = { id: -3, marks: -2.5, seconds: 41.21, token: "a=b", waiting: 2, name: "Ada  Lovelace " };
  const text = "all of it id=-3 marks=-2.5 seconds=41.210 token=a=b waiting=2 name=Ada  Lovelace ";
  strictEqual(LINE.format(all), text);
  deepStrictEqual(LINE.parse(text), all);
});

Deno.test("a line without words in front begins with its first fact", () => {
  const line = factsLine("", { id: integer, name: rest });
  strictEqual(line.format({ id: 1, name: "Ada" }), "id=1 name=Ada");
  deepStrictEqual(line.parse("id=1 name=Ada"), { id: 1, name: "Ada" });
});

Deno.test("what is written is read as it was", () => {
  survives(LINE, anyLine);
  survives(factsLine("", TABLE), anyLine);
  survives(factsLine("", { name: rest }), fc.record({ name: anyName }, { noNullPrototype: true }));
  survives(factsLine("", { message: rest }), fc.record({ message: fc.string({ unit: "binary" }) }, { noNullPrototype: true }));
});

Deno.test("a fact that may be missing is not there where it is not given", () => {
  const line = factsLine("", { id: integer, waiting: optional(integer), name: rest });
  strictEqual(line.format({ id: 1, name: "Ada" }), "id=1 name=Ada");
  strictEqual(line.format({ id: 1, waiting: undefined, name: "Ada" }), "id=1 name=Ada");
  strictEqual(line.format({ id: 1, waiting: 0, name: "Ada" }), "id=1 waiting=0 name=Ada");
  deepStrictEqual(line.parse("id=1 name=A waiting=3 name=B"), { id: 1, name: "A waiting=3 name=B" });
});

Deno.test("facts that the table does not know are passed over, wherever they stand", () => {
  fc.assert(
    fc.property(anyLine, unknownFact(Object.keys(TABLE)), (line, more) => {
      deepStrictEqual(LINE.parse(withFacts(LINE.format(line), more, "name")), line);
    }),
  );
  fc.assert(
    fc.property(anyInteger, anyMarks, unknownFact(["answer", "marks"]), (answer, marks, more) => {
      deepStrictEqual(TIMEOUT.parse(withFacts(TIMEOUT.format({ answer, marks }), more)), { answer, marks });
    }),
  );
});

Deno.test("facts may come in another order, but for the one that goes to the end", () => {
  deepStrictEqual(TIMEOUT.parse("timeout marks=0.75 answer=12"), { answer: 12, marks: 0.75 });
  const moved = "all of it waiting=2 token=a seconds=1.000 marks=1 id=3 name=Ada";
  deepStrictEqual(LINE.parse(moved), { id: 3, marks: 1, seconds: 1, token: "a", waiting: 2, name: "Ada" });
  strictEqual(LINE.parse("all of it name=Ada id=3 marks=1 seconds=1.000 token=a"), null);
});

Deno.test("a line that lacks a fact is none, and neither is one that begins with other words", () => {
  const facts = ["id=3", "marks=1", "seconds=1.000", "token=a", "name=Ada"];
  deepStrictEqual(LINE.parse(`all of it ${facts.join(" ")}`), { id: 3, marks: 1, seconds: 1, token: "a", name: "Ada" });
  for (const missing of facts) {
    strictEqual(LINE.parse(`all of it ${facts.filter((fact) => fact !== missing).join(" ")}`), null, missing);
  }
  for (
    const start of [
      "",
      "all of ",
      "all of",
      "all of it",
      "ALL OF IT ",
      " all of it ",
      "all of itt ",
      "all  of it ",
      "some of it ",
    ]
  ) {
    strictEqual(LINE.parse(`${start}${facts.join(" ")}`), null, start);
  }
  for (const text of ["", "timeout", "timeout ", "timeoutanswer=12 marks=1", "timeout answer=12marks=1", "answer=12 marks=1"]) {
    strictEqual(TIMEOUT.parse(text), null, text);
  }
});

Deno.test("a value that is none of its fact makes the line none", () => {
  const wrong: [fact: string, values: string[]][] = [
    ["id", ["", "x", "1.5", "1e5", "0x10", "+1", "--1", "1-", "9007199254740992", "-9007199254740992", "NaN", "Infinity", "١"]],
    ["marks", ["", "x", ".5", "5.", "1.2.3", "1e5", "+1", "--1", "NaN", "Infinity", "1,5", "0x1"]],
    ["seconds", ["", "x", ".5", "5.", "1.2.3", "1e5", "+1", "--1", "NaN", "Infinity", "1,5", "0x1"]],
    ["token", [""]],
    ["waiting", ["", "x", "1.5"]],
  ];
  const right = { id: "3", marks: "1", seconds: "1.000", token: "a", waiting: "2", name: "Ada" };
  const write = (values: Record<string, string>) =>
    `all of it ${Object.entries(values).map((fact) => fact.join("=")).join(" ")}`;
  deepStrictEqual(LINE.parse(write(right)), { id: 3, marks: 1, seconds: 1, token: "a", waiting: 2, name: "Ada" });
  for (const [fact, values] of wrong) {
    for (const value of values) strictEqual(LINE.parse(write({ ...right, [fact]: value })), null, `${fact}=${value}`);
  }
});

Deno.test("no text is too odd to be read", () => {
  readsAnyText(LINE);
  readsAnyText(TIMEOUT);
  readsAnyText(factsLine("", TABLE));
  for (const fact of [integer, marks, onOff, seconds, word, rest]) readsAnyText(fact);
});

Deno.test("what is on or off is written so, and nothing else is read as it", () => {
  const line = factsLine("", { locked: onOff });
  survives(line, fc.record({ locked: fc.boolean() }, { noNullPrototype: true }));
  strictEqual(line.format({ locked: true }), "locked=on");
  for (const text of ["locked=", "locked=ON", "locked=yes", "locked=1"]) strictEqual(line.parse(text), null);
});

Deno.test("one of several texts is told by its first word", () => {
  const codec = tagged("kind", {
    started: factsLine("started", { id: integer }),
    ended: factsLine("ended", { marks, name: rest }),
  });
  strictEqual(codec.format({ kind: "started", id: 3 }), "started id=3");
  strictEqual(codec.format({ kind: "ended", marks: 2.75, name: "Ada" }), "ended marks=2.75 name=Ada");
  deepStrictEqual(codec.parse("started id=3"), { kind: "started", id: 3 });
  deepStrictEqual(codec.parse("ended marks=2.75 name=started id=3"), { kind: "ended", marks: 2.75, name: "started id=3" });
  for (const text of ["", " ", "id=3", "ended id=3", "Started id=3", " started id=3", "started", "started  ", "starte id=3"]) {
    strictEqual(codec.parse(text), null, text);
  }
  for (const tag of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    strictEqual(codec.parse(`${tag} id=3`), null, tag);
  }
  readsAnyText(codec);
  fc.assert(
    fc.property(anyText.filter((text) => !/^(started|ended)( |$)/.test(text)), (text) => strictEqual(codec.parse(text), null)),
  );
});
