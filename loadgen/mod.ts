/** `app bench`: puts a load on a server, and tells how many requests it answered and how long they took. */
import { cpuUsage } from "node:process";
import type { Style } from "../cli/style.ts";
import { systemClock } from "../server/clock.ts";
import { identify } from "../judge/identify.ts";
import { CannotBench } from "./cannot_bench.ts";
import type { BenchConfig } from "./config.ts";
import { ask, dial, withAdvice } from "./dial.ts";
import { changesSince, differencesFrom, readReport, reportOf } from "./document.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { dialectOf, type Load, sharesOf } from "./load.ts";
import { ProgressLine } from "./progress_line.ts";
import type { Measured, Progress } from "./recorder.ts";
import { Share } from "./share.ts";
import { textReport } from "./text_report.ts";
import { WorkerShare } from "./worker_share.ts";

/** How long a server may keep silent when it is asked what it is, in milliseconds. */
const REPLY_MS = 3000;
/** How often the progress is shown, in milliseconds. */
const PROGRESS_MS = 500;

/** What `app bench` has of the world around it. */
export interface BenchWorld {
  readonly signal: AbortSignal;
  readonly style: Style;
  /** Takes the report. */
  write(text: string): void;
  /** Shows a line in place of the one before; an empty one at the end. */
  progress(text: string): void;
}

/** Puts a load on a server, and reports. @returns whether the server did all that was asked. @throws as {@linkcode bench} does */
export async function runBench(config: BenchConfig, { signal, style, write, progress }: BenchWorld): Promise<boolean> {
  const { load, compare, json } = config;
  const before = compare === null ? null : readReport(compare);
  const line = new ProgressLine(load, progress);
  let figures: Figures | null;
  try {
    figures = await bench(config, { signal, progress: (progress, elapsedMs) => line.tell(progress, elapsedMs) });
  } finally {
    line.clear();
  }
  if (figures === null) return false;
  const report = reportOf(config, figures);
  const changes = before && changesSince(before, report);
  const differences = before ? differencesFrom(before, report) : [];
  write(
    json
      ? `${JSON.stringify(changes === null ? report : { ...report, changes, differences }, null, 2)}\n`
      : textReport(report, { changes, differences, style }),
  );
  return figures.requests > 0 && figures.errors === 0 && figures.lostConnections === 0;
}

/** What watches a load. */
interface Watcher {
  readonly signal: AbortSignal;
  /** Is told how far it is. @param elapsedMs since requests are sent; 0 while connections are opened */
  progress(progress: Progress, elapsedMs: number): void;
}

/** A part of the load, in this thread or in another one. */
interface LoadShare extends Disposable {
  connect(): Promise<void>;
  run(): Promise<Measured>;
  stop(): void;
  progress(): Progress;
}

/**
 * Puts a load on a server. If it is interrupted, it tells what it has measured until then.
 *
 * @returns `null` if it was interrupted before it had begun
 * @throws {CannotBench | CannotJudge} where there is no such server, or it refuses the load
 */
export async function bench({ load, workers }: Pick<BenchConfig, "load" | "workers">, world: Watcher): Promise<Figures | null> {
  await rehearse(load);
  if (world.signal.aborted) return null;
  const shares: LoadShare[] = [];
  // In this thread if that is all: an own thread would gain nothing.
  if (workers === 1) shares.push(new Share(load, systemClock));
  else shares.push(...sharesOf(load, workers).map((share) => new WorkerShare(share)));
  const stop = () => shares.forEach((share) => share.stop());
  world.signal.addEventListener("abort", stop);
  let endProgress = () => {};
  try {
    world.progress({ requests: 0, errors: 0, worstMs: 0 }, 0);
    await Promise.all(shares.map((share) => share.connect()));
    if (world.signal.aborted) return null;
    const startedAt = systemClock.monotonic();
    endProgress = systemClock.every(PROGRESS_MS, () => {
      world.progress(together(shares.map((share) => share.progress())), systemClock.monotonic() - startedAt);
    });
    const cpu = cpuUsage();
    const measured = await Promise.all(shares.map((share) => share.run()));
    const { user, system } = cpuUsage(cpu);
    const wholeSeconds = (systemClock.monotonic() - startedAt) / 1000;
    const seconds = Math.max(...measured.map(({ seconds }) => seconds));
    // It computed as much in the time that it measured as in all of its time.
    return figuresOf(measured, (user + system) / 1000 * seconds / wholeSeconds);
  } finally {
    endProgress();
    world.signal.removeEventListener("abort", stop);
    for (const share of shares) share[Symbol.dispose]();
  }
}

/** Sends each request of the mix once. @throws {CannotBench | CannotJudge} if that does not work */
async function rehearse({ target, mix, clients }: Load): Promise<void> {
  const { hostname, port, where, token, protocol } = target;
  if (protocol === "app") await identify({ hostname, port, token, replyMs: REPLY_MS, isLarge: false }, where);
  const dialect = dialectOf(target);
  const dialed = await dial(target, { dialect, which: `connection 1 of ${clients}` });
  try {
    for (const { operation } of mix) {
      const error = await ask(dialed, { request: dialect.request(operation, Math.random), target, dialect });
      if (error !== null) throw new CannotBench(`${where} refuses ${operation}: ${withAdvice(error)}`);
    }
  } finally {
    dialed.conn.close();
  }
}

function together(parts: readonly Progress[]): Progress {
  return {
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    errors: parts.reduce((sum, { errors }) => sum + errors, 0),
    worstMs: Math.max(...parts.map(({ worstMs }) => worstMs)),
  };
}
