/**
 * Data that version 0.1.0 wrote, before services had versions, is read as that version read it. `app-0.1.0.db` has a snapshot and
 * batches; `app-0.1.0.json` is what that version answered when it had opened the file.
 */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { formatAddress } from "../../../protocol/address.ts";
import { backUpJournal } from "../../../server/journal/backup.ts";
import { checkJournal } from "../../../server/journal/check.ts";
import { checksum } from "../../../server/journal/checksum.ts";
import { MIGRATIONS } from "../../../server/journal/schema.ts";
import { SqliteJournal, type SqliteJournalOptions } from "../../../server/journal/sqlite.ts";
import { ROOT } from "../../support/documents.ts";
import { withFolder } from "../../support/folder.ts";
import { QuizPlayer, solve } from "../../support/quiz_player.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../support/test_server.ts";
import { TestState } from "../../support/test_state.ts";

const FIXTURES = join(ROOT, "tests", "fixtures");
const PATHS = {
  stats: "/api/array/stats",
  array: "/api/array",
  leaderboard: "/api/quiz/leaderboard",
  players: "/api/quiz/players",
  counters: "/api/counters",
};
const SUMMARY = {
  values: 1510,
  "finished games": 1,
  "unfinished games": 3,
  rooms: 0,
  "question sets": 0,
  counters: 2,
  "archived classes": 0,
  "kept answers": 0,
};

type Answers = Record<keyof typeof PATHS, unknown>;

/** Runs something with a copy of the old file. */
function withOldFile(use: (path: string) => void | Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const path = join(folder, "app.db");
    Deno.copyFileSync(join(FIXTURES, "app-0.1.0.db"), path);
    await use(path);
  });
}

function oldAnswers(): Answers {
  return JSON.parse(Deno.readTextFileSync(join(FIXTURES, "app-0.1.0.json")));
}

/** A server on the file. Its tokens are new ones. */
function start(path: string, options: Partial<SqliteJournalOptions> = {}): Promise<TestServer> {
  return startTestServer({ journal: new SqliteJournal(path, { sync: "normal", ...options }), config: { quizSeats: 2 } });
}

async function answers(server: TestServer): Promise<Answers> {
  const get = async (path: string) => await (await fetch(`http://${formatAddress(server.http)}${path}`)).json();
  const [stats, array, leaderboard, players, counters] = await Promise.all(Object.values(PATHS).map(get));
  return { stats, array, leaderboard, players, counters };
}

/** What stands in the tables. */
function tablesOf(path: string) {
  using db = new DatabaseSync(path, { readOnly: true });
  return {
    schema: db.prepare("PRAGMA user_version").get()?.user_version,
    snapshot: JSON.parse(String(db.prepare("SELECT record FROM snapshot").get()?.record)),
    batches: db.prepare("SELECT changes FROM change_batch ORDER BY id").all().map(({ changes }) => String(changes)),
  };
}

/** Takes up the game of an old token. @returns the reply, and the line behind it */
async function resume(client: RawClient, token: string, beginning: string): Promise<[string, string]> {
  const reply = await client.ask(`RESUME ${token}`);
  return [reply, await new QuizPlayer(client).until(beginning)];
}

Deno.test("a server answers with old data what the old version answered", () =>
  withOldFile(async (path) => {
    const { schema, snapshot, batches } = tablesOf(path);
    strictEqual(schema, 1);
    deepStrictEqual(Object.keys(snapshot), ["quiz", "counters"]);
    for (const name of ["add", "remove", "quiz", "counter", "start"]) {
      ok(batches.some((changes) => changes.includes(`["${name}",`)), `the old file has no ${name}`);
    }
    {
      await using server = await start(path);
      deepStrictEqual(await answers(server), oldAnswers());
    }
    // It was rewritten, so that it can give back room, and is read again.
    const now = tablesOf(path);
    strictEqual(now.schema, MIGRATIONS.length);
    ok(Array.isArray(now.snapshot) && now.batches.length < batches.length);
    await using server = await start(path);
    deepStrictEqual(await answers(server), oldAnswers());
  }));

Deno.test("the old tokens are good: a game goes on, one that is over tells its result, a counter is taken back", () =>
  withOldFile(async (path) => {
    await using server = await start(path);
    using eve = await RawClient.connect(server.tcp);
    deepStrictEqual(await resume(eve, "fixture-token-2", "* question "), [
      "OK token=fixture-token-2 questions=10 name=Eve",
      "* question 3/10 0 / 8",
    ]);
    using ben = await RawClient.connect(server.tcp);
    strictEqual((await resume(ben, "fixture-token-4", "* question "))[0], "OK token=fixture-token-4 questions=10 name=Ben");
    using ada = await RawClient.connect(server.tcp);
    deepStrictEqual(await resume(ada, "fixture-token-1", "* result "), [
      "OK token=fixture-token-1 questions=10 name=Ada",
      "* result marks=7.75 correct=8 wrong=1 skipped=1 seconds=0.000 rank=1 games=1 message=You did great!",
    ]);
    using counting = await RawClient.connect(server.tcp);
    strictEqual(await counting.ask("COUNTER 42 fixture-token-6"), "OK id=42 value=101 increment=95 token=fixture-token-6");
    using given = await RawClient.connect(server.tcp);
    match(await given.ask("RESUME fixture-token-7"), /^ERR no-quiz the game of this token is over/);
  }));

Deno.test("old data with new changes is written down whole, and all of it is kept", () =>
  withOldFile(async (path) => {
    const old = oldAnswers();
    let before: Answers;
    {
      await using server = await start(path, { compactBytes: 100 });
      using client = await RawClient.connect(server.tcp);
      strictEqual(await client.ask("SORT 5 -7 5"), "OK -7 5 5");
      strictEqual(await client.ask("COUNTER 42 fixture-token-6"), "OK id=42 value=101 increment=95 token=fixture-token-6");
      // More than the old snapshot has: then it is time for a new one.
      strictEqual(await client.ask(`ADD ${[...Array(5000).keys()].join(" ")}`), "OK 5000");
      strictEqual(await client.ask("VALUE 196"), "OK 196");
      using eve = await RawClient.connect(server.tcp);
      await resume(eve, "fixture-token-2", "* question ");
      strictEqual(await eve.ask("0"), "OK correct marks=1.75");
      using fay = await QuizPlayer.join(server.tcp, "Fay");
      match(fay.lines[0], / waiting=2 /);
      before = await answers(server);
      notEqualIn(before, old, ["stats", "array", "players", "counters"]);
      deepStrictEqual(before.leaderboard, old.leaderboard);
    }
    const { snapshot, batches } = tablesOf(path);
    const parts: { service: string; version: number; count: number }[] = snapshot;
    deepStrictEqual(parts.map(({ service, version, count }) => [service, version, count]), [
      ["array", 1, 6513],
      ["quiz", 3, 0],
      ["counter", 1, 0],
      ["archive", 1, 0],
      ["requests", 1, 0],
    ]);
    ok(
      batches.length > 0 && batches.every((changes) => changes.includes("@1")),
      "there are batches behind it, of the new form",
    );
    const { problems, summary } = checkJournal(path, new TestState());
    deepStrictEqual(problems, []);
    deepStrictEqual(summary, { ...SUMMARY, values: 6513, "unfinished games": 4 });

    await using server = await start(path);
    const { array, stats, leaderboard, players, counters } = await answers(server);
    deepStrictEqual({ array, stats, leaderboard }, {
      array: before.array,
      stats: before.stats,
      leaderboard: before.leaderboard,
    });
    deepStrictEqual(players, {
      players: [
        { name: "Eve", state: "playing", away: true, question: 4, place: 0, marks: 1.75 },
        { name: "Ben", state: "playing", away: true, question: 2, place: 0, marks: 1 },
        { name: "Dan", state: "waiting", away: true, question: null, place: 1, marks: 0 },
        { name: "Fay", state: "waiting", away: true, question: null, place: 2, marks: 0 },
      ],
    });
    deepStrictEqual(counters, {
      counters: [
        { id: 0, value: 7, increment: 54, connected: false, writtenAt: "2026-01-02T03:04:13.000Z" },
        { id: 42, value: 196, increment: 95, connected: false, writtenAt: "2026-01-02T03:04:05.000Z" },
      ],
    });
    using eve = await RawClient.connect(server.tcp);
    deepStrictEqual(await resume(eve, "fixture-token-2", "* question 4/10"), [
      "OK token=fixture-token-2 questions=10 name=Eve",
      "* question 4/10 0 / 5",
    ]);
    const player = new QuizPlayer(eve);
    const questions = ["0 / 5", "4 - 2", "7 + 5", "2 + 0", "8 * 2", "6 / 6", "3 - 6"];
    for (const [i, question] of questions.entries()) {
      if (i > 0) strictEqual(await player.question(), question);
      strictEqual(await eve.ask(`${solve(question)}`), `OK correct marks=${i + 2}.75`);
    }
    match(await player.until("* result "), /^\* result marks=8\.75 correct=9 wrong=1 skipped=0 .* rank=1 games=2 /);
    using ada = await RawClient.connect(server.tcp);
    match((await resume(ada, "fixture-token-1", "* result "))[1], / marks=7\.75 .* rank=2 games=2 /);
  }));

Deno.test("old data written down whole is the same state, by its hash too", () =>
  withOldFile((path) => {
    const old = checkJournal(path, new TestState());
    deepStrictEqual([old.problems, old.summary], [[], SUMMARY]);
    strictEqual(tablesOf(path).schema, 1, "a check brings nothing up to date");
    const replayed = new TestState();
    const journal = new SqliteJournal(path, { sync: "normal" });
    journal.replay(replayed);
    strictEqual(replayed.hash(), old.hash);
    journal.compact(replayed, { now: true });
    journal.close();
    ok(Array.isArray(tablesOf(path).snapshot));
    deepStrictEqual(tablesOf(path).batches, []);
    deepStrictEqual(checkJournal(path, new TestState()), old);
    const restored = new TestState();
    const again = new SqliteJournal(path, { sync: "normal" });
    again.replay(restored);
    again.close();
    deepStrictEqual(restored.content(), replayed.content());
  }));

Deno.test("an old file is backed up as it is", () =>
  withOldFile(async (path) => {
    const copy = `${path}.copy`;
    const findings = await backUpJournal(path, copy, { state: new TestState() });
    deepStrictEqual(findings, checkJournal(path, new TestState()));
    deepStrictEqual(tablesOf(copy), tablesOf(path));
    await using server = await start(copy);
    deepStrictEqual(await answers(server), oldAnswers());
  }));

Deno.test("what the old file has nothing of is read as well: an emptied array, games and counters without dates and connections", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    // The old version made no more of the schema than this.
    const made = new SqliteJournal(path, { sync: "normal", migrations: MIGRATIONS.slice(0, 1) });
    made.replay(new TestState());
    made.close();
    const questions = Array(10).fill({ left: 7, operator: "+", right: 5 });
    addRow(path, [["start", { seats: 1, at: 1000 }]]);
    addRow(path, [["add", 2], ["clear"], ["add", 3], ["remove", 1]], 1, 2, 9, 8, 7, 8);
    addRow(path, [["quiz", { type: "join", token: "a", name: "Ada", questions, at: 2000 }], ["add", 1]], 5);
    addRow(path, [["quiz", { type: "answer", token: "a", value: 12, at: 3000 }]]);
    addRow(path, [["counter", { type: "register", id: 7, at: 4000 }], ["counter", {
      type: "value",
      id: 7,
      value: 3,
      at: 5000,
    }]]);
    // The first of these was refused, since the game was being played.
    addRow(path, ["resume", "lose", "resume"].map((type, i) => ["quiz", { type, token: "a", at: 6000 + i }]));
    addRow(path, [["clear"], ["add", 1], ["clear"], ["add", 2]], 4, 4, 6);

    const state = new TestState();
    const journal = new SqliteJournal(path, { sync: "normal" });
    journal.replay(state);
    journal.close();
    deepStrictEqual([...state.array.list.slice()], [4, 6]);
    deepStrictEqual(state.quiz.quiz.players(), [
      { name: "Ada", state: "playing", away: false, question: 2, quarters: 4, place: 0 },
    ]);
    deepStrictEqual(state.counter.counters.all(), [
      { id: 7, value: 3, increment: 1, connected: true, writtenAt: 5000, token: null, connection: null },
    ]);
    // A server that was started told both of them by one change.
    addRow(path, [["start", { seats: 0, at: 8000 }]]);
    const next = new TestState();
    const again = new SqliteJournal(path, { sync: "normal" });
    again.replay(next);
    again.close();
    strictEqual(next.counter.counters.get(7)?.connected, false);
    deepStrictEqual(next.quiz.quiz.awayTokens(), ["a"]);
  }));

/** Which of the answers are other ones, and no others. */
function notEqualIn(now: Answers, old: Answers, names: readonly (keyof Answers)[]): void {
  for (const name of names) ok(JSON.stringify(now[name]) !== JSON.stringify(old[name]), `${name} is the same`);
}

/** Puts a row behind the others, with these numbers. */
function addRow(path: string, changes: unknown, ...numbers: number[]): void {
  using db = new DatabaseSync(path);
  const [text, bytes] = [JSON.stringify(changes), new Uint8Array(Int32Array.from(numbers).buffer)];
  db.prepare("INSERT INTO change_batch SELECT coalesce(max(id), 0) + 1, ?, ?, ? FROM change_batch")
    .run(text, bytes, checksum(text, bytes));
}

Deno.test("an old file that is damaged is refused before it is brought up to date, and left as it was", () =>
  withOldFile(async (path) => {
    {
      using db = new DatabaseSync(path);
      db.exec("UPDATE change_batch SET crc = crc + 1 WHERE id = 40");
    }
    const before = Deno.readFileSync(path);
    const refused = await start(path).then(() => "it started", (error) => error.message);
    match(refused, /is damaged .* and was left unchanged/);
    deepStrictEqual(Deno.readFileSync(path), before);
  }));
