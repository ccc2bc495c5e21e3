/** Clients with random faults change everything there is to change; in the end the data is what a model says. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { systemClock } from "../../../server/clock.ts";
import { seededRandom } from "../../../server/seeded_random.ts";
import { inTime } from "../../support/eventually.ts";
import { solve } from "../../support/quiz_player.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../support/test_server.ts";

const CLIENTS = 12;
const BATCHES = 25;
const REQUESTS = 12;
/** Multiples of 11 differ in more than one digit: none becomes another where one character is garbled. */
const STEP = 11;

/** Faults that are drawn, with their times short. */
const KINDS = [
  "delay=1±1",
  "jitter=2",
  "chop=64",
  "bandwidth=200000",
  "merge=2",
  "stall=2",
  "drop-reply=2",
  "cut=7",
  "cut-mid=9",
  "reset=8",
  "garble=2",
  "half-close=9",
  "slow-read=100000",
  "crlf=2",
];

type Random = () => number;

const below = (end: number, random: Random) => Math.floor(random() * end);
const drawFaults = (random: Random) => {
  const kinds = Array.from({ length: 1 + below(3, random) }, () => KINDS[below(KINDS.length, random)]);
  return `FAULT ${kinds.join(" ")} rate=${0.1 + below(5, random) / 10} seed=${below(1e6, random)}`;
};

/**
 * Sends requests between a request for faults and one for their end. The reply to that is never struck, and comes last: then all
 * were done. If the connection ends before, the first so many of them were done that were answered.
 *
 * @returns how many of them were done for certain; the rest may have been done or not
 */
async function sendBatch(client: RawClient, faults: string, requests: readonly { text: string; reply: string }[]) {
  let done = 0;
  try {
    await client.send([faults, ...requests.map(({ text }) => text), "FAULT off", ""].join("\n"));
    for (;;) {
      const line = (await client.line()).replace(/\r$/, "");
      if (line === "OK off") return { done: requests.length, isOpen: true };
      // A reply that only one of them has says that all before it were done.
      const answered = requests.findIndex(({ reply }) => reply === line);
      done = Math.max(done, answered + 1);
    }
  } catch {
    return { done, isOpen: false };
  }
}

/** What a client knows of the values that only it adds and removes: there for certain, or perhaps. */
class ArrayModel {
  readonly there = new Set<number>();
  readonly perhaps = new Set<number>();

  /** @returns the values that were asked to be added and removed, as the requests for that */
  static request({ adds, value }: { adds: boolean; value: number }) {
    return adds ? { text: `SORT ${value}`, reply: `OK ${value}` } : { text: `REMOVE ${value}`, reply: "none" };
  }

  learn({ adds, value }: { adds: boolean; value: number }, isCertain: boolean): void {
    this.perhaps.delete(value);
    if (!isCertain) {
      this.there.delete(value);
      this.perhaps.add(value);
    } else if (adds) this.there.add(value);
    else this.there.delete(value);
  }
}

async function changeArray(server: TestServer, number: number): Promise<ArrayModel> {
  const random = seededRandom(number);
  const model = new ArrayModel();
  let client = await RawClient.connect(server.tcp);
  let next = number * 100_000 * STEP;
  for (let batch = 0; batch < BATCHES; batch++) {
    const removable = [...model.there];
    const changes = Array.from({ length: REQUESTS }, () => {
      const value = random() < 0.3 ? removable.shift() : undefined;
      return value === undefined ? { adds: true, value: next += STEP } : { adds: false, value };
    });
    const { done, isOpen } = await sendBatch(client, drawFaults(random), changes.map(ArrayModel.request));
    for (const [i, change] of changes.entries()) model.learn(change, i < done);
    if (isOpen) continue;
    client[Symbol.dispose]();
    client = await RawClient.connect(server.tcp);
  }
  client[Symbol.dispose]();
  return model;
}

/** Counts up with a counter. @returns the values that it may have in the end */
async function count(server: TestServer, id: number): Promise<readonly [least: number, most: number]> {
  const random = seededRandom(id);
  let value = 0;
  let sent = 0;
  let token = "";
  for (let batch = 0; batch < BATCHES; batch++) {
    using client = await RawClient.connect(server.tcp);
    const taken = await client.ask(`COUNTER ${id} ${token}`);
    token = taken.match(/token=(\S+)/)?.[1] ?? "";
    const found = Number(taken.match(/value=(\d+)/)?.[1]);
    ok(found >= value && found <= sent, `${taken} after ${value} to ${sent}`);
    sent = found;
    const requests = Array.from({ length: REQUESTS }, () => ({ text: `VALUE ${sent += STEP}`, reply: `OK ${sent}` }));
    const { done } = await sendBatch(client, drawFaults(random), requests);
    value = found + done * STEP;
  }
  return [value, sent];
}

/** Answers all questions of a quiz, each once, and comes back whenever it loses the connection. @returns the result */
async function play(server: TestServer, name: string): Promise<string> {
  const random = seededRandom(name.length);
  let client = await RawClient.connect(server.tcp);
  const begun = await client.ask(`QUIZ ${name}`);
  const token = begun.match(/token=(\S+)/)?.[1];
  let isNew = true;
  for (;;) {
    try {
      if (isNew) await client.send(`${drawFaults(random)}\n`);
      isNew = false;
      const line = (await client.line()).replace(/\r$/, "");
      const question = line.match(/^\* question \d+\/10 (.*)$/)?.[1];
      if (question) await client.send(`ANSWER ${solve(question)}\n`);
      if (line.startsWith("* result")) {
        client[Symbol.dispose]();
        return line;
      }
    } catch {
      client[Symbol.dispose]();
      client = await RawClient.connect(server.tcp);
      const resumed = await client.ask(`RESUME ${token}`);
      // The result came while nobody listened.
      if (resumed.startsWith("ERR")) {
        client[Symbol.dispose]();
        return resumed;
      }
      isNew = true;
    }
  }
}

Deno.test("after thousands of requests under random faults the data is what was acknowledged, each change applied once", async () => {
  await using server = await startTestServer({ clock: systemClock });
  const numbers = Array.from({ length: CLIENTS }, (_, i) => i + 1);
  const [models, counters, results] = await inTime(
    Promise.all([
      Promise.all(numbers.map((number) => changeArray(server, number))),
      Promise.all(numbers.map((id) => count(server, id))),
      Promise.all(numbers.map((number) => play(server, "x".repeat(number)))),
    ]),
    { within: 120_000 },
  );
  using client = await RawClient.connect(server.tcp);
  const values = (await client.ask("GET")).split(" ").slice(1).map(Number);
  strictEqual(new Set(values).size, values.length, "a change was applied twice");
  const present = new Set(values);
  const there = models.flatMap((model) => [...model.there]);
  const perhaps = new Set(models.flatMap((model) => [...model.perhaps]));
  deepStrictEqual(there.filter((value) => !present.has(value)), []);
  deepStrictEqual(values.filter((value) => !perhaps.has(value)), there.sort((a, b) => a - b));
  ok(there.length > 500 && perhaps.size > 50, `${there.length} ${perhaps.size}`);
  for (const [i, [least, most]] of counters.entries()) {
    using counting = await RawClient.connect(server.tcp);
    const value = Number((await counting.ask(`COUNTER ${i + 1}`)).match(/value=(\d+)/)?.[1]);
    ok(value >= least && value <= most, `${value} of ${least} to ${most}`);
  }
  strictEqual(await client.ask("LEADERBOARD 10000"), `OK ${CLIENTS}`);
  for (let i = 0; i < CLIENTS; i++) match(await client.line(), /^\* rank \d+ marks=10 /);
  for (const result of results) match(result, /^(\* result marks=10 correct=10 |ERR )/);
});
