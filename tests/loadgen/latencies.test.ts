import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { histogramOf } from "../../loadgen/figures.ts";
import { Latencies } from "../../loadgen/latencies.ts";

function near(value: number, expected: number): void {
  ok(Math.abs(value - expected) <= expected / 500, `${value} is not near ${expected}`);
}

Deno.test("percentiles, mean and maximum are right to a tenth of a percent, from microseconds to an hour", () => {
  for (const unit of [0.001, 0.1, 1, 60, 3_600]) {
    const latencies = new Latencies();
    for (let i = 1; i <= 1000; i++) latencies.record(i * unit);
    strictEqual(latencies.count, 1000);
    for (const [percent, expected] of [[50, 500], [90, 900], [99, 990], [99.9, 999]]) {
      near(latencies.percentileMs(percent), expected * unit);
    }
    near(latencies.meanMs, 500.5 * unit);
    near(latencies.maxMs, 1000 * unit);
  }
});

Deno.test("no time is too short or too long, and without any the figures are 0", () => {
  const latencies = new Latencies();
  deepStrictEqual([latencies.count, latencies.meanMs, latencies.maxMs, latencies.percentileMs(99)], [0, 0, 0, 0]);
  latencies.record(-1);
  latencies.record(1e12);
  strictEqual(latencies.count, 2);
});

Deno.test("histograms of several threads make the same one as if one thread had measured all", () => {
  const [all, first, second] = [new Latencies(), new Latencies(), new Latencies()];
  for (let i = 1; i <= 10_000; i++) {
    const ms = (i * 7919) % 10_007 / 10;
    all.record(ms);
    (i % 3 === 0 ? first : second).record(ms);
  }
  const merged = new Latencies();
  merged.add(structuredClone(first.counts()));
  merged.add(structuredClone(second.counts()));
  strictEqual(merged.count, all.count);
  for (const percent of [1, 50, 90, 99, 99.9, 100]) near(merged.percentileMs(percent), all.percentileMs(percent));
  near(merged.meanMs, all.meanMs);
});

Deno.test("the bars of the histogram end at round times, have no gaps, and hold every request", () => {
  const latencies = new Latencies();
  for (const ms of [0.03, 0.04, 0.05, 0.6, 0.6, 7]) latencies.record(ms);
  deepStrictEqual(histogramOf(latencies), [
    { fromMs: 0.02, toMs: 0.05, count: 2 },
    { fromMs: 0.05, toMs: 0.1, count: 1 },
    { fromMs: 0.1, toMs: 0.2, count: 0 },
    { fromMs: 0.2, toMs: 0.5, count: 0 },
    { fromMs: 0.5, toMs: 1, count: 2 },
    { fromMs: 1, toMs: 2, count: 0 },
    { fromMs: 2, toMs: 5, count: 0 },
    { fromMs: 5, toMs: 10, count: 1 },
  ]);
  const zero = new Latencies();
  zero.record(0);
  deepStrictEqual(histogramOf(zero), [{ fromMs: 0, toMs: 0.001, count: 1 }]);
});
