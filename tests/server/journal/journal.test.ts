/** What every journal must do, whatever it keeps its changes in. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import type { Numbers } from "../../../server/engine/change_kind.ts";
import { Engine } from "../../../server/engine/engine.ts";
import type { Journal } from "../../../server/engine/journal.ts";
import { MemoryJournal } from "../../../server/journal/memory.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { withFolder } from "../../support/folder.ts";
import { applyChange, TestState } from "../../support/test_state.ts";

const JOURNALS: Record<string, (folder: string) => Journal> = {
  memory: () => new MemoryJournal(),
  sqlite: (folder) => new SqliteJournal(join(folder, "app.db"), { sync: "full" }),
  "sqlite, which compacts after each commit": (folder) =>
    new SqliteJournal(join(folder, "app.db"), { sync: "normal", compactBytes: 0 }),
};

function engineOn(journal: Journal, state: TestState): Engine {
  const fail = (error: unknown) => {
    throw error;
  };
  return new Engine({ journal, state, onError: fail, onHealth: fail });
}

function numbers(...values: number[]): Numbers {
  return { numbers: Float64Array.from(values), count: values.length };
}

for (const [name, open] of Object.entries(JOURNALS)) {
  Deno.test(`${name}: a new journal brings nothing with it`, () =>
    withFolder((folder) => {
      const journal = open(folder);
      const state = new TestState();
      const before = state.content();
      journal.replay(state);
      deepStrictEqual(state.content(), before);
      strictEqual(state.array.list.count, 0);
      journal.close();
    }));

  Deno.test(`${name}: changes are committed, applied and answered`, () =>
    withFolder(async (folder) => {
      const journal = open(folder);
      const state = new TestState();
      const engine = engineOn(journal, state);
      const { array, quiz, counter } = state;
      engine.submit(quiz.start, { seats: 2, at: 1000 });
      engine.submit(counter.start, {});
      await engine.flush();
      const resultAndCount = (result: number) => [result, array.list.count];
      const changes = await Promise.all([
        engine.change(array.add, numbers(5, -3, 2 ** 40), resultAndCount),
        engine.change(array.remove, numbers(5, 6), resultAndCount),
        engine.change(array.add, numbers(), resultAndCount),
      ]);
      deepStrictEqual(changes, [[3, 3], [1, 2], [0, 2]]);
      engine.submit(counter.change, { type: "register", id: 7, at: 2000 });
      await engine.drained;
      strictEqual(counter.counters.get(7)?.connected, true);
      deepStrictEqual(await engine.change(array.clear, numbers(), resultAndCount), [2, 0]);
      journal.close();
    }));

  Deno.test(`${name}: a batch is the caller's again when it is committed`, () =>
    withFolder(async (folder) => {
      const journal = open(folder);
      const state = new TestState();
      journal.replay(state);
      const batch = new ChangeBatch();
      for (const value of [1, 2]) {
        batch.push(state.array.add, numbers(value), NOBODY);
        await journal.commit(batch);
        applyChange(batch, 0);
        batch.values.fill(99);
        batch.reset();
        journal.compact(state);
      }
      deepStrictEqual([...state.array.list.slice()], [1, 2]);
      journal.close();
      if (journal instanceof MemoryJournal) return;
      const again = new TestState();
      const next = open(folder);
      next.replay(again);
      next.close();
      deepStrictEqual([...again.array.list.slice()], [1, 2]);
    }));
}
