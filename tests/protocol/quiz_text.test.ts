import { deepStrictEqual, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { COUNTER_TAKEN } from "../../protocol/counter_text.ts";
import type { TextCodec, TextOf } from "../../protocol/facts.ts";
import { JOINED, JUDGED, QUIZ_EVENT } from "../../protocol/quiz_text.ts";
import {
  anyInteger,
  anyMarks,
  anyName,
  anySeconds,
  anyWord,
  readsAnyText,
  survives,
  unknownFact,
  withFacts,
} from "../support/wire_texts.ts";

type Joined = TextOf<typeof JOINED>;
type Judged = TextOf<typeof JUDGED>;
type QuizEvent = TextOf<typeof QUIZ_EVENT>;

const natural = fc.maxSafeNat();
const plain = { noNullPrototype: true };

const joined: fc.Arbitrary<Joined> = fc.record(
  { token: anyWord, questions: anyInteger, waiting: anyInteger, name: anyName },
  { requiredKeys: ["token", "questions", "name"], ...plain },
);

const judged: { readonly [Verdict in Judged["verdict"]]: fc.Arbitrary<Judged & { verdict: Verdict }> } = {
  correct: fc.record({ verdict: fc.constant("correct"), marks: anyMarks }, plain),
  wrong: fc.record({ verdict: fc.constant("wrong"), answer: anyInteger, marks: anyMarks }, plain),
  skipped: fc.record({ verdict: fc.constant("skipped"), answer: anyInteger, marks: anyMarks }, plain),
};

const question = fc.oneof(
  fc.tuple(fc.nat(9), fc.constantFrom(..."+-*/"), fc.nat(9)).map((parts) => parts.join(" ")),
  fc.string({ unit: "binary", minLength: 1 }),
);
const events: { readonly [Type in QuizEvent["type"]]: fc.Arbitrary<QuizEvent & { type: Type }> } = {
  waiting: fc.record({ type: fc.constant("waiting"), place: natural }, plain),
  question: fc.record({ type: fc.constant("question"), number: natural, of: natural, question }, plain),
  timeout: fc.record({ type: fc.constant("timeout"), answer: anyInteger, marks: anyMarks }, plain),
  result: fc.record({
    type: fc.constant("result"),
    marks: anyMarks,
    correct: anyInteger,
    wrong: anyInteger,
    skipped: anyInteger,
    seconds: anySeconds,
    rank: anyInteger,
    games: anyInteger,
    message: anyName,
  }, plain),
  rank: fc.record({ type: fc.constant("rank"), rank: natural, marks: anyMarks, seconds: anySeconds, name: anyName }, plain),
};

const counterTaken: fc.Arbitrary<TextOf<typeof COUNTER_TAKEN>> = fc.record(
  { id: anyInteger, value: anyInteger, increment: anyInteger, token: anyWord },
  plain,
);

const CODECS: Record<string, TextCodec<unknown>> = { JOINED, JUDGED, QUIZ_EVENT, COUNTER_TAKEN };

/** Checks how a text is written, and that it is read as what it was written from. */
function reads<Value>(codec: TextCodec<Value>, text: string, value: Value): void {
  strictEqual(codec.format(value), text);
  deepStrictEqual(codec.parse(text), value);
}

Deno.test("the texts of the quiz and the counter are those of the specification", () => {
  reads(JOINED, "token=5nJvZkQ3u0yLh2aW questions=10 name=Ada", { token: "5nJvZkQ3u0yLh2aW", questions: 10, name: "Ada" });
  reads(JOINED, "token=t questions=10 waiting=2 name=Ada", { token: "t", questions: 10, waiting: 2, name: "Ada" });
  reads(JUDGED, "correct marks=3", { verdict: "correct", marks: 3 });
  reads(JUDGED, "wrong answer=12 marks=2.75", { verdict: "wrong", answer: 12, marks: 2.75 });
  reads(JUDGED, "skipped answer=12 marks=2.75", { verdict: "skipped", answer: 12, marks: 2.75 });
  reads(QUIZ_EVENT, "waiting 1", { type: "waiting", place: 1 });
  reads(QUIZ_EVENT, "question 1/10 7 + 5", { type: "question", number: 1, of: 10, question: "7 + 5" });
  reads(QUIZ_EVENT, "timeout answer=12 marks=-0.25", { type: "timeout", answer: 12, marks: -0.25 });
  reads(
    QUIZ_EVENT,
    "result marks=9.75 correct=9 wrong=1 skipped=0 seconds=41.210 rank=3 games=17 message=Bravo!",
    { type: "result", marks: 9.75, correct: 9, wrong: 1, skipped: 0, seconds: 41.21, rank: 3, games: 17, message: "Bravo!" },
  );
  reads(
    QUIZ_EVENT,
    "rank 1 marks=10 seconds=8.123 name=Ada",
    { type: "rank", rank: 1, marks: 10, seconds: 8.123, name: "Ada" },
  );
  reads(COUNTER_TAKEN, "id=42 value=0 increment=1 token=t", { id: 42, value: 0, increment: 1, token: "t" });
});

Deno.test("the reply to who joins is read as it was written, whatever the name", () => survives(JOINED, joined));

for (const [verdict, arbitrary] of Object.entries(judged)) {
  Deno.test(`the reply ${verdict} is read as it was written`, () => survives<Judged>(JUDGED, arbitrary));
}

for (const [type, arbitrary] of Object.entries(events)) {
  Deno.test(`the event ${type} is read as it was written`, () => survives<QuizEvent>(QUIZ_EVENT, arbitrary));
}

Deno.test("the reply to who takes a counter is read as it was written", () => survives(COUNTER_TAKEN, counterTaken));

Deno.test("a name is never taken for the facts that it looks like", () => {
  const name = "A waiting=3 name=B";
  reads(JOINED, `token=t questions=10 name=${name}`, { token: "t", questions: 10, name });
  reads(QUIZ_EVENT, `rank 2 marks=1 seconds=2.000 name=${name}`, { type: "rank", rank: 2, marks: 1, seconds: 2, name });
});

Deno.test("facts of a later version are passed over", () => {
  const check = <Value>(codec: TextCodec<Value>, value: fc.Arbitrary<Value>, names: string[], last?: string) =>
    fc.assert(
      fc.property(value, unknownFact(names), (value, more) => {
        deepStrictEqual(codec.parse(withFacts(codec.format(value), more, last)), value);
      }),
    );
  check(JOINED, joined, ["token", "questions", "waiting", "name"], "name");
  check(COUNTER_TAKEN, counterTaken, ["id", "value", "increment", "token"]);
  for (const arbitrary of Object.values(judged)) check<Judged>(JUDGED, arbitrary, ["answer", "marks"]);
  check<QuizEvent>(QUIZ_EVENT, events.timeout, ["answer", "marks"]);
  const result = ["marks", "correct", "wrong", "skipped", "seconds", "rank", "games", "message"];
  check<QuizEvent>(QUIZ_EVENT, events.result, result, "message");
  check<QuizEvent>(QUIZ_EVENT, events.rank, ["marks", "seconds", "name"], "name");
});

Deno.test("what is none of their texts is told apart", () => {
  const wrong: [codec: TextCodec<unknown>, texts: string[]][] = [
    [JOINED, [
      "",
      "bye",
      "token=t",
      "token=t questions=10",
      "questions=10 name=Ada",
      "token= questions=10 name=Ada",
      "token=t questions=ten name=Ada",
      "token=t questions=10 waiting= name=Ada",
      "token=t questions=10 waiting=1.5 name=Ada",
      "token=t name=Ada questions=10",
      "token=t questions=10 Name=Ada",
    ]],
    [JUDGED, [
      "",
      "correct",
      "correct marks=",
      "correct marks=three",
      "correct=1 marks=3",
      "Correct marks=3",
      " correct marks=3",
      "wrong marks=2.75",
      "wrong answer=12",
      "wrong answer=1.5 marks=2.75",
      "skipped answer= marks=2.75",
      "timeout answer=12 marks=2.75",
      "right marks=3",
    ]],
    [QUIZ_EVENT, [
      "",
      "waiting",
      "waiting ",
      "waiting -1",
      "waiting 1.5",
      "waiting 1 2",
      "waiting1",
      "question 1/10",
      "question 1/10 ",
      "question 1 7 + 5",
      "question 1/ten 7 + 5",
      "question -1/10 7 + 5",
      "timeout answer=12",
      "timeout marks=1",
      "result marks=9.75 correct=9 wrong=1 skipped=0 seconds=41.210 rank=3 games=17",
      "result marks=9.75 correct=9 wrong=1 skipped=0 seconds=41.210 rank=3 message=Bravo!",
      "result marks=9.75 correct=9 wrong=1 skipped=0 seconds=long rank=3 games=17 message=Bravo!",
      "rank",
      "rank 1",
      "rank 1 marks=10 seconds=8.123",
      "rank x marks=10 seconds=8.123 name=Ada",
      "rank marks=10 seconds=8.123 name=Ada",
      "rank 1 seconds=8.123 name=Ada",
      "correct marks=3",
      "constructor marks=3",
      "toString",
      "__proto__",
    ]],
    [COUNTER_TAKEN, [
      "",
      "id=42",
      "id=42 value=0 increment=1",
      "id=42 value=0 increment=1 token=",
      "id=42 value= increment=1 token=t",
      "id=x value=0 increment=1 token=t",
      "id=42 value=9007199254740992 increment=1 token=t",
      "value=0 increment=1 token=t",
    ]],
  ];
  for (const [codec, texts] of wrong) for (const text of texts) strictEqual(codec.parse(text), null, JSON.stringify(text));
});

Deno.test("what a client tells apart by its words is never taken for another text", () => {
  const read = { JUDGED, QUIZ_EVENT };
  const check = (text: fc.Arbitrary<string>, own: (keyof typeof read)[]) =>
    fc.assert(
      fc.property(text, (text) => {
        const taken = Object.entries(read).filter(([, codec]) => codec.parse(text) !== null).map(([name]) => name);
        deepStrictEqual(taken, own, text);
      }),
    );
  for (const arbitrary of Object.values(judged)) check(arbitrary.map(JUDGED.format), ["JUDGED"]);
  for (const arbitrary of Object.values(events)) check(arbitrary.map(QUIZ_EVENT.format), ["QUIZ_EVENT"]);
  check(joined.map(JOINED.format), []);
  check(counterTaken.map(COUNTER_TAKEN.format), []);
});

for (const [name, codec] of Object.entries(CODECS)) {
  Deno.test(`no text is too odd to be read as ${name}`, () => readsAnyText(codec));
}

Deno.test("a word that is no fact is passed over, and is never taken for one", () => {
  strictEqual(JOINED.parse("token=t questions=10 name Ada"), null);
  strictEqual(JOINED.parse("token=t questions=10 name"), null);
  deepStrictEqual(JOINED.parse("token=t waiting questions=10 name=Ada"), { token: "t", questions: 10, name: "Ada" });
  strictEqual(QUIZ_EVENT.parse(`waiting ${"9".repeat(400)}`), null);
});
