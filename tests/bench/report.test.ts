import { deepStrictEqual } from "node:assert/strict";
import type { Case, Result } from "../../bench/case.ts";
import { type Run, table } from "../../bench/report.ts";

const never = (): Promise<Result> => Promise.reject(new Error("not measured here"));

const READING: Case = {
  work: "GET",
  figures: [{ key: "per_second", name: "per second" }],
  needs: ["wrk"],
  peers: [
    { name: "nginx", needs: ["nginx"], goals: { per_second: "at least 0.6" }, measure: never },
    { name: "ZRANGE", needs: ["redis-server", "webdis"], measure: never },
  ],
  measure: never,
};

function runs(who: string, perSecond: number[]): Run[] {
  return perSecond.map((per_second, round) => ({ work: "GET", who, round, result: { per_second } }));
}

function rowsOf(measured: Parameters<typeof table>[0]): string[] {
  return table(measured).split("\n").slice(2);
}

Deno.test("a row has both medians, and the median of the rounds' ratios; a peer that is not installed is named", () => {
  const installed = new Map([["wrk", "4"], ["nginx", "1"], ["redis-server", "7"]] as const);
  const all = [...runs("nginx", [2000, 100, 1000]), ...runs("app", [1000, 90, 800])];
  deepStrictEqual(rowsOf({ cases: [READING], runs: all, installed }), [
    "| GET | per second | nginx | 1,000 | 800 | 0.80 | at least 0.6 |",
    "| GET | per second | ZRANGE (not installed: webdis) | – | 800 |  |  |",
  ]);
});

Deno.test("without the program that makes the load, nothing is measured, and the rows say why", () => {
  deepStrictEqual(
    rowsOf({ cases: [READING], runs: [], installed: new Map([["nginx", "1"], ["redis-server", "7"]] as const) }),
    [
      "| GET | per second | nginx (not installed: wrk) | – | – |  | at least 0.6 |",
      "| GET | per second | ZRANGE (not installed: wrk, webdis) | – | – |  |  |",
    ],
  );
});

Deno.test("a run that failed is left out of the medians, and its round out of the ratios", () => {
  const failed: Run = { work: "GET", who: "nginx", round: 1, failed: "Error: refused" };
  const installed = new Map([["wrk", "4"], ["nginx", "1"]] as const);
  const all = [...runs("nginx", [1000]), failed, ...runs("app", [500, 700])];
  deepStrictEqual(rowsOf({ cases: [{ ...READING, peers: READING.peers.slice(0, 1) }], runs: all, installed }), [
    "| GET | per second | nginx | 1,000 | 700 | 0.50 | at least 0.6 |",
  ]);
});

Deno.test("work without a peer has a row with the app's own figure and goal", () => {
  const start: Case = {
    work: "start",
    figures: [{ key: "ms", name: "ms" }],
    peers: [],
    goals: { ms: "at most 80" },
    measure: never,
  };
  const all: Run[] = [{ work: "start", who: "app", round: 0, result: { ms: 81.234 } }];
  deepStrictEqual(rowsOf({ cases: [start], runs: all, installed: new Map() }), ["| start | ms |  |  | 81.2 |  | at most 80 |"]);
});
