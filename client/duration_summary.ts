/** How long something took each time, in milliseconds: half of the times took no longer than `p50_ms`, 99 of 100 no longer than `p99_ms`. */
export interface DurationSummary {
  p50_ms: number;
  p99_ms: number;
}

/** Sums up durations in milliseconds. */
export function summarizeDurations(durations: readonly number[]): DurationSummary {
  const ascending = durations.toSorted((a, b) => a - b);
  const percentile = (share: number) => roundToThousandths(ascending[Math.ceil(share * ascending.length) - 1] ?? 0);
  return { p50_ms: percentile(0.5), p99_ms: percentile(0.99) };
}

/** With three decimal places. */
export function roundToThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
