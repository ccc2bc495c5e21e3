import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { randomQuestion } from "../../../../server/services/quiz/question.ts";
import { Quiz } from "../../../../server/services/quiz/quiz.ts";
import { QUESTIONS } from "../../../../server/services/quiz/game.ts";
import { WaitingLine } from "../../../../server/services/quiz/waiting_line.ts";
import { seededRandom } from "../../../../server/seeded_random.ts";

Deno.test("a waiting line does what an array does, whatever the operations", () => {
  const operation = fc.oneof(
    { weight: 5, arbitrary: fc.constant("join" as const) },
    { weight: 2, arbitrary: fc.constant("shift" as const) },
    { weight: 2, arbitrary: fc.nat() },
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 400, size: "max" }), (operations) => {
      const line = new WaitingLine<number>();
      const plain: number[] = [];
      let last = 0;
      for (const operation of operations) {
        if (operation === "join") {
          plain.push(++last);
          strictEqual(line.join(last), plain.length);
        } else if (operation === "shift") strictEqual(line.shift(), plain.shift() ?? null);
        else {
          const player = plain.length > 0 ? plain[operation % plain.length] : 0;
          strictEqual(line.leave(player), plain.length > 0);
          if (plain.length > 0) plain.splice(operation % plain.length, 1);
        }
        deepStrictEqual([...line], plain);
        for (const [i, player] of plain.entries()) strictEqual(line.place(player), i + 1);
        strictEqual(line.place(0), 0);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("what an earlier version refused is refused when it is replayed", () => {
  const quiz = new Quiz({ seats: 1 });
  const random = seededRandom(1);
  const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
  quiz.apply({ type: "join", token: "a", name: "Ada", questions, at: 0 });
  throws(() => quiz.apply({ type: "resume", token: "a", at: 1 }), { code: "in-use" });
  quiz.apply({ type: "resume", token: "a", connection: 2, at: 1, date: 1 });
  quiz.apply({ type: "lose", token: "a", connection: 1, at: 2 });
  strictEqual(quiz.players()[0].away, false);
  quiz.apply({ type: "lose", token: "a", connection: 2, at: 2 });
  strictEqual(quiz.players()[0].away, true);
});

Deno.test("however many wait, a leave tells of the one who leaves, the one who is seated, and the length of the line", () => {
  const quiz = new Quiz({ seats: 1 });
  const random = seededRandom(1);
  const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
  const waiting = 3000;
  for (let i = 0; i <= waiting; i++) quiz.apply({ type: "join", token: `token${i}`, name: `player ${i}`, questions, at: 0 });
  const seated = quiz.apply({ type: "leave", token: "token0", at: 1 }).events;
  deepStrictEqual(seated.map(({ type }) => type), ["left", "player", "question", "line"]);
  deepStrictEqual(seated.at(-1), { type: "line", waiting: waiting - 1 });
  const waited = quiz.apply({ type: "leave", token: "token1500", at: 2 }).events;
  deepStrictEqual(waited.map(({ type }) => type), ["left", "line"]);
  deepStrictEqual([quiz.placeOf("token1499"), quiz.placeOf("token1500"), quiz.placeOf("token1501")], [1498, 0, 1499]);
});
