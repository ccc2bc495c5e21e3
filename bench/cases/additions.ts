/** `ADD` of random integers beside `ZADD` of random members; and of always the same one, which is Redis at its best. */
import { type Case, PER_SECOND } from "../case.ts";
import { lineload } from "../load.ts";
import { withRedis } from "../peers.ts";
import { withApp } from "../running_app.ts";

/** What keeps nothing, and what keeps all that it has answered, with a sync each time or now and then. */
const KEEPING = {
  memory: { says: "--memory", app: ["--memory"], redis: ["--appendonly", "no"] },
  normal: { says: "--sync normal", app: ["--sync", "normal"], redis: ["--appendonly", "yes", "--appendfsync", "everysec"] },
  full: { says: "--sync full", app: ["--sync", "full"], redis: ["--appendonly", "yes", "--appendfsync", "always"] },
};

interface Additions {
  keeping: keyof typeof KEEPING;
  /** How many are in flight on each connection. */
  pipeline: number;
  /** Whether messages are logged; without a folder there is no log. */
  log?: "on" | "off";
  member?: "random" | "same";
  goal?: string;
}

function additions({ keeping, pipeline, log, member = "random", goal }: Additions): Case {
  const { says, app, redis } = KEEPING[keeping];
  const count = ["-c", "50", "-P", String(pipeline), "-n", String(pipeline * 200_000)];
  const flags = [...app, ...(log ? ["--log-messages", log] : [])];
  return {
    work: `ADD, ${pipeline} in flight, ${says}${log ? `, log ${log}` : ""}`,
    figures: [PER_SECOND],
    measure: (executable) =>
      withApp({ executable, flags }, ({ tcpPort }) => lineload(tcpPort, ["req", "-b", "1", ...count, "-m", "ADD %d"])),
    peers: [{
      name: `Redis, ${redis.at(-1) === "no" ? "" : `${redis.at(-1)}, `}ZADD of ${
        member === "same" ? "one member" : "random members"
      }`,
      needs: ["redis-server"],
      goals: goal === undefined ? undefined : { per_second: goal },
      measure: () =>
        withRedis(redis, ({ port }) => lineload(port, ["req", ...count, "-m", `ZADD k %d ${member === "same" ? "x" : "%d"}`])),
    }],
  };
}

/** Those that are measured each time. */
export const ADDITIONS: readonly Case[] = [
  additions({ keeping: "full", pipeline: 1, log: "on", goal: "at least 1.1" }),
  additions({ keeping: "memory", pipeline: 16, goal: "at least 4" }),
];

/** More of them, which say where a change of speed comes from. */
export const MORE_ADDITIONS: readonly Case[] = [
  additions({ keeping: "memory", pipeline: 1 }),
  additions({ keeping: "normal", pipeline: 16, log: "off" }),
  additions({ keeping: "normal", pipeline: 16, log: "on" }),
  additions({ keeping: "normal", pipeline: 16, log: "off", member: "same" }),
  additions({ keeping: "full", pipeline: 1, log: "off" }),
  additions({ keeping: "full", pipeline: 16, log: "off" }),
  additions({ keeping: "full", pipeline: 16, log: "on" }),
  additions({ keeping: "full", pipeline: 16, log: "off", member: "same" }),
];
