/** `app judge`: checks whether a server that somebody wrote, in any language, speaks the protocol. */
import type { Style } from "../cli/style.ts";
import { identify } from "./identify.ts";
import { Bench, type Subject, type World } from "./bench.ts";
import { CannotJudge } from "./cannot_judge.ts";
import type { Result } from "./check.ts";
import { CHECKS } from "./checks/mod.ts";
import type { JudgeConfig } from "./config.ts";
import { Failure } from "./failure.ts";
import { runChecks } from "./judge.ts";
import { reporterFor } from "./reports/mod.ts";

/** How long a reply may take, in milliseconds. */
const REPLY_MS = 3000;
/** An array with more values than this is not read whole. */
const LARGE = 10_000;

/** What the judge has of the world around it. */
export interface JudgeWorld extends World {
  readonly style: Style;
  readonly signal: AbortSignal;
  /** Takes a part of the report. */
  write(text: string): void;
  /** How long a reply may take, in milliseconds, if not {@linkcode REPLY_MS}. */
  readonly replyMs?: number;
}

/**
 * Judges a server: runs all checks up to a level, and reports on each as it comes.
 *
 * @returns what became of each; fewer if it was interrupted
 * @throws {CannotJudge} where there is no server of lines, or it refuses the token
 */
export async function judge(config: JudgeConfig, world: JudgeWorld): Promise<readonly Result[]> {
  const { hostname, port, where, services, level, token } = config;
  const subject = { hostname, port, token, replyMs: world.replyMs ?? REPLY_MS, isLarge: false };
  await identify(subject, where);
  await checkToken(subject, world);
  const checks = CHECKS.filter((check) =>
    check.level <= level && (check.service === undefined || services.includes(check.service))
  );
  const isLarge = services.includes("array") && await hasLargeArray(subject, world);
  const reporter = reporterFor(config.format, world.style);
  world.write(reporter.begin({ where, services, level, checks: checks.length }));
  const results: Result[] = [];
  for await (const result of runChecks(checks, { subject: { ...subject, isLarge }, world, signal: world.signal })) {
    results.push(result);
    world.write(reporter.result(result));
  }
  if (!world.signal.aborted) world.write(reporter.end(results));
  return results;
}

/** @throws {CannotJudge} where the server refuses the token, or wants one */
async function checkToken(subject: Subject, world: World): Promise<void> {
  using bench = new Bench(subject, world);
  try {
    const client = await bench.connect();
    // It changes nothing: the array has no such value. But the server wants its token first.
    await client.send(`REMOVE ${bench.fresh(1)[0]}\n`);
    await client.gets({ text: "", test: (reply) => !reply.startsWith("ERR unauthorized") });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (!error.came.startsWith("ERR unauthorized")) return;
    const advice = subject.token === null
      ? "needs its token for changes: give it with"
      : "refuses this token: give another with";
    throw new CannotJudge(`the server ${advice} --token-file or --token`);
  }
}

async function hasLargeArray(subject: Subject, world: World): Promise<boolean> {
  using bench = new Bench(subject, world);
  try {
    return Number(await (await bench.connect()).ok("COUNT")) > LARGE;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
