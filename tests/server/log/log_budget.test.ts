import { getLogger } from "@logtape/logtape";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { LOG_LIMITS, type LogLimits, type LogSource } from "../../../server/log/log_budget.ts";
import { MessageLog } from "../../../server/log/message_log.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { fileLog } from "../../support/file_log.ts";
import { withFolder } from "../../support/folder.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

const encoder = new TextEncoder();
const SMALL: LogLimits = {
  connection: { perSecond: 1000, burst: 4000 },
  all: { perSecond: 4000, burst: 16_000 },
  modest: { perSecond: 50, burst: 500 },
  events: { perSecond: 1000, burst: 4000 },
  records: { perSecond: 1000, burst: 4000 },
};

/** A log in a folder of its own, and what it has in the end, without the time. */
async function logOf(
  write: (log: MessageLog, clock: FakeClock) => void | Promise<void>,
  limits: LogLimits = SMALL,
): Promise<string[]> {
  return await withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    const file = fileLog(path, { clock });
    await write(new MessageLog(file, { clock, messages: true, limits }), clock);
    await file.close();
    return Deno.readTextFileSync(path).trimEnd().split("\n").map((line) => line.slice(line.indexOf(" ") + 1));
  });
}

function say(log: MessageLog, source: LogSource, text: string, times = 1): void {
  const bytes = encoder.encode(text);
  for (let i = 0; i < times; i++) log.received(source, bytes, 0, bytes.length);
}

const isNote = (line: string) => line.includes(" left out ");

Deno.test("of a connection that floods the log samples are logged, and a line says how much was left out", async () => {
  let leftOut = 0;
  const lines = await logOf((log, clock) => {
    const source = log.source("#1");
    for (let ms = 0; ms < 10_000; ms += 10) {
      say(log, source, "PING", 10);
      clock.advance(10);
    }
    log.end(source);
    leftOut = log.leftOut;
  });
  const notes = lines.filter(isNote);
  strictEqual(lines.length - notes.length, 10_000 - leftOut);
  ok(leftOut > 9000);
  const told = notes.map((note) =>
    note.match(/^#1 left out (\d+) messages of (\d+) bytes: the log takes 1000 bytes per second /)
  );
  strictEqual(told.reduce((sum, match) => sum + Number(match?.[1]), 0), leftOut);
  strictEqual(told.reduce((sum, match) => sum + Number(match?.[2]), 0), leftOut * "PING".length);
  // Not a line here and there: a second's worth in a row.
  ok(notes.length <= 11, `${notes.length} notes`);
});

Deno.test("all connections together cannot flood the log, and those that say little are still logged", async () => {
  const lines = await logOf((log, clock) => {
    const flood = Array.from({ length: 100 }, (_, i) => log.source(`#${i + 2}`));
    const quiet = log.source("#1");
    for (let second = 0; second < 60; second++) {
      for (const source of flood) say(log, source, "x".repeat(100), 100);
      say(log, quiet, `line ${second}`);
      clock.advance(1000);
    }
  }, { ...SMALL, all: { perSecond: 20_000, burst: 1_000_000 } });
  deepStrictEqual(
    lines.filter((line) => line.startsWith("#1 ")),
    Array.from({ length: 60 }, (_, second) => `#1 < line ${second}`),
  );
  const bytes = lines.reduce((sum, { length }) => sum + length + 26, 0);
  ok(bytes < 1_000_000 + 60 * 20_000 + 10_000, `${bytes} bytes`);
});

Deno.test("connections that come and go cannot flood the log", async () => {
  const lines = await logOf((log, clock) => {
    for (let i = 0; i < 10_000; i++) log.event(`#${i}`, "opened");
    clock.advance(1000);
    log.event("#10000", "opened");
  });
  ok(lines.length < 120, `${lines.length} lines`);
  const left = lines.at(-2)?.match(
    /^# left out (\d+) lines on who came and went: the log takes 1000 bytes of them per second$/,
  );
  strictEqual(Number(left?.[1]), 10_001 - (lines.length - 1));
  strictEqual(lines.at(-1), "#10000 opened");
});

Deno.test("what clients have the server itself say cannot flood the log", async () => {
  const lines = await logOf((log, clock) => {
    for (let i = 0; i < 1000; i++) log.record(`${new Date(clock.now()).toISOString()} [info] app: quiz: Ada plays\n`);
    log.event("#1", "opened");
    clock.advance(1000);
    log.record("now [info] app: stopping\n");
  });
  ok(lines.length < 100, `${lines.length} lines`);
  match(lines.at(-2) ?? "", /^# left out \d+ lines on the server itself: the log takes 1000 bytes of them per second$/);
  strictEqual(lines.at(-1), "[info] app: stopping");
  ok(lines.includes("#1 opened"));
});

Deno.test("ordinary traffic is logged whole, however long it goes on", async () => {
  const seconds = 120;
  let leftOut = -1;
  const lines = await logOf((log, clock) => {
    const bots = [1, 2, 3].map((id) => log.source(`#${id}`));
    for (let i = 0; i < seconds * 10; i++) {
      for (const bot of bots) say(log, bot, "ADD 5 17 23 and some more numbers", 50);
      clock.advance(100);
    }
    leftOut = log.leftOut;
  }, LOG_LIMITS);
  strictEqual(leftOut, 0);
  strictEqual(lines.length, seconds * 10 * 3 * 50);
});

Deno.test("over HTTP, each connection has its part of the log, and what was left out of it is told", async () => {
  const lines = await logOf((log, clock) => {
    for (let i = 0; i < 200; i++) log.exchange("http 127.0.0.1:1", "<", "GET /api/array");
    log.exchange("http 127.0.0.1:2", "<", "GET /api/array");
    clock.advance(60_000);
    // So many that those that are gone are forgotten.
    for (let i = 0; i < 2000; i++) log.exchange(`http 127.0.0.1:${i + 10}`, "<", "x");
  });
  ok(lines.includes("http 127.0.0.1:2 < GET /api/array"));
  const note = lines.find((line) => line.startsWith("http 127.0.0.1:1 left out"));
  match(note ?? "", /left out \d+ messages of \d+ bytes: /);
});

Deno.test("a watched connection is seen whole, whether the log has room or not", async () => {
  let seen = 0;
  const lines = await logOf((log) => {
    log.watch("#1", { full: false, take: () => seen++, skip() {} });
    say(log, log.source("#1"), "PING", 1000);
  });
  strictEqual(seen, 1000);
  ok(lines.length < 200);
});

Deno.test("a connection that floods the server is told nothing of it, and the log says what was left out when it closes", async () => {
  await withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    const file = fileLog(path, { clock });
    const messages = new MessageLog(file, { clock, messages: true, limits: SMALL });
    await using server = await startTestServer({ clock, log: { logger: getLogger("test"), messages } });
    {
      using client = await RawClient.connect(server.tcp);
      await client.send("PING\n".repeat(1000) + "QUIT\n");
      strictEqual((await client.rest()).length, 1001);
    }
    await server.stop();
    await file.close();
    const lines = Deno.readTextFileSync(path).trimEnd().split("\n");
    const note = lines.findIndex((line) => /#1 left out \d+ messages/.test(line));
    ok(note > 0);
    match(lines[note + 1], /#1 closed after 1001 requests/);
  });
});
