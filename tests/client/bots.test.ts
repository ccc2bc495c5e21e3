import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { BotMind, solve } from "../../client/bots/bot_mind.ts";
import { botName } from "../../client/bots/bot_name.ts";
import { checkName } from "../../protocol/player_name.ts";
import { Desk, timingOf } from "../support/desk.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { startTestServer } from "../support/test_server.ts";

function mindWith({ think = null as readonly [number, number] | null, clock = new FakeClock() } = {}): BotMind {
  return new BotMind({ accuracy: 0.7, think, timing: timingOf(clock), random: seededRandom(7) });
}

Deno.test("each bot has a name of its own, which the server takes", () => {
  const names = Array.from({ length: 200 }, (_, i) => botName(i));
  strictEqual(new Set(names).size, 200);
  deepStrictEqual(names.slice(0, 2), ["🤖 Ada", "🤖 Alan"]);
  for (const name of names) strictEqual(checkName(name), name);
});

Deno.test("a bot calculates, with every sign that a question can have, and nothing else", () => {
  deepStrictEqual(["7 + 5", "3 - 9", "6 * 7", "6 × 7", "8 / 2", "-8 ÷ 2"].map(solve), [12, -6, 42, 42, 4, -4]);
  strictEqual(solve("How many bits has a byte?"), null);
});

Deno.test("a bot means to be right in about seven of ten questions", () => {
  using mind = mindWith();
  const right = Array.from({ length: 1000 }, () => mind.isRight()).filter((isRight) => isRight).length;
  ok(right > 650 && right < 750, String(right));
});

Deno.test("a guess is an answer to its kind of question", () => {
  using mind = mindWith();
  for (let i = 0; i < 100; i++) {
    match(mind.guess("choice", ["A", "B", "C"]), /^[ABC]$/);
    match(mind.guess("boolean", ["A", "B"]), /^[AB]$/);
    match(mind.guess("multiple", ["A", "B", "C"]), /^(?=.)A?B?C?$/);
    strictEqual([...mind.guess("order", ["A", "B", "C"])].sort().join(""), "ABC");
    match(mind.guess("number", []), /^\d{1,3}$/);
  }
  strictEqual(mind.guess("text", []), "no idea");
});

Deno.test("a bot answers after its time to think, unless the question is over before", async () => {
  const clock = new FakeClock();
  using mind = mindWith({ think: [1, 4], clock });
  const answered: string[] = [];
  const answer = (text: string) => () => Promise.resolve(void answered.push(text));
  await mind.think(answer("too late"));
  clock.advance(999);
  mind.forget();
  clock.advance(10_000);
  await mind.think(answer("in time"));
  clock.advance(4000);
  await Promise.resolve();
  deepStrictEqual(answered, ["in time"]);
});

Deno.test("bots that think play the quiz alone under their names, one question at a time", async () => {
  await using server = await startTestServer();
  const desk = new Desk();
  const ended = desk.run(server.tcp.port, ["--mode", "quiz", "--bots", "2", "--think", "1-2", "--json"]);
  await desk.passTimeUntil(() => desk.text !== "");
  await ended;
  const { finished, answers, differences } = JSON.parse(desk.text);
  deepStrictEqual({ finished, answers, differences }, { finished: 2, answers: 20, differences: 0 });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("LEADERBOARD"), "OK 2");
  const names = [await client.line(), await client.line()].map((line) => line.replace(/.* name=/, ""));
  deepStrictEqual(names.sort(), ["🤖 Ada", "🤖 Alan"]);
});
