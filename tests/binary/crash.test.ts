import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { CounterCrashClient, foundBy, RestCrashClient, TcpCrashClient } from "../support/crash_clients.ts";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { seededRandom } from "../../server/seeded_random.ts";

const KILLS = 50;
const CLIENTS = 6;
/** At most so many answers come before a server is killed. */
const ANSWERS = 600;

/** Resolves when it was called so often. */
function countdown() {
  let left = Infinity;
  let reached = Promise.withResolvers<void>();
  return {
    tick() {
      if (--left === 0) reached.resolve();
    },
    after(count: number): Promise<void> {
      left = count;
      reached = Promise.withResolvers();
      return reached.promise;
    },
  };
}

Deno.test(`killed ${KILLS} times while clients add, remove, clear and count: all that was acknowledged is there, once`, () =>
  withFolder(async (folder) => {
    const random = seededRandom(11);
    const answers = countdown();
    const clients = Array.from(
      { length: CLIENTS },
      (_, i) => new (i < 4 ? TcpCrashClient : RestCrashClient)(i, random, answers.tick),
    );
    const counter = new CounterCrashClient(7, answers.tick);
    const seen = { cleared: 0, unanswered: 0, answered: 0 };
    for (let kill = 0; kill < KILLS; kill++) {
      await using server = await RunningServer.start(folder);
      const running = [...clients, counter].map((client) => client.run(server));
      let clear: "not sent" | "sent" | "answered" = "not sent";
      if (random() < 0.4) {
        await answers.after(1 + Math.floor(random() * ANSWERS / 2));
        const from = clients.map(({ record }) => record.answered);
        for (const [i, { record }] of clients.entries()) record.clearing = { from: from[i], to: Infinity };
        clear = "sent";
        running.push((async () => {
          try {
            const response = await fetch(`${server.http}/api/array`, { method: "DELETE" });
            await response.body?.cancel();
            for (const [i, { record }] of clients.entries()) record.clearing = { from: from[i], to: record.changes.length };
            clear = "answered";
          } catch {
            // The server was killed.
          }
        })());
      }
      await answers.after(1 + Math.floor(random() * ANSWERS));
      await server.crash();
      await Promise.all(running);

      if (kill % 10 === 0) deepStrictEqual((await app(folder, ["check", "app-data"])).code, 0);
      await using next = await RunningServer.start(folder);
      const found = await foundBy(next, CLIENTS);
      for (const { record } of clients) {
        record.clearing = { from: record.clearing.from, to: Math.min(record.clearing.to, record.changes.length) };
      }
      const hypotheses = clear === "not sent" ? [false] : (clear as string) === "answered" ? [true] : [true, false];
      const holds = hypotheses.filter((cleared) => clients.every(({ record }, i) => record.explains(found[i], { cleared })));
      ok(holds.length > 0, `after kill ${kill + 1}, CLEAR ${clear}, the array can't be explained`);
      if (holds[0]) seen.cleared++;
      for (const [i, { record }] of clients.entries()) {
        seen.answered += record.answered;
        seen.unanswered += record.changes.length - record.answered;
        record.begin(found[i]);
      }
      const { value } = await (await fetch(`${next.http}/api/counters/7`)).json();
      ok(counter.explains(value), `the counter stands at ${value}`);
      counter.sent = [value];
      counter.answered = 1;
      strictEqual(await next.stop("SIGTERM"), 0);
    }
    ok(seen.cleared > 5 && seen.unanswered > 100 && seen.answered > 5000, JSON.stringify(seen));
  }));
