import { useSecondsLeft } from "../use_seconds_left.ts";

const RADIUS = 44;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much time is left: a ring that gets shorter, and the number. */
export function Ring({ closesAt, seconds }: { closesAt: number | null; seconds: number }) {
  const left = useSecondsLeft(closesAt);
  if (closesAt === null || left === null || seconds === 0) return <span class="ring" />;
  const share = Math.max(0, Math.min(1, (closesAt - performance.now()) / (seconds * 1000)));
  return (
    <svg class={left <= 5 ? "ring urgent" : "ring"} viewBox="0 0 100 100" role="timer" aria-label={`${left} seconds left`}>
      <circle cx="50" cy="50" r={RADIUS} class="track" />
      <circle cx="50" cy="50" r={RADIUS} class="left" stroke-dasharray={`${share * LENGTH} ${LENGTH}`} />
      <text x="50" y="52" text-anchor="middle" dominant-baseline="middle">{left}</text>
    </svg>
  );
}
