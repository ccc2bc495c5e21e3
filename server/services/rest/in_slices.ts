import type { Turns } from "../../turns.ts";

/** Does work step by step, and shares the event loop between the steps. @returns what the work returns @throws what a step throws */
export async function inSlices<Result>(
  steps: Iterator<unknown, Result>,
  turns: Pick<Turns, "share" | "begin" | "end">,
): Promise<Result> {
  for (;;) {
    await turns.share();
    const startedAt = turns.begin();
    try {
      const { done, value } = steps.next();
      if (done) return value;
    } finally {
      // Many little steps are as long as a few that are not.
      turns.end(startedAt, 0);
    }
  }
}
