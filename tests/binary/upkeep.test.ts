/** `app check`, `app backup` and `app restore` with a log that several servers share. */
import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { run } from "../../commands/mod.ts";
import { systemClock } from "../../server/clock.ts";
import { encodeRestore } from "../../server/cluster/entry.ts";
import { StreamLog } from "../../server/cluster/stream_log.ts";
import { LogAddress } from "../../server/log_address.ts";
import { inTime } from "../support/eventually.ts";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { LogServer } from "../support/log_server.ts";
import { hasNats, natsCredentials, NatsNodes } from "../support/nats.ts";
import { type Move, QuizPlayer } from "../support/quiz_player.ts";
import { RawClient } from "../support/raw_client.ts";
import { TestShell } from "../support/test_shell.ts";

const ignore = !hasNats();

async function outcome(args: string[], env: Record<string, string> = {}) {
  const shell = new TestShell({ env });
  const code = await inTime(run(args, shell));
  return { code, out: shell.stdout.text, err: shell.stderr.text };
}

Deno.test({
  name: "a log is checked and backed up while servers use it, and the backup has the same hash in a folder and in another log",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const [one, two] = [nats.address("one"), nats.address("two")];
      const [copy, data] = ["copy.db", "data"].map((name) => join(folder, name));
      await using server = await LogServer.start(one, { compactBytes: 4096 });
      for (let i = 0; i < 20; i++) await server.add(Array.from({ length: 500 }, (_, n) => 7919 * n + i));
      const { code, out, err } = await outcome(["check", one]);
      deepStrictEqual({ code, err }, { code: 0, err: "" });
      const holds =
        "values 10000, finished games 0, unfinished games 0, rooms 0, question sets 0, counters 0, archived classes 0, kept answers 0";
      const hash = `hash ${server.hash.slice(0, 16)}`;
      strictEqual(out, `No problems in ${one}: ${holds}, servers 1, ${hash}\n`);
      const backedUp = { code: 0, out: `Backed up ${one} to ${copy}: ${holds}, ${hash}\n`, err: "" };
      deepStrictEqual(await outcome(["backup", one, copy]), backedUp);
      deepStrictEqual((await outcome(["restore", copy, data])).out, `Restored ${copy} to ${data}: ${holds}, ${hash}\n`);
      deepStrictEqual((await outcome(["restore", copy, two])).out, `Restored ${copy} to ${two}: ${holds}, ${hash}\n`);
      deepStrictEqual((await outcome(["check", two])).out, `No problems in ${two}: ${holds}, servers 0, ${hash}\n`);
      await using restored = await LogServer.start(two);
      deepStrictEqual(restored.state.content(), server.state.content());
      // Nobody who looked has joined.
      deepStrictEqual(server.cluster.members.all.map(({ number }) => number), [1]);
      const again = await outcome(["backup", one, copy]);
      match(again.err, /copy\.db already exists: name a new file for the backup, or move that one away\n$/);
    }),
});

Deno.test({
  name: "a backup is restored only into a log that is new, and says what to do",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const used = nats.address("used");
      const copy = join(folder, "copy.db");
      {
        await using server = await LogServer.start(used);
        await server.add([1, 2, 3]);
        strictEqual((await outcome(["backup", used, copy])).code, 0);
      }
      for (const address of [used, nats.address("new"), nats.address("new")]) {
        const { code, out, err } = await outcome(["restore", copy, address]);
        if (code === 0) match(out, /^Restored .*values 3, /);
        else match(err, /^app: the log nats:.* is in use: put another name behind the slash, and start servers with that\n$/);
        strictEqual(code === 0, err === "");
      }
      strictEqual((await outcome(["restore", copy, nats.address("new")])).code, 1);
      const none = await outcome(["check", nats.address("none")]);
      deepStrictEqual({ code: none.code, out: none.out }, { code: 1, out: "" });
      match(none.err, /^app: there is no log at nats:.*\/none: name one that servers use, with its name behind the slash\n$/);
      Deno.truncateSync(copy, 6000);
      const damaged = await outcome(["restore", copy, nats.address("third")]);
      match(damaged.err, /^app: .*copy\.db (is damaged|can't be used)/);
      match((await outcome(["check", nats.address("third")])).err, /^app: there is no log at /);
    }),
});

Deno.test({
  name: "while a backup is being restored no server starts, and one that was broken off can be restored again",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const copy = join(folder, "copy.db");
      {
        await using server = await LogServer.start(nats.address("one"));
        await server.add([1, 2, 3]);
        strictEqual((await outcome(["backup", nats.address("one"), copy])).code, 0);
      }
      const two = nats.address("two");
      const address = LogAddress.parse(two);
      const log = await StreamLog.open({ address, replicas: 1, credentials: { token: null, creds: null }, clock: systemClock });
      strictEqual(await log.begin(encodeRestore()), true);
      strictEqual(await log.begin(encodeRestore()), false);
      await log.close();
      await rejects(inTime(LogServer.start(two)), /a backup is being restored into this log: start again when that is done/);
      match((await outcome(["check", two])).err, /^app: a backup is being restored into this log/);
      strictEqual((await outcome(["restore", copy, two])).code, 0);
      await using restored = await LogServer.start(two);
      deepStrictEqual([...restored.state.array.list.slice()], [1, 2, 3]);
    }),
});

Deno.test({
  name: "a player whose game was backed up goes on in the log, and no time has passed",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const [data, copy] = ["app-data", "copy.db"].map((name) => join(folder, name));
      let token = "";
      {
        await using server = await RunningServer.start(folder);
        using player = await QuizPlayer.join({ transport: "tcp", ...server.tcp }, "Ada");
        await player.move(await player.question(), "right");
        ({ token } = player);
        using counter = await RawClient.connect({ transport: "tcp", ...server.tcp });
        match(await counter.ask("COUNTER 7"), /^OK id=7/);
        const backedUp = await app(folder, ["backup", data, copy]);
        strictEqual(backedUp.code, 0, backedUp.err);
      }
      const restored = await app(folder, ["restore", "--replicas", "1", copy, nats.address()]);
      deepStrictEqual({ code: restored.code, err: restored.err }, { code: 0, err: "" });
      Deno.writeTextFileSync(join(folder, "user.creds"), natsCredentials());
      const checked = await app(folder, ["check", nats.address(), "--nats-creds=user.creds"]);
      deepStrictEqual({ code: checked.code, err: checked.err }, { code: 0, err: "" });
      match(restored.out, /unfinished games 1, rooms 0, question sets 0, counters 1, .*, hash [0-9a-f]{16}\n$/);
      await using server = await RunningServer.start(folder, ["--journal", nats.address()]);
      const players = async () => (await (await fetch(`${server.http}/api/quiz/players`)).json()).players;
      deepStrictEqual((await players()).map(({ away, question }: Record<string, unknown>) => ({ away, question })), [
        { away: true, question: 2 },
      ]);
      using player = new QuizPlayer(await RawClient.connect({ transport: "tcp", ...server.tcp }));
      await player.client.send(`RESUME ${token}\n`);
      match(await player.play(Array<Move>(9).fill("right")), /^\* result /);
      const [{ seconds }] = (await (await fetch(`${server.http}/api/quiz/leaderboard`)).json()).leaderboard;
      // The clock of the log is some 1.8 e12 milliseconds ahead of that of a server alone.
      ok(seconds >= 0 && seconds < 30, String(seconds));
      using counter = await RawClient.connect({ transport: "tcp", ...server.tcp });
      match(await counter.ask("COUNTER 7"), /^OK id=7/);
    }),
});

Deno.test({
  name: "a log that lets in only who has the token is checked with it, from a flag or from the environment",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      using free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const address = `nats://127.0.0.1:${free.addr.port}/class`;
      free.close();
      await using _nats = await NatsNodes.startOne(folder, { address, token: "open sesame" });
      {
        await using server = await LogServer.start(address, { credentials: { token: "open sesame", creds: null } });
        await server.add([1]);
      }
      const refused = await outcome(["check", address]);
      strictEqual(refused.code, 1);
      match(
        refused.err,
        /^app: can't use the log at nats:.*class \(.*\): make sure that NATS is there, with JetStream, and lets/,
      );
      for (
        const { code, out } of [
          await outcome(["check", "--nats-token", "open sesame", address]),
          await outcome(["check", address], { APP_NATS_TOKEN: "open sesame" }),
        ]
      ) {
        strictEqual(code, 0);
        match(out, /: values 1, /);
      }
    }),
});
