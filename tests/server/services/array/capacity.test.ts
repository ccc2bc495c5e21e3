import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { Waiter } from "../../../../server/engine/change_batch.ts";
import { Engine } from "../../../../server/engine/engine.ts";
import type { Journal } from "../../../../server/engine/journal.ts";
import { MemoryJournal } from "../../../../server/journal/memory.ts";
import { SqliteJournal } from "../../../../server/journal/sqlite.ts";
import { withFolder } from "../../../support/folder.ts";
import { RawClient } from "../../../support/raw_client.ts";
import { startTestServer } from "../../../support/test_server.ts";
import { TestState } from "../../../support/test_state.ts";

type Operation = readonly [kind: "add" | "remove" | "clear", values: readonly number[]];

const operation: fc.Arbitrary<Operation> = fc.tuple(
  fc.constantFrom("add", "add", "remove", "clear"),
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 6 }),
);

/** An engine whose array takes so many values, and what does an operation: its result, or `null` if it was refused. */
function engineOn(journal: Journal, max: number, maxWorkedOut = 5) {
  const state = new TestState();
  state.array.gate.max = max;
  state.array.gate.maxWorkedOut = maxWorkedOut;
  const fail = (error: unknown) => {
    throw error;
  };
  const engine = new Engine({ journal, state, onError: fail, onHealth: fail });
  const perform = ([kind, values]: Operation): Promise<number | null> => {
    const what = { numbers: Float64Array.from(kind === "clear" ? [] : values), count: kind === "clear" ? 0 : values.length };
    return engine.change<typeof what, number, number | null>(state.array[kind], what, (result) => result)
      .catch((error) => error.code === "too-many-values" ? null : fail(error));
  };
  return { engine, state, perform };
}

/** What operations come to, one by one. */
function model(operations: readonly Operation[], max: number): { results: (number | null)[]; values: number[] } {
  let values: number[] = [];
  const results = operations.map(([kind, given]) => {
    if (kind === "clear") return values.splice(0).length;
    if (kind === "add") {
      if (given.length > 0 && values.length + given.length > max) return null;
      values = [...values, ...given];
      return given.length;
    }
    return given.filter((value) => {
      const at = values.indexOf(value);
      if (at >= 0) values.splice(at, 1);
      return at >= 0;
    }).length;
  });
  return { results, values: values.toSorted((a, b) => a - b) };
}

Deno.test("the limit holds exactly, as if each change came alone, however they come together, and replay does not depend on it", () =>
  withFolder(async (folder) => {
    let [file, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(operation, { maxLength: 12 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 30 }),
        async (batches, max, maxWorkedOut) => {
          const path = join(folder, `${++file}.db`);
          const journal = new SqliteJournal(path, { sync: "normal" });
          const { engine, state, perform } = engineOn(journal, max, maxWorkedOut);
          const results: (number | null)[] = [];
          for (const batch of batches) results.push(...await Promise.all(batch.map(perform)));
          const expected = model(batches.flat(), max);
          deepStrictEqual(results, expected.results);
          deepStrictEqual([...state.array.list.slice()], expected.values);
          await engine.drained;
          await engine.stop();
          journal.close();
          const again = new SqliteJournal(path, { sync: "normal" });
          const replayed = engineOn(again, 1);
          again.close();
          deepStrictEqual([...replayed.state.array.list.slice()], expected.values);
          refused += results.filter((result) => result === null).length;
        },
      ),
      { numRuns: 100 },
    );
    ok(refused > 50, `only ${refused} were refused`);
  }));

Deno.test("what is refused is not kept, and changes nothing", async () => {
  const kept: number[][] = [];
  class Probe extends MemoryJournal {
    override commit(batch: Parameters<MemoryJournal["commit"]>[0]): void {
      kept.push([...batch.values.subarray(0, batch.start(batch.length))]);
    }
  }
  const { perform, state } = engineOn(new Probe(), 3);
  deepStrictEqual(await Promise.all(([["add", [1, 2]], ["add", [3, 4]], ["add", [5]]] as const).map(perform)), [2, null, 1]);
  deepStrictEqual([await perform(["add", [6]]), await perform(["remove", [1]]), await perform(["add", [6]])], [null, 1, 1]);
  deepStrictEqual(kept, [[1, 2, 5], [1], [6]]);
  deepStrictEqual([...state.array.list.slice()], [2, 5, 6]);
});

Deno.test("an array that is over a lowered limit can be read and emptied, and takes nothing more", async () => {
  const { perform, state } = engineOn(new MemoryJournal(), 10);
  await perform(["add", [1, 2, 3, 4]]);
  state.array.gate.max = 2;
  deepStrictEqual([await perform(["add", [5]]), await perform(["remove", [1, 2, 3]]), await perform(["add", [5]])], [
    null,
    3,
    1,
  ]);
});

Deno.test("a waiter is told in the order of its changes, and settled once, also where some of them had to wait", async () => {
  const { engine, state } = engineOn(new MemoryJournal(), 2, 0);
  const events: unknown[] = [];
  const waiter = (name: string): Waiter<number> => ({
    applied: (result) => void events.push(`${name} ${result}`),
    failed: (error) => void events.push(`${name} ${(error as { code: string }).code}`),
    settled: () => void events.push(`${name} settled`),
  });
  const [a, b] = [waiter("a"), waiter("b")];
  const { add, remove } = state.array;
  const numbers = (...values: number[]) => ({ numbers: Float64Array.from(values), count: values.length });
  engine.submit(add, numbers(1, 2), a);
  engine.submit(add, numbers(3), a);
  engine.submit(remove, numbers(1), a);
  engine.submit(add, numbers(4), a);
  engine.submit(add, numbers(5), b);
  await engine.drained;
  deepStrictEqual(events, ["a 2", "a too-many-values", "a 1", "a 1", "b too-many-values", "a settled", "b settled"]);
});

Deno.test("clients are told what does not fit and what to do", async () => {
  await using server = await startTestServer({ config: { maxValues: 3 } });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("ADD 1 2"), "OK 2");
  match(
    await client.ask("SORT 5 4"),
    /^ERR too-many-values 2 more values do not fit: the array has 2 and takes at most 3: remove some first$/,
  );
  strictEqual(await client.ask("COUNT"), "OK 2");
  const post = (path: string, values: number[]) =>
    fetch(`http://127.0.0.1:${server.http.port}${path}`, {
      method: "POST",
      body: JSON.stringify({ values }),
      headers: { "content-type": "application/json" },
    });
  for (const path of ["/api/array", "/api/array/sort"]) {
    const refused = await post(path, [7, 8]);
    strictEqual(refused.status, 507);
    strictEqual((await refused.json()).code, "too-many-values");
  }
  strictEqual((await (await post("/api/array", [7])).json()).count, 3);
  strictEqual(await client.ask("GET"), "OK 1 2 7");
});

Deno.test("changes that depend on one another at the limit are still kept together", async () => {
  let commits = 0;
  class Probe extends MemoryJournal {
    override commit(): void {
      commits++;
    }
  }
  const { perform } = engineOn(new Probe(), 3, 16_384);
  await perform(["add", [1, 1, 1]]);
  commits = 0;
  const pairs = Array.from({ length: 500 }, (): Operation[] => [["remove", [1]], ["add", [1]]]).flat();
  deepStrictEqual(new Set(await Promise.all(pairs.map(perform))), new Set([1]));
  strictEqual(commits, 1);
});
