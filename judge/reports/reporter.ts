/** What every form of report has in common. */
import type { Result } from "../check.ts";
import { type Level, LEVELS, type ServiceName } from "../config.ts";

/** What is about to be judged. */
export interface Plan {
  readonly where: string;
  readonly services: readonly ServiceName[];
  readonly level: Level;
  /** How many checks there are. */
  readonly checks: number;
}

/** Turns what became of the checks into text, as it comes. */
export interface Reporter {
  begin(plan: Plan): string;
  result(result: Result): string;
  end(results: readonly Result[]): string;
}

/** What the levels are about. */
export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  1: "answers a line",
  2: "framing",
  3: "errors",
  4: "many clients at once",
  5: "faults and load",
};

/** How many checks passed, failed and were skipped; and the highest level up to which none failed, from 0. */
export function summaryOf(results: readonly Result[]) {
  const count = (status: string) => results.filter(({ outcome }) => outcome.status === status).length;
  const failed = LEVELS.filter((level) =>
    results.some((result) => result.check.level === level && result.outcome.status === "failed")
  );
  const judged = Math.max(0, ...results.map(({ check }) => check.level));
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    level: failed.length > 0 ? failed[0] - 1 : judged,
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
