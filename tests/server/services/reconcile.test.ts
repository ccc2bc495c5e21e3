/** What a service does about those who are said to be connected, and are not. */
import { deepStrictEqual } from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { Engine } from "../../../server/engine/engine.ts";
import { State } from "../../../server/engine/state.ts";
import { MemoryJournal } from "../../../server/journal/memory.ts";
import { RestChanges } from "../../../server/services/rest/rest_changes.ts";
import { COUNTER } from "../../../server/services/counter/mod.ts";
import { QUIZ } from "../../../server/services/quiz/mod.ts";
import { QUESTIONS } from "../../../server/services/quiz/game.ts";
import { randomQuestion } from "../../../server/services/quiz/question.ts";
import { opening } from "../../../server/services/quiz/rooms/opening.ts";
import { parseServerConfig } from "../../../server/config.ts";
import { Turns } from "../../../server/turns.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { seededRandom } from "../../../server/seeded_random.ts";

/** The connections of this server. */
const OWN = { first: 1001, last: 2000 };

Deno.test("whoever is said to be connected here, and is not, is lost, and nobody who is connected elsewhere", async () => {
  const [quiz, counter] = [QUIZ.create(), COUNTER.create()];
  const state = new State([quiz.state, counter.state]);
  const engine = new Engine({
    journal: new MemoryJournal(),
    state,
    onError: (error) => {
      throw error;
    },
    onHealth() {},
  });
  const clock = new FakeClock();
  const random = seededRandom(1);
  let tokens = 0;
  const context = {
    engine,
    restChanges: new RestChanges({ engine, requests: state.requests }),
    clock,
    random,
    newToken: () => `token${++tokens}`,
    turns: new Turns(),
    logger: getLogger("test"),
    isSecret: () => false,
    publish() {},
  };
  const services = [quiz.start(context, parseServerConfig([], {})), counter.start(context)];
  try {
    for (const service of services) service.begin?.();
    const time = { at: 0, date: 0 };
    const set = quiz.state.sets.find("network");
    const settings = { mode: "live", points: "marks", autoSeconds: 0, filter: false } as const;
    const { rooms } = quiz.state;
    const room = opening({ set, rooms, random, newToken: context.newToken, time, ...settings });
    engine.submit(quiz.state.room, room);
    const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
    // As if nobody had waited for the outcome.
    for (const [i, connection] of [OWN.first, OWN.last, OWN.last + 1].entries()) {
      const who = { token: `t${i}`, name: `Player ${i}`, connection, ...time };
      engine.submit(quiz.state.room, { type: "join", pin: room.pin, ...who });
      engine.submit(quiz.state.change, { type: "join", questions, ...who, token: `q${i}` });
      engine.submit(counter.state.change, { type: "register", id: i, token: `c${i}`, connection, at: 0 });
    }
    await engine.flush();
    const away = () => ({
      quiz: quiz.state.quiz.players().map(({ away }) => away),
      room: [...rooms.room(room.pin).players.values()].map(({ away }) => away),
      counters: counter.state.counters.all().map(({ connected }) => !connected),
    });
    const nobody = [false, false, false];
    deepStrictEqual(away(), { quiz: nobody, room: nobody, counters: nobody });
    for (const service of services) service.reconcile?.(OWN);
    await engine.flush();
    const lost = [true, true, false];
    deepStrictEqual(away(), { quiz: lost, room: lost, counters: lost });
  } finally {
    for (const service of services) service.stop?.();
  }
});
