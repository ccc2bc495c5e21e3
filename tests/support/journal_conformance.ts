/** What every journal must do, whatever it keeps its changes in. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ChangeBatch, NOBODY } from "../../server/engine/change_batch.ts";
import type { Numbers } from "../../server/engine/change_kind.ts";
import { Engine } from "../../server/engine/engine.ts";
import type { Journal } from "../../server/engine/journal.ts";
import { withFolder } from "./folder.ts";
import { applyChange, TestState } from "./test_state.ts";

/** A journal, and a new state for it. */
export interface Opened {
  readonly journal: Journal;
  readonly state: TestState;
}

export interface JournalKind {
  readonly name: string;
  /** Starts what it is kept by, for as long as a test takes. */
  prepare?(folder: string): Promise<AsyncDisposable>;
  /** Opens a journal on what is kept in a folder. */
  open(folder: string): Opened | Promise<Opened>;
  /** Whether what was changed is there when it is opened again. */
  readonly keeps: boolean;
  /** Whether it can't be tested here. */
  readonly ignore?: boolean;
}

function engineOn({ journal, state }: Opened): Engine {
  const fail = (error: unknown) => {
    throw error;
  };
  return new Engine({ journal, state, onError: fail, onHealth: fail });
}

function numbers(...values: number[]): Numbers {
  return { numbers: Float64Array.from(values), count: values.length };
}

/** Tests that a journal does what it must. */
export function testJournal({ name, prepare, open, keeps, ignore = false }: JournalKind): void {
  const test = (what: string, run: (folder: string) => Promise<void>) => {
    const fn = () =>
      withFolder(async (folder) => {
        await using _ = await prepare?.(folder);
        await run(folder);
      });
    Deno.test({ name: `${name}: ${what}`, ignore, fn });
  };

  test("a new journal brings nothing with it", async (folder) => {
    const { journal, state } = await open(folder);
    const before = state.content();
    await journal.replay(state);
    deepStrictEqual(state.content(), before);
    strictEqual(state.array.list.count, 0);
    await journal.close();
  });

  test("changes are committed, applied and answered", async (folder) => {
    const opened = await open(folder);
    const { journal, state } = opened;
    const engine = engineOn(opened);
    await engine.ready;
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
    await engine.barrier();
    deepStrictEqual(await engine.change(array.clear, numbers(), resultAndCount), [2, 0]);
    await journal.close();
    if (!keeps) return;
    const next = await open(folder);
    await engineOn(next).ready;
    deepStrictEqual(next.state.content(), state.content());
    await next.journal.close();
  });

  test("a batch is the caller's again when it is committed", async (folder) => {
    const { journal, state } = await open(folder);
    await journal.replay(state);
    const batch = new ChangeBatch();
    for (const value of [1, 2]) {
      batch.push(state.array.add, numbers(value), NOBODY);
      await journal.commit(batch);
      applyChange(batch, 0);
      batch.values.fill(99);
      batch.reset();
      journal.applied?.();
      journal.compact(state);
    }
    deepStrictEqual([...state.array.list.slice()], [1, 2]);
    await journal.close();
    if (!keeps) return;
    const next = await open(folder);
    await engineOn(next).ready;
    await next.journal.close();
    deepStrictEqual([...next.state.array.list.slice()], [1, 2]);
  });
}
