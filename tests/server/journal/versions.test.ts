/** What becomes of a journal when the services that read it are of another version than those that wrote it. */
import { deepStrictEqual, match, ok, rejects, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "@hono/zod-openapi";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import { NumbersKind, RecordKind } from "../../../server/engine/change_kind.ts";
import { type KeptSnapshot, type ServiceState, type Snapshot, State } from "../../../server/engine/state.ts";
import { backUpJournal } from "../../../server/journal/backup.ts";
import { checkJournal } from "../../../server/journal/check.ts";
import { batchChecksum, snapshotChecksum } from "../../../server/journal/checksum.ts";
import { LaterVersionError } from "../../../server/journal/schema.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { OperatorError } from "../../../server/operator_error.ts";
import { withFolder } from "../../support/folder.ts";
import { TestState } from "../../support/test_state.ts";

const OldEntry = z.strictObject({ text: z.string() });
const Entry = z.strictObject({ text: z.string(), mood: z.string() });

/** A service that keeps a diary, as its first version was. */
class OldDiary implements ServiceState {
  readonly name = "diary";
  readonly version = 1;
  entries: z.infer<typeof OldEntry>[] = [];

  readonly write = new RecordKind({
    name: "diary.write",
    version: 1,
    read: (kept) => OldEntry.parse(kept),
    apply: (entry) => this.entries.push(entry),
  });

  readonly kinds = [this.write];

  snapshot(): Snapshot {
    return { record: this.entries };
  }

  restore({ record }: KeptSnapshot): void {
    this.entries = OldEntry.array().parse(record);
  }

  summary(): Record<string, number> {
    return { entries: this.entries.length };
  }
}

/** Its second version: each entry has a mood, and may be torn out. */
class Diary implements ServiceState {
  readonly name = "diary";
  readonly version = 2;
  entries: z.infer<typeof Entry>[] = [];
  /** The versions of what was read. */
  readonly versions: number[] = [];

  readonly write = new RecordKind({
    name: "diary.write",
    version: 2,
    read: (kept, version) => {
      this.versions.push(version);
      return version === 1 ? { ...OldEntry.parse(kept), mood: "unknown" } : Entry.parse(kept);
    },
    apply: (entry) => this.entries.push(entry),
  });

  readonly tear = new NumbersKind({
    name: "diary.tear",
    version: 1,
    apply: (values, start, end) => {
      for (const number of values.subarray(start, end)) this.entries[number].text = "";
      return end - start;
    },
  });

  readonly kinds = [this.write, this.tear];

  snapshot(): Snapshot {
    return { record: this.entries };
  }

  restore({ record, version }: KeptSnapshot): void {
    this.versions.push(version);
    const old = () => OldEntry.array().parse(record).map(({ text }) => ({ text, mood: "unknown" }));
    this.entries = version === 1 ? old() : Entry.array().parse(record);
  }

  summary(): Record<string, number> {
    return { entries: this.entries.length };
  }
}

/** Opens a journal, does something, and closes it. */
function use(path: string, state: State, what: (journal: SqliteJournal) => void = () => {}): void {
  const journal = new SqliteJournal(path, { sync: "normal" });
  try {
    journal.replay(state);
    what(journal);
  } finally {
    journal.close();
  }
}

/** A batch of one entry with this text. */
function oldEntry(diary: OldDiary, text: string): ChangeBatch {
  const batch = new ChangeBatch();
  batch.push(diary.write, { text }, NOBODY);
  return batch;
}

/** Writes changes down as a first version did: some in a snapshot, some in rows. */
function writeOld(path: string, { inSnapshot, inRows }: { inSnapshot: readonly string[]; inRows: readonly string[] }): void {
  const diary = new OldDiary();
  const state = new State([diary]);
  use(path, state, (journal) => {
    for (const text of inSnapshot) {
      journal.commit(oldEntry(diary, text));
      diary.entries.push({ text });
    }
    if (inSnapshot.length > 0) journal.compact(state, { now: true });
    for (const text of inRows) journal.commit(oldEntry(diary, text));
  });
}

/** Puts a row behind the others, as another version of the program may have written it. */
function addRow(path: string, changes: unknown, numbers = new Uint8Array(0)): void {
  using db = new DatabaseSync(path);
  const text = JSON.stringify(changes);
  const sql =
    "SELECT 1 + max((SELECT coalesce(max(id), 0) FROM change_batch), coalesce(max(last_batch), 0)) AS id FROM snapshot";
  const id = Number(db.prepare(sql).get()?.id);
  db.prepare("INSERT INTO change_batch VALUES (?, ?, ?, ?)").run(id, text, numbers, batchChecksum(id, text, numbers));
}

/** Puts a part behind the others of the snapshot. */
function addPart(path: string, part: unknown): void {
  using db = new DatabaseSync(path);
  const { record, last_batch, first, count } = db.prepare("SELECT * FROM snapshot").get() ?? {};
  const parts: unknown = JSON.parse(String(record));
  ok(Array.isArray(parts));
  const text = JSON.stringify([...parts, part]);
  db.prepare("UPDATE snapshot SET record = ?, crc = ?").run(
    text,
    snapshotChecksum({ lastBatch: Number(last_batch), first: Number(first), count: Number(count) }, text),
  );
}

/** The journal can't be taken up, since a later version wrote what is named, and is left as it is. */
function refusesLater(path: string, state: () => State, what: string): void {
  const before = Deno.readFileSync(path);
  for (const read of [() => use(path, state()), () => void checkJournal(path, state())]) {
    throws(read, (error) => {
      ok(error instanceof OperatorError, String(error));
      ok(error.cause instanceof LaterVersionError);
      strictEqual(
        error.message,
        `${path} can't be read: ${what} needs a newer version of app, or one that has this service`,
      );
      return true;
    });
  }
  deepStrictEqual(Deno.readFileSync(path), before);
}

Deno.test("the second version of a service reads the changes and the snapshots that the first wrote", () =>
  withFolder((folder) => {
    const unknown = (text: string) => ({ text, mood: "unknown" });
    const cases = [
      { inSnapshot: [], inRows: ["one", "two"], versions: [1, 1] },
      { inSnapshot: ["one", "two"], inRows: [], versions: [1] },
      { inSnapshot: ["one"], inRows: ["two"], versions: [1, 1] },
    ];
    for (const [i, { versions, ...old }] of cases.entries()) {
      const path = join(folder, `${i}.db`);
      writeOld(path, old);

      const first = new Diary();
      use(path, new State([first]), (journal) => {
        deepStrictEqual(first.entries, [unknown("one"), unknown("two")]);
        deepStrictEqual(first.versions, versions);
        const batch = new ChangeBatch();
        batch.push(first.write, { text: "three", mood: "merry" }, NOBODY);
        journal.commit(batch);
      });

      const second = new Diary();
      const state = new State([second]);
      use(path, state, (journal) => {
        deepStrictEqual(second.entries, [unknown("one"), unknown("two"), { text: "three", mood: "merry" }]);
        deepStrictEqual(second.versions, [...versions, 2]);
        journal.compact(state, { now: true });
      });

      const third = new Diary();
      const again = new State([third]);
      use(path, again);
      deepStrictEqual(third.entries, second.entries);
      deepStrictEqual(third.versions, [2]);
      strictEqual(again.hash(), state.hash());
      deepStrictEqual(checkJournal(path, new State([new Diary()])), {
        problems: [],
        summary: { entries: 3, "kept answers": 0 },
        hash: state.hash(),
      });
    }
  }));

Deno.test("the first version of a service refuses what the second wrote, changes and snapshots", () =>
  withFolder((folder) => {
    const old = () => new State([new OldDiary()]);
    const write = (path: string, what: (diary: Diary, batch: ChangeBatch) => void, compact: boolean) => {
      writeOld(path, { inSnapshot: ["one"], inRows: ["two"] });
      const diary = new Diary();
      const state = new State([diary]);
      use(path, state, (journal) => {
        const batch = new ChangeBatch();
        what(diary, batch);
        journal.commit(batch);
        if (compact) journal.compact(state, { now: true });
      });
    };
    const rows = join(folder, "rows.db");
    write(rows, (diary, batch) => batch.push(diary.write, { text: "three", mood: "merry" }, NOBODY), false);
    refusesLater(rows, old, 'the change "diary.write@2"');

    const newKind = join(folder, "new_kind.db");
    write(newKind, (diary, batch) => batch.push(diary.tear, { numbers: Float64Array.of(0), count: 1 }, NOBODY), false);
    refusesLater(newKind, old, 'the change "diary.tear@1"');

    const snapshot = join(folder, "snapshot.db");
    write(snapshot, () => {}, true);
    refusesLater(snapshot, old, 'the data of "diary"');
  }));

Deno.test("a change of a later version, or of an unknown service, is refused wherever it stands", () =>
  withFolder((folder) => {
    const names = [
      "array.add@2",
      "array.remove@10",
      "quiz.change@2",
      "quiz.start@2",
      "counter.change@99",
      "counter.start@2",
      "array.turn@1",
      "chess.move@1",
      "chess.move",
      "chess",
    ];
    for (const [i, name] of names.entries()) {
      for (const alone of [true, false]) {
        const path = join(folder, `${i}${alone}.db`);
        use(path, new TestState());
        const known = alone ? [] : [["array.clear@1"]];
        const isNumbers = name.startsWith("array.");
        addRow(path, [...known, [name, isNumbers ? 1 : { new: "form" }]], new Uint8Array(isNumbers ? 4 : 0));
        addRow(path, [["array.clear@1"]]);
        refusesLater(path, () => new TestState(), `the change "${name}"`);
      }
    }
  }));

Deno.test("a snapshot's part of a later version, or of an unknown service, is refused", () =>
  withFolder((folder) => {
    const cases = { array: 2, quiz: 4, counter: 2, chess: 1 };
    for (const [service, version] of Object.entries(cases)) {
      const path = join(folder, `${service}.db`);
      const state = new TestState();
      use(path, state, (journal) => journal.compact(state, { now: true }));
      addPart(path, { service, version, count: 0, record: { new: "form" } });
      refusesLater(path, () => new TestState(), `the data of "${service}"`);
    }
  }));

Deno.test("a journal of a later version is not backed up as if it were sound", () =>
  withFolder(async (folder) => {
    const [path, copy] = [join(folder, "app.db"), join(folder, "copy.db")];
    use(path, new TestState());
    addRow(path, [["chess.move@1", { from: "e2", to: "e4" }]]);
    await rejects(backUpJournal(path, copy, { state: new TestState() }), (error) => {
      ok(error instanceof OperatorError);
      match(error.message, /the change "chess\.move@1" needs a newer version of app/);
      return true;
    });
    deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.startsWith("copy")), []);
  }));

Deno.test("what no version can have written is damage, and not called a later version", () =>
  withFolder((folder) => {
    const rows: unknown[] = [
      [["quiz.change@1", { type: "join" }]],
      [["quiz.start@1", { seats: "many", at: 1 }]],
      [["counter.change@1", { type: "value", id: 0, value: 0.5, at: 1 }]],
      [["counter.change@1", 3]],
      [["array.add@1", 1]],
      {},
    ];
    for (const [i, row] of rows.entries()) {
      const path = join(folder, `${i}.db`);
      use(path, new TestState());
      addRow(path, row);
      throws(() => use(path, new TestState()), (error) => {
        ok(error instanceof OperatorError, String(error));
        match(error.message, /^\S+ is damaged or was not written by app \([^\n]+\), and was left unchanged: restore a backup/);
        return true;
      });
    }
  }));
