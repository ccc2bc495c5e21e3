import { useEffect, useRef } from "preact/hooks";
import { Avatar } from "../people.tsx";
import type { Room, RoomPlayer } from "../rooms.ts";
import { formatMarks, formatScore, shown } from "../text.ts";
import { Confetti } from "./confetti.tsx";

/** The order in which the steps stand. */
const STEPS = [1, 0, 2];
/** How often the list of the others moves on by a row, in milliseconds. */
const ROLL_MS = 1500;

/** The best three on their steps, and everybody's place. */
export function PodiumScreen({ room: { title, players } }: { room: Room }) {
  const others = players.slice(3);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(() => roll(list.current), ROLL_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <main class="projector podium">
      <header>
        <p class="title">{shown(title)}</p>
      </header>
      {players.length === 0 ? <h1>Nobody played this game</h1> : (
        <>
          <ol class="steps" aria-label="The best three">
            {STEPS.map((place) => players[place] && <Step key={place} place={place} player={players[place]} />)}
          </ol>
          {others.length > 0 && (
            <ol class="others" aria-label="The others" tabIndex={0} ref={list}>
              {others.map(({ name, rank, marks }) => (
                <li key={name}>
                  <b>{rank}</b>
                  <bdi>{shown(name)}</bdi>
                  <span class="number">{formatScore(marks)}</span>
                </li>
              ))}
            </ol>
          )}
          <Confetti />
        </>
      )}
    </main>
  );
}

/** One row on, or back to the first. */
function roll(list: HTMLElement | null): void {
  if (!list) return;
  const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
  const row = list.firstElementChild?.clientHeight ?? 0;
  list.scrollTo({ top: isAtEnd ? 0 : list.scrollTop + row, behavior: "smooth" });
}

function Step({ place, player: { name, marks, rank } }: { place: number; player: RoomPlayer }) {
  return (
    <li class={`step-${place + 1}`}>
      <Avatar name={name} />
      <bdi>{shown(name)}</bdi>
      <p>{formatMarks(marks)}</p>
      <b>{rank}</b>
    </li>
  );
}
