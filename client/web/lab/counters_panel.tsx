import type { CounterHistory } from "../counter_history.ts";
import { live } from "../live.ts";
import { formatNumber } from "../text.ts";
import { Count } from "./count.tsx";
import { CounterChart, DRAWN } from "../counter_chart.tsx";

/** At most this many counters are listed: those that count first. */
const SHOWN = 50;
const WIDTH = 120;
const HEIGHT = 24;
/** The points of a small line: half a minute. */
const POINTS = 60;

/** The counters: their values over time, and each one's now. */
export function CountersPanel() {
  const counters = live.counters.value;
  const connected = counters.filter((counter) => counter.connected).length;
  return (
    <section class="counters" aria-labelledby="counters-title">
      <h2 id="counters-title">
        Counters <span class="dim">{formatNumber(connected)} of {formatNumber(counters.length)} counting</span>
      </h2>
      <Count />
      <CounterChart counters={counters.slice(0, DRAWN)} />
      <ul class="list" tabIndex={0} aria-label="Counters">
        {counters.slice(0, SHOWN).map((counter, i) => (
          <li key={counter.id} class={counter.connected ? "counter" : "counter dim"} data-counter={counter.id}>
            <span class="id dim">#{counter.id}</span>
            <Sparkline counter={counter} hue={i < DRAWN ? i + 1 : null} />
            <span class="number">{formatNumber(counter.value)}</span>
            <span class="number dim">+{counter.increment}</span>
          </li>
        ))}
        {counters.length > SHOWN && <li class="dim">and {formatNumber(counters.length - SHOWN)} more</li>}
      </ul>
    </section>
  );
}

function Sparkline({ counter: { id, points, value }, hue }: { counter: CounterHistory; hue: number | null }) {
  const values = points.slice(-POINTS).map(({ value }) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const line = values.map((value, i) => {
    const x = values.length === 1 ? WIDTH : i * WIDTH / (values.length - 1);
    const y = high === low ? HEIGHT / 2 : HEIGHT - 2 - (value - low) / (high - low) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      class={hue === null ? "sparkline" : `sparkline line-${hue}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Counter ${id}: ${value}`}
    >
      <polyline points={line.join(" ")} />
    </svg>
  );
}
