/** Stopping the executable while clients add values as fast as they can, and others take nothing of what they asked for. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

/** How often the server is stopped. */
const STOPS = 10;
const WRITERS = 6;
const STALLED = 10;
/** So many changes a writer has under way, and so many answers come before the server is stopped. */
const IN_FLIGHT = 16;
const ANSWERS = 300;
/** So many values are there first that twenty answers with all of them fit into no buffer of the system. */
const MANY = 100_000;
/** Each writer's values lie in a range of its own. */
const RANGE = 1e9;
/** A stop takes less than this: the server does not wait for the stalled clients until the time to drain is over. */
const WITHIN_MS = 6000;

interface Writer {
  /** The last value that was sent, and the last one that was answered, over all runs of the server. */
  sent: number;
  answered: number;
}

/** Adds one value after the other until the server says that it stops, or is gone. */
async function addLines(server: RunningServer, writer: Writer, onAnswer: () => void): Promise<string> {
  using client = await RawClient.connect({ transport: "tcp", ...server.tcp });
  for (;;) {
    let lines = "";
    while (writer.sent - writer.answered < IN_FLIGHT) lines += `ADD ${++writer.sent}\n`;
    // One that is told to go may find that it can't send any more.
    await client.send(lines).catch(() => {});
    const line = await client.line();
    if (line !== "OK 1") return line;
    writer.answered++;
    onAnswer();
  }
}

/** The same over REST, one after the other. */
async function addOverRest(server: RunningServer, writer: Writer, onAnswer: () => void): Promise<void> {
  for (;;) {
    writer.sent++;
    try {
      const response = await fetch(`${server.http}/api/array`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ value: writer.sent }),
      });
      await response.body?.cancel();
      if (response.status !== 201) return;
    } catch {
      return;
    }
    writer.answered = writer.sent;
    onAnswer();
  }
}

async function stall(server: RunningServer, over: "lines" | "HTTP"): Promise<RawClient> {
  if (over === "lines") {
    const client = await RawClient.connect({ transport: "tcp", ...server.tcp });
    await client.send("GET\n".repeat(20));
    return client;
  }
  const client = await RawClient.connectOnly({ hostname: server.tcp.hostname, port: Number(new URL(server.http).port) });
  await client.send("GET /api/array HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(20));
  return client;
}

/** The values of a writer that the server has. */
async function valuesOf(client: RawClient, index: number): Promise<number[]> {
  const [status, ...values] = (await client.ask(`RANGE ${index * RANGE} ${(index + 1) * RANGE - 1}`)).split(" ");
  strictEqual(status, "OK");
  return values.map((value) => Number(value) - index * RANGE);
}

Deno.test(`stopped ${STOPS} times under load, with clients that are stalled: what was answered is there, and it stops in time`, () =>
  withFolder(async (folder) => {
    const writers: Writer[] = Array.from({ length: WRITERS }, (_, i) => ({ sent: i * RANGE, answered: i * RANGE }));
    const took: number[] = [];
    let lost = 0;
    for (let stop = 0; stop < STOPS; stop++) {
      await using server = await RunningServer.start(folder);
      using reader = await RawClient.connect({ transport: "tcp", ...server.tcp });
      if (stop === 0) strictEqual(await reader.ask(`ADD${" -1000000".repeat(MANY)}`), `OK ${MANY}`);
      using stalled = new DisposableStack();
      for (let i = 0; i < STALLED; i++) stalled.use(await stall(server, i % 2 === 0 ? "lines" : "HTTP"));
      const enough = Promise.withResolvers<void>();
      let answers = 0;
      const onAnswer = () => ++answers === ANSWERS && enough.resolve();
      const running = writers.map((writer, i) => (i < 4 ? addLines : addOverRest)(server, writer, onAnswer));
      await enough.promise;
      const startedAt = performance.now();
      strictEqual(await server.stop("SIGTERM"), 0);
      took.push(Math.round(performance.now() - startedAt));
      for (const last of await Promise.all(running)) if (last !== undefined) ok(last.startsWith("ERR shutting-down "), last);
      strictEqual(server.errors, "");

      await using next = await RunningServer.start(folder);
      using client = await RawClient.connect({ transport: "tcp", ...next.tcp });
      for (const [i, writer] of writers.entries()) {
        const values = await valuesOf(client, i);
        const { sent, answered } = { sent: writer.sent - i * RANGE, answered: writer.answered - i * RANGE };
        deepStrictEqual(values, Array.from(values, (_, at) => at + 1), "a value is missing between others");
        ok(
          values.length >= answered && values.length <= sent,
          `of ${sent} sent and ${answered} answered, ${values.length} are there`,
        );
        lost += values.length - answered;
        writer.sent = writer.answered = i * RANGE + values.length;
      }
      client[Symbol.dispose]();
      strictEqual(await next.stop("SIGTERM"), 0);
    }
    const slowest = Math.max(...took);
    ok(slowest < WITHIN_MS, `stopping took ${took.join(", ")} ms`);
    strictEqual(lost, 0, "changes were done, and their answers did not come");
  }));
