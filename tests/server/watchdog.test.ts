import { configureSync, resetSync } from "@logtape/logtape";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { Turns } from "../../server/turns.ts";
import { Watchdog } from "../../server/watchdog.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";

/** A watchdog that looks when it is told, and turns whose clock is told as well. */
function startWatchdog() {
  let now = 0;
  const lines: string[] = [];
  const turns = new Turns(() => now);
  const watchdog = new Watchdog({ turns, clock: new FakeClock(), log: (text) => lines.push(text) });
  const work = (ms: number, what: string) =>
    turns.measure(() => {
      turns.doing = what;
      now += ms;
    });
  return { lines, turns, watchdog, work };
}

Deno.test("a look that comes too late says for how long, and what was done last", () => {
  const { lines, turns, watchdog } = startWatchdog();
  const lags: number[] = [];
  watchdog.timeLags((seconds) => lags.push(seconds));
  turns.doing = "POST /api/array";
  watchdog.look(100);
  watchdog.look(205);
  watchdog.look(517);
  deepStrictEqual(lags, [0, 0.005, 0.212]);
  deepStrictEqual(lines, ["the event loop was blocked for 212 ms perhaps by POST /api/array"]);
  strictEqual(watchdog.blockedCount, 1);
  strictEqual(watchdog.lagSeconds, 0.212);
});

Deno.test("a piece of work that takes long is named, whatever came behind it", () => {
  const { lines, watchdog, work } = startWatchdog();
  work(99, "lines of #7");
  watchdog.look(100);
  work(150, "lines of #12");
  work(20, "lines of #13");
  watchdog.look(280);
  watchdog.look(380);
  deepStrictEqual(lines, ["the event loop was blocked for 150 ms by lines of #12"]);
});

Deno.test("of pieces in one another the innermost that took most of the time is named", () => {
  const { lines, turns, watchdog, work } = startWatchdog();
  turns.measure(() => {
    turns.doing = "changes";
    work(10, "lines of #1");
    work(180, "a snapshot");
    work(10, "lines of #2");
  });
  watchdog.look(200);
  deepStrictEqual(lines, ["the event loop was blocked for 180 ms by a snapshot"]);
});

Deno.test("of several pieces in a row the longest is named, with its part", () => {
  const { lines, watchdog, work } = startWatchdog();
  work(120, "lines of #1");
  work(140, "a commit");
  work(130, "lines of #2");
  watchdog.look(490);
  deepStrictEqual(lines, ["the event loop was blocked for 390 ms by a commit for 140 ms, and by others"]);
});

Deno.test("a loop that is blocked all the time does not flood the log", () => {
  const { lines, turns, watchdog } = startWatchdog();
  turns.doing = "lines of #1";
  for (let i = 1; i <= 100; i++) watchdog.look(300 * i);
  strictEqual(watchdog.blockedCount, 100);
  strictEqual(lines.length, 7);
  match(
    lines.at(-1) ?? "",
    /^the event loop was blocked for 200 ms perhaps by lines of #1; it was \d+ times before, which was not logged$/,
  );
});

Deno.test("the metrics tell by how much the event loop is late, and how often it was blocked", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  clock.advance(1000);
  const text = await (await fetch(`http://${formatAddress(server.http)}/metrics`)).text();
  match(text, /^nodejs_eventloop_lag_seconds 0$/m);
  match(text, /^app_eventloop_lag_seconds_bucket\{le="0\.1"\} 10$/m);
  match(text, /^app_eventloop_lag_seconds_count 10$/m);
  match(text, /^app_eventloop_blocked_total 0$/m);
});

Deno.test("in the log, a blocked event loop is a line of the server's own, with what was asked for as it was written", async () => {
  const clock = new LateClock();
  const records: string[] = [];
  configureSync({
    sinks: { test: (record) => records.push(record.message.join("")) },
    loggers: [{ category: "test", sinks: ["test"] }, { category: ["logtape", "meta"], sinks: [] }],
  });
  try {
    await using server = await startTestServer({ clock });
    const response = await fetch(`http://${formatAddress(server.http)}/%7Bnowhere%7D/{here}`);
    await response.body?.cancel();
    clock.late(400);
    const [line] = records.filter((text) => text.includes("blocked"));
    match(line, /^the event loop was blocked for 400 ms perhaps by GET \/.*nowhere.*\/.*here.*$/);
    ok(!line.includes("undefined"), line);
    using client = await RawClient.connect(server.tcp);
    await client.ask("PING");
    clock.advance(100);
    clock.late(500);
    match(records.at(-1) ?? "", /^the event loop was blocked for 500 ms perhaps by lines of #1$/);
  } finally {
    resetSync();
  }
});

/** A clock whose timers come late when it is told. */
class LateClock extends FakeClock {
  #lateMs = 0;

  override monotonic = (): number => this.now() - START + this.#lateMs;

  late(ms: number): void {
    this.#lateMs += ms;
    this.advance(100);
  }
}

const START = new FakeClock().now();
