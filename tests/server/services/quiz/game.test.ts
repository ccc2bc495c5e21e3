import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { Game, type GameResult, QUESTIONS } from "../../../../server/services/quiz/game.ts";
import { Leaderboard } from "../../../../server/services/quiz/leaderboard.ts";
import { Quiz } from "../../../../server/services/quiz/quiz.ts";
import { answerOf, formatQuestion, randomQuestion } from "../../../../server/services/quiz/question.ts";
import { closingMessage, resultText } from "../../../../server/services/quiz/text.ts";
import { solve } from "../../../support/quiz_player.ts";
import { seededRandom } from "../../../support/seeded_random.ts";

function newGame(seed = 1): Game {
  const random = seededRandom(seed);
  return new Game({ token: "t", name: "Ada", questions: Array.from({ length: QUESTIONS }, () => randomQuestion(random)) });
}

Deno.test("a random game has ten questions, none that can't be divided, and marks = correct - wrong / 4", () => {
  const move = fc.record({
    what: fc.constantFrom("right", "wrong", "skip", "timeout"),
    ms: fc.nat(100_000),
    awayMs: fc.nat(100_000),
  });
  fc.assert(
    fc.property(fc.integer(), fc.array(move, { minLength: QUESTIONS, maxLength: QUESTIONS }), (seed, moves) => {
      const game = newGame(seed);
      let at = 1000;
      let played = 0;
      const count = { right: 0, wrong: 0, skip: 0, timeout: 0 };
      game.begin(at);
      for (const [i, { what, ms, awayMs }] of moves.entries()) {
        const open = game.question;
        ok(open);
        strictEqual(open.number, i + 1);
        const { left, operator, right } = open.question;
        ok([left, right].every((digit) => Number.isInteger(digit) && digit >= 0 && digit <= 9));
        const answer = answerOf(open.question);
        ok(Number.isInteger(answer) && (operator !== "/" || (right !== 0 && answer * right === left)));
        strictEqual(answer, solve(formatQuestion(open.question)));
        game.leave(at);
        at += awayMs;
        game.comeBack(at);
        at += ms;
        played += ms;
        strictEqual(game.openMs(at), ms);
        if (what === "right") deepStrictEqual(game.answer(answer, at), { verdict: "correct", answer });
        else if (what === "wrong") deepStrictEqual(game.answer(answer + 1, at), { verdict: "wrong", answer });
        else {deepStrictEqual(game.pass(what === "skip" ? "skipped" : "timeout", at), {
            verdict: what === "skip" ? "skipped" : what,
            answer,
          });}
        count[what]++;
      }
      ok(game.finished && !game.playing && game.question === null);
      const { quarters, ...result } = game.result({ at });
      const expected = { name: "Ada", correct: count.right, wrong: count.wrong, skipped: count.skip + count.timeout };
      deepStrictEqual(result, { ...expected, ms: played, finishedAt: at });
      strictEqual(quarters / 4, count.right - count.wrong / 4);
      const text = resultText({ result: game.result({ at }), rank: 1, games: 1 });
      strictEqual(Number(text.match(/^result marks=(\S+) /)?.[1]), count.right - count.wrong / 4);
      throws(() => game.answer(0, at));
    }),
  );
});

Deno.test("every operator and every pair of numbers that it allows is asked", () => {
  const random = seededRandom(3);
  const asked = new Set(Array.from({ length: 20_000 }, () => formatQuestion(randomQuestion(random))));
  // 100 pairs each for + - *, and for / ten with 0 and those of 1 to 9 that divide.
  strictEqual(asked.size, 332);
});

Deno.test("waiting for a seat is not counted, nor is the time away before the first question", () => {
  const game = newGame();
  game.leave(500);
  strictEqual(game.question, null);
  game.begin(1000);
  ok(game.playing && game.away);
  game.comeBack(5000);
  game.pass("skipped", 5100);
  strictEqual(game.result({ at: 5200 }).ms, 200);
});

Deno.test("a server that takes the quiz over counts until the last change, also where the clock was set back before", () => {
  const quiz = new Quiz({ seats: 2 });
  const join = (token: string, at: number) => {
    const random = seededRandom(1);
    quiz.apply({
      type: "join",
      token,
      name: token,
      questions: Array.from({ length: QUESTIONS }, () => randomQuestion(random)),
      at,
    });
  };
  join("early", 3_600_000);
  join("late", 1000);
  quiz.apply({ type: "skip", token: "late", at: 3000 });
  quiz.start({ seats: 2, at: 50_000 });
  quiz.apply({ type: "resume", token: "late", at: 60_000 });
  for (let i = 0; i < 9; i++) quiz.apply({ type: "skip", token: "late", at: 60_100 });
  strictEqual(quiz.leaderboard.top(1)[0].ms, 2100);
});

Deno.test("the message goes by the marks", () => {
  const messages: [number, string][] = [
    [10, "Bravo!"],
    [9, "Bravo!"],
    [8.75, "You did great!"],
    [5.25, "You did great!"],
    [5, "Better luck next time!"],
    [-2.5, "Better luck next time!"],
  ];
  for (const [marks, message] of messages) strictEqual(closingMessage(4 * marks), message);
});

Deno.test("the leaderboard ranks by marks, then by time, then by who finished first", () => {
  const result = fc.record({ quarters: fc.integer({ min: -10, max: 40 }), ms: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(result, { maxLength: 100 }), (games) => {
      const leaderboard = new Leaderboard();
      const results = games.map((game, i): GameResult => ({
        ...game,
        name: `${i}`,
        correct: 0,
        wrong: 0,
        skipped: 0,
        finishedAt: i,
      }));
      const ranks = results.map((game) => leaderboard.add(game));
      const expected = results.toSorted((a, b) => b.quarters - a.quarters || a.ms - b.ms || a.finishedAt - b.finishedAt);
      deepStrictEqual(leaderboard.top(1000), expected);
      deepStrictEqual(leaderboard.top(3), expected.slice(0, 3));
      deepStrictEqual(leaderboard.finished, results);
      if (ranks.length > 0) strictEqual(expected[(ranks.at(-1) ?? 0) - 1], results.at(-1));
    }),
  );
});
