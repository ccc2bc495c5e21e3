/** What has changed is read anew after so long at the soonest, and what could not be read is tried again, in milliseconds. */
const AGAIN_MS = 150;
const RETRY_MS = 1000;

/**
 * Does something soon, and at most once per `ms` milliseconds, however often it is asked for; one at a time.
 *
 * @param options `mayRetry`: whether what failed is worth another try now
 */
export function throttled(
  what: () => Promise<void>,
  { mayRetry = () => true, ms = AGAIN_MS }: { mayRetry?: () => boolean; ms?: number } = {},
): () => void {
  let wanted = false;
  let busy = false;
  const run = async () => {
    busy = true;
    while (wanted) {
      wanted = false;
      const done = await what().then(() => true, () => false);
      await new Promise((resolve) => setTimeout(resolve, done ? ms : RETRY_MS));
      wanted ||= !done && mayRetry();
    }
    busy = false;
  };
  return () => {
    wanted = true;
    if (!busy) run();
  };
}
