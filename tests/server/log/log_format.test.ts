import fc from "fast-check";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { JSON_FORMAT } from "../../../server/log/log_format.ts";
import { MessageLog } from "../../../server/log/message_log.ts";
import { openLog } from "../../../server/log/mod.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { fileLog } from "../../support/file_log.ts";
import { withFolder } from "../../support/folder.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

const TIME = "2026-01-02T03:04:05.000Z";
const encoder = new TextEncoder();

/** The lines of a log, each an object, in UTF-8. */
function objectsIn(path: string): Record<string, string>[] {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(Deno.readFileSync(path));
  const lines = text.split("\n");
  strictEqual(lines.pop(), "", "the last line does not end");
  return lines.map((line) => JSON.parse(line));
}

/** What a log in JSON has in the end. */
async function logOf(write: (log: MessageLog) => void): Promise<Record<string, string>[]> {
  return await withFolder(async (folder) => {
    const [clock, path] = [new FakeClock(), join(folder, "server.log")];
    const writer = fileLog(path, { clock });
    write(new MessageLog(writer, { clock, messages: true, format: JSON_FORMAT }));
    await writer.close();
    return objectsIn(path);
  });
}

Deno.test("in JSON each line is an object: messages, who comes and goes, and the life of the server", () =>
  withFolder(async (folder) => {
    const [clock, path] = [new FakeClock(), join(folder, "server.log")];
    const errors: string[] = [];
    const send = (bytes: Uint8Array) => (errors.push(new TextDecoder().decode(bytes)), Promise.resolve(bytes.length));
    {
      await using log = openLog({ path, send, format: "json", level: "info", messages: true, clock });
      await using server = await startTestServer({ clock, log });
      using client = await RawClient.connect(server.tcp);
      await client.ask("SORT 5 3");
      await client.ask("QUIT");
      await client.rest();
      log.logger.error('a "quoted" {error}', { error: new Error("line 1\nline 2", { cause: "the cause" }) });
    }
    const objects = objectsIn(path);
    ok(objects.every(({ time }) => /^20\d\d-\d\d-\d\dT[\d:.]+Z$/.test(time)));
    const [life, said] = [objects.filter(({ level }) => level), objects.filter(({ level }) => !level)];
    deepStrictEqual(said.slice(1, -1), [
      { time: TIME, connection: "#1", direction: ">", text: "# app/1 ready, type HELP" },
      { time: TIME, connection: "#1", direction: "<", text: "SORT 5 3" },
      { time: TIME, connection: "#1", direction: ">", text: "OK 3 5" },
      { time: TIME, connection: "#1", direction: "<", text: "QUIT" },
      { time: TIME, connection: "#1", direction: ">", text: "OK bye" },
    ]);
    match(said[0].event, /^opened tcp 127\.0\.0\.1:\d+$/);
    match(said.at(-1)?.event ?? "", /^closed after 2 requests, 14 bytes in, \d+ bytes out$/);
    deepStrictEqual([life[0].level, life[0].logger], ["info", "app"]);
    match(life[0].message, /^listening for lines on /);
    const failure = life.find(({ level }) => level === "error");
    match(failure?.message ?? "", /^a "quoted" Error: line 1\nline 2[^]*the cause/);
    deepStrictEqual(errors.map((line) => JSON.parse(line)), [failure]);
  }));

Deno.test("whatever a client sends, the line in JSON is valid, and its text is what was sent", async () => {
  const texts = [
    ...fc.sample(fc.string({ unit: "binary", maxLength: 60 }), { numRuns: 500, seed: 1 }),
    '"',
    "\\",
    "\\u0041",
    "€😀",
  ];
  for (let code = 0; code < 0x180; code++) texts.push(String.fromCodePoint(code).repeat(20));
  const objects = await logOf((log) => {
    const source = log.source("#1");
    for (const text of texts) {
      const bytes = encoder.encode(text);
      log.received(source, bytes, 0, bytes.length);
    }
  });
  deepStrictEqual(objects.map(({ text }) => text), texts);
});

Deno.test("a line in JSON has no control character that a terminal would obey", async () => {
  await withFolder(async (folder) => {
    const [clock, path] = [new FakeClock(), join(folder, "server.log")];
    const writer = fileLog(path, { clock });
    const log = new MessageLog(writer, { clock, messages: true, format: JSON_FORMAT });
    log.exchange(log.source("#1"), "<", "\u0000\u001b[2J\u007f\u009b1m ü");
    await writer.close();
    strictEqual(
      Deno.readTextFileSync(path),
      `{"time":"${TIME}","connection":"#1","direction":"<","text":"\\u0000\\u001b[2J\\u007f\\u009b1m ü"}\n`,
    );
  });
});

Deno.test("in JSON, too, a token is not shown, a long line is cut, and what was left out is told", async () => {
  const token = "aB3-_xyz01234567";
  const objects = await logOf((log) => {
    log.isToken = (word) => word === token;
    log.hide("sesame");
    const source = log.source("#1");
    for (const text of [`RESUME "${token}"`, "open sesame", `ECHO ${'"'.repeat(2000)}`]) log.exchange(source, "<", text);
    for (let i = 0; i < 3000; i++) log.exchange(source, "<", "x".repeat(1000));
    log.end(source);
  });
  deepStrictEqual(objects.slice(0, 3).map(({ text }) => text), [
    'RESUME "(not shown)"',
    "(not shown)",
    `ECHO ${'"'.repeat(1019)} … 2005 bytes`,
  ]);
  const last = objects.at(-1);
  deepStrictEqual(Object.keys(last ?? {}), ["time", "connection", "event"]);
  match(last?.event ?? "", /^left out \d+ messages of \d+ bytes: /);
});

Deno.test("whoever watches a connection is told its lines in the same way, whatever the format of the log", async () => {
  const told: string[] = [];
  await logOf((log) => {
    log.watch("#1", { full: false, take: (_direction, text) => told.push(text), skip() {} });
    log.exchange(log.source("#1"), "<", 'ECHO "\t\\');
  });
  deepStrictEqual(told, ['ECHO "\\x09\\\\']);
});
