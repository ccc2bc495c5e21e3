import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { createColors } from "picocolors";
import { replay } from "../../recording/replay.ts";
import { parseReplayConfig } from "../../recording/replay_config.ts";
import { FIRST_LINE } from "../../recording/format.ts";
import { BROKEN_SERVERS } from "../support/broken_servers/mod.ts";
import { SmallServer } from "../support/broken_servers/small_server.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { ScriptedServer } from "../support/scripted_server.ts";
import { startTestServer } from "../support/test_server.ts";
import { TestRecorder } from "./recorder.ts";

interface Replayed {
  readonly isSame: boolean;
  readonly text: string;
  /** How long it waited, in milliseconds, one wait after the other. */
  readonly pauses: readonly number[];
}

/** Replays a file as `app replay` does; its waits for the recorded times are over at once. */
async function replayed(path: string, port: number, args: string[] = []): Promise<Replayed> {
  let text = "";
  let now = 0;
  const pauses: number[] = [];
  const isSame = await inTime(replay(parseReplayConfig([path, `127.0.0.1:${port}`, ...args], {}), {
    elapsed: () => now,
    pause(ms) {
      pauses.push(ms);
      now += ms;
      return Promise.resolve();
    },
    signal: new AbortController().signal,
    style: { colors: createColors(false), columns: 80 },
    write: (part) => void (text += part),
  }));
  return { isSame, text, pauses };
}

const HEADER = `${FIRST_LINE}\nserver 127.0.0.1:4000\nstarted 2026-01-02T00:00:00.000Z\nsecrets hidden\n\n`;

/** A recording with these events. */
function written(folder: string, ...events: string[]): string {
  const path = join(folder, "written.txt");
  Deno.writeTextFileSync(path, HEADER + events.map((event) => `${event}\n`).join(""));
  return path;
}

/** Records what some clients say to a server. */
async function recorded(
  folder: string,
  port: number,
  { args = [], talk }: { args?: string[]; talk: (recorder: TestRecorder) => Promise<void> },
): Promise<string> {
  await using recorder = await TestRecorder.start(folder, port, args);
  await talk(recorder);
  await recorder.stop();
  return recorder.path;
}

/** What three clients say: values, a game that is resumed on another connection, and a counter. */
async function classroom(recorder: TestRecorder): Promise<void> {
  using first = await RawClient.connect(recorder.address);
  using second = await RawClient.connect(recorder.address);
  strictEqual(await first.ask("SORT 5 3 9 3"), "OK 3 3 5 9");
  strictEqual(await second.ask("COUNT\r"), "OK 4");
  const [, token = ""] = (await first.ask("COUNTER 42")).match(/token=(\S+)/) ?? [];
  strictEqual(await first.ask("VALUE 17"), "OK 17");
  {
    using third = await RawClient.connect(recorder.address);
    await third.send("COUN");
    await third.send(`TER 42 ${token}\n`);
    match(await third.line(), /^OK id=42 value=17 /);
    match(await first.line(), /^ERR taken-over /);
    strictEqual(await third.ask("QUIT"), "OK bye");
    strictEqual(await third.more(), false);
  }
  await second.send("GET\nRANK 5\n");
  await second.end();
  deepStrictEqual(await second.rest(), ["OK 3 3 5 9", "OK 2"]);
  for (const client of [first, second]) client[Symbol.dispose]();
  await eventually(() => recorder.events.filter((event) => event.endsWith("closed")).length >= 3);
}

for (const secrets of [[], ["--keep-secrets"]]) {
  for (const speed of ["max", "100"]) {
    const kept = secrets.length > 0 ? "kept" : "hidden";
    Deno.test(`our own server answers a replay as it did, at speed ${speed} with ${kept} tokens, which are new ones`, () =>
      withFolder(async (folder) => {
        await using server = await startTestServer();
        const path = await recorded(folder, server.tcp.port, { args: secrets, talk: classroom });
        let tokens = 1000;
        await using fresh = await startTestServer({ newToken: () => `other-token-${++tokens}` });
        const { isSame, text } = await replayed(path, fresh.tcp.port, ["--speed", speed]);
        ok(isSame, text);
        match(
          text,
          /^Replaying \S+ at 127\.0\.0\.1:\d+\nRecorded 2026-01-02 00:00 UTC at 127\.0\.0\.1:\d+\n\n3 connections, \d+ lines sent, in [\d.]+ s\nAll \d+ answers are the same\.\n$/,
        );
        // A second time the values are there already.
        const again = await replayed(path, fresh.tcp.port, ["--speed", speed]);
        strictEqual(again.isSame, false);
        match(again.text, / {2}last sent COUNT\\r\n {2}expected {2}OK 4\n {2}got {7}OK 8\n/);
      }));
  }
}

Deno.test("a server that does not do the same is found out, with what was sent, expected and got", () =>
  withFolder(async (folder) => {
    await using good = new SmallServer();
    const path = await recorded(folder, good.port, {
      async talk(recorder) {
        using client = await RawClient.connectOnly(recorder.address);
        await client.send("SORT 10 9 -2\n");
        while (await client.line() !== "OK -2 9 10");
        strictEqual(await client.ask("COUNT"), "OK 3");
      },
    });
    await using fresh = new SmallServer();
    ok((await replayed(path, fresh.port, ["--speed", "max"])).isSame);
    await using broken = new BROKEN_SERVERS["sorts numbers as text"].Server();
    const { isSame, text } = await replayed(path, broken.port, ["--speed", "max"]);
    strictEqual(isSame, false);
    match(
      text,
      /\nDifferent: connection 1, reply \d\n {2}last sent SORT 10 9 -2\n {2}expected {2}OK -2 9 10\n {2}got {7}OK -2 10 9\n\n1 connection, 2 lines sent, in .*\n1 of \d answers differ\.\n$/,
    );
  }));

Deno.test("the client's bytes are sent in the recorded pieces at the recorded times, scaled by --speed", () =>
  withFolder(async (folder) => {
    await using server = new ScriptedServer((line) => [`OK ${line}`]);
    const path = written(
      folder,
      "0 #1 opened 127.0.0.1:1",
      "5 #1 > # app/1 ready, type HELP",
      "100 #1 < EC\\",
      "300 #1 < HO \\xff\\\\\\t",
      "301 #1 > OK ECHO \ufffd\\\\\\t",
      "#somebody's remark",
      "",
      "700 #1 stopped",
    );
    const { isSame, text, pauses } = await replayed(path, server.port, ["--speed", "2"]);
    ok(isSame, text);
    deepStrictEqual(server.received, ["ECHO \ufffd\\\t"]);
    deepStrictEqual(pauses, [50, 100, 200]);
    deepStrictEqual((await replayed(path, server.port, ["--speed", "max"])).pauses, []);
  }));

Deno.test("events may come between other replies than before; their own order counts", () =>
  withFolder(async (folder) => {
    const path = written(
      folder,
      "0 #1 opened 127.0.0.1:1",
      "0 #1 > # app/1 ready, type HELP",
      "1 #1 < A",
      "2 #1 > * event 1",
      "2 #1 > OK A",
      "3 #1 > * event 2",
      "4 #1 stopped",
    );
    await using server = new ScriptedServer(() => ["OK A", "* event 1", "* event 2"]);
    ok((await replayed(path, server.port)).isSame);
    await using swapped = new ScriptedServer(() => ["* event 2", "* event 1", "OK A"]);
    const { isSame, text } = await replayed(path, swapped.port);
    strictEqual(isSame, false);
    match(text, /Different: connection 1, event 1\n[^]*Different: connection 1, event 2\n[^]*2 of 4 answers differ/);
  }));

Deno.test("an answer that does not come is missing when its time is over", () =>
  withFolder(async (folder) => {
    const path = written(
      folder,
      "0 #1 opened 127.0.0.1:1",
      "0 #1 > # app/1 ready, type HELP",
      "1 #1 < A",
      "2 #1 > OK A",
      "3 #1 < B",
      "4 #1 > OK B",
      "5 #1 stopped",
    );
    await using silent = new ScriptedServer((line) => line === "A" ? [] : ["OK B"]);
    const { isSame, text } = await replayed(path, silent.port, ["--speed", "max", "--timeout", "1"]);
    strictEqual(isSame, false);
    match(text, /^Missing: connection 1, reply 2\n {2}last sent A\n {2}expected {2}OK A\n {2}got {7}nothing\n/m);
    match(text, /\n1 of 3 answers differ\.\n$/);
  }));

Deno.test("an answer that does not come is missing also where events come all the time", () =>
  withFolder(async (folder) => {
    const events = ["0 #1 opened 127.0.0.1:1", "0 #1 > # app/1 ready, type HELP", "1 #1 < A", "2 #1 > OK A", "3 #1 stopped"];
    const path = written(folder, ...events);
    await using silent = new ScriptedServer(() => []);
    const replaying = replayed(path, silent.port, ["--speed", "max", "--timeout", "1"]);
    await eventually(() => silent.received.length > 0);
    const timer = setInterval(() => void silent.say(1, "* tick").catch(() => {}), 20);
    const { text } = await replaying.finally(() => clearInterval(timer));
    match(text, /^Missing: connection 1, reply 2\n {2}last sent A\n/m);
    match(text, /\n1 of 2 answers differ\.\n$/);
  }));

Deno.test("what a recording says of itself is shown without control characters", () =>
  withFolder(async (folder) => {
    const path = join(folder, "harmful.txt");
    Deno.writeTextFileSync(path, `${FIRST_LINE}\nserver \x1b[31mred\x07\nstarted \x1b[2J\nsecrets hidden\n\n`);
    await using server = new ScriptedServer(() => []);
    const { text } = await replayed(path, server.port);
    match(text, /Recorded \\x1b\[2J UTC at \\x1b\[31mred\\x07\n/);
  }));

Deno.test("an answer too much and an end too early are told", () =>
  withFolder(async (folder) => {
    await using server = await startTestServer();
    const opened = ["0 #1 opened 127.0.0.1:1", "0 #1 > # app/1 ready, type HELP"];
    const closed = ["5 #1 half-closed <", "6 #1 half-closed >", "6 #1 closed"];
    const much = await replayed(
      written(folder, ...opened, "1 #1 < PING", "2 #1 < PING", "2 #1 > OK", ...closed),
      server.tcp.port,
    );
    match(
      much.text,
      /^Different: connection 1, reply 3\n {2}last sent PING\n {2}expected {2}the server closes the connection\n {2}got {7}OK\n/m,
    );
    const early = await replayed(
      written(folder, ...opened, "1 #1 < QUIT", "2 #1 > OK bye", "3 #1 > OK", ...closed),
      server.tcp.port,
    );
    match(
      early.text,
      /^Different: connection 1, reply 3\n {2}last sent QUIT\n {2}expected {2}OK\n {2}got {7}the server closes the connection\n/m,
    );
    match(early.text, /^Missing: connection 1, reply 4\n/m);
    const more = await replayed(
      written(folder, ...opened, "1 #1 < LEADERBOARD", "2 #1 > OK 7", "3 #1 closed"),
      server.tcp.port,
    );
    match(more.text, /expected {2}OK 7\n {2}got {7}OK 0\n/);
  }));

Deno.test("what differs by nature is passed over unless --exact is given, and --ignore passes over more", () =>
  withFolder(async (folder) => {
    const path = written(
      folder,
      "0 #1 opened 127.0.0.1:1",
      "0 #1 > # app/1 ready, type HELP",
      "1 #1 < INFO",
      "2 #1 > OK version=1.0 uptime_s=17 at=9:30 seconds=1.5",
      "3 #1 stopped",
    );
    await using server = new ScriptedServer(() => ["OK version=2.0 uptime_s=0 at=10:45 seconds=20"]);
    const of = async (...args: string[]) => (await replayed(path, server.port, ["--speed", "max", ...args])).isSame;
    deepStrictEqual([await of(), await of("--ignore", "at=\\S+"), await of("--ignore", "at=\\S+", "--exact")], [
      false,
      true,
      false,
    ]);
    ok(await of("--exact", "--ignore", "at=\\S+|version=\\S+|uptime_s=\\d+|seconds=\\S+"));
  }));

Deno.test("the token that a recording hides is given with --token, and without it nothing is sent", () =>
  withFolder(async (folder) => {
    const config = { token: "correct horse battery" };
    await using server = await startTestServer({ config });
    const path = await recorded(folder, server.tcp.port, {
      async talk(recorder) {
        using client = await RawClient.connect(recorder.address);
        await client.send("AUTH correct ");
        strictEqual(await client.ask("horse battery"), "OK");
        strictEqual(await client.ask("ADD 1"), "OK 1");
      },
    });
    await using fresh = await startTestServer({ config });
    ok((await replayed(path, fresh.tcp.port, ["--token", config.token])).isSame);
    const wrong = await replayed(path, fresh.tcp.port, ["--token", "some other token"]);
    match(wrong.text, / {2}last sent AUTH \(not shown\)\n {2}expected {2}OK\n {2}got {7}ERR unauthorized/);
    await rejects(
      replayed(path, 1),
      /hides the token that connection 1 sent: give it with --token-file or --token, or record with/,
    );
  }));

Deno.test("--json prints an object per difference, and a summary", () =>
  withFolder(async (folder) => {
    const path = written(
      folder,
      "0 #1 opened 127.0.0.1:1",
      "0 #1 > # app/1 ready, type HELP",
      "1 #1 < A",
      "2 #1 > OK \\x1b[1m",
      "3 #1 stopped",
    );
    await using server = new ScriptedServer(() => ["OK 2"]);
    const { text } = await replayed(path, server.port, ["--json", "--speed", "max"]);
    const [begin, difference, end, ...rest] = text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
    deepStrictEqual(begin, {
      event: "begin",
      file: path,
      server: `127.0.0.1:${server.port}`,
      recorded: { server: "127.0.0.1:4000", started: "2026-01-02T00:00:00.000Z", secrets: "hidden" },
    });
    const expected = { connection: 1, kind: "reply", line: 2, sent: "A", expected: "OK \\x1b[1m", got: "OK 2" };
    deepStrictEqual(difference, { event: "difference", ...expected });
    deepStrictEqual({ ...end, seconds: 0 }, { event: "end", connections: 1, sent: 1, same: 1, different: 1, seconds: 0 });
    deepStrictEqual(rest, []);
  }));

Deno.test("a file that is no recording, or has a wrong line, is refused before anything is sent", () =>
  withFolder(async (folder) => {
    const path = join(folder, "notes.txt");
    await rejects(
      replayed(path, 1),
      /can't read \S+notes\.txt \(No such file or directory\): name a file that app record made/,
    );
    Deno.writeTextFileSync(path, "");
    await rejects(replayed(path, 1), /notes\.txt is empty/);
    Deno.writeTextFileSync(path, "hello\n");
    await rejects(
      replayed(path, 1),
      /notes\.txt is no recording: it begins with "hello", not with app-recording 1; name a file/,
    );
    await using server = new ScriptedServer(() => []);
    const wrong = written(folder, "0 #1 opened x", "1 #1 < A", "2 #1 ? B");
    await rejects(replayed(wrong, server.port), /written\.txt, line 8: "\? B" is nothing that happens to a connection/);
    deepStrictEqual(server.received, []);
  }));

Deno.test("a server that is not there is said", () =>
  withFolder(async (folder) => {
    const path = written(folder, "0 #1 opened x");
    await rejects(replayed(path, 1), /nothing listens at 127\.0\.0\.1:1: start the server, or look at its port/);
  }));

Deno.test("long lines are compared whole, and a difference at their end is found", () =>
  withFolder(async (folder) => {
    const long = `OK ${"7".repeat(200_000)}`;
    await using server = new ScriptedServer((line) => [`${long}${line}`]);
    const path = await recorded(folder, server.port, {
      async talk(recorder) {
        using client = await RawClient.connect(recorder.address);
        await client.ask("1");
      },
    });
    ok((await replayed(path, server.port)).isSame);
    await using other = new ScriptedServer(() => [`${long}2`]);
    strictEqual((await replayed(path, other.port)).isSame, false);
  }));
