/** When a request counts from, told by a clock that only the test moves. */
import { deepStrictEqual } from "node:assert/strict";
import { Connection, type Schedule } from "../../loadgen/connection.ts";
import { LINES } from "../../loadgen/dialects/lines.ts";
import { Latencies } from "../../loadgen/latencies.ts";
import { parseMix } from "../../loadgen/mix.ts";
import { type Measured, Recorder } from "../../loadgen/recorder.ts";
import { makeScript } from "../../loadgen/script.ts";
import { FakeClock } from "../support/fake_clock.ts";

/** A connection to a server that answers when the test says so. */
class Stage implements AsyncDisposable {
  readonly clock = new FakeClock();
  readonly recorder = new Recorder(parseMix("ping"));
  readonly connection: Connection;
  readonly #reading: Promise<void>;
  #answer = Promise.withResolvers<number | null>();
  #buffer: Uint8Array = new Uint8Array();
  /** How many requests are not answered. */
  waiting = 0;

  constructor({ pipeline, schedule, stopAt }: { pipeline: number; schedule: Schedule | null; stopAt: number }) {
    const socket = {
      read: (buffer: Uint8Array) => {
        this.#buffer = buffer;
        this.#answer = Promise.withResolvers();
        return this.#answer.promise;
      },
      write: (bytes: Uint8Array) => {
        this.waiting += bytes.filter((byte) => byte === 10).length;
        return Promise.resolve(bytes.length);
      },
      close: () => this.#answer.resolve(null),
    };
    const script = makeScript({ mix: parseMix("ping"), dialect: LINES, seed: 1 });
    this.connection = new Connection(socket, {
      reader: LINES.reader(),
      script,
      position: 0,
      pipeline,
      recorder: this.recorder,
      clock: this.clock,
      bufferBytes: 4096,
      lost: () => {},
    });
    this.recorder.measure(0, stopAt);
    this.connection.begin(0, { schedule, stopAt });
    this.#reading = this.connection.read();
  }

  /** Lets time pass, with a look at what is due every millisecond. */
  async advance(ms: number): Promise<void> {
    for (let i = 0; i < ms; i++) {
      this.clock.advance(1);
      this.connection.pump(this.clock.monotonic());
      await settled();
    }
  }

  /** Answers all that waits. */
  async answer(): Promise<void> {
    const replies = new TextEncoder().encode("OK\n".repeat(this.waiting));
    this.waiting = 0;
    this.#buffer.set(replies);
    this.#answer.resolve(replies.length);
    await settled();
  }

  /** How long each request took, in milliseconds, and how often that was. */
  took(): Record<number, number> {
    return took(this.recorder.measured());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    await this.#reading;
  }
}

async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

function took({ operations: [{ latencies }] }: Measured): Record<number, number> {
  const all = new Latencies();
  all.add(latencies);
  const pairs = [...all.counts()];
  return Object.fromEntries(pairs.flatMap((us, i) => i % 2 === 0 ? [[Math.round(us / 1000), pairs[i + 1]]] : []));
}

Deno.test("on a schedule, requests that wait behind a stalled one count from when they were due", async () => {
  await using stage = new Stage({ pipeline: 1, schedule: { firstAt: 10, everyMs: 10 }, stopAt: 1000 });
  await stage.advance(10);
  // The server stalls for 50 ms. Meanwhile, those of 20, 30, 40, 50 and 60 are due.
  await stage.advance(50);
  for (let i = 0; i < 6; i++) await stage.answer();
  deepStrictEqual(stage.took(), { 50: 1, 40: 1, 30: 1, 20: 1, 10: 1, 0: 1 });
});

Deno.test("without a schedule, a stall makes one request late, and hides those that would have waited", async () => {
  await using stage = new Stage({ pipeline: 1, schedule: null, stopAt: 1000 });
  await stage.advance(50);
  for (let i = 0; i < 6; i++) await stage.answer();
  deepStrictEqual(stage.took(), { 50: 1, 0: 5 });
});

Deno.test("without a schedule, as many requests as the pipeline holds go out together, and the next when all are answered", async () => {
  await using stage = new Stage({ pipeline: 4, schedule: null, stopAt: 1000 });
  deepStrictEqual(stage.waiting, 4);
  await stage.advance(3);
  await stage.answer();
  deepStrictEqual([stage.waiting, stage.took()], [4, { 3: 4 }]);
});

Deno.test("on a schedule, the pipeline takes what is due, up to its length", async () => {
  await using stage = new Stage({ pipeline: 2, schedule: { firstAt: 10, everyMs: 10 }, stopAt: 1000 });
  await stage.advance(40);
  deepStrictEqual(stage.waiting, 2);
  await stage.answer();
  deepStrictEqual([stage.waiting, stage.took()], [2, { 30: 1, 20: 1 }]);
  await stage.advance(5);
  await stage.answer();
  deepStrictEqual(stage.took(), { 30: 1, 20: 1, 15: 1, 5: 1 });
});

Deno.test("a timer that is late by a few milliseconds is not the server's fault, but a thread that hangs is not hidden", async () => {
  await using stage = new Stage({ pipeline: 1, schedule: { firstAt: 10, everyMs: 100 }, stopAt: 1000 });
  const lookAt = async (ms: number) => {
    stage.clock.advance(ms - stage.clock.monotonic());
    stage.connection.pump(ms);
    await settled();
    await stage.answer();
  };
  await lookAt(13);
  await lookAt(150);
  deepStrictEqual(stage.took(), { 0: 1, 40: 1 });
  const lateness = new Latencies();
  lateness.add(stage.recorder.measured().lateness);
  deepStrictEqual([lateness.count, Math.round(lateness.maxMs)], [2, 40]);
});

Deno.test("what has no reply in the end, and what was never sent, counts with the time that it has waited", async () => {
  await using stage = new Stage({ pipeline: 1, schedule: { firstAt: 10, everyMs: 10 }, stopAt: 31 });
  await stage.advance(50);
  stage.connection.finish(stage.clock.monotonic());
  const { unanswered, unsent, operations: [{ requests }] } = stage.recorder.measured();
  deepStrictEqual({ unanswered, unsent, requests }, { unanswered: 1, unsent: 2, requests: 0 });
  deepStrictEqual(stage.took(), { 40: 1, 30: 1, 20: 1 });
});

Deno.test("requests that begin in the warm-up are not counted, whenever their replies come", async () => {
  await using stage = new Stage({ pipeline: 1, schedule: { firstAt: 10, everyMs: 10 }, stopAt: 100 });
  stage.recorder.measure(15, 100);
  await stage.advance(20);
  await stage.answer();
  await stage.answer();
  deepStrictEqual(stage.took(), { 0: 1 });
});

Deno.test("what a server is behind after the warm-up is left out, so that it is measured from a fresh start", async () => {
  await using stage = new Stage({ pipeline: 1, schedule: { firstAt: 10, everyMs: 10 }, stopAt: 200 });
  stage.recorder.measure(95, 200);
  // Nothing is answered for 95 ms: those of 20 to 90 wait.
  await stage.advance(95);
  stage.connection.skipTo(95);
  await stage.answer();
  await stage.advance(8);
  await stage.answer();
  deepStrictEqual(stage.took(), { 3: 1 });
});
