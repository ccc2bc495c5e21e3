/** What every journal must do, whatever it keeps its changes in. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { CHANGE, ChangeBatch, NOBODY } from "../../../server/change_batch.ts";
import { Engine } from "../../../server/engine.ts";
import type { Journal } from "../../../server/journal/journal.ts";
import { MemoryJournal } from "../../../server/journal/memory.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { State } from "../../../server/state.ts";
import { withFolder } from "../../support/folder.ts";

const JOURNALS: Record<string, (folder: string) => Journal> = {
  memory: () => new MemoryJournal(),
  sqlite: (folder) => new SqliteJournal(join(folder, "app.db"), { sync: "full" }),
  "sqlite, which compacts after each commit": (folder) =>
    new SqliteJournal(join(folder, "app.db"), { sync: "normal", compactBytes: 0 }),
};

function engineOn(journal: Journal): Engine {
  const fail = (error: unknown) => {
    throw error;
  };
  return new Engine({ journal, quizSeats: 2, onError: fail, onHealth: fail });
}

for (const [name, open] of Object.entries(JOURNALS)) {
  Deno.test(`${name}: a new journal brings nothing with it`, () =>
    withFolder((folder) => {
      const journal = open(folder);
      const state = new State({ quizSeats: 3, emit() {} });
      const before = state.toRecord();
      journal.replay(state);
      deepStrictEqual(state.toRecord(), before);
      strictEqual(state.array.count, 0);
      journal.close();
    }));

  Deno.test(`${name}: changes are committed, applied and answered`, () =>
    withFolder(async (folder) => {
      const journal = open(folder);
      const engine = engineOn(journal);
      await engine.start(1000);
      const changes = await Promise.all([
        engine.change(CHANGE.add, Float64Array.of(5, -3, 2 ** 40)),
        engine.change(CHANGE.remove, Float64Array.of(5, 6)),
        engine.change(CHANGE.add, new Float64Array(0)),
      ]);
      deepStrictEqual(changes.map(({ result, count }) => [result, count]), [[0, 3], [1, 2], [0, 2]]);
      engine.submitDetails(CHANGE.counter, { type: "register", id: 7, at: 2000 });
      await engine.drained;
      strictEqual(engine.counters.get(7)?.connected, true);
      strictEqual((await engine.change(CHANGE.clear, new Float64Array(0))).result, 2);
      journal.close();
    }));

  Deno.test(`${name}: a batch is the caller's again when it is committed`, () =>
    withFolder(async (folder) => {
      const journal = open(folder);
      const state = new State({ quizSeats: 1, emit() {} });
      journal.replay(state);
      const batch = new ChangeBatch();
      for (const value of [1, 2]) {
        batch.push(CHANGE.add, Float64Array.of(value), 1, NOBODY, null);
        await journal.commit(batch);
        state.apply(batch, 0);
        batch.values.fill(99);
        batch.reset();
        journal.compact(state);
      }
      deepStrictEqual([...state.array.slice()], [1, 2]);
      journal.close();
      if (journal instanceof MemoryJournal) return;
      const again = new State({ quizSeats: 1, emit() {} });
      const next = open(folder);
      next.replay(again);
      next.close();
      deepStrictEqual([...again.array.slice()], [1, 2]);
    }));
}
