import { useEffect, useState } from "preact/hooks";
import { Avatar } from "../people.tsx";
import type { Room, RoomPlayer } from "../rooms.ts";
import { isTied } from "./ties.ts";
import { formatScore, shown } from "../text.ts";

/** How many are shown. */
const TOP = 10;
/** How long the places from before are seen, and how long marks count up, in milliseconds. */
const BEFORE_MS = 700;
const COUNT_MS = 700;

/** The standings that were shown last, by room and name. */
const before = new Map<string, { readonly place: number; readonly marks: number }>();

/** The top ten: rows slide from their last places to the new ones, and marks count up. */
export function StandingsScreen({ room: { pin, number, of, title, players } }: { room: Room }) {
  const top = players.slice(0, TOP);
  const [isOld, setIsOld] = useState(() => top.some(({ name }) => before.has(`${pin} ${name}`)));
  useEffect(() => {
    const timer = setTimeout(() => setIsOld(false), BEFORE_MS);
    return () => clearTimeout(timer);
  }, []);
  const last = (name: string) => before.get(`${pin} ${name}`) ?? { place: TOP, marks: 0 };
  // What is shown now is what it was before, the next time.
  useEffect(() => {
    if (isOld) return;
    return () => players.forEach(({ name, marks }, place) => before.set(`${pin} ${name}`, { place, marks }));
  }, [isOld, players]);
  return (
    <main class="projector standing">
      <header>
        <p>
          <b>{number}</b>/{of}
        </p>
        <p class="title">{shown(title)}</p>
      </header>
      <div class="rows-head">
        <h1>Standings</h1>
        <p aria-hidden="true">marks</p>
      </div>
      {/* In the order of their names, so that a row is moved and not made anew. */}
      <ol class="rows" aria-label="The best ten">
        {top.map((player, place) => ({ player, place })).sort((a, b) => a.player.name < b.player.name ? -1 : 1).map((
          { player, place },
        ) => (
          <Row
            key={player.name}
            player={player}
            isTied={isTied(player, players)}
            place={isOld ? Math.min(TOP, last(player.name).place) : place}
            from={last(player.name).marks}
            isCounting={!isOld}
          />
        ))}
      </ol>
    </main>
  );
}

function Row({ player: { name, marks, rank, behind, seconds }, isTied, place, from, isCounting }: {
  player: RoomPlayer;
  /** Whether the time decides. */
  isTied: boolean;
  place: number;
  from: number;
  isCounting: boolean;
}) {
  const shownMarks = useCountUp(from, marks, isCounting);
  return (
    <li
      class={rank === 1 && isCounting ? "first" : ""}
      style={{ transform: `translateY(${place * 100}%)`, opacity: place >= TOP ? 0 : 1 }}
    >
      <b>{isCounting ? rank : place < TOP ? place + 1 : ""}</b>
      <Avatar name={name} />
      <bdi>{shown(name)}</bdi>
      <span class="behind">
        {isCounting && [
          behind > 0 ? `${formatScore(behind)} behind` : "",
          isTied ? `${seconds.toFixed(1)} s` : "",
        ].filter((part) => part !== "").join(" · ")}
      </span>
      <span class="number">{formatScore(shownMarks)}</span>
    </li>
  );
}

/** A number on its way to another. */
function useCountUp(from: number, to: number, isCounting: boolean): number {
  const [value, setValue] = useState(from);
  useEffect(() => {
    if (!isCounting) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return setValue(to);
    const startedAt = performance.now();
    let frame = 0;
    const step = () => {
      const share = Math.min(1, (performance.now() - startedAt) / COUNT_MS);
      setValue(share === 1 ? to : Math.round(from + (to - from) * share));
      if (share < 1) frame = requestAnimationFrame(step);
    };
    step();
    return () => cancelAnimationFrame(frame);
  }, [to, isCounting]);
  return value;
}
