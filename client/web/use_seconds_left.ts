import { useEffect, useState } from "preact/hooks";

/** So often it is looked at the clock, in milliseconds. */
const LOOK_MS = 200;

/** How many whole seconds are left, rounded up. @param at by `performance.now()`; `null` for no limit */
export function useSecondsLeft(at: number | null): number | null {
  const left = () => at === null ? null : Math.max(0, Math.ceil((at - performance.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    if (at === null) return;
    const timer = setInterval(() => setSeconds(left()), LOOK_MS);
    return () => clearInterval(timer);
  }, [at]);
  return seconds;
}
