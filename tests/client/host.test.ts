import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { bigDigits } from "../../client/big_digits.ts";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { Desk } from "../support/desk.ts";
import { RawClient } from "../support/raw_client.ts";
import { plain, RoomTable } from "../support/room_table.ts";
import { startTestServer } from "../support/test_server.ts";

/** Presses a key of a host, later than one that is held down would come. */
function press(desk: Desk, key: string): void {
  desk.clock.advance(1000);
  desk.press(key);
}

/** Starts a host's client. @returns the PIN of its room */
async function host(table: RoomTable, desk: Desk, { port = table.port, args = ["--set", table.set] } = {}) {
  const ended = desk.run(port, ["--mode", "host", ...args]);
  await desk.sees(/--room \d{6}/);
  const [, pin = ""] = desk.text.match(/--room (\d{6})/) ?? [];
  return { ended, pin };
}

async function join(table: RoomTable, pin: string, name: string): Promise<RawClient> {
  const player = await RawClient.connect(table.server.tcp);
  match(await player.ask(`JOIN ${pin} ${name}`), /^OK /);
  return player;
}

Deno.test("a host opens a room, sees its PIN large, and runs the whole game with Enter and space", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk({ interactive: true });
  const { ended, pin } = await host(table, desk);
  ok(plain(desk).includes(bigDigits(pin).map((row) => `  ${row}\n`).join("")));
  match(plain(desk), /Two questions at 127\.0\.0\.1:\d+\n\n {2}2 questions, live\n/);
  await desk.sees("0 players · Enter starts · l locks · k kicks · e ends · q leaves");
  using ada = await join(table, pin, "Ada");
  using _ben = await join(table, pin, "Ben");
  await desk.sees("  Ada, Ben\n");
  await table.until(() => desk.text.includes("2 players · Enter starts"));

  press(desk, "\r");
  await desk.sees("1/2  What does a closed port answer?");
  await desk.sees(/A {2}Timeout[^]*B {2}Connection refused/);
  await desk.sees("20 s · Enter shows the answer");
  desk.clock.advance(1000);
  await desk.sees("19 s · Enter");
  await ada.send("ANSWER B\n");
  await table.until(() => desk.text.includes("answered 1/2"));
  press(desk, " ");
  await desk.sees("✓ B  Connection refused");
  await desk.sees("1 of 2 right");
  await desk.sees("The computer is there, and nobody listens.");
  press(desk, " ");
  await desk.sees(/The best ten\n[^]* 1 {2}Ada, 1 mark\n[^]* 2 {2}Ben, 0 marks\n/);
  press(desk, "\r");
  await desk.sees("2/2  6 × 7");
  press(desk, "\r");
  await desk.sees("✓ 42");
  press(desk, "\r");
  await desk.sees(/The podium\n[^]* 1 {2}Ada, 1 mark\n/);
  await desk.sees("the game is over · Enter leaves");
  press(desk, "\r");
  await ended;
  ok(!desk.text.includes("To host it again"));
});

Deno.test("a key that is held down does something once", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk({ interactive: true });
  const { ended, pin } = await host(table, desk);
  using _ada = await join(table, pin, "Ada");
  await desk.sees("Ada\n");
  desk.clock.advance(1000);
  desk.press("   ");
  desk.press(" ");
  await desk.sees("Enter shows the answer");
  desk.press(" ");
  press(desk, "q");
  await ended;
  ok(!desk.text.includes("✓"));
});

Deno.test("l locks, k removes a player by name, e ends the game if that is meant, q leaves the room open", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk({ interactive: true });
  const { ended, pin } = await host(table, desk);
  using ada = await join(table, pin, "Ada");
  await desk.sees("Ada\n");
  press(desk, "l");
  await desk.sees("l unlocks");
  using late = await RawClient.connect(table.server.tcp);
  match(await late.ask(`JOIN ${pin} Late`), /^ERR locked /);
  press(desk, "k");
  await desk.sees("Kick whom? ");
  desk.press("Nobody\r");
  await desk.sees("Nobody in this room has this name: look at the list of players.");
  press(desk, "k");
  desk.press("\r");
  press(desk, "k");
  desk.press("Adx\x7fa\r");
  while (await ada.line() !== "* removed");
  press(desk, "e");
  await desk.sees("End the game for everybody? (y or n)");
  desk.press("n");
  press(desk, "q");
  await ended;
  const [, room, token] = desk.text.match(/To host it again: --room (\d+) --room-token (\S+)/) ?? [];
  strictEqual(room, pin);

  const again = new Desk({ interactive: true });
  const second = again.run(table.port, ["--mode", "host", "--room", pin, "--room-token", token]);
  await again.sees("  2 questions, live, locked\n");
  await again.sees("0 players");
  await again.sees("l unlocks");
  press(again, "e");
  await again.sees("(y or n)");
  again.press("y");
  await again.sees("the game is over");
  again.press("q");
  await second;
});

Deno.test("a host who comes to a room is told how it is played", async () => {
  await using table = await RoomTable.open();
  const response = await fetch(`http://127.0.0.1:${table.server.http.port}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ set: table.set, points: "speed", autoSeconds: 8, filter: true }),
  });
  const { pin, token } = await response.json();
  const desk = new Desk({ interactive: true });
  const ended = desk.run(table.port, ["--mode", "host", "--room", pin, "--room-token", token]);
  await desk.sees(/live, faster scores more, goes on after 8 seconds, names\s+are\s+filtered\n/);
  press(desk, "q");
  await ended;
});

Deno.test("a script sends requests as lines, and gets each event as an object", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk();
  const ended = desk.run(table.port, ["--mode", "host", "--set", table.set, "--json"]);
  await desk.until("hosting", 1);
  const [{ room, token, ...hosting }] = desk.of("hosting");
  deepStrictEqual(hosting, {
    event: "hosting",
    phase: "lobby",
    players: 0,
    mode: "live",
    points: "marks",
    auto: 0,
    filter: false,
    locked: false,
    questions: 2,
    title: "Two questions",
  });
  match(`${room} ${token}`, /^\d{6} \S+$/);
  using ada = await join(table, String(room), "Ada");
  await desk.until("joined", 1);
  desk.press("START\njump\n\nNE");
  desk.press("XT\nkick Bob\nend\n");
  // The end of the input.
  desk.end();
  await ended;
  deepStrictEqual(
    desk.events.slice(1).map(({ event, code }) => code ?? event).filter((event) => event !== "hint"),
    ["joined", "done", "question", "choice", "choice", "done", "reveal", "explanation", "bad-name", "done", "podium"],
  );
  deepStrictEqual(desk.of("hint"), [{
    event: "hint",
    text: "jump is nothing that a host sends: START, NEXT, LOCK, UNLOCK, KICK, END",
  }]);
  while (!(await ada.line()).startsWith("* result "));
});

Deno.test("a host whose connection is lost comes back to the same room", async () => {
  await using table = await RoomTable.open();
  await using proxy = new CuttableProxy(table.port);
  const desk = new Desk({ interactive: true });
  const { ended, pin } = await host(table, desk, { port: proxy.port });
  using _ada = await join(table, pin, "Ada");
  press(desk, "\r");
  await desk.sees("Enter shows the answer");
  proxy.cut();
  await desk.sees("Connection lost");
  await desk.passTimeUntil(() => desk.text.includes("Connected again"));
  await desk.sees(/Connected again\.[^]*1\/2 {2}What does/);
  press(desk, "\r");
  await desk.sees("✓ B  Connection refused");
  press(desk, "q");
  await ended;
});

Deno.test("a host who comes back sees who is there, whatever the game does", async () => {
  await using table = await RoomTable.open();
  using ada = await join(table, table.pin, "Ada");
  using _ben = await join(table, table.pin, "Ben");
  const args = ["--mode", "host", "--room", table.pin, "--room-token", table.hostToken];
  const inLobby = new Desk({ interactive: true });
  const first = inLobby.run(table.port, args);
  await inLobby.sees("  Ada, Ben\n");
  await inLobby.sees("2 players · Enter starts");
  press(inLobby, "q");
  await first;

  await table.tell("START");
  ada[Symbol.dispose]();
  await table.hears(/^\* left name=Ada$/);
  const inGame = new Desk({ interactive: true });
  const second = inGame.run(table.port, args);
  await inGame.sees(/ {2}Ben\n[^]*1\/2 {2}What does/);
  ok(!inGame.text.includes("has joined"));
  using _eve = await join(table, table.pin, "Eve");
  await inGame.sees("Eve has joined");
  press(inGame, "q");
  await second;
});

Deno.test("of a self-paced room a host sees who is there at any time", async () => {
  await using table = await RoomTable.open("self-paced");
  using _ada = await join(table, table.pin, "Ada");
  const desk = new Desk({ interactive: true });
  const ended = desk.run(table.port, ["--mode", "host", "--room", table.pin, "--room-token", table.hostToken]);
  await desk.sees("1 player · ");
  {
    using _ben = await join(table, table.pin, "Ben");
    await desk.sees("  Ada, Ben\n");
    await desk.sees("2 players · ");
  }
  await desk.sees(/Ada, Ben\n[^]*Ada\n[^]*1 player · /);
  press(desk, "q");
  await ended;
});

Deno.test("a self-paced room can only be ended", async () => {
  await using table = await RoomTable.open();
  const desk = new Desk({ interactive: true });
  const { ended } = await host(table, desk, { args: ["--set", table.set, "--self-paced"] });
  await desk.sees("0 players · l locks");
  press(desk, "\r");
  await desk.sees("Everybody goes at their own pace: e ends the game.");
  press(desk, "\x04");
  await ended;
});

Deno.test("without the host token a room can't be opened, and the message says what to give", async () => {
  await using server = await startTestServer({ config: { hostToken: "the teacher's own token" } });
  const open = (args: string[]) => new Desk().run(server.tcp.port, ["--mode", "host", "--json", ...args]);
  await rejects(open([]), /^ConnectionError: only a host can do this: give the host token with --token-file or --token, or /);
  const desk = new Desk();
  const ended = desk.run(server.tcp.port, ["--mode", "host", "--token", "the teacher's own token"]);
  await desk.sees(/PIN \d{6}\n/);
  const [, pin = ""] = desk.text.match(/PIN (\d+)/) ?? [];
  await rejects(open(["--room", pin, "--room-token", "nonsense"]), /only a host can do this/);
  desk.end();
  await ended;
  await rejects(open(["--set", "nothing", "--token", "the teacher's own token"]), /there is no set "nothing"/);
});

Deno.test("a PIN in large digits fits into 40 columns, whatever its digits", () => {
  for (const pin of ["012345", "678900", "111111"]) {
    const rows = bigDigits(pin);
    strictEqual(rows.length, 5);
    for (const row of rows) ok(row.length <= 37, row);
  }
  strictEqual(new Set([..."0123456789"].map((digit) => bigDigits(digit.repeat(6)).join())).size, 10);
});
