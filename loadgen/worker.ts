/** The other threads begin here. In the executable this is a bundle of its own, `bench_worker.js`. */
import { systemClock } from "../server/clock.ts";
import { messageOf } from "../protocol/message_of.ts";
import { CannotBench } from "./cannot_bench.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { Share } from "./share.ts";

/** How often a worker tells how far it is, in milliseconds. */
const PROGRESS_MS = 200;

/** What a worker has in place of a window; Deno's types know it only in a program of its own. */
interface Scope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

function isScope(scope: unknown): scope is Scope {
  return typeof scope === "object" && scope !== null && "postMessage" in scope;
}

const scope: unknown = globalThis;
if (!isScope(scope)) throw new Error("This is for a worker");
const tell = (message: FromWorker) => scope.postMessage(message);
let share: Share | null = null;

scope.onmessage = async ({ data }) => {
  try {
    await heard(data);
  } catch (error) {
    const isExpected = error instanceof CannotBench;
    const stack = error instanceof Error ? error.stack : undefined;
    tell({ say: "failed", message: isExpected ? error.message : stack ?? messageOf(error), isExpected });
  }
};

async function heard(message: ToWorker): Promise<void> {
  switch (message.say) {
    case "connect":
      share = new Share(message.load, systemClock);
      await share.connect();
      return tell({ say: "connected" });
    case "run":
      return await run();
    case "stop":
      return share?.stop();
  }
}

async function run(): Promise<void> {
  if (!share) throw new Error("It has no share yet");
  const own = share;
  const end = systemClock.every(PROGRESS_MS, () => tell({ say: "progress", progress: own.progress() }));
  try {
    tell({ say: "measured", measured: await own.run() });
  } finally {
    end();
  }
}
