import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import fc from "fast-check";
import { RequestError } from "../../../../../protocol/request_error.ts";
import type { Asked } from "../../../../../server/services/quiz/rooms/asked.ts";
import { Player } from "../../../../../server/services/quiz/rooms/player.ts";
import { readRoomChange, type RoomChange } from "../../../../../server/services/quiz/rooms/room_changes.ts";
import { outcomeOf, resultsCsv, resultsJson, RoomResults } from "../../../../../server/services/quiz/rooms/room_results.ts";
import { MAX_PLAYERS, type Room } from "../../../../../server/services/quiz/rooms/room.ts";
import { encodedTexts } from "../../../../../server/services/rest/streamed.ts";
import { viewOf } from "../../../../../server/services/quiz/rooms/room_view.ts";
import { MAX_ROOMS, Rooms, type RoomsRecord } from "../../../../../server/services/quiz/rooms/rooms.ts";

const PIN = "482913";
const CHOICE: Asked = {
  question: { kind: "choice", text: "Which?", choices: ["yes", "no"], answer: 1, explanation: "So it is." },
};
const NUMBER: Asked = {
  question: { kind: "number", text: "3 + 4", answer: 7, tolerance: 0, seconds: 10, marks: { right: 2, wrong: 0 } },
};
const TEXT: Asked = { question: { kind: "text", text: "What?", accepted: ["port"] } };

/** The results of a room as they are sent. */
function resultsOf(room: Room): RoomResults {
  return RoomResults.parse(JSON.parse([...resultsJson(outcomeOf(room))].join("")));
}

type Open = RoomChange & { type: "open" };

/** Rooms, and a clock that goes on a second with each change. */
class Game {
  rooms = new Rooms();
  at = 0;

  constructor(settings: Partial<Open> = {}) {
    this.open(settings);
  }

  open(settings: Partial<Open> = {}): void {
    this.apply({
      ...{ type: "open", pin: PIN, token: `host${settings.pin ?? PIN}`, title: "Test", mode: "live", points: "marks" },
      ...{ autoSeconds: 0, filter: false, seconds: 20, marks: { right: 1, wrong: -0.25 }, questions: [CHOICE, NUMBER, TEXT] },
      ...settings,
    });
  }

  /** Applies a change as the journal would bring it back. */
  apply(change: DistributiveOmit<RoomChange, "at" | "date">, ms = 1000) {
    this.at += ms;
    return this.rooms.apply(readRoomChange(JSON.parse(JSON.stringify({ ...change, at: this.at, date: this.at }))));
  }

  join(name: string): void {
    this.apply({ type: "join", pin: PIN, name, token: name, connection: name.length });
  }

  answer(token: string, text: string, ms?: number) {
    return this.apply({ type: "answer", token, text }, ms);
  }

  next(): void {
    this.apply({ type: "advance", what: "next", pin: PIN });
  }

  get room() {
    return this.rooms.room(PIN);
  }

  get view() {
    return viewOf(this.room, this.at);
  }

  /** The players' names with their marks, the best first. */
  get marks(): [string, number][] {
    return this.room.standings().map(({ player: { name }, score }) => [name, score / 100]);
  }
}

type DistributiveOmit<Change, Key extends PropertyKey> = Change extends unknown ? Omit<Change, Key> : never;

Deno.test("a live game goes from the lobby through questions, answers and standings to the podium", () => {
  const game = new Game();
  game.join("Ada");
  game.join("Ben");
  strictEqual(game.room.phase, "lobby");
  game.next();
  strictEqual(game.room.phase, "question");
  game.answer("Ada", "B");
  strictEqual(game.view.answered, 1);
  strictEqual(game.view.reveal, null);
  deepStrictEqual(game.marks, [["Ada", 0], ["Ben", 0]], "nobody is told yet who was right");
  game.answer("Ben", "A");
  strictEqual(game.room.phase, "reveal", "all have answered");
  deepStrictEqual(game.view.reveal, {
    ...{ answer: "B", text: "no", explanation: "So it is.", counts: [1, 1], given: [], correct: 1 },
    fastest: { name: "Ada", seconds: 1 },
  });
  deepStrictEqual(game.marks, [["Ada", 1], ["Ben", -0.25]]);
  game.next();
  strictEqual(game.room.phase, "standings");
  game.next();
  game.answer("Ben", "7");
  game.next();
  deepStrictEqual(game.view.players.map(({ name, verdict }) => [name, verdict]), [["Ben", "correct"], ["Ada", "none"]]);
  strictEqual(game.view.answered, 1, "who gave no answer is not counted");
  game.next();
  game.next();
  game.answer("Ada", "PORT");
  game.answer("Ben", "porter");
  game.next();
  strictEqual(game.room.phase, "podium", "no standings behind the last question");
  deepStrictEqual(game.marks, [["Ada", 2], ["Ben", 1.5]]);
});

Deno.test("an answer counts once, and only while the question is open", () => {
  const game = new Game();
  game.join("Ada");
  game.join("Ben");
  throws(() => game.answer("Ada", "B"), new RequestError("no-quiz", "no question is open: wait for the next one"));
  game.next();
  game.answer("Ada", "B");
  throws(() => game.answer("Ada", "A"), { code: "answered" });
  game.next();
  throws(() => game.answer("Ben", "A"), { code: "no-quiz" });
  deepStrictEqual(game.marks, [["Ada", 1], ["Ben", 0]]);
});

Deno.test("who ties ranks by time, and then by who came first", () => {
  const game = new Game();
  for (const name of ["Ada", "Ben", "Cat"]) game.join(name);
  game.next();
  game.answer("Cat", "B", 500);
  game.answer("Ben", "B", 1000);
  game.answer("Ada", "B", 0);
  deepStrictEqual(game.marks.map(([name]) => name), ["Cat", "Ada", "Ben"]);
});

Deno.test("names are unique in a room, however they are written", () => {
  const game = new Game();
  game.apply({ type: "join", pin: PIN, name: "Ada", token: "1", connection: 1 });
  game.apply({ type: "join", pin: PIN, name: "ada", token: "2", connection: 2 });
  game.apply({ type: "join", pin: PIN, name: "Ada", token: "3", connection: 3 });
  deepStrictEqual(game.marks.map(([name]) => name), ["Ada", "ada 2", "Ada 3"]);
  game.apply({ type: "rename", pin: PIN, name: "ADA 2", to: "Grace" });
  game.apply({ type: "rename", pin: PIN, name: "Ada 3", to: "grace" });
  deepStrictEqual(game.marks.map(([name]) => name), ["Ada", "Grace", "grace 2"]);
});

Deno.test("a room that is locked lets nobody else in, and those in it back", () => {
  const game = new Game();
  game.join("Ada");
  game.apply({ type: "lock", pin: PIN, locked: true });
  throws(() => game.join("Ben"), new RequestError("locked", "the host has locked this room: ask the host to let you in"));
  game.apply({ type: "lose", token: "Ada", connection: 3 });
  game.apply({ type: "resume", token: "Ada", connection: 9 });
  game.apply({ type: "lock", pin: PIN, locked: false });
  game.join("Ben");
  strictEqual(game.room.players.size, 2);
});

Deno.test("who comes late plays from the open question on", () => {
  const game = new Game();
  game.join("Ada");
  game.next();
  game.answer("Ada", "B");
  game.join("Late");
  throws(() => game.answer("Late", "B"), { code: "no-quiz" });
  game.next();
  game.next();
  game.answer("Late", "7");
  game.next();
  deepStrictEqual(game.marks, [["Late", 2], ["Ada", 1]]);
  deepStrictEqual(resultsOf(game.room).players.map(({ answers }) => answers[0]?.text ?? null), [null, "no"]);
});

Deno.test("who is away is not waited for, and comes back to the same place", () => {
  const game = new Game();
  game.join("Ada");
  game.join("Benjamin");
  game.next();
  game.apply({ type: "lose", token: "Benjamin", connection: 8 });
  game.answer("Ada", "B");
  strictEqual(game.room.phase, "reveal");
  game.apply({ type: "resume", token: "Benjamin", connection: 12 });
  // The end of the older connection is told late.
  game.apply({ type: "lose", token: "Benjamin", connection: 8 });
  ok(!game.view.players[1].away);
  game.next();
  game.next();
  game.answer("Benjamin", "7");
  game.next();
  deepStrictEqual(game.marks, [["Benjamin", 2], ["Ada", 1]]);
});

Deno.test("who goes in a lobby is gone; who goes in a game keeps what was scored", () => {
  const game = new Game();
  for (const name of ["Ada", "Ben", "Cat"]) game.join(name);
  game.apply({ type: "leave", token: "Cat", connection: 3 });
  strictEqual(game.room.players.size, 2);
  game.next();
  game.answer("Ada", "B");
  game.apply({ type: "leave", token: "Ada", connection: 3 });
  game.next();
  deepStrictEqual(game.marks, [["Ada", 1], ["Ben", 0]]);
});

Deno.test("who is removed is gone with what was scored, and may join again", () => {
  const game = new Game();
  game.join("Ada");
  game.apply({ type: "remove", pin: PIN, name: "ada" });
  strictEqual(game.rooms.of("Ada"), null);
  throws(() => game.apply({ type: "remove", pin: PIN, name: "Ada" }), { code: "bad-name" });
  game.join("Ada");
  strictEqual(game.room.players.size, 1);
});

Deno.test("pressing twice goes on once", () => {
  const game = new Game();
  game.join("Ada");
  const press = () => game.apply({ type: "advance", what: "next", pin: PIN, expected: { phase: "lobby", number: 0 } });
  press();
  deepStrictEqual(press().events, []);
  strictEqual(game.room.phase, "question");
});

Deno.test("a question is open as long as it says, and a restart of the server does not count", () => {
  const game = new Game();
  game.join("Ada");
  game.next();
  strictEqual(game.room.leftMs(game.at), 20_000);
  strictEqual(game.room.leftMs(game.at + 5000), 15_000);
  game.apply({ type: "lock", pin: PIN, locked: true }, 5000);
  // The clock of the next server begins anew.
  game.rooms.start(7);
  game.at = 7;
  strictEqual(game.room.leftMs(game.at), 15_000);
  ok(game.view.players[0].away);
  game.apply({ type: "resume", token: "Ada", connection: 4 });
  game.answer("Ada", "B", 1000);
  strictEqual(game.room.phase, "question", "the others may still come back");
  game.next();
  strictEqual(game.view.players[0].seconds, 7);
});

Deno.test("where speed counts, the faster a right answer, the more points, from 1000 down to 500", () => {
  const game = new Game({ points: "speed" });
  for (const name of ["Ada", "Ben", "Cat"]) game.join(name);
  game.next();
  game.answer("Ada", "B", 0);
  game.answer("Ben", "B", 10_000);
  game.answer("Cat", "A", 0);
  deepStrictEqual(game.marks, [["Ada", 1000], ["Ben", 750], ["Cat", 0]]);
});

Deno.test("in a self-paced room each answers at their own pace, and is told at once", () => {
  const game = new Game({ mode: "self-paced" });
  game.join("Ada");
  const { reply } = game.answer("Ada", "A");
  ok(reply.type === "judged");
  deepStrictEqual([reply.verdict, reply.score], ["wrong", -25]);
  game.join("Ben");
  game.answer("Ada", "7");
  game.apply({ type: "skip", token: "Ada" });
  throws(() => game.answer("Ada", "port"), { code: "no-quiz" });
  game.answer("Ben", "B");
  deepStrictEqual(game.marks, [["Ada", 1.75], ["Ben", 1]]);
  throws(() => game.next(), { code: "bad-arguments" });
  game.apply({ type: "advance", what: "end", pin: PIN });
  strictEqual(game.room.phase, "podium");
  throws(() => game.answer("Ben", "7"), { code: "no-quiz" });
});

Deno.test("rooms are limited: the oldest goes whose game is over, or else in which nobody is", () => {
  const game = new Game();
  game.join("Ada");
  for (let i = 1; i < MAX_ROOMS; i++) {
    const pin = String(i).padStart(6, "0");
    game.open({ pin });
    game.apply({ type: "join", pin, token: pin, name: "Ada", connection: 1 });
  }
  throws(() => game.open({ pin: "999999" }), { code: "rate-limited" });
  game.apply({ type: "lose", token: "000003", connection: 1 });
  game.apply({ type: "advance", what: "end", pin: "000007" });
  for (const [opened, gone] of [["999998", "000007"], ["999999", "000003"]]) {
    game.open({ pin: opened });
    ok(!game.rooms.has(gone));
    game.apply({ type: "join", pin: opened, token: opened, name: "Ada", connection: 1 });
  }
  strictEqual(game.rooms.count, MAX_ROOMS);
});

Deno.test("a full lobby has room for others when some have gone", () => {
  const game = new Game();
  for (let i = 1; i <= MAX_PLAYERS; i++) game.apply({ type: "join", pin: PIN, token: `t${i}`, name: `P${i}`, connection: i });
  throws(() => game.join("Late"), { code: "locked" });
  game.apply({ type: "lose", token: "t7", connection: 7 });
  game.join("Late");
  strictEqual(game.room.players.size, MAX_PLAYERS);
  strictEqual(game.rooms.of("t7"), null);
});

Deno.test("a name that looks the same is the same: spaces and what can't be seen make no difference", () => {
  const game = new Game();
  const names = ["Ada", "Ada\u200b", "A\u034fda", "ＡＤＡ", "Ada\u00a0", "Ada  2"];
  for (const [i, name] of names.entries()) game.apply({ type: "join", pin: PIN, token: `t${i}`, name, connection: i });
  const seen = game.marks.map(([name]) =>
    name.normalize("NFKC").replace(/[\u200b\u034f]/g, "").replace(/\s+/g, " ").toLowerCase()
  );
  strictEqual(new Set(seen).size, names.length);
});

Deno.test("the results tell how each question went", () => {
  const game = new Game();
  for (const name of ["Ada", "Ben", "Cat"]) game.join(name);
  game.next();
  game.answer("Ada", "B", 2000);
  game.answer("Ben", "A", 2000);
  game.next();
  const [first, ...others] = resultsOf(game.room).questions;
  deepStrictEqual(first, {
    ...{ number: 1, kind: "choice", text: "Which?", answer: "no", correct: 1, wrong: 1, none: 1, meanSeconds: 3 },
  });
  deepStrictEqual(others, []);
});

Deno.test("the results are sent in pieces, and stay as they were whatever happens meanwhile", () => {
  const game = new Game({ mode: "self-paced" });
  for (let i = 0; i < 100; i++) game.join(`player${i}`);
  for (let i = 0; i < 100; i++) game.answer(`player${i}`, "B");
  const [json, csv, same] = [resultsJson, resultsCsv, resultsJson].map((write) => encodedTexts(write(outcomeOf(game.room))));
  const text = (pieces: Iterable<Uint8Array>) => [...pieces].map((piece) => new TextDecoder().decode(piece)).join("");
  const before = text(same);
  const first = [json, csv].map((pieces) => new TextDecoder().decode(pieces.next().value));
  ok(first[0].length < before.length / 4);
  game.answer("player7", "7");
  game.apply({ type: "rename", pin: PIN, name: "player8", to: "Somebody" });
  game.apply({ type: "remove", pin: PIN, name: "player99" });
  strictEqual(first[0] + text(json), before);
  const rows = (first[1] + text(csv)).split("\r\n");
  strictEqual(rows.length, 1 + 100 + 1);
  strictEqual(rows[8], "8,player7,1,1,0,0,100,no,,");
  strictEqual(rows[9], "9,player8,1,1,0,0,100,no,,");
});

Deno.test("a player's total is the same however often, and for however many questions, it is asked for", () => {
  const player = new Player({ token: "t", name: "Ada", joined: 1, connection: 1 });
  player.missed(1);
  player.answer(2, { given: "A", right: true, ms: 5, score: 100 });
  player.answer(3, { given: "B", right: false, ms: 7, score: -25 });
  const three = { score: 75, ms: 12, correct: 1, wrong: 1, skipped: 1 };
  deepStrictEqual(player.total(9), three);
  deepStrictEqual(player.total(2), { score: 100, ms: 5, correct: 1, wrong: 0, skipped: 1 });
  player.answer(4, { given: null, right: false, ms: 1, score: 0 });
  deepStrictEqual([player.total(3), player.total(3)], [three, three]);
  deepStrictEqual(player.total(4), { score: 75, ms: 13, correct: 1, wrong: 1, skipped: 2 });
});

/** What players do, as fast-check makes it. */
const players = ["p1", "p2", "p3", "p4"];
const token = fc.constantFrom(...players);
const moves = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ type: fc.constant("join"), token }) },
    {
      weight: 6,
      arbitrary: fc.record({ type: fc.constant("answer"), token, text: fc.constantFrom("A", "B", "7", "port", "no") }),
    },
    { weight: 4, arbitrary: fc.record({ type: fc.constant("next") }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("lose", "resume", "leave", "remove"), token }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("restart") }) },
  ),
  { maxLength: 60 },
);

Deno.test("every total is what the accepted answers come to, whatever happens in between", () => {
  fc.assert(fc.property(moves, (moves) => {
    let game = new Game();
    /** By player: what was scored for each question that was answered. */
    const record = new Map<string, Map<number, number>>();
    for (const move of moves) {
      try {
        play(game, move, record);
      } catch (error) {
        ok(error instanceof RequestError, String(error));
      }
      if (move.type === "restart") {
        const restored = new Game();
        restored.rooms = new Rooms();
        restored.rooms.restore(JSON.parse(JSON.stringify(game.rooms.toRecord())) as RoomsRecord);
        deepStrictEqual(restored.rooms.toRecord(), game.rooms.toRecord());
        restored.at = game.at;
        restored.rooms.start(game.at);
        game = restored;
      }
      const isOpen = game.room.phase === "question";
      for (const { player, score } of game.room.standings()) {
        const scored = [...record.get(player.token) ?? []].filter(([number]) => !isOpen || number < game.room.number);
        strictEqual(score, scored.reduce((sum, [, score]) => sum + score, 0));
      }
    }
  }));
});

type Move = typeof moves extends fc.Arbitrary<(infer Each)[]> ? Each : never;

function play(game: Game, move: Move, record: Map<string, Map<number, number>>): void {
  switch (move.type) {
    case "join":
      // Each has one seat at most.
      if (game.rooms.of(move.token)) return;
      game.apply({ type: "join", pin: PIN, name: move.token, token: move.token, connection: 1 });
      record.set(move.token, new Map());
      return;
    case "answer": {
      const { number } = game.room;
      game.answer(move.token, move.text);
      record.get(move.token)?.set(number, scoreOf(number, move.text));
      return;
    }
    case "next":
      game.next();
      return;
    case "lose":
    case "resume":
    case "leave":
      game.apply({ type: move.type, token: move.token, connection: 1 });
      return;
    case "remove":
      game.apply({ type: "remove", pin: PIN, name: move.token });
  }
}

/** What an answer scores, as the questions above say, in hundredths. */
function scoreOf(number: number, text: string): number {
  if (number === 1) return text === "B" || text === "no" ? 100 : -25;
  if (number === 2) return text === "7" ? 200 : 0;
  return text === "port" ? 100 : -25;
}
