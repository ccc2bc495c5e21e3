import { Avatar } from "../people.tsx";
import type { Room } from "../rooms.ts";
import { formatPin, formatScore, shown } from "../text.ts";

/** How many are shown. */
const TOP = 20;

/** A self-paced game: how far everybody is. */
export function PaceScreen({ room: { title, pin, of, players } }: { room: Room }) {
  return (
    <main class="projector pacing">
      <header>
        <p class="title">{shown(title)}</p>
        <p>
          PIN <b>{formatPin(pin)}</b>
        </p>
      </header>
      <h1>{players.length === 0 ? "Waiting for the first player…" : "Everybody at their own pace"}</h1>
      <ol class="paces">
        {players.slice(0, TOP).map(({ name, number, marks, away }) => (
          <li key={name} class={away ? "away" : ""}>
            <Avatar name={name} />
            <bdi>{shown(name)}</bdi>
            <span class="bar-of">
              <i style={{ transform: `scaleX(${number / Math.max(1, of)})` }} />
            </span>
            <span>{number}/{of}</span>
            <span class="number">{formatScore(marks)}</span>
          </li>
        ))}
      </ol>
    </main>
  );
}
