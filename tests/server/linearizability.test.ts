import { ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { formatAddress } from "../../protocol/address.ts";
import { NOBODY } from "../../server/engine/change_batch.ts";
import { Engine } from "../../server/engine/engine.ts";
import type { Journal } from "../../server/engine/journal.ts";
import { MemoryJournal } from "../../server/journal/memory.ts";
import { SqliteJournal } from "../../server/journal/sqlite.ts";
import { SortedList } from "../../server/services/array/sorted_list.ts";
import { withFolder } from "../support/folder.ts";
import { type Call, isLinearizable, type Operation } from "../../judge/linearizability.ts";
import { RawClient } from "../support/raw_client.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";

const TCP_CLIENTS = 4;
const REST_CLIENTS = 2;
const CALLS = 8;

/** A journal whose commits take a turn of the event loop, in which others may come. */
class SlowJournal extends MemoryJournal {
  override commit(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const JOURNALS: Record<string, (folder: string) => Journal> = {
  "in memory": () => new MemoryJournal(),
  "in memory, and slow": () => new SlowJournal(),
  "in SQLite": (folder) => new SqliteJournal(join(folder, "app.db"), { sync: "normal", compactBytes: 1000 }),
};

function randomCall(random: () => number): Call {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  const op = pick(["add", "add", "add", "remove", "remove", "count", "get", "get", "clear"] as const);
  if (op !== "add" && op !== "remove") return { op };
  return { op, values: Array.from({ length: 1 + Math.floor(random() * 3) }, () => Math.floor(random() * 3)) };
}

function overTcp(client: RawClient): (call: Call) => Promise<Operation["result"]> {
  return async (call) => {
    const line = await client.ask("values" in call ? `${call.op} ${call.values.join(" ")}` : call.op);
    ok(line.startsWith("OK"), line);
    const numbers = line.split(" ").slice(1).map(Number);
    return call.op === "get" ? numbers : numbers[0];
  };
}

/** Over REST one value is taken out at a time. */
function overRest(url: string): (call: Call) => Promise<Operation["result"]> {
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${url}/api/array${path}`, init);
    return { status: response.status, body: await response.json() };
  };
  return async (call) => {
    switch (call.op) {
      case "add": {
        const headers = { "content-type": "application/json" };
        const { body } = await ask("", { method: "POST", headers, body: JSON.stringify({ values: call.values }) });
        return body.added.length;
      }
      case "remove": {
        const { body } = await ask(`/${call.values[0]}`, { method: "DELETE" });
        return body.removed;
      }
      case "clear":
        return (await ask("", { method: "DELETE" })).body.removed;
      case "count":
        return (await ask("?count=0")).body.count;
      case "get":
        return (await ask("")).body.values;
    }
  };
}

/** Lets clients loose on a server, and records what they ask and are answered. */
async function record(server: TestServer, seed: number): Promise<Operation[]> {
  const random = seededRandom(seed);
  const connections = await Promise.all(Array.from({ length: TCP_CLIENTS }, () => RawClient.connect(server.tcp)));
  const url = `http://${formatAddress(server.http)}`;
  const clients = [...connections.map(overTcp), ...Array.from({ length: REST_CLIENTS }, () => overRest(url))];
  const history: Operation[] = [];
  await Promise.all(clients.map(async (ask, client) => {
    for (let i = 0; i < CALLS; i++) {
      let call = randomCall(random);
      if (client >= TCP_CLIENTS && call.op === "remove") call = { op: "remove", values: call.values.slice(0, 1) };
      const sentAt = performance.now();
      const result = await ask(call);
      history.push({ client, call, result, sentAt, answeredAt: performance.now() });
    }
  }));
  for (const connection of connections) connection[Symbol.dispose]();
  return history;
}

/** The first of so many histories that can't be explained. */
async function unexplained(open: (folder: string) => Journal, rounds: number): Promise<Operation[] | null> {
  for (let seed = 1; seed <= rounds; seed++) {
    const history = await withFolder(async (folder) => {
      await using server = await startTestServer({ journal: open(folder) });
      return await record(server, seed);
    });
    strictEqual(history.length, (TCP_CLIENTS + REST_CLIENTS) * CALLS);
    if (!isLinearizable(history)) return history;
  }
  return null;
}

Deno.test("the checker tells what can be explained from what can't", () => {
  const done = (client: number, call: Call, result: Operation["result"], sentAt: number, answeredAt: number) => ({
    client,
    call,
    result,
    sentAt,
    answeredAt,
  });
  const add = (...values: number[]): Call => ({ op: "add", values });
  const get: Call = { op: "get" };
  // Two that overlap may have come in either order.
  const overlapping = [done(1, add(5), 1, 0, 10), done(2, { op: "clear" }, 0, 1, 9)];
  ok(isLinearizable([...overlapping, done(3, get, [5], 20, 30)]));
  ok(!isLinearizable([...overlapping, done(3, get, [], 20, 30)]));
  // A read that began when an addition was answered must see it.
  ok(!isLinearizable([done(1, add(5), 1, 0, 10), done(2, get, [], 11, 12)]));
  ok(isLinearizable([done(1, add(5), 1, 0, 10), done(2, get, [], 9, 12)]));
  // What one reader has seen, a later one sees as well.
  const adding = done(1, add(5), 1, 0, 100);
  ok(isLinearizable([adding, done(2, get, [], 10, 20), done(3, get, [5], 30, 40)]));
  ok(!isLinearizable([adding, done(2, get, [5], 10, 20), done(3, get, [], 30, 40)]));
  // Half of a request is never seen.
  ok(!isLinearizable([done(1, add(5, 6), 2, 0, 100), done(2, get, [5], 10, 20)]));
  // A request without an answer was done or not, but not undone.
  const unanswered = done(1, add(5), null, 0, Infinity);
  ok(isLinearizable([unanswered, done(2, get, [], 10, 20), done(2, get, [5], 30, 40)]));
  ok(!isLinearizable([unanswered, done(2, get, [5], 10, 20), done(2, get, [], 30, 40)]));
  ok(!isLinearizable([done(1, { op: "remove", values: [5] }, 1, 0, 1)]));
});

for (const [name, open] of Object.entries(JOURNALS)) {
  Deno.test(`with its journal ${name}, whatever clients see can be explained by one request after the other`, async () => {
    strictEqual(await unexplained(open, 25), null);
  });
}

type Broken = { [Name in string]: () => () => void };

/** Puts something in the place of a method. @returns what puts the method back */
function replace<Class, Name extends keyof Class>(prototype: Class, name: Name, by: (original: Class[Name]) => Class[Name]) {
  const original = prototype[name];
  prototype[name] = by(original);
  return () => void (prototype[name] = original);
}

const BROKEN: Broken = {
  "loses an addition now and then": () => {
    let additions = 0;
    return replace(SortedList.prototype, "add", (add) =>
      function (this: SortedList, ...given: Parameters<typeof add>) {
        if (++additions % 10 !== 0) add.apply(this, given);
      });
  },
  "applies additions after they are answered": () =>
    replace(SortedList.prototype, "add", (add) =>
      function (this: SortedList, ...[values, start, end]: Parameters<typeof add>) {
        const added = values.slice(start, end);
        setTimeout(() => add.call(this, added), 0);
      }),
  "lets readers see half of an addition": () =>
    replace(SortedList.prototype, "add", (add) =>
      function (this: SortedList, ...[values, start, end]: Parameters<typeof add>) {
        const added = values.slice(start, end);
        add.call(this, added.slice(0, 1));
        setTimeout(() => add.call(this, added.slice(1)), 0);
      }),
  "reads an array that is out of date": () => {
    let reads = 0;
    let last = 0;
    const count = Object.getOwnPropertyDescriptor(SortedList.prototype, "count");
    ok(count?.get);
    const read = count.get;
    Object.defineProperty(SortedList.prototype, "count", {
      ...count,
      get() {
        return ++reads % 3 === 0 ? last : last = read.call(this);
      },
    });
    return () => Object.defineProperty(SortedList.prototype, "count", count);
  },
  "takes all occurrences of a value out": () =>
    replace(
      SortedList.prototype,
      "remove",
      (remove) =>
        function (this: SortedList, values: Float64Array, start?: number, end?: number) {
          const removed = remove.call(this, values, start, end);
          while (remove.call(this, values, start, end) > 0);
          return removed;
        },
    ),
  "makes an addition twice now and then": () => {
    let commits = 0;
    return replace(
      Engine.prototype,
      "submit",
      (submit) =>
        function (this: Engine, ...[kind, what, waiter]: Parameters<Engine["submit"]>) {
          const twice = kind.name === "array.add" && ++commits % 10 === 0;
          const values = submit.call(this, kind, what, waiter);
          if (twice) submit.call(this, kind, what, NOBODY);
          return values;
        },
    );
  },
};

for (const [name, breakIt] of Object.entries(BROKEN)) {
  Deno.test(`a server that ${name} is found out`, async () => {
    const mend = breakIt();
    try {
      ok(await unexplained(JOURNALS["in memory"], 25), "its histories could be explained");
    } finally {
      mend();
    }
  });
}
