import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { Game, type GameResult, QUESTIONS } from "../../../../server/services/quiz/game.ts";
import { Leaderboard } from "../../../../server/services/quiz/leaderboard.ts";
import type { QuizChange } from "../../../../server/services/quiz/changes.ts";
import { Quiz } from "../../../../server/services/quiz/quiz.ts";
import { resultsCsv } from "../../../../server/services/quiz/results_csv.ts";
import { QuizState } from "../../../../server/services/quiz/state.ts";
import { streamed } from "../../../../server/services/rest/streamed.ts";
import { TURN_MS, Turns } from "../../../../server/turns.ts";
import { answerOf, formatQuestion, randomQuestion } from "../../../../server/services/quiz/question.ts";
import { closingMessage, resultText } from "../../../../server/services/quiz/text.ts";
import { solve } from "../../../support/quiz_player.ts";
import { seededRandom } from "../../../../server/seeded_random.ts";

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

Deno.test("when too many games have finished, the oldest are dropped, and the others rank as if those had never been", () => {
  const result = fc.record({ quarters: fc.integer({ min: -2, max: 2 }), ms: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(result, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (games, max) => {
      const leaderboard = new Leaderboard({ max });
      const results = games.map((game, i): GameResult => ({
        ...game,
        name: `${i}`,
        correct: 0,
        wrong: 0,
        skipped: 0,
        finishedAt: i,
      }));
      for (const [i, game] of results.entries()) {
        const rank = leaderboard.add(game);
        const kept = results.slice(Math.max(0, i + 1 - max), i + 1);
        const fresh = new Leaderboard();
        for (const other of kept) fresh.add(other);
        deepStrictEqual(leaderboard.finished, kept);
        deepStrictEqual(leaderboard.top(1000), fresh.top(1000));
        strictEqual(rank, fresh.rankOf(game));
        strictEqual(leaderboard.dropped, i + 1 - kept.length);
      }
      const restored = new Leaderboard({ max });
      restored.restore(results, 5);
      deepStrictEqual([restored.top(1000), restored.dropped], [leaderboard.top(1000), leaderboard.dropped + 5]);
    }),
  );
});

Deno.test("a quiz keeps the last 10,000 finished games, and comes out of its record the same", () => {
  const state = new QuizState();
  const { change, start } = state;
  const apply = (what: QuizChange) => change.apply(new Float64Array(0), 0, 0, what);
  start.apply(new Float64Array(0), 0, 0, { seats: 1, at: 0 });
  const questions = Array(10).fill({ left: 1, operator: "+", right: 1 });
  for (let i = 0; i < 10_002; i++) {
    apply({ type: "join", token: `token${i}`, name: `player ${i}`, questions, at: i });
    for (let question = 0; question < 10; question++) apply({ type: "skip", token: `token${i}`, at: i });
  }
  const { leaderboard } = state.quiz;
  deepStrictEqual([leaderboard.count, leaderboard.dropped], [10_000, 2]);
  deepStrictEqual([leaderboard.finished[0].name, leaderboard.finished.at(-1)?.name], ["player 2", "player 10001"]);
  const again = new QuizState();
  again.restore({ version: 2, record: JSON.parse(JSON.stringify(state.snapshot().record)), numbers: [] });
  deepStrictEqual(again.snapshot(), state.snapshot());
  strictEqual(again.quiz.resultOf("token10001")?.name, "player 10001");
});

Deno.test("the results for a spreadsheet are made in pieces, each in a turn of its own when they take long", async () => {
  const results = Array.from({ length: 1000 }, (_, i): GameResult => ({
    name: `player ${i}`,
    quarters: 8,
    correct: 2,
    wrong: 0,
    skipped: 8,
    ms: 1000 * i,
    finishedAt: 0,
  }));
  let now = 0;
  const turns = new Turns(() => now);
  const slow = function* () {
    for (const piece of resultsCsv(results)) {
      now += TURN_MS;
      yield piece;
    }
  };
  let others = 0;
  const other = () => {
    others++;
    if (!done) turns.later(other);
  };
  let done = false;
  turns.later(other);
  const text = await new Response(streamed(slow(), turns)).text();
  done = true;
  ok(others >= 4, `${others} turns for others`);
  const lines = text.trimEnd().split("\r\n");
  strictEqual(lines.length, 1001);
  strictEqual(lines[1000], "1970-01-01T00:00:00.000Z,player 999,2,2,0,8,999.000,Better luck next time!");
});
