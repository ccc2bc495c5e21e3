/** `app demo race`: why a semaphore guards the array, step by step for two clients, and then with many who really race. */
import type { Style } from "../cli/style.ts";
import type { DemoConfig } from "./config.ts";
import { interleave, losingSeed, scheduleOf } from "./race/interleaving.ts";
import { race } from "./race/race.ts";
import { JsonReport, type Report, TextReport } from "./race/reports.ts";

/** What a demo has of the world around it. */
export interface DemoWorld {
  readonly style: Style;
  /** From 0 up to, without, 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Takes a part of what is shown. */
  write(text: string): void;
}

/**
 * Shows the race. It touches no server: each race has a store of its own in this process.
 *
 * @throws the signal's reason if it is aborted
 */
export async function showRace({ clients, values, seed, json }: DemoConfig, world: DemoWorld): Promise<void> {
  const { style, random, signal, write } = world;
  const report: Report = json ? new JsonReport() : new TextReport(style);
  const shown = seed ?? losingSeed(random);
  const schedule = scheduleOf(shown);
  write(report.steps({
    seed: shown,
    schedule,
    without: interleave(schedule, { semaphore: false }),
    guarded: interleave(schedule, { semaphore: true }),
  }));
  write(report.begin({ clients, values }));
  const without = await race({ clients, values, semaphore: false, signal });
  const guarded = await race({ clients, values, semaphore: true, signal });
  write(report.end({ without, guarded }));
}
