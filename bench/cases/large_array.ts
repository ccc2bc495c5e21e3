/** How long three million values hold others up. */
import { ask } from "../line.ts";
import type { Case, Result } from "../case.ts";
import { lineload, wrk } from "../load.ts";
import { type RunningApp, withApp } from "../running_app.ts";

const VALUES = 3_000_000;
const LINE_VALUES = 5000;
const FILL = ["-n", String(VALUES / LINE_VALUES), "-H", "999999999", "-m", `ADD %K${LINE_VALUES}`];

/** What is done, while others wait; each takes no longer than `seconds`, and gives way to what measures. */
interface Step {
  key: string;
  name: string;
  seconds: number;
  run(app: RunningApp): Promise<unknown>;
}

const STEPS: readonly Step[] = [
  // What the machine itself makes others wait.
  { key: "quiet_ms", name: "nothing else is done", seconds: 2, run: () => Promise.resolve() },
  { key: "fill_ms", name: "the values come, snapshots are written", seconds: 15, run: (app) => one(app, FILL) },
  { key: "get_ms", name: "GET of all, 10 times", seconds: 3, run: (app) => one(app, ["-n", "10", "-m", "GET"]) },
  {
    key: "rest_ms",
    name: "GET /api/array of all",
    seconds: 4,
    run: ({ httpPort }) => wrk(httpPort, { path: "/api/array", connections: 1, seconds: 3, nice: true }),
  },
  { key: "clear_ms", name: "CLEAR, the file is compacted", seconds: 5, run: (app) => one(app, ["-n", "1", "-m", "CLEAR"]) },
];

/** One request after the other over one connection. */
function one({ tcpPort }: RunningApp, args: readonly string[]): Promise<Result> {
  return lineload(tcpPort, ["req", "-b", "1", "-c", "1", "-P", "1", ...args], { nice: true });
}

/** The longest wait of a `PING` while a step runs: four connections, each with one every 4 ms. */
async function longestWait(app: RunningApp, { name, seconds, run }: Step): Promise<number> {
  const pings = lineload(app.tcpPort, ["paced", "-b", "1", "-c", "4", "-i", "4", "-t", String(seconds), "-m", "PING"]);
  const startedAt = performance.now();
  await run(app);
  const tookSeconds = (performance.now() - startedAt) / 1000;
  const { max_ms } = await pings;
  if (tookSeconds > seconds) throw new Error(`"${name}" took ${tookSeconds.toFixed(1)} s, and was measured for ${seconds} s`);
  return max_ms;
}

async function measure(executable: string): Promise<Result> {
  return await withApp({ executable }, async (app) => {
    const waits: Record<string, number> = {};
    for (const step of STEPS) {
      if (step.key === "get_ms") await expectAll(app);
      waits[step.key] = await longestWait(app, step);
    }
    return waits;
  });
}

async function expectAll({ tcpPort }: RunningApp): Promise<void> {
  const reply = await ask(tcpPort, "COUNT", { banner: true });
  if (reply !== `OK ${VALUES}`) throw new Error(`The array should have ${VALUES} values, and COUNT replies ${reply}`);
}

export const LARGE_ARRAY: readonly Case[] = [{
  work: "3,000,000 values, longest wait of a PING",
  figures: STEPS.map(({ key, name }) => ({ key, name: `${name}, ms` })),
  peers: [],
  goals: Object.fromEntries(STEPS.filter(({ key }) => key !== "quiet_ms").map(({ key }) => [key, "at most 20"])),
  measure,
}];
