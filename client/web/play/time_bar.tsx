import { useSecondsLeft } from "../use_seconds_left.ts";

/** How much time is left: a bar that gets shorter, and the number. */
export function TimeBar({ closes }: { closes: { readonly at: number; readonly seconds: number } | null }) {
  const left = useSecondsLeft(closes?.at ?? null);
  if (!closes || left === null) return null;
  const share = Math.max(0, (closes.at - performance.now()) / (closes.seconds * 1000));
  return (
    <div class={left <= 5 ? "time-bar urgent" : "time-bar"} role="timer" aria-label={`${left} seconds left`}>
      <span class="bar-of">
        <i key={closes.at} style={{ transform: `scaleX(${share})` }} />
      </span>
      <b aria-hidden="true">{left} s</b>
    </div>
  );
}
