import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { LogStream, type Send } from "../../../server/log/log_stream.ts";
import { openLog } from "../../../server/log/mod.ts";
import { FakeClock } from "../../support/fake_clock.ts";

const encoder = new TextEncoder();
const missing = (bytes: number) => `# ${bytes} bytes are missing\n`;

/** A reader that takes something when it is told to. */
class Reader {
  text = "";
  #take: ((most: number) => void) | null = null;
  #refuse: ((error: Error) => void) | null = null;

  send: Send = (bytes) =>
    new Promise((resolve, reject) => {
      this.#refuse = (error) => {
        this.#take = null;
        reject(error);
      };
      this.#take = (most) => {
        this.#take = null;
        const taken = bytes.subarray(0, most);
        this.text += new TextDecoder().decode(taken);
        resolve(taken.length);
      };
    });

  async take(most = Infinity): Promise<void> {
    this.#take?.(most);
    await settled();
  }

  async refuse(error: Error): Promise<void> {
    this.#refuse?.(error);
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

Deno.test("lines wait while a slow reader takes some of them, and come in order", async () => {
  const reader = new Reader();
  const stream = new LogStream(reader.send, { clock: new FakeClock(), missing });
  stream.write(encoder.encode("one\ntwo\n"));
  await reader.take(3);
  stream.write(encoder.encode("three\n"));
  stream.write(encoder.encode("four\n"));
  for (let i = 0; i < 3; i++) await reader.take();
  strictEqual(reader.text, "one\ntwo\nthree\nfour\n");
  await stream.close();
});

Deno.test("for a reader that takes nothing a megabyte waits, and a line says later how much is missing", async () => {
  const reader = new Reader();
  const stream = new LogStream(reader.send, { clock: new FakeClock(), missing });
  const line = encoder.encode(`${"x".repeat(1023)}\n`);
  for (let i = 0; i < 3000; i++) stream.write(line);
  for (let i = 0; i < 2; i++) await reader.take();
  strictEqual(reader.text.length, 1025 * 1024);
  await reader.take();
  stream.write(encoder.encode("later\n"));
  await reader.take();
  ok(reader.text.endsWith(`x\n# ${(3000 - 1025) * 1024} bytes are missing\nlater\n`));
});

Deno.test("once its reader is gone, nothing is kept for it", async () => {
  const reader = new Reader();
  const stream = new LogStream(reader.send, { clock: new FakeClock(), missing });
  stream.write(encoder.encode("one\n"));
  await reader.refuse(new Deno.errors.BrokenPipe());
  stream.write(encoder.encode("two\n"));
  await reader.take();
  strictEqual(reader.text, "");
  await stream.close();
});

Deno.test("lines that can't be written, as on a full disk, are counted, and the next ones are tried", async () => {
  const reader = new Reader();
  const stream = new LogStream(reader.send, { clock: new FakeClock(), missing });
  stream.write(encoder.encode("one\n"));
  await reader.take(2);
  await reader.refuse(new Error("No space left on device"));
  stream.write(encoder.encode("two\n"));
  await reader.refuse(new Error("No space left on device"));
  stream.write(encoder.encode("three\n"));
  await reader.take();
  const lost = 2 + "\n# 2 bytes are missing\ntwo\n".length;
  strictEqual(reader.text, `on\n# ${lost} bytes are missing\nthree\n`);
});

Deno.test("a reader that takes nothing keeps the server from ending for no more than a second", async () => {
  const clock = new FakeClock();
  const stream = new LogStream(new Reader().send, { clock, missing });
  stream.write(encoder.encode("one\n"));
  const closed = stream.close();
  clock.advance(1000);
  await closed;
});

Deno.test("with all of the log on standard error, lines come in blocks, an error at once, and nothing twice", async () => {
  const clock = new FakeClock();
  const written: string[] = [];
  const send = (bytes: Uint8Array) => (written.push(new TextDecoder().decode(bytes)), Promise.resolve(bytes.length));
  {
    await using log = openLog({ path: null, send, all: true, level: "info", messages: true, clock });
    for (let i = 1; i <= 3; i++) log.messages.event(`#${i}`, "opened");
    await settled();
    deepStrictEqual(written, []);
    clock.advance(200);
    await settled();
    strictEqual(written.length, 1);
    log.messages.event("#4", "opened");
    log.logger.error("failed");
    await settled();
    strictEqual(written.length, 2);
    log.logger.info("stopped");
  }
  const lines = written.join("").trimEnd().split("\n").map((line) => line.slice(line.indexOf(" ") + 1));
  const expected = ["#1 opened", "#2 opened", "#3 opened", "#4 opened", "[error] app: failed", "[info] app: stopped"];
  deepStrictEqual(lines, expected);
});

Deno.test("without a file only warnings come on standard error, unless all of the log was asked for", async () => {
  const written: string[] = [];
  const send = (bytes: Uint8Array) => (written.push(new TextDecoder().decode(bytes)), Promise.resolve(bytes.length));
  {
    await using log = openLog({ path: null, send, level: "info", messages: true, clock: new FakeClock() });
    log.messages.event("#1", "opened");
    log.logger.info("listening");
    log.logger.warning("beware");
  }
  strictEqual(written.length, 1);
  match(written[0], /^\S+ \[warning\] app: beware\n$/);
});
