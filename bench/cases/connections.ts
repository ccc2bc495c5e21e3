/** Many short connections, and many long ones, beside Redis. */
import { type Case, PER_SECOND, type Result } from "../case.ts";
import { lineload } from "../load.ts";
import { withRedis } from "../peers.ts";
import { peakMiB, withApp } from "../running_app.ts";

const APP_FLAGS = ["--memory"];
const REDIS_FLAGS = ["--appendonly", "no"];

const SESSION = ["session", "-c", "50", "-n", "60000"];

/** 9,000 connections, each with a request every half second, for eight seconds. */
const PACED = ["paced", "-c", "9000", "-i", "500", "-t", "8"];
const EXPECTED_PER_SECOND = 18_000;

/** Puts the load on a server, and looks at what memory that took. @throws if the server did not keep up */
async function paced(pid: number, port: number, args: string[]): Promise<Result> {
  const result = await lineload(port, [...PACED, ...args]);
  if (result.per_second < 0.95 * EXPECTED_PER_SECOND) throw new Error(`only ${result.per_second} replies per second came`);
  return { ...result, peak_mib: peakMiB(pid) };
}

export const CONNECTIONS: readonly Case[] = [
  {
    work: "connect, SORT of 10 to 20 numbers, close",
    figures: [PER_SECOND],
    measure: (executable) =>
      withApp({ executable, flags: APP_FLAGS }, ({ tcpPort }) => {
        return lineload(tcpPort, [...SESSION, "-b", "1", "-m", "SORT %A"]);
      }),
    peers: [{
      name: "Redis: connect, PING, close",
      needs: ["redis-server"],
      goals: { per_second: "at least 0.75" },
      measure: () => withRedis(REDIS_FLAGS, ({ port }) => lineload(port, [...SESSION, "-m", "PING"])),
    }],
  },
  {
    work: "9,000 counters, VALUE twice a second each",
    figures: [{ key: "p99_ms", name: "p99, ms" }, { key: "peak_mib", name: "memory, MiB" }],
    measure: (executable) =>
      withApp({ executable, flags: APP_FLAGS }, ({ pid, tcpPort }) => {
        return paced(pid, tcpPort, ["-b", "1", "-w", "COUNTER", "-m", "VALUE %d"]);
      }),
    peers: [{
      name: "Redis: SET",
      needs: ["redis-server"],
      goals: { p99_ms: "at most 5", peak_mib: "at most 2.5" },
      measure: () => withRedis(REDIS_FLAGS, ({ pid, port }) => paced(pid, port, ["-m", "SET k %d"])),
    }],
  },
];
