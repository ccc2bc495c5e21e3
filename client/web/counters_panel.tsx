import type { CounterLine } from "./live.ts";
import { live } from "./live.ts";
import { useStore } from "./store.ts";
import { formatNumber } from "./text.ts";

/** So many counters are shown; those that count first. */
const SHOWN = 50;
const WIDTH = 120;
const HEIGHT = 24;

/** The counters as live lines. */
export function CountersPanel() {
  const counters = [...useStore(live).counters.values()];
  const connected = counters.filter((counter) => counter.connected).length;
  const first = counters.sort((a, b) => Number(b.connected) - Number(a.connected) || a.id - b.id).slice(0, SHOWN);
  return (
    <section class="panel" aria-labelledby="counters-title">
      <h2 id="counters-title">Counters</h2>
      <h3>Counting now: {formatNumber(connected)} of {formatNumber(counters.length)}</h3>
      <ul class="list" tabindex={0} aria-label="Counters">
        {first.map((counter) => (
          <li key={counter.id} class={counter.connected ? "" : "dim"} data-counter={counter.id}>
            <span class="id">#{counter.id}</span>
            <Sparkline counter={counter} />
            <span class="number">{formatNumber(counter.value)}</span>
            <span class="number dim">+{counter.increment}</span>
          </li>
        ))}
        {counters.length === 0 && <li class="dim">No counters yet.</li>}
        {counters.length > SHOWN && <li class="dim">and {formatNumber(counters.length - SHOWN)} more</li>}
      </ul>
    </section>
  );
}

function Sparkline({ counter: { id, values, value } }: { counter: CounterLine }) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const points = values.map((value, i) => {
    const x = values.length === 1 ? WIDTH : i * WIDTH / (values.length - 1);
    const y = high === low ? HEIGHT / 2 : HEIGHT - 2 - (value - low) / (high - low) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Counter ${id}: ${value}`}
    >
      <polyline points={points.join(" ")} />
    </svg>
  );
}
