import type { Clock } from "../clock.ts";

/** Waits for a promise, but not for longer than that. @throws {Error} with the reason when the time is over */
export async function inTime<Result>(
  promise: Promise<Result>,
  { clock, ms, reason }: { clock: Pick<Clock, "after">; ms: number; reason: string },
): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(ms, () => late.reject(new Error(reason)));
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    cancel();
  }
}
