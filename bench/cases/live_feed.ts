/** What 500 readers of the live feed cost those who make the changes. */
import { join } from "node:path";
import { type Case, type Result, resultOf } from "../case.ts";
import { lineload } from "../load.ts";
import { pinned, type RunningApp, start, withApp } from "../running_app.ts";

const READERS = 500;
/** 20 connections, each with a change every 10 ms, for eight seconds. */
const CHANGES = ["paced", "-b", "1", "-c", "20", "-i", "10", "-t", "8", "-m", "ADD %d"];
const EXPECTED_PER_SECOND = 2000;
const FLAGS = ["--log-messages", "off"];

async function change({ tcpPort }: RunningApp): Promise<Result> {
  const result = await lineload(tcpPort, CHANGES);
  if (result.per_second < 0.95 * EXPECTED_PER_SECOND) throw new Error(`only ${result.per_second} changes per second were made`);
  return result;
}

/** @throws if a reader did not get everything */
async function changeBesideReaders(app: RunningApp): Promise<Result> {
  const script = join(import.meta.dirname ?? ".", "../feed_readers.ts");
  const deno = [Deno.execPath(), "run", "--no-check", "--quiet", "--allow-net", script, String(app.httpPort), String(READERS)];
  const { child, rest } = await start(pinned(1, deno, { nice: true, stdin: "piped", stderr: "inherit" }), /ready\n/);
  try {
    const result = await change(app);
    await child.stdin.close();
    const read = resultOf(await rest());
    if (read.complete !== READERS) throw new Error(`not every reader got everything: ${JSON.stringify(read)}`);
    return { ...result, last_event: read.last };
  } finally {
    await child.status;
  }
}

export const LIVE_FEED: readonly Case[] = [{
  work: `ADD 2,000 times a second, ${READERS} readers of the live feed`,
  figures: [{ key: "p99_ms", name: "p99, ms" }],
  measure: (executable) => withApp({ executable, flags: FLAGS }, changeBesideReaders),
  peers: [{
    name: "the same without readers",
    needs: [],
    goals: { p99_ms: "at most 2" },
    measure: (executable) => withApp({ executable, flags: FLAGS }, change),
  }],
}];
