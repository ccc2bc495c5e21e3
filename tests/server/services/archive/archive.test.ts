import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { SqliteJournal } from "../../../../server/journal/sqlite.ts";
import { MAX_CLASSES } from "../../../../server/services/archive/state.ts";
import { EventReader } from "../../../support/event_reader.ts";
import { FakeClock } from "../../../support/fake_clock.ts";
import { withFolder } from "../../../support/folder.ts";
import { QuizPlayer } from "../../../support/quiz_player.ts";
import { RawClient } from "../../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../../support/test_server.ts";

async function read({ http }: TestServer, path: string, method = "GET") {
  const response = await fetch(`http://127.0.0.1:${http.port}${path}`, { method });
  const text = await response.text();
  return { status: response.status, body: response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text };
}

/** Puts something into each service, and leaves a counter connected. */
async function teach(server: TestServer): Promise<RawClient> {
  using player = await QuizPlayer.join(server.tcp, "=Ada");
  await player.play(["right", "right", "right", "right", "right", "right", "right", "right", "wrong", "skip"]);
  const client = await RawClient.connect(server.tcp);
  await client.ask("ADD 5 -3 9 3");
  await client.ask("COUNTER 7");
  await client.ask("VALUE 41");
  return client;
}

Deno.test("at the end of a class, array, leaderboard and counters go into the archive, and begin afresh", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "app.db");
    const start = () => startTestServer({ clock, journal: new SqliteJournal(path, { sync: "normal", clock }) });
    let archived: unknown;
    {
      await using server = await start();
      using client = await teach(server);
      strictEqual(await client.ask("ARCHIVE Class 7b"), "OK class=1 values=4 games=1 counters=1");
      strictEqual(await client.ask("GET"), "OK");
      strictEqual(await client.ask("LEADERBOARD"), "OK 0");
      // What is under way goes on.
      deepStrictEqual((await read(server, "/api/counters/7")).body.value, 0);
      strictEqual(await client.ask("VALUE 42"), "OK 42");
      const { body } = await read(server, "/api/archive/1");
      const { name, date, summary, tables } = body;
      deepStrictEqual({ name, date, summary }, {
        name: "Class 7b",
        date: new Date(clock.now()).toISOString(),
        summary: { values: 4, min: -3, max: 9, median: 4, mean: 3.5, games: 1, counters: 1 },
      });
      deepStrictEqual(tables.values.rows, [[-3], [3], [5], [9]]);
      deepStrictEqual(tables.leaderboard.rows[0].slice(0, 6), [1, "=Ada", 7.75, 8, 1, 1]);
      deepStrictEqual(tables.counters.rows[0].slice(0, 3), [7, 41, 1]);
      match((await read(server, "/api/archive/1/leaderboard.csv")).body, /^rank,name,marks,.*\r\n1,'=Ada,7\.75,8,1,1,/);
      match(
        (await read(server, "/api/archive/1/chess.csv")).body.detail,
        /^class 1 has no such table: there are values\.csv, leaderboard\.csv, counters\.csv$/,
      );
      archived = body;
    }
    await using server = await start();
    deepStrictEqual((await read(server, "/api/archive/1")).body, archived);
    deepStrictEqual((await read(server, "/api/archive")).body.classes.map(({ id }: { id: number }) => id), [1]);
    strictEqual((await read(server, "/api/archive/1", "DELETE")).status, 204);
    strictEqual((await read(server, "/api/archive/1")).body.code, "no-class");
  }));

Deno.test("the last classes are kept, and pages are told that one has ended", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using feed = await EventReader.open(`http://127.0.0.1:${server.http.port}/api/events`);
  using client = await RawClient.connect(server.tcp);
  for (let i = 1; i <= MAX_CLASSES + 2; i++) {
    strictEqual(await client.ask(`ARCHIVE ${i}`), `OK class=${i} values=0 games=0 counters=0`);
  }
  const ids = (await read(server, "/api/archive")).body.classes.map(({ id }: { id: number }) => id);
  deepStrictEqual([ids[0], ids.at(-1), ids.length], [MAX_CLASSES + 2, 3, MAX_CLASSES]);
  match(await client.ask("ARCHIVE"), /^ERR bad-arguments ARCHIVE needs an argument/);
  clock.advance(1000);
  ok((await feed.take(4)).some(({ type, data }) => type === "archive" && data.id === 1));
});
