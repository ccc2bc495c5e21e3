/** The figures of a load, from what its threads measured. */
import { Latencies } from "./latencies.ts";
import type { ErrorKind, Measured } from "./recorder.ts";
import type { Operation } from "./mix.ts";

/** How long requests took, in milliseconds: so many percent of them at most that long. */
export interface LatencyFigures {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export interface OperationFigures {
  readonly requests: number;
  readonly errors: number;
  readonly latencyMs: LatencyFigures;
}

/** Requests by how long they took, in milliseconds: from a time on, up to another. */
export interface Bar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** What the load generator knows of itself. */
export interface GeneratorFigures {
  readonly workers: number;
  /** The share of its threads' time in which they computed, in percent; `null` if the system does not tell. */
  readonly cpuPercent: number | null;
  /** How late it was itself, in milliseconds. */
  readonly lateMs: { readonly p99: number; readonly max: number };
  /** Why the figures may be those of the generator rather than of the server. */
  readonly bottlenecks: readonly string[];
}

export interface Figures {
  /** How long was measured. */
  readonly seconds: number;
  /** Requests that were answered. */
  readonly requests: number;
  readonly perSecond: number;
  readonly errors: number;
  readonly errorKinds: readonly ErrorKind[];
  readonly unanswered: number;
  readonly unsent: number;
  readonly lostConnections: number;
  readonly latencyMs: LatencyFigures;
  readonly operations: Readonly<Partial<Record<Operation, OperationFigures>>>;
  readonly histogram: readonly Bar[];
  readonly generator: GeneratorFigures;
}

/** More than this and a thread has no time left, in percent. */
const BUSY_PERCENT = 90;
/** More than this and requests go out in heaps, in milliseconds. */
const LATE_MS = 20;

/** @param cpuMs how long this process computed while it measured, in milliseconds */
export function figuresOf(shares: readonly Measured[], cpuMs: number | null): Figures {
  const total = new Latencies();
  const lateness = new Latencies();
  const operations: Partial<Record<Operation, OperationFigures>> = {};
  for (const [i, { operation }] of shares[0].operations.entries()) {
    const latencies = new Latencies();
    for (const share of shares) latencies.add(share.operations[i].latencies);
    total.add(latencies.counts());
    operations[operation] = {
      requests: sum(shares, (share) => share.operations[i].requests),
      errors: sum(shares, (share) => share.operations[i].errors),
      latencyMs: latencyFigures(latencies),
    };
  }
  for (const share of shares) lateness.add(share.lateness);
  const seconds = Math.max(...shares.map(({ seconds }) => seconds));
  const requests = sum(Object.values(operations), ({ requests }) => requests);
  return {
    seconds: rounded(seconds),
    requests,
    perSecond: seconds > 0 ? rounded(requests / seconds) : 0,
    errors: sum(Object.values(operations), ({ errors }) => errors),
    errorKinds: errorKinds(shares),
    unanswered: sum(shares, ({ unanswered }) => unanswered),
    unsent: sum(shares, ({ unsent }) => unsent),
    lostConnections: sum(shares, ({ lostConnections }) => lostConnections),
    latencyMs: latencyFigures(total),
    operations,
    histogram: histogramOf(total),
    generator: generatorFigures({ lateness, cpuMs, seconds, workers: shares.length }),
  };
}

function latencyFigures(latencies: Latencies): LatencyFigures {
  const at = (percent: number) => rounded(latencies.percentileMs(percent));
  return {
    mean: rounded(latencies.meanMs),
    p50: at(50),
    p90: at(90),
    p99: at(99),
    p999: at(99.9),
    max: rounded(latencies.maxMs),
  };
}

function generatorFigures(
  { lateness, cpuMs, seconds, workers }: { lateness: Latencies; cpuMs: number | null; seconds: number; workers: number },
): GeneratorFigures {
  const cpuPercent = cpuMs === null || seconds === 0 ? null : Math.min(100, Math.round(cpuMs / (seconds * 10 * workers)));
  const lateMs = { p99: rounded(lateness.percentileMs(99)), max: rounded(lateness.maxMs) };
  const bottlenecks: string[] = [];
  if (cpuPercent !== null && cpuPercent >= BUSY_PERCENT) {
    bottlenecks.push(
      `it computed ${cpuPercent}% of the time in ${workers === 1 ? "its only thread" : `its ${workers} threads`}`,
    );
  }
  if (lateMs.p99 > LATE_MS) bottlenecks.push(`it was itself late by ${lateMs.p99} ms (p99), at most ${lateMs.max} ms`);
  return { workers, cpuPercent, lateMs, bottlenecks };
}

function errorKinds(shares: readonly Measured[]): ErrorKind[] {
  const byKind = Map.groupBy(shares.flatMap(({ errorKinds }) => errorKinds), ({ kind }) => kind);
  return [...byKind].map(([kind, same]) => ({ kind, text: same[0].text, count: sum(same, ({ count }) => count) }))
    .sort((a, b) => b.count - a.count);
}

/** Bars whose ends are 1, 2 and 5 times powers of ten, from the shortest time to the longest. */
export function histogramOf(latencies: Latencies): Bar[] {
  const counts = latencies.counts();
  const bars: { fromMs: number; toMs: number; count: number }[] = [];
  for (let i = 0; i < counts.length; i += 2) {
    const ms = counts[i] / 1000;
    while (bars.length === 0 || ms >= bars[bars.length - 1].toMs) {
      const fromMs = bars.at(-1)?.toMs ?? stepAt(ms);
      bars.push({ fromMs, toMs: stepAfter(fromMs), count: 0 });
    }
    bars[bars.length - 1].count += counts[i + 1];
  }
  return bars;
}

/** In microseconds, so that they are integers. */
const STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

function stepAt(ms: number): number {
  return (STEPS.findLast((step) => step <= ms * 1000) ?? 0) / 1000;
}

function stepAfter(ms: number): number {
  return (STEPS.find((step) => step > Math.round(ms * 1000)) ?? Infinity) / 1000;
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

/** To microseconds. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
