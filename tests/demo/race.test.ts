import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { EventLoop } from "../../demo/race/event_loop.ts";
import { addAll, race } from "../../demo/race/race.ts";
import { withValue } from "../../demo/race/sorted.ts";
import { ProtectedStore, UnprotectedStore } from "../../demo/race/stores.ts";
import { outcome } from "../../demo/race/words.ts";
import { seededRandom } from "../../server/seeded_random.ts";

const RUNS = 20;
const LOAD = { clients: 20, values: 400, signal: new AbortController().signal };

Deno.test("20 of 20 races lose updates without the semaphore", async () => {
  for (let i = 0; i < RUNS; i++) {
    const { there, lost } = await race({ ...LOAD, semaphore: false });
    ok(lost > 0, `run ${i}`);
    ok(there > 0, `run ${i}`);
    strictEqual(there + lost, LOAD.values);
  }
});

Deno.test("none of 20 races loses an update with the semaphore", async () => {
  for (let i = 0; i < RUNS; i++) {
    deepStrictEqual(await race({ ...LOAD, semaphore: true }), {
      clients: LOAD.clients,
      values: LOAD.values,
      semaphore: true,
      there: LOAD.values,
      lost: 0,
    });
  }
});

Deno.test("what is left of a race is in order, and the two stores run the same code", async () => {
  const loop = new EventLoop();
  try {
    for (const store of [new UnprotectedStore(loop), new ProtectedStore(loop)]) {
      await addAll(store, { ...LOAD, loop });
      deepStrictEqual(store.values, store.values.toSorted((a, b) => a - b));
      // One client alone loses nothing in either.
      const before = store.values.length;
      for (const value of [5, 5, -1]) await store.add(value);
      strictEqual(store.values.length, before + 3);
    }
  } finally {
    loop.close();
  }
});

Deno.test("a value goes to its place, and the array before stays as it was", () => {
  const random = seededRandom(1);
  let values: readonly number[] = [];
  for (let i = 0; i < 200; i++) {
    const before = values;
    const value = Math.floor(random() * 50);
    values = withValue(before, value);
    deepStrictEqual(values, [...before, value].toSorted((a, b) => a - b));
    strictEqual(before.length, i);
  }
});

Deno.test("a turn of the event loop lets others have theirs, in order", async () => {
  const loop = new EventLoop();
  const seen: string[] = [];
  const take = async (name: string) => {
    for (let i = 0; i < 2; i++) {
      await loop.turn();
      seen.push(name);
    }
  };
  await Promise.all([take("a"), take("b")]);
  loop.close();
  deepStrictEqual(seen, ["a", "b", "a", "b"]);
});

Deno.test("a race that is interrupted ends", async () => {
  const interruption = new AbortController();
  const racing = race({ clients: 2, values: 20_000, semaphore: true, signal: interruption.signal });
  interruption.abort(new Error("enough"));
  await rejects(racing, /^Error: enough$/);
});

Deno.test("the outcome says how many are there and how many were lost, also if none were", () => {
  const result = (there: number) => ({ clients: 50, values: 10_000, semaphore: false, there, lost: 10_000 - there });
  strictEqual(
    outcome({ without: result(9312), guarded: result(10_000) }),
    "50 clients added 10,000 values. Without the semaphore 9,312 are there, 688 were lost. With it: 10,000.",
  );
  strictEqual(
    outcome({ without: result(10_000), guarded: result(10_000) }),
    "50 clients added 10,000 values. Without the semaphore all are there, by luck: try more clients and values. With it: 10,000.",
  );
});
