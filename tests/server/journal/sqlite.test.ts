import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import fc from "fast-check";
import { RequestError } from "../../../protocol/request_error.ts";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import { Engine } from "../../../server/engine/engine.ts";
import { checkJournal } from "../../../server/journal/check.ts";
import { checksum } from "../../../server/journal/checksum.ts";
import { migrate, MIGRATIONS } from "../../../server/journal/schema.ts";
import { SqliteJournal, type SqliteJournalOptions } from "../../../server/journal/sqlite.ts";
import { loadState } from "../../../server/journal/stored_state.ts";
import { OperatorError } from "../../../server/operator_error.ts";
import type { QuizChange } from "../../../server/services/quiz/changes.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { withFolder } from "../../support/folder.ts";
import { histories, stepsOf } from "../../support/random_changes.ts";
import { seededRandom } from "../../../server/seeded_random.ts";
import { applyChange, TestState } from "../../support/test_state.ts";

/** A state, and the journal that it is kept in. */
class Kept {
  readonly state = new TestState();
  readonly journal: SqliteJournal;
  /** How many slices of what the journal has to do come behind each batch, and what is left of it. */
  readonly #slices: number;
  #work: Iterator<void> | null = null;

  constructor(path: string, { slices = Infinity, ...options }: Partial<SqliteJournalOptions> & { slices?: number } = {}) {
    this.#slices = slices;
    this.journal = new SqliteJournal(path, { sync: "normal", ...options });
    this.journal.replay(this.state);
  }

  /** Does what the engine does with a batch. */
  do(batch: ChangeBatch): void {
    this.journal.commit(batch);
    for (let i = 0; i < batch.length; i++) {
      try {
        applyChange(batch, i);
      } catch (error) {
        // A history has much in it that is not allowed.
        if (!(error instanceof RequestError)) throw error;
      }
    }
    this.#work = this.journal.compact(this.state) ?? this.#work;
    for (let i = 0; i < this.#slices && this.work(); i++);
  }

  /** Does a slice of what the journal has to do. @returns whether there may be more */
  work(): boolean {
    try {
      if (this.#work && !this.#work.next().done) return true;
    } catch (error) {
      this.#work = null;
      throw error;
    }
    this.#work = null;
    return false;
  }

  clear(): void {
    const batch = new ChangeBatch();
    batch.push(this.state.array.clear, { numbers: new Float64Array(0), count: 0 }, NOBODY);
    this.do(batch);
  }

  add(...values: number[]): void {
    const batch = new ChangeBatch();
    batch.push(this.state.array.add, { numbers: Float64Array.from(values), count: values.length }, NOBODY);
    this.do(batch);
  }

  /** Adds the integers from 0 on. */
  addFirst(count: number): void {
    const batch = new ChangeBatch();
    batch.push(this.state.array.add, { numbers: Float64Array.from({ length: count }, (_, i) => i), count }, NOBODY);
    this.do(batch);
  }

  content() {
    return { ...this.state.content(), hash: this.state.hash() };
  }

  /** @returns what it held */
  close() {
    const content = this.content();
    this.journal.close();
    return content;
  }
}

/** A game that has no questions, and an answer in it: that throws something other than a RequestError, as a bug does. */
const ANSWER_TO_NOTHING: readonly QuizChange[] = [
  { type: "join", token: "t", name: "n", questions: [], at: 1 },
  { type: "answer", token: "t", value: 1, at: 2 },
];

function contentOf(path: string, options: Partial<SqliteJournalOptions> = {}) {
  return new Kept(path, options).close();
}

Deno.test("replaying the journal gives exactly the live state, whatever happened and wherever it was compacted", () =>
  withFolder((folder) => {
    let file = 0;
    const seen = { finished: 0, games: 0, waiting: 0, values: 0, counters: 0 };
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(0, 300, 3000, 1e9),
        fc.constantFrom(1, 7, 1e9),
        fc.constantFrom({ slices: Infinity }, { slices: 1, sliceBytes: 1 }, { slices: 3, sliceBytes: 100 }),
        (history, compactBytes, mostValues, slicing) => {
          const path = join(folder, `${++file}.db`);
          let live = new Kept(path, { compactBytes, mostValues, ...slicing });
          for (const { batchFor, reopened } of stepsOf(history)) {
            live.do(batchFor(live.state));
            if (!reopened) continue;
            const before = live.close();
            live = new Kept(path, { compactBytes, mostValues, ...slicing });
            deepStrictEqual(live.content(), before);
          }
          const content = live.close();
          deepStrictEqual(contentOf(path), content);
          const { array: { list }, quiz: { quiz }, counter: { counters } } = live.state;
          seen.finished += quiz.leaderboard.count;
          seen.games += quiz.playerCount;
          seen.waiting += [...quiz.line()].length;
          seen.values += list.count;
          seen.counters += counters.count;
        },
      ),
      { numRuns: 150 },
    );
    for (const [what, count] of Object.entries(seen)) ok(count > 0, `the histories had no ${what}`);
  }));

Deno.test("what another did not close is all there: the file of a process that was killed", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path);
    live.add(3, 1, 2);
    for (const name of ["app.db", "app.db-wal"]) Deno.copyFileSync(join(folder, name), join(folder, `killed-${name}`));
    live.journal.close();
    deepStrictEqual(contentOf(join(folder, "killed-app.db")).array, [1, 2, 3]);
  }));

Deno.test("the file stays in proportion to the state, however many changes led to it", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 20_000 });
    const random = seededRandom(1);
    for (let i = 0; i < 2000; i++) {
      live.add(...Array.from({ length: 20 }, () => Math.floor(random() * 1e6)));
      if (i % 50 === 0) live.clear();
    }
    const content = live.close();
    const { size } = Deno.statSync(path);
    ok(size < 200_000, `${size} bytes for ${content.array.length} values`);
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("a file whose making was broken off is made anew", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    for (const name of ["app.db.new", "app.db.new-journal"]) Deno.writeTextFileSync(join(folder, name), "half");
    const live = new Kept(path);
    live.add(1);
    live.journal.close();
    deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["app.db"]);
    deepStrictEqual(contentOf(path).array, [1]);
  }));

Deno.test("a damaged page is told, also where SQLite's own check was not made", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path);
    for (let i = 0; i < 200; i++) live.add(...Array(40).fill(i));
    live.journal.close();
    const sound = Deno.readFileSync(path);
    for (let page = 2; page < sound.length / 4096; page++) {
      const damaged = sound.slice();
      damaged.fill(0xff, 4096 * page, 4096 * page + 16);
      Deno.writeFileSync(path, damaged);
      const db = new DatabaseSync(path, { readOnly: true });
      const state = new TestState();
      let told = false;
      try {
        loadState(db, state);
      } catch {
        told = true;
      }
      db.close();
      const { count } = state.array.list;
      ok(told || count === 8000, `page ${page}: ${count} values, and nothing was told`);
    }
  }));

Deno.test("a batch that is written in several rows is kept wholly or not at all", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { mostValues: 10 });
    live.add(...Array(35).keys());
    using other = new DatabaseSync(path);
    strictEqual(other.prepare("SELECT count(*) AS n FROM change_batch").get()?.n, 4);
    other.exec(
      "CREATE TRIGGER no_third BEFORE INSERT ON change_batch WHEN new.id = 7 BEGIN SELECT RAISE(ABORT, 'not now'); END",
    );
    throws(() => live.add(...Array(35).fill(77)), /not now/);
    other.exec("DROP TRIGGER no_third");
    live.add(99);
    const content = live.content();
    deepStrictEqual(content.array, [...Array(35).keys(), 99]);
    live.journal.close();
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("a commit that fails has kept nothing, and the next one goes on", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path);
    live.add(1);
    using other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    throws(() => live.add(2), /database is locked/);
    other.exec("ROLLBACK");
    live.add(3);
    const content = live.content();
    deepStrictEqual(content.array, [1, 3]);
    live.journal.close();
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("a compaction that fails leaves all as it was, and is tried again", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 100 });
    using other = new DatabaseSync(path);
    other.exec("CREATE TRIGGER no_snapshot BEFORE INSERT ON snapshot BEGIN SELECT RAISE(ABORT, 'not now'); END");
    throws(() => live.add(1, ...Array(100).fill(2)), /not now/);
    live.add(3);
    other.exec("DROP TRIGGER no_snapshot");
    for (let i = 0; i < 10; i++) live.add(4);
    const content = live.close();
    strictEqual(other.prepare("SELECT count(*) AS n FROM snapshot").get()?.n, 1);
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("the state is written down in slices, with changes in between, and a process that is killed at any of them loses nothing", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 20_000, sliceBytes: 500, slices: 0 });
    const random = seededRandom(3);
    const killed = join(folder, "killed.db");
    let slices = 0;
    for (let i = 0; i < 300; i++) {
      live.add(...Array.from({ length: 20 + i % 50 }, () => Math.floor(random() * 1e6)));
      for (const suffix of ["", "-wal"]) Deno.copyFileSync(path + suffix, killed + suffix);
      deepStrictEqual(checkJournal(killed, new TestState()).problems, []);
      const found = new Kept(killed);
      strictEqual(found.state.hash(), live.state.hash());
      // What was left over is gone behind the first change.
      found.add(1);
      found.journal.close();
      using db = new DatabaseSync(killed);
      const { runs, batches } = db.prepare(
        `SELECT (SELECT count(*) FROM snapshot_run, snapshot WHERE position < first OR position >= first + snapshot.count) AS runs,
          (SELECT count(*) FROM change_batch, snapshot WHERE id <= last_batch) AS batches`,
      ).get() ?? {};
      deepStrictEqual([runs, batches], [0, 0]);
      if (live.work()) slices++;
    }
    ok(slices > 50, `only ${slices} slices`);
    const content = live.close();
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("no slice writes much more than it may, however large the state is", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 100_000, slices: 0 });
    live.addFirst(500_000);
    using other = new DatabaseSync(path);
    const written = other.prepare("SELECT coalesce(sum(length(numbers)), 0) AS bytes FROM snapshot_run");
    let before = 0;
    let most = 0;
    for (let more = true; more;) {
      more = live.work();
      const bytes = Number(written.get()?.bytes);
      most = Math.max(most, bytes - before);
      before = bytes;
    }
    strictEqual(before, 4 * 500_000);
    ok(most < 300_000, `${most} bytes in one slice`);
    live.journal.close();
  }));

Deno.test("the file gives back the room that it does not need any more", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 100_000 });
    live.addFirst(1_000_000);
    ok(Deno.statSync(path).size > 4_000_000);
    live.clear();
    ok(Deno.statSync(path).size < 300_000, `${Deno.statSync(path).size} bytes`);
    live.add(7);
    live.journal.close();
    deepStrictEqual(contentOf(path).array, [7]);
  }));

Deno.test("a file that an earlier version made gives back room as well", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const db = new DatabaseSync(path);
    migrate(db, 0, MIGRATIONS.slice(0, 2));
    const insert = db.prepare("INSERT INTO change_batch VALUES (?, ?, ?, ?)");
    const numbers = new Uint8Array(Int32Array.from(Array(100_000).keys()).buffer);
    const changes = JSON.stringify([["array.add@1", 100_000]]);
    for (let id = 1; id <= 10; id++) insert.run(id, changes, numbers, checksum(changes, numbers));
    db.close();
    const live = new Kept(path, { compactBytes: 100_000 });
    strictEqual(live.state.array.list.count, 1_000_000);
    live.clear();
    ok(Deno.statSync(path).size < 300_000, `${Deno.statSync(path).size} bytes`);
    live.journal.close();
    deepStrictEqual(contentOf(path).array, []);
  }));

Deno.test("a file of an earlier version is not rewritten while another program reads it, and is at the next start", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const db = new DatabaseSync(path);
    db.exec("PRAGMA journal_mode = WAL");
    migrate(db, 0, MIGRATIONS.slice(0, 2));
    const isShrinkable = () => {
      using db = new DatabaseSync(path, { readOnly: true });
      return db.prepare("PRAGMA auto_vacuum").get()?.auto_vacuum !== 0;
    };
    db.exec("BEGIN; SELECT * FROM snapshot");
    const live = new Kept(path, { compactBytes: 100 });
    live.add(1, 2, 3);
    live.journal.close();
    strictEqual(isShrinkable(), false);
    db.close();
    deepStrictEqual(contentOf(path).array, [1, 2, 3]);
    strictEqual(isShrinkable(), true);
    deepStrictEqual(contentOf(path).array, [1, 2, 3]);
    deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["app.db"]);
  }));

Deno.test("reading a snapshot takes it run by run", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 100_000 });
    live.addFirst(300_000);
    live.journal.close();
    const state = new TestState();
    let most = 0;
    const { restore } = state.array;
    state.array.restore = ({ numbers }) => {
      const watched = function* () {
        for (const run of numbers) {
          most = Math.max(most, run.length);
          yield run;
        }
      };
      restore.call(state.array, { numbers: watched() });
    };
    deepStrictEqual(checkJournal(path, state).problems, []);
    strictEqual(state.array.list.count, 300_000);
    ok(most > 0 && most <= 1024, `${most} values at once`);
  }));

Deno.test("a sound file that needs more memory than there is is not called damaged", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 0 });
    live.add(1);
    live.journal.close();
    const state = new TestState();
    state.array.restore = () => {
      throw new RangeError("Array buffer allocation failed");
    };
    const message = /app\.db needs more memory than there is \(Array buffer allocation failed\), and was left unchanged/;
    throws(() => checkJournal(path, state), (error) => error instanceof OperatorError && message.test(error.message));
    throws(
      () => new SqliteJournal(path, { sync: "normal" }).replay(state),
      (error) => error instanceof OperatorError && message.test(error.message),
    );
  }));

Deno.test("a journal of an earlier schema is brought up to date, one of a later schema is refused and left as it is", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path);
    live.add(1, 2);
    const content = live.close();
    const migrations = [...MIGRATIONS, "CREATE TABLE note (text TEXT) STRICT; INSERT INTO note VALUES ('new in schema 4')"];
    deepStrictEqual(contentOf(path, { migrations }), content);
    deepStrictEqual(contentOf(path, { migrations }), content);
    using db = new DatabaseSync(path);
    deepStrictEqual(db.prepare("SELECT text FROM note").all().map((row) => row.text), ["new in schema 4"]);
    refuses(path, /app\.db was written by a later version of app \(schema 4, this one knows up to 3\): use that version$/);
  }));

Deno.test("a step to a later schema that fails leaves the journal as it was", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path);
    live.add(1, 2);
    const content = live.close();
    const migrations = [...MIGRATIONS, "DELETE FROM change_batch; DELETE FROM no_such_table"];
    throws(() => new Kept(path, { migrations }), (error) =>
      error instanceof OperatorError && /no such table/.test(error.message));
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("the file of another program is refused and left as it is", () =>
  withFolder((folder) => {
    const text = join(folder, "text.db");
    Deno.writeTextFileSync(text, "It was a dark and stormy night.".repeat(100));
    refuses(
      text,
      /text\.db is damaged or was not written by app \(file is not a database\), and was left unchanged: restore a backup into a new folder/,
    );
    const foreign = join(folder, "foreign.db");
    const db = new DatabaseSync(foreign);
    db.exec("PRAGMA journal_mode = WAL; CREATE TABLE change_batch (id INTEGER PRIMARY KEY)");
    db.close();
    refuses(foreign, /foreign\.db is a database of another program: choose another folder, or move the file away$/);
    const empty = join(folder, "empty.db");
    Deno.writeTextFileSync(empty, "");
    refuses(empty, /empty\.db is damaged or was not written by app \(it is empty\)/);
    const gone = join(folder, "gone.db");
    Deno.writeTextFileSync(`${gone}-wal`, "");
    throws(() => new Kept(gone), (error) =>
      error instanceof OperatorError && /gone\.db is missing, but .*-wal is there/.test(error.message));
    const missing = join(folder, "no", "app.db");
    throws(() =>
      new Kept(missing), (error) => error instanceof OperatorError && /can't be used/.test(error.message));
  }));

Deno.test("a file with one byte changed gives the same state, or is refused and left as it is: never another state", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path, { compactBytes: 5000 });
    const random = seededRandom(7);
    for (let i = 0; i < 60; i++) live.add(...Array.from({ length: 30 }, () => Math.floor(random() * 1e6)));
    const content = live.close();
    const sound = Deno.readFileSync(path);
    let refused = 0;
    for (let i = 0; i < 400; i++) {
      const damaged = sound.slice();
      damaged[Math.floor(random() * damaged.length)] ^= 1 << Math.floor(random() * 8);
      Deno.writeFileSync(path, damaged);
      try {
        deepStrictEqual(contentOf(path), content);
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        deepStrictEqual(Deno.readFileSync(path), damaged);
        match(error.message, /^[^\n]+$/);
        refused++;
      }
      for (const suffix of ["-wal", "-shm"]) removeIfThere(path + suffix);
    }
    ok(refused > 40, `only ${refused} were refused`);
  }));

Deno.test("a batch that was not refused when it was made, and can't be applied, is damage", () =>
  withFolder((folder) => {
    const path = join(folder, "app.db");
    const live = new Kept(path);
    live.add(1);
    const batch = new ChangeBatch();
    const { quiz } = live.state;
    batch.push(quiz.start, { seats: 1, at: 1 }, NOBODY);
    for (const what of ANSWER_TO_NOTHING) batch.push(quiz.change, what, NOBODY);
    live.journal.commit(batch);
    live.journal.close();
    const [problem, ...others] = checkJournal(path, new TestState()).problems;
    match(problem, /^Batch 2 can't be applied: /);
    deepStrictEqual(others, []);
    refuses(path, /app\.db is damaged or was not written by app \(Batch 2 can't be applied: /);
  }));

Deno.test("a change that throws unexpectedly does not make the folder unreadable", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    const journal = new SqliteJournal(path, { sync: "normal" });
    const errors: unknown[] = [];
    const state = new TestState();
    const engine = new Engine({ journal, state, onError: (error) => errors.push(error), onHealth() {} });
    const add = (value: number) => engine.change(state.array.add, { numbers: Float64Array.of(value), count: 1 }, () => {});
    await add(1);
    engine.submit(state.quiz.start, { seats: 1, at: 1 });
    for (const what of ANSWER_TO_NOTHING) engine.submit(state.quiz.change, what);
    await add(2);
    strictEqual(errors.length, 1);
    await add(3);
    journal.close();
    deepStrictEqual(checkJournal(path, new TestState()).problems, []);
    const { hash, ...content } = contentOf(path);
    deepStrictEqual(content, state.content());
    deepStrictEqual([content.array, hash], [[1, 2, 3], state.hash()]);
  }));

Deno.test("commits fail while the file is moved, deleted or replaced, and succeed when it is back", () =>
  withFolder((parent) => {
    const [folder, away] = [join(parent, "data"), join(parent, "away")];
    Deno.mkdirSync(folder);
    const path = join(folder, "app.db");
    const clock = new FakeClock();
    const live = new Kept(path, { clock });
    live.add(1);
    Deno.renameSync(folder, away);
    clock.advance(100);
    throws(() => live.add(2), /app\.db is gone: move it back, or stop the server and restore a backup/);
    throws(() => live.journal.verify(), /app\.db is gone/);
    Deno.mkdirSync(folder);
    Deno.writeTextFileSync(path, "another file");
    throws(() => live.add(2), /app\.db was replaced by another file/);
    Deno.removeSync(folder, { recursive: true });
    throws(() => live.add(2), /app\.db is gone/);
    Deno.renameSync(away, folder);
    live.add(3);
    live.journal.verify();
    const content = live.close();
    deepStrictEqual(content.array, [1, 3]);
    deepStrictEqual(contentOf(path), content);
  }));

Deno.test("the state is not written down in a file that was moved, and is when it is back", () =>
  withFolder((parent) => {
    const [folder, away] = [join(parent, "data"), join(parent, "away")];
    Deno.mkdirSync(folder);
    const path = join(folder, "app.db");
    const clock = new FakeClock();
    const live = new Kept(path, { clock, compactBytes: 1000, sliceBytes: 1000, slices: 0 });
    live.addFirst(5000);
    ok(live.work());
    Deno.renameSync(folder, away);
    clock.advance(100);
    throws(() => live.work(), /app\.db is gone/);
    Deno.renameSync(away, folder);
    live.addFirst(5000);
    while (live.work());
    using db = new DatabaseSync(path, { readOnly: true });
    strictEqual(db.prepare("SELECT count FROM snapshot").get()?.count, 10_000);
    const content = live.close();
    deepStrictEqual(contentOf(path), content);
  }));

function refuses(path: string, message: RegExp): void {
  const before = Deno.readFileSync(path);
  throws(() => new Kept(path), (error) => {
    ok(error instanceof OperatorError, String(error));
    match(error.message, message);
    return true;
  });
  deepStrictEqual(Deno.readFileSync(path), before);
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
