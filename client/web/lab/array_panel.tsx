import { isHost, live } from "../live.ts";
import { formatNumber } from "../text.ts";
import { ArrayControls } from "./array_controls.tsx";
import { ArrayPicture } from "../array_picture.tsx";
import { Race } from "./race.tsx";

/** The sorted array: its picture, its facts, and how to change it. */
export function ArrayPanel() {
  const { stats, bars, landed } = live;
  const { values, more } = landed.value;
  const facts = stats.value;
  return (
    <section class="array" aria-labelledby="array-title">
      <div class="panel-title">
        <h2 id="array-title">The sorted array</h2>
        <Race />
      </div>
      <dl class="facts">
        <Fact name="count" value={facts?.count} />
        <Fact name="min" value={facts?.min} />
        <Fact name="median" value={facts?.median} />
        <Fact name="max" value={facts?.max} />
      </dl>
      <ArrayPicture bars={bars.value} landed={landed.value} stats={facts} />
      <p class="added">
        {values.length > 0 &&
          `Last added: ${values.map(formatNumber).join("  ")}${more > 0 ? `  and ${formatNumber(more)} more` : ""}`}
      </p>
      <ArrayControls count={facts?.count ?? 0} mayClear={isHost.value} />
    </section>
  );
}

function Fact({ name, value }: { name: string; value: number | null | undefined }) {
  return (
    <div>
      <dt class="label">{name}</dt>
      <dd>{value === null || value === undefined ? "–" : formatNumber(value)}</dd>
    </div>
  );
}
