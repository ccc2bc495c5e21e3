/** Runs checks, one after the other, whatever comes of each. */
// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { Bench, type Subject, type World } from "./bench.ts";
import type { Check, Outcome, Result } from "./check.ts";
import { Failure } from "./failure.ts";

/** How many replies' time a check has. */
const PATIENCE = 10;

/** What makes any request fail, whatever the check is about. */
const COMMON_HINTS: readonly [came: RegExp, hint: string][] = [
  [
    /^connection refused/,
    "The server seems to have ended: look at the first check that failed, and at the server's own output.",
  ],
  [/^ERR unauthorized /, "The server wants its token: give it with --token-file or --token."],
  [/^ERR rate-limited /, "The server limits the requests of one client: judge it without that limit."],
  [/^ERR too-many-connections /, "The server limits connections to fewer than the judge needs: judge it with a higher limit."],
];

/** Runs the checks until all are done, or the signal is aborted. */
export async function* runChecks(
  checks: readonly Check[],
  { subject, world, signal }: { subject: Subject; world: World; signal: AbortSignal },
): AsyncGenerator<Result> {
  for (const check of checks) {
    if (signal.aborted) return;
    const startedAt = world.now();
    const outcome = await runCheck(check, { subject, world, signal });
    if (outcome) yield { check, outcome, seconds: (world.now() - startedAt) / 1000 };
  }
}

type Around = { subject: Subject; world: World; signal: AbortSignal };

/** @returns what became of it; `null` if it was interrupted */
async function runCheck(check: Check, { subject, world, signal }: Around): Promise<Outcome | null> {
  const bench = new Bench(subject, world);
  const abort = () => bench[Symbol.dispose]();
  signal.addEventListener("abort", abort);
  const limitMs = PATIENCE * subject.replyMs;
  const running = check.run(bench);
  let outcome: Outcome;
  try {
    await deadline(running, limitMs);
    outcome = { status: "passed" };
  } catch (error) {
    outcome = outcomeOf(error, check, { limitMs });
  } finally {
    signal.removeEventListener("abort", abort);
  }
  const leftBehind = await bench.cleanUp();
  // Its connections are closed now, so it ends soon.
  await running.catch(() => {});
  if (signal.aborted) return null;
  if (leftBehind === null || outcome.status === "failed") return outcome;
  return failed(
    { sent: "REMOVE with the values that the check had added", expected: "OK and how many", came: leftBehind },
    check,
  );
}

function outcomeOf(error: unknown, check: Check, { limitMs }: { limitMs: number }): Outcome {
  if (error instanceof Failure) {
    const isLeftOut = check.optional !== undefined && /^ERR unknown-command /.test(error.came);
    return isLeftOut ? { status: "skipped", reason: `the server does not have ${check.optional}` } : failed(error, check);
  }
  const isTooSlow = error instanceof DOMException && error.name === "TimeoutError";
  if (!isTooSlow) throw error;
  return failed(
    { sent: "what this check sends", expected: check.title, came: `it is not done after ${limitMs / 1000} s` },
    check,
  );
}

function failed({ sent, expected, came }: Pick<Failure, "sent" | "expected" | "came">, check: Check): Outcome {
  const common = COMMON_HINTS.find(([pattern]) => pattern.test(came));
  return { status: "failed", sent, expected, came, hint: common?.[1] ?? check.hint };
}
