import { deepStrictEqual, match, ok, rejects } from "node:assert/strict";
import { CLEARED_LINE } from "../../client/line_input.ts";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { Desk } from "../support/desk.ts";
import { RawClient } from "../support/raw_client.ts";
import { plain, RoomTable } from "../support/room_table.ts";

/** Starts a player's client, and waits until it is in the room. */
async function sitDown(table: RoomTable, desk: Desk, { port = table.port, args = [] as string[] } = {}) {
  const ended = desk.run(port, ["--mode", "quiz", "--room", table.pin, "--name", "Ada", ...args]);
  await table.hears(/^\* joined name=Ada/);
  return { ended };
}

Deno.test("a live game is played at a terminal, from the lobby to the podium", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk({ interactive: true });
  const { ended } = await sitDown(table, desk);
  await desk.sees(/You are in room \d{6} as Ada\./);
  await table.until(() => desk.text.includes("1 player, waiting for the host…"));

  await table.tell("START");
  await desk.sees("1/2  What does a closed port answer?");
  await desk.sees(/ {5}A {2}Timeout\n[^]* {5}B {2}Connection refused\n/);
  await desk.sees(" 20 s  Letter: ");
  desk.clock.advance(1000);
  await desk.sees(" 19 s  Letter: ");
  desk.press("c\r");
  await desk.sees("The choices are A to B, and the question is still open.");
  desk.press("a\r");
  await desk.sees("✗ wrong, the answer is B  Connection refused");
  await desk.sees("0 of 1 right, you have -0.25 marks");
  await desk.sees("The computer is there, and nobody listens.");
  await desk.sees("waiting for the host…");

  await table.tell("NEXT");
  await desk.sees("rank 1 of 1, -0.25 marks");
  await table.tell("NEXT");
  // There is no limit, and so no clock.
  await desk.sees("2/2  6 × 7");
  await desk.sees(`${CLEARED_LINE}  Number: `);
  desk.press("42\r");
  await desk.sees("✓ right: 42");
  await table.tell("NEXT");
  await desk.sees("Play again? PIN:");
  match(plain(desk), /The podium\n {4}1 {2}Ada, 0\.75 marks\n/);
  match(plain(desk), /rank 1 of 1\n {2}1 right, 1 wrong, 0 skipped\n/);
  match(
    plain(desk),
    /What went wrong\n {4}1 {2}What does a closed port answer\? → B {2}Connection refused \(you: A {2}Timeout\)\n/,
  );
  desk.press("\r");
  await ended;
});

Deno.test("who has answered is told to wait, and what is typed meanwhile is not sent", async () => {
  await using table = await RoomTable.open();
  const [ada, ben] = [new Desk({ interactive: true }), new Desk({ interactive: true })];
  const { ended } = await sitDown(table, ada);
  const other = ben.run(table.port, ["--mode", "quiz", "--room", table.pin, "--name", "ada"]);
  await ben.sees("as ada 2.");
  await table.tell("START");
  await ada.sees("Letter: ");
  ada.press("b\r");
  await ada.sees("answered, waiting for the others…");
  ada.press("a\r");
  await ben.sees("Letter: ");
  // Too soon after the question for one that is meant.
  ben.press("\r");
  ben.clock.advance(1000);
  ben.press("\r");
  await ben.sees("Type your answer, then press Enter.");
  ben.press("connection REFUSED\r");
  await ben.sees("✓ right");
  await ada.sees("2 of 2 right");
  ok(!ada.text.includes("wrong"));
  for (const desk of [ada, ben]) desk.press("\x03");
  await Promise.all([ended, other]);
});

Deno.test("with --json each event is an object", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk();
  const { ended } = await sitDown(table, desk, { args: ["--json"] });
  await table.until(() => desk.of("lobby").length > 0);
  await table.tell("START");
  await desk.until("choice", 2);
  desk.press("x\nB\n");
  await desk.until("explanation", 1);
  await table.tell("END");
  await ended;
  const events = desk.events.filter(({ event }, i) => event !== "lobby" || desk.events[i - 1].event !== "lobby");
  deepStrictEqual(events.slice(2), [
    { event: "question", number: 1, of: 2, kind: "choice", seconds: 20, text: "What does a closed port answer?" },
    { event: "choice", letter: "A", text: "Timeout" },
    { event: "choice", letter: "B", text: "Connection refused" },
    {
      event: "refused",
      code: "bad-arguments",
      text: "the choices are A to B, and the question is still open: send, for example, ANSWER B",
    },
    { event: "answered" },
    { event: "reveal", answer: "B", text: "Connection refused", marks: 1, correct: 1, players: 1, verdict: "correct" },
    { event: "explanation", text: "The computer is there, and nobody listens." },
    { event: "podium", rank: 1, marks: 1, name: "Ada" },
    {
      event: "result",
      marks: 1,
      correct: 1,
      wrong: 0,
      skipped: 0,
      seconds: 0,
      rank: 1,
      games: 1,
      message: "Better luck next time!",
    },
  ]);
  const [{ token: _, ...joined }, lobby] = events;
  deepStrictEqual(joined, { event: "joined", room: table.pin, mode: "live", questions: 2, name: "Ada" });
  deepStrictEqual(lobby, { event: "lobby", players: 1 });
});

Deno.test("in a self-paced room a player goes on alone, and can skip", async () => {
  await using table = await RoomTable.open("self-paced");
  const desk = new Desk({ interactive: true });
  const { ended } = await sitDown(table, desk);
  await desk.sees("2 questions, at your own pace; to skip one, just press Enter.");
  await desk.sees("Letter: ");
  desk.clock.advance(1000);
  desk.press("\r");
  await desk.sees("– skipped, the answer is B  Connection refused");
  await desk.sees("Number: ");
  desk.press("41\r");
  await desk.sees("✗ wrong, the answer is 42");
  await desk.sees("Play again? PIN:");
  match(plain(desk), /0 right, 1 wrong, 1 skipped/);
  match(plain(desk), /1 {2}What .* \(no answer\)\n {4}2 {2}6 × 7 → 42 \(you: 41\)\n/);
  desk.press("\r");
  await ended;
});

Deno.test("a lost connection comes back to the same question, and an answer that was on its way is sent again", async () => {
  await using table = await RoomTable.open();
  await using proxy = new CuttableProxy(table.port);
  const desk = new Desk({ interactive: true });
  const { ended } = await sitDown(table, desk, { port: proxy.port });
  await table.tell("START");
  await desk.sees("Letter: ");
  proxy.silence();
  desk.press("b\r");
  await desk.sees("Letter: b\n");
  await desk.passTimeUntil(() => desk.text.includes("Connected again"));
  await desk.sees("Sending your answer.");
  await desk.sees("✓ right: B  Connection refused");
  desk.press("\x03");
  await ended;
});

Deno.test("--resume finds by itself that the game is in a room", async () => {
  await using table = await RoomTable.open();
  const first = new Desk({ interactive: true });
  const { ended } = await sitDown(table, first);
  await table.tell("START");
  await first.sees("Letter: ");
  first.press("\x03");
  await ended;
  const [, token = ""] = first.text.match(/--resume (\S+)/) ?? [];
  const second = new Desk({ interactive: true });
  const again = second.run(table.port, ["--mode", "quiz", "--resume", token]);
  await second.sees(/as Ada\.[^]*What does a closed port answer\?[^]*Letter: /);
  second.press("B\r");
  await second.sees("✓ right");
  second.press("\x03");
  await again;
  await rejects(new Desk().run(table.port, ["--mode", "quiz", "--resume", "nonsense"]), /^ReplyError: /);
});

Deno.test("a PIN, or a name, that is refused is asked for again; a script is told", async () => {
  await using table = await RoomTable.open();
  const wrong = table.pin === "000000" ? "000001" : "000000";
  const desk = new Desk({ interactive: true });
  const ended = desk.run(table.port, ["--mode", "quiz", "--room", wrong, "--name", "Ada"]);
  await desk.sees("No room has this PIN: check its six digits.");
  desk.press("12\r");
  await desk.sees("A PIN has six digits. Just press Enter to leave.");
  await table.tell("LOCK");
  desk.press(`${table.pin.slice(0, 3)} ${table.pin.slice(3)}\r`);
  await desk.sees(/locked/);
  await table.tell("UNLOCK");
  desk.press(`${table.pin}\r`);
  await desk.sees("You are in room");
  await table.tell("KICK Ada");
  await desk.sees("The host has removed you from the room, or closed it.");
  desk.press("\r");
  await ended;
  await rejects(new Desk().run(table.port, ["--mode", "quiz", "--room", wrong, "--name", "Ada"]), /no room has this PIN/);
  await rejects(new Desk().run(table.port, ["--mode", "quiz", "--room", wrong]), /--name is required without a terminal/);
});

Deno.test("after a game the next room can be joined, under the same name", async () => {
  await using table = await RoomTable.open();
  using other = await RawClient.connect(table.server.tcp);
  const [, pin = ""] = (await other.ask("ROOM arithmetic")).match(/room=(\d+)/) ?? [];
  const desk = new Desk({ interactive: true });
  const { ended } = await sitDown(table, desk);
  await table.tell("END");
  await desk.sees("Play again? PIN:");
  desk.press(`${pin}\r`);
  await desk.sees(`You are in room ${pin} as Ada.`);
  await other.send("START\n");
  await desk.sees("1/10");
  desk.press("\x03");
  await ended;
});

Deno.test("bots have names and take their time in a room, and their totals are the server's", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk();
  const ended = desk.run(table.port, ["--mode", "quiz", "--room", table.pin, "--bots", "3", "--think", "1-4", "--json"]);
  const names = [];
  while (names.length < 3) names.push((await table.hears(/^\* joined /)).replace("* joined name=", ""));
  deepStrictEqual(names.sort(), ["🤖 Ada", "🤖 Alan", "🤖 Grace"]);
  await table.tell("START");
  await desk.passTimeUntil(() => desk.clock.monotonic() > 4000);
  match(await table.hears(/^\* reveal /), /correct=\d\/3/);
  await table.tell("NEXT");
  await table.tell("NEXT");
  await desk.passTimeUntil(() => desk.clock.monotonic() > 9000);
  // By chance as it is in these tests, each is right.
  match(await table.hears(/^\* reveal answer=42/), /correct=3\/3/);
  await table.tell("NEXT");
  await ended;
  const { bots, finished, answers, differences } = JSON.parse(desk.text);
  deepStrictEqual({ bots, finished, answers, differences }, { bots: 3, finished: 3, answers: 6, differences: 0 });
});
