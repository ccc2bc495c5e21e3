/** Requests with a key, asked for again by clients whose connection broke or whose server was killed: each is done once. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { eventually } from "../support/eventually.ts";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";
import { seededRandom } from "../../server/seeded_random.ts";

const CLIENTS = 8;
const KILLS = 12;
/** How long one request may take, and a client until it is answered, in milliseconds. */
const REQUEST_MS = 20_000;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Adds a value under its own name as the key. @returns `null` if there was no answer */
async function add(url: string, value: number): Promise<Answer | null> {
  try {
    const response = await fetch(`${url}/api/array`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `value-${value}` },
      body: JSON.stringify({ value }),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

async function valuesAt(url: string): Promise<number[]> {
  return (await (await fetch(`${url}/api/array`)).json()).values;
}

/** What may be asked again: there was no answer, or one that the change was not made, or may not have been. */
function isDone(answer: Answer | null): answer is Answer {
  return answer !== null && ![409, 503, 504].includes(answer.status);
}

Deno.test(`killed ${KILLS} times while clients add, and ask again for what was not answered: each value is there once`, () =>
  withFolder(async (folder) => {
    const random = seededRandom(5);
    const answers = new Map<number, Answer>();
    let next = 0;
    let repeated = 0;
    /** What was asked for and not answered. */
    const open = new Set<number>();
    for (let kill = 0; kill < KILLS; kill++) {
      await using server = await RunningServer.start(folder);
      let isKilled = false;
      const clients = Array.from({ length: CLIENTS }, async () => {
        while (!isKilled) {
          const [again] = open;
          if (again !== undefined) {
            open.delete(again);
            repeated++;
          }
          const value = again ?? next++;
          const answer = await add(server.http, value);
          if (isDone(answer)) answers.set(value, answer);
          else open.add(value);
        }
      });
      const before = answers.size;
      const enough = before + 1 + Math.floor(random() * 300);
      await eventually(() => answers.size >= enough);
      await server.crash();
      isKilled = true;
      await Promise.all(clients);
    }
    ok(repeated >= KILLS, `${repeated} were asked for again`);
    {
      await using server = await RunningServer.start(folder);
      for (const value of open) answers.set(value, await add(server.http, value) ?? { status: 0, text: "" });
      deepStrictEqual(await valuesAt(server.http), Array.from({ length: next }, (_, i) => i));
      // All of them once more: nothing is added, and all are told what they were told.
      for (const [value, answer] of answers) deepStrictEqual(await add(server.http, value), answer);
      const counts = [...answers.values()].map(({ text }) => JSON.parse(text).count).sort((a, b) => a - b);
      deepStrictEqual(counts, Array.from({ length: next }, (_, i) => i + 1), "each was the only one to make the array so long");
      strictEqual((await valuesAt(server.http)).length, next);
      strictEqual(await server.stop("SIGTERM"), 0);
    }
    const { code, out } = await app(folder, ["check", "app-data"]);
    strictEqual(code, 0);
    ok(out.includes(`kept answers ${next}`), out);
  }));

Deno.test({
  name: "two servers that share a log: a request that comes to both is done once, also when one is killed before it answers",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const start = (name: string, ...args: string[]) =>
        RunningServer.start(folder, ["--journal", nats.address(), "--server-name", name, ...args]);
      await using servers = new AsyncDisposableStack();
      const first = servers.use(await start("a"));
      const second = servers.use(await start("b"));

      // One behind the other, and both at once.
      const done = await add(first.http, 0);
      strictEqual(done?.status, 201);
      deepStrictEqual(await add(second.http, 0), done);
      const both = await Promise.all(
        Array.from({ length: 50 }, async (_, i) => {
          const [one, other] = await Promise.all([add(first.http, i + 1), add(second.http, i + 1)]);
          deepStrictEqual(one, other);
          return one?.status;
        }),
      );
      deepStrictEqual(new Set(both), new Set([201]));
      deepStrictEqual(await valuesAt(second.http), Array.from({ length: 51 }, (_, i) => i));

      // The first is killed with requests under way: their clients ask the second.
      const values = Array.from({ length: 200 }, (_, i) => 100 + i);
      const asked = values.map((value) => add(first.http, value));
      await Promise.race(asked);
      await first.crash();
      const answers = await Promise.all(asked);
      const all = await deadline(Promise.all(values.map((value) => add(second.http, value))), 2 * REQUEST_MS);
      for (const [i, answer] of answers.entries()) if (isDone(answer)) deepStrictEqual(all[i], answer);
      deepStrictEqual(new Set(all.map((answer) => answer?.status)), new Set([201]));
      deepStrictEqual((await valuesAt(second.http)).slice(51), values);

      // The log stops in the middle: what was not confirmed may come out of it later, and is asked for again.
      // The server does not wait for a barrier first, so it is the changes that are under way.
      const third = servers.use(await start("c", "--reads", "local"));
      const [node] = nats.nodes;
      const told = new Map<number, Answer | null>();
      const clients = Array.from({ length: CLIENTS }, async () => {
        for (let isAnswered = true; isAnswered;) {
          const value = 1000 + told.size;
          told.set(value, null);
          const answer = await add(third.http, value);
          told.set(value, answer);
          isAnswered = isDone(answer);
        }
      });
      await eventually(() => told.size >= 50);
      node.signal("SIGSTOP");
      await deadline(Promise.all(clients), 2 * REQUEST_MS);
      node.signal("SIGCONT");
      const unsure = [...told.values()].filter((answer) => answer?.status === 504);
      ok(unsure.length > 0);
      ok(unsure.every((answer) => answer?.text.includes("ask again with the same Idempotency-Key")), JSON.stringify(unsure));
      for (const [value, answer] of told) {
        await eventually(async () => isDone(await add(third.http, value)), { within: 2 * REQUEST_MS });
        const again = await add(third.http, value);
        strictEqual(again?.status, 201);
        if (isDone(answer)) deepStrictEqual(again, answer);
      }
      deepStrictEqual((await valuesAt(third.http)).slice(251), [...told.keys()]);
    }),
});
