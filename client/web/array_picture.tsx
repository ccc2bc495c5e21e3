import { useEffect, useState } from "preact/hooks";
import type { Bar, Stats } from "./api.ts";
import type { Landed } from "./live.ts";
import { formatNumber } from "./text.ts";

const WIDTH = 1200;
const HEIGHT = 240;
/** No bar is lower, so that each can be seen. */
const LEAST = 2;
/** How long what was added glows, in milliseconds. */
const GLOW_MS = 2000;
/** At most this many fall at once. */
const FALLING = 20;

/**
 * The array as bars: each value as high as it is if they are few, else each range as high as it has values. What was added falls
 * to its place, which glows for a while.
 */
export function ArrayPicture({ bars, landed, stats }: { bars: readonly Bar[]; landed: Landed; stats: Stats | null }) {
  const glowing = useGlowing(landed);
  const [hovered, setHovered] = useState<number | null>(null);
  const single = bars.every(({ low, high, count }) => low === high && count === 1);
  const heights = single ? bars.map(({ low }) => low) : bars.map(({ count }) => count);
  const most = Math.max(1, ...heights);
  const least = single ? Math.min(0, ...heights) : 0;
  const scale = (HEIGHT - LEAST) / (most - least);
  const zero = HEIGHT - LEAST / 2 + least * scale;
  const step = WIDTH / Math.max(1, bars.length);
  const gap = step > 6 ? 2 : step > 3 ? 1 : 0;
  const boxes = bars.map((_, i) => {
    const height = Math.max(LEAST, Math.abs(heights[i]) * scale);
    return { height: !single && heights[i] === 0 ? 0 : height, y: heights[i] < 0 ? zero : zero - height };
  });
  const isNew = ({ low, high }: Bar) => glowing.values.some((value) => value >= low && value <= high);
  const hover = ({ currentTarget, clientX }: PointerEvent) => {
    if (!(currentTarget instanceof Element) || bars.length === 0) return;
    const { x, width } = currentTarget.getBoundingClientRect();
    setHovered(Math.max(0, Math.min(bars.length - 1, Math.floor((clientX - x) / width * bars.length))));
  };
  return (
    <figure class="picture">
      <div class="strip-of-bars" onPointerMove={hover} onPointerLeave={() => setHovered(null)}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={describe(bars, single, stats)}
        >
          {bars.map((bar, i) => (
            <rect
              key={i}
              class={isNew(bar) ? "bar new" : i === hovered ? "bar hovered" : "bar"}
              x={i * step}
              y={boxes[i].y}
              width={step - gap}
              height={boxes[i].height}
            />
          ))}
        </svg>
        {bars.map((bar, i) =>
          isNew(bar) && (
            <i
              key={`${glowing.times}-${i}`}
              class="falling"
              style={{ left: `${100 * (i + 0.5) / bars.length}%`, top: `${100 * boxes[i].y / HEIGHT}%` }}
            />
          )
        )}
      </div>
      <figcaption class="small dim">
        <span>{formatOrNothing(stats?.min)}</span>
        <span>
          {hovered !== null && bars[hovered]
            ? tell(bars[hovered])
            : bars.length === 0
            ? stats ? "Values fall into their places here" : "Loading…"
            : single
            ? "Each bar is one value"
            : "Number of values in each range"}
        </span>
        <span>{formatOrNothing(stats?.max)}</span>
      </figcaption>
    </figure>
  );
}

/** What was added, for a while; each time has its number, so that it falls anew. */
function useGlowing({ values }: Landed): { values: readonly number[]; times: number } {
  const [glowing, setGlowing] = useState<{ values: readonly number[]; times: number }>({ values: [], times: 0 });
  useEffect(() => {
    setGlowing(({ times }) => ({ values: values.slice(0, FALLING), times: times + 1 }));
    const timer = setTimeout(() => setGlowing(({ times }) => ({ values: [], times })), GLOW_MS);
    return () => clearTimeout(timer);
  }, [values]);
  return glowing;
}

function tell({ low, high, count }: Bar): string {
  const times = `${formatNumber(count)} ${count === 1 ? "value" : "values"}`;
  return low === high ? `${formatNumber(low)}, ${times}` : `${formatNumber(low)} to ${formatNumber(high)}: ${times}`;
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
