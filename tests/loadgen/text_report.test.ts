import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createColors } from "picocolors";
import type { BenchConfig } from "../../loadgen/config.ts";
import { changesSince, type OldReport, reportOf } from "../../loadgen/document.ts";
import { type Figures, figuresOf } from "../../loadgen/figures.ts";
import { Latencies } from "../../loadgen/latencies.ts";
import { parseMix } from "../../loadgen/mix.ts";
import type { Measured } from "../../loadgen/recorder.ts";
import { progressText, textReport } from "../../loadgen/text_report.ts";

const CONFIG: BenchConfig = {
  load: {
    target: { hostname: "10.0.0.1", port: 4000, where: "10.0.0.1:4000", protocol: "app", path: "", token: null },
    mix: parseMix("add=3,get=1"),
    seed: 42,
    clients: 1,
    pipeline: 1,
    rate: 1000,
    seconds: 10,
    warmUpSeconds: 1,
  },
  workers: 1,
  compare: null,
  json: false,
};

/** What a thread measured: requests that took these times, in milliseconds. */
function measured(times: number[], more: Partial<Measured> = {}): Measured {
  const counts = (times: readonly number[]) => {
    const latencies = new Latencies();
    times.forEach((ms) => latencies.record(ms));
    return latencies.counts();
  };
  return {
    operations: [
      { operation: "add", requests: times.length, errors: 0, latencies: counts(times) },
      { operation: "get", requests: 1, errors: 0, latencies: counts([0.5]) },
    ],
    errorKinds: [],
    unanswered: 0,
    unsent: 0,
    lostConnections: 0,
    seconds: 10,
    lateness: counts([1]),
    ...more,
  };
}

function report(
  figures: Figures,
  { rate = 1000 as number | null, columns = 80, before = null as OldReport | null } = {},
): string {
  const report = reportOf({ ...CONFIG, load: { ...CONFIG.load, rate } }, figures);
  const changes = before && changesSince(before, report);
  const text = textReport(report, { changes, differences: [], style: { colors: createColors(false), columns } });
  for (const line of text.split("\n")) ok([...line].length <= 80, line);
  return text;
}

const many = Array.from({ length: 9999 }, (_, i) => i < 9900 ? 1.5 : 150);

Deno.test("the report has the load, the totals, a row for each request, and the bars", () => {
  strictEqual(
    report(figuresOf([measured(many)], 2000)),
    `10.0.0.1:4000, lines: 1,000 requests per second (open loop)
1 client, pipeline 1, add=3 get=1
10 s after 1 s of warm-up, 1 thread, seed 42

requests    10,000 in 10.0 s
per second  1,000
errors      0

latency, ms      requests     mean      p50      p90      p99    p99.9      max
add                 9,999     2.97     1.50     1.50     1.50      150      150
get                     1    0.500    0.500    0.500    0.500    0.500    0.500
all                10,000     2.97     1.50     1.50     1.50      150      150

  0.5 to 1 ms    0.010%  ▏
    1 to 2 ms     99.0%  ███████████████████████████████████████████████████████
    2 to 5 ms        0%
   5 to 10 ms        0%
  10 to 20 ms        0%
  20 to 50 ms        0%
 50 to 100 ms        0%
100 to 200 ms    0.990%  ▌
`,
  );
});

Deno.test("errors, requests without a reply, requests that were not sent, and lost connections are told", () => {
  const long = `ERR internal \x1b[31m${"x".repeat(200)}`;
  const kinds = [{ kind: "ERR internal", text: long, count: 3 }, { kind: "ERR busy", text: "ERR busy later", count: 20 }];
  const share = measured(many, { errorKinds: kinds, unanswered: 5, unsent: 1200, lostConnections: 2 });
  const [add, get] = share.operations;
  const text = report(figuresOf([{ ...share, operations: [{ ...add, errors: 23 }, get] }], null));
  match(
    text,
    /\nerrors {6}23 \(0\.230%\)\nunanswered {2}5\nnot sent {4}1,200\nlost {8}2 connections\n {2}20 × ERR busy later\n/,
  );
  match(text, /\n {2}3 × ERR internal \S*31m?x+…\n/);
  ok(!text.includes("\x1b"));
});

Deno.test("a closed loop is said to leave out what would have waited", () => {
  const text = report(figuresOf([measured(many)], null), { rate: null });
  match(text, /\n10\.0\.0\.1:4000, lines: as fast|^10\.0\.0\.1:4000, lines: as fast as it answers \(closed loop\)\n/);
  match(text, /\nClosed loop: each latency counts from when the request was sent\. A server that\nstalls is asked less/);
});

Deno.test("a server that does not keep up with the rate is told", () => {
  match(
    report(figuresOf([measured(many)], null), { rate: 2000 }),
    /\nThe server did not keep up, or 1 in flight is too few for this rate: 1,000 of\n2,000 requests per second\./,
  );
});

Deno.test("the generator says when it may be the bottleneck itself: without time left, or late", () => {
  const bottlenecks = (share: Measured, cpuMs: number | null, workers = 1) => {
    return figuresOf(Array.from({ length: workers }, () => share), cpuMs).generator.bottlenecks;
  };
  deepStrictEqual(bottlenecks(measured(many), 8900), []);
  deepStrictEqual(bottlenecks(measured(many), 9100), ["it computed 91% of the time in its only thread"]);
  deepStrictEqual(bottlenecks(measured(many), 9100, 2), []);
  deepStrictEqual(bottlenecks(measured(many), 19_000, 2), ["it computed 95% of the time in its 2 threads"]);
  const latencies = new Latencies();
  latencies.record(30);
  const late = measured(many, { lateness: latencies.counts() });
  match(bottlenecks(late, null)[0], /^it was itself late by 30(\.\d+)? ms \(p99\), at most 30/);
  match(
    report(figuresOf([late], 9900)),
    /\nThe load generator may be the bottleneck: it computed 99% of the time in its\nonly thread, and/,
  );
});

Deno.test("each figure stands beside the one before, with the change in percent", () => {
  const figures = figuresOf([measured(many)], null);
  const text = report(figures, { before: { settings: {}, figures: [800, 0, 1.5, 2, 1.501, 1.501, 0, 150] } });
  match(text, /\ncompared +now +before +change\nper second +1,000 +800 +\+25\.0%\nerrors +0 +0 +0\.0%\n/);
  match(text, /\np50, ms +1\.5\d* +2 +-2\d\.\d%\n/);
  match(text, /\np99\.9, ms +1(50|49\.9\d+) +0 +new\n/);
});

Deno.test("the line of progress has less than 80 columns, whatever it tells", () => {
  const line = { warmUpSeconds: 1, seconds: 3600, perSecond: 9_999_999, errors: 0, worstMs: 65_000 };
  strictEqual(progressText({ ...line, elapsedMs: 0 }), "connecting…");
  strictEqual(
    progressText({ ...line, elapsedMs: 600, perSecond: 3, worstMs: 0.04 }),
    "warming up · 3 per second · slowest 0.040 ms",
  );
  const longest = progressText({ ...line, elapsedMs: 3_600_900, errors: 9_999_999 });
  strictEqual(longest, "3599.9 of 3600 s · 9,999,999 per second · slowest 65,000 ms · 9,999,999 errors");
  ok(longest.length < 80);
  match(progressText({ ...line, elapsedMs: 3_601_100, errors: 1 }), /^waiting for replies · .* · 1 error$/);
});
