/**
 * Fuzzes the executable at length: lines, HTTP and WebSocket frames that are wrong in every way. The same seed sends the same.
 *
 * ```text
 * deno run --allow-all tests/fuzz/run.ts --seed 1 --lines 1000000 --requests 100000 --frames 100000
 * ```
 *
 * Behind each kind, a client that behaves must be served at once, and the log must tell of no unexpected error. Needs `dist/app`.
 */
import { parseArgs } from "node:util";
import { match, strictEqual } from "node:assert/strict";
import { inTime } from "../support/eventually.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { fuzzHttp } from "./http.ts";
import { fuzzLines } from "./lines.ts";
import { fuzzWebSockets } from "./web_sockets.ts";

const MAX_LINE_BYTES = 65_536;
const MAX_MESSAGE_BYTES = MAX_LINE_BYTES + 2 ** 20;
/** How long one who behaves may wait when all is over, in milliseconds. */
const AT_ONCE_MS = 1000;
const FLAGS = ["--max-line", String(MAX_LINE_BYTES), "--quiz-seats", "100000", "--quiz-resume-seconds", "5"];

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    lines: { type: "string", default: "1000000" },
    requests: { type: "string", default: "100000" },
    frames: { type: "string", default: "100000" },
    rounds: { type: "string", default: "1" },
  },
});
/** More rounds, each with the next seed, show whether the server's memory goes on growing. */
const rounds = Number(values.rounds);

await withFolder(async (folder) => {
  await using server = await RunningServer.start(folder, FLAGS);
  const { hostname, port } = new URL(server.http);
  const http = { hostname, port: Number(port) };
  const { tcp } = server;
  const parts = [
    ["lines", values.lines, (seed: number, count: number) => fuzzLines({ tcp, seed, count, maxLineBytes: MAX_LINE_BYTES })],
    ["requests", values.requests, (seed: number, count: number) => fuzzHttp({ tcp, http, seed, count })],
    [
      "frames",
      values.frames,
      (seed: number, count: number) => fuzzWebSockets({ http, seed, count, maxMessageBytes: MAX_MESSAGE_BYTES }),
    ],
  ] as const;
  const all = Array.from(
    { length: rounds },
    (_, round) => parts.map((part) => [Number(values.seed) + round, ...part] as const),
  );
  for (const [seed, name, count, fuzz] of all.flat()) {
    if (count === "0") continue;
    const before = await memoryOf(server);
    const startedAt = performance.now();
    const figures = await fuzz(seed, Number(count));
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    await inTime(behave(server), { within: AT_ONCE_MS });
    const after = await memoryOf(server);
    // deno-lint-ignore no-console -- the figures are what it is for
    console.log(`${name}, seed ${seed}: ${JSON.stringify(figures)} in ${seconds} s, resident ${before} → ${after} MiB`);
  }
  strictEqual(await server.stop("SIGTERM"), 0);
  const log = server.output + server.errors + await logIn(`${folder}/app-data`);
  const errors = log.split("\n").filter((line) =>
    /unexpected error|could not be answered|Uncaught|\berror\b.*failed/i.test(line)
  );
  strictEqual(errors.length, 0, errors.slice(0, 10).join("\n"));
});

/** What somebody who behaves does. */
async function behave({ tcp, http }: RunningServer): Promise<void> {
  using client = await RawClient.connectOnly(tcp);
  match(await client.line(), /^# app\/1 ready/);
  strictEqual(await client.ask("PING"), "OK");
  strictEqual(await (await fetch(`${http}/healthz`)).text(), '{"status":"alive"}');
}

async function memoryOf({ http }: RunningServer): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return Math.round(Number(text.match(/^process_resident_memory_bytes (\S+)$/m)?.[1]) / 2 ** 20);
}

/** What the server has logged of itself: not what clients said, which can have anything in it. */
async function logIn(folder: string): Promise<string> {
  let text = "";
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.includes("log")) text += await Deno.readTextFile(`${folder}/${name}`);
  }
  return text.split("\n").filter((line) => !/^\S+ (#\d+|http \S+) [<>]/.test(line)).join("\n");
}
