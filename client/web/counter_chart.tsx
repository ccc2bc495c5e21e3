import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { CounterHistory, Point } from "./counter_history.ts";
import { formatNumber, formatTime } from "./text.ts";
import { scheme } from "./theme.tsx";

/** At most this many counters are drawn. */
export const DRAWN = 6;
/** Before there is so much of it, a line says nothing yet, in milliseconds. */
const ENOUGH_MS = 5000;
/** The time that is drawn, in seconds. */
const LONGEST_S = 120;
const LEAST_S = 20;

/**
 * The values of some counters over the last two minutes. A dot marks where a new increment began: the line bends there.
 *
 * @param props `height`: in pixels; without one, it is as high as its place
 */
export function CounterChart({ counters, height }: { counters: readonly CounterHistory[]; height?: number }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const colors = scheme();
  const count = counters.length;

  useEffect(() => {
    const element = place.current;
    if (!element || count === 0) return;
    const drawn = chart.current = new uPlot(
      optionsFor(element, { count, height: height ?? element.clientHeight }),
      undefined,
      element,
    );
    const resizing = new ResizeObserver(() =>
      drawn.setSize({ width: element.clientWidth, height: height ?? element.clientHeight })
    );
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, [count, colors]);
  useEffect(() => {
    if (count > 0) chart.current?.setData(uPlot.join(counters.map(tableOf)));
  }, [counters, colors]);

  if (count === 0) return <p class="empty dim">No counters yet. Connect one, and its line grows here.</p>;
  return (
    <div class="chart-place">
      <div class="chart" ref={place} role="img" aria-label={`The values of ${count} counters over time`} />
      {isShort(counters) && <p class="collecting dim">Collecting…</p>}
    </div>
  );
}

/** Whether counters count, and have only just begun. */
function isShort(counters: readonly CounterHistory[]): boolean {
  const times = counters.filter(({ connected }) => connected).flatMap(({ points }) => points.map(({ at }) => at));
  return times.length > 0 && Math.max(...times) - Math.min(...times) < ENOUGH_MS;
}

function tableOf({ points }: CounterHistory): uPlot.AlignedData {
  return [points.map(({ at }) => at / 1000), points.map(({ value }) => value), bends(points)];
}

/** The values where a new increment began. */
function bends(points: readonly Point[]): (number | null)[] {
  return points.map(({ value, increment }, i) => i > 0 && increment !== points[i - 1].increment ? value : null);
}

function optionsFor(element: HTMLElement, { count, height }: { count: number; height: number }): uPlot.Options {
  const style = getComputedStyle(element);
  // What is computed has the scheme's own color: the canvas knows no light-dark().
  const axis: uPlot.Axis = { stroke: style.color, grid: { stroke: style.borderTopColor, width: 1 }, ticks: { show: false } };
  const lines = Array.from({ length: count }, (_, i) => colorOf(element, `line-${i + 1}`));
  return {
    width: element.clientWidth,
    height,
    // The last time stands at the end of its axis, and is not to be cut off.
    padding: [8, 32, 0, 0],
    scales: { x: { range: (_, min, max) => [Math.max(min, max - LONGEST_S), Math.max(max, min + LEAST_S)] } },
    legend: { show: false },
    cursor: { show: false },
    axes: [{ ...axis, size: 28, space: 80, values: (_, ticks) => ticks.map(timeOf) }, {
      ...axis,
      size: 64,
      values: (_, ticks) => ticks.map(formatNumber),
    }],
    series: [
      {},
      ...lines.flatMap((stroke): uPlot.Series[] => [
        { stroke, width: 2, spanGaps: true, points: { show: false } },
        { stroke, fill: stroke, paths: () => null, points: { show: true, size: 7, fill: stroke } },
      ]),
    ],
  };
}

/** A time of the day, to the second. */
function timeOf(seconds: number): string {
  return formatTime(seconds * 1000).slice(0, 8);
}

/** The color that a class gives. */
function colorOf(parent: HTMLElement, name: string): string {
  const probe = parent.appendChild(document.createElement("i"));
  probe.className = name;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
