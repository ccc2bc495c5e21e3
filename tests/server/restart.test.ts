/** What a server finds again when it is started on a folder that another had. */
import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { ServerConfig } from "../../server/config.ts";
import { SqliteJournal } from "../../server/journal/sqlite.ts";
import { OperatorError } from "../../server/operator_error.ts";
import { formatAddress } from "../../protocol/address.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { withFolder } from "../support/folder.ts";
import { QuizPlayer, solve } from "../support/quiz_player.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";

function start(folder: string, clock: FakeClock, config: Partial<ServerConfig> = {}): Promise<TestServer> {
  return startTestServer({ journal: new SqliteJournal(join(folder, "app.db"), { sync: "full" }), clock, config });
}

async function get(server: TestServer, path: string) {
  return await (await fetch(`http://${formatAddress(server.http)}${path}`)).json();
}

Deno.test("the array and the counters are found again, and no counter is in use", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    {
      await using server = await start(folder, clock);
      using client = await RawClient.connect(server.tcp);
      strictEqual(await client.ask("SORT 5 3 9007199254740991 -2 3"), "OK -2 3 3 5 9007199254740991");
      strictEqual(await client.ask("REMOVE 5 77"), "OK 1");
      strictEqual(await client.ask("COUNTER 42"), "OK id=42 value=0 increment=1 token=token1");
      strictEqual(await client.ask("VALUE 17"), "OK 17");
    }
    {
      await using server = await start(folder, clock);
      using client = await RawClient.connect(server.tcp);
      strictEqual(await client.ask("GET"), "OK -2 3 3 9007199254740991");
      strictEqual((await get(server, "/api/counters/42")).connected, false);
      strictEqual(await client.ask("COUNTER 42"), "OK id=42 value=17 increment=1 token=token1");
      strictEqual(await client.ask("CLEAR"), "OK 4");
    }
    await using server = await start(folder, clock);
    strictEqual((await get(server, "/api/array")).count, 0);
  }));

Deno.test("a quiz goes on by its token after a restart, and the time in between is not counted", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    let token: string;
    let open: string;
    {
      await using server = await start(folder, clock, { quizSeconds: 60 });
      using player = await QuizPlayer.join(server.tcp, "Ada");
      token = player.token;
      for (let i = 0; i < 3; i++) {
        clock.advance(1000);
        strictEqual(await player.client.ask(`${solve(await player.question())}`), `OK correct marks=${i + 1}`);
      }
      open = await player.question();
      clock.advance(2000);
    }
    clock.advance(3_600_000);
    {
      await using server = await start(folder, clock, { quizSeconds: 60 });
      deepStrictEqual((await get(server, "/api/quiz/players")).players, [
        { name: "Ada", state: "playing", away: true, question: 4, marks: 3, place: 0 },
      ]);
      using client = await RawClient.connect(server.tcp);
      await client.send(`RESUME ${token}\n`);
      const player = new QuizPlayer(client);
      strictEqual(await player.question(), open);
      for (let question = open, i = 4; i <= 10; i++) {
        strictEqual(await client.ask(`${solve(question)}`), `OK correct marks=${i}`);
        if (i < 10) question = await player.question();
      }
      const result = "* result marks=10 correct=10 wrong=0 skipped=0 seconds=5.000 rank=1 games=1 message=Bravo!";
      strictEqual(await player.until("* result"), result);
    }
    await using server = await start(folder, clock);
    using client = await RawClient.connect(server.tcp);
    strictEqual(await client.ask("LEADERBOARD"), "OK 1");
    strictEqual(await client.line(), "* rank 1 marks=10 seconds=5.000 name=Ada");
    strictEqual(await client.ask(`RESUME ${token}`), `OK token=${token} questions=10 name=Ada`);
    match(await client.line(), /^\* result marks=10 .* rank=1 games=1 /);
  }));

Deno.test("after a crash nobody is connected any more: players may come back, counters are free", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    const crashed = join(folder, "crashed");
    Deno.mkdirSync(crashed);
    let token: string;
    {
      await using server = await start(folder, clock);
      using player = await QuizPlayer.join(server.tcp, "Ada");
      token = player.token;
      using client = await RawClient.connect(server.tcp);
      await client.ask("COUNTER 7");
      clock.advance(2000);
      await client.ask("VALUE 5");
      clock.advance(1000);
      await player.client.send("SKIP\n");
      await player.until("OK skipped");
      // What a process that is killed now leaves behind.
      for (const name of ["app.db", "app.db-wal"]) Deno.copyFileSync(join(folder, name), join(crashed, name));
    }
    clock.advance(3_600_000);
    await using server = await start(crashed, clock);
    strictEqual((await get(server, "/api/quiz/players")).players[0].away, true);
    using client = await RawClient.connect(server.tcp);
    strictEqual(await client.ask("COUNTER 7"), "OK id=7 value=5 increment=1 token=token1");
    await client.send(`RESUME ${token}\n${"SKIP\n".repeat(9)}`);
    match(await new QuizPlayer(client).until("* result"), / skipped=10 seconds=3\.000 /);
  }));

Deno.test("a player who does not come back after a restart loses the seat, as after a lost connection", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    {
      await using server = await start(folder, clock);
      using _player = await QuizPlayer.join(server.tcp, "Ada");
    }
    await using server = await start(folder, clock, { quizResumeSeconds: 10 });
    clock.advance(9_999);
    strictEqual((await get(server, "/api/quiz/players")).players.length, 1);
    clock.advance(1);
    using client = await RawClient.connect(server.tcp);
    match(await client.ask("INFO"), / players=0 /);
  }));

Deno.test("a server started with more seats than the one before gives them to those who wait", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    {
      await using server = await start(folder, clock, { quizSeats: 1 });
      using _ada = await QuizPlayer.join(server.tcp, "Ada");
      using ben = await QuizPlayer.join(server.tcp, "Ben");
      using _cat = await QuizPlayer.join(server.tcp, "Cat");
      match(ben.lines[0], /waiting=1/);
    }
    const states = async (server: TestServer) =>
      (await get(server, "/api/quiz/players")).players.map(({ name, state }: Record<string, string>) => `${name} ${state}`);
    {
      await using server = await start(folder, clock, { quizSeats: 2 });
      deepStrictEqual(await states(server), ["Ada playing", "Ben playing", "Cat waiting"]);
    }
    {
      await using server = await start(folder, clock, { quizSeats: 1 });
      deepStrictEqual(await states(server), ["Ada playing", "Ben playing", "Cat waiting"]);
      using dan = await QuizPlayer.join(server.tcp, "Dan");
      match(dan.lines[0], /waiting=2/);
    }
  }));

Deno.test("a server on a file that is no journal does not start, and leaves it as it is", () =>
  withFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "app.db"), "no journal".repeat(100));
    await rejects(start(folder, new FakeClock()), (error) => {
      ok(error instanceof OperatorError);
      match(error.message, /app\.db is damaged or was not written by app/);
      return true;
    });
    strictEqual(Deno.readTextFileSync(join(folder, "app.db")), "no journal".repeat(100));
  }));
