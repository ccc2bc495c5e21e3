import type { Bar, Stats } from "./api.ts";
import { formatNumber } from "./text.ts";

const WIDTH = 1200;
const HEIGHT = 240;
/** No bar is lower, so that each can be seen. */
const LEAST = 2;

/** The array as bars: each value as high as it is where they are few, else each range as high as it has values. */
export function ArrayPicture({ bars, added, stats }: { bars: readonly Bar[]; added: readonly number[]; stats: Stats | null }) {
  const single = bars.every(({ low, high, count }) => low === high && count === 1);
  const heights = single ? bars.map(({ low }) => low) : bars.map(({ count }) => count);
  const most = Math.max(1, ...heights);
  const least = single ? Math.min(0, ...heights) : 0;
  const scale = (HEIGHT - LEAST) / (most - least);
  const zero = HEIGHT - LEAST / 2 + least * scale;
  const step = WIDTH / Math.max(1, bars.length);
  const gap = step > 6 ? 2 : step > 3 ? 1 : 0;
  return (
    <figure class="picture">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={describe(bars, single, stats)}
      >
        {bars.map(({ low, high }, i) => {
          const height = Math.max(LEAST, Math.abs(heights[i]) * scale);
          const isNew = added.some((value) => value >= low && value <= high);
          return (
            <rect
              key={i}
              class={isNew ? "bar new" : "bar"}
              x={i * step}
              y={heights[i] < 0 ? zero : zero - height}
              width={step - gap}
              height={!single && heights[i] === 0 ? 0 : height}
            />
          );
        })}
      </svg>
      <figcaption>
        <span>{formatOrNothing(stats?.min)}</span>
        <span>
          {bars.length === 0 ? "The array is empty" : single ? "Each bar is one value" : "Number of values in each range"}
        </span>
        <span>{formatOrNothing(stats?.max)}</span>
      </figcaption>
    </figure>
  );
}

function formatOrNothing(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : formatNumber(value);
}

function describe(bars: readonly Bar[], single: boolean, stats: Stats | null): string {
  if (!stats || bars.length === 0) return "The array is empty";
  const what = `${formatNumber(stats.count)} values from ${formatOrNothing(stats.min)} to ${formatOrNothing(stats.max)}`;
  if (single) return `${what}: ${bars.slice(0, 20).map(({ low }) => low).join(", ")}${bars.length > 20 ? " and more" : ""}`;
  const fullest = bars.reduce((a, b) => b.count > a.count ? b : a);
  return `${what}; the fullest range is ${formatNumber(fullest.low)} to ${formatNumber(fullest.high)}`;
}
