import { useEffect, useRef } from "preact/hooks";
import { Avatar } from "../people.tsx";
import type { Room, RoomPlayer } from "../rooms.ts";
import { formatMarks, shown } from "../text.ts";
import { Confetti } from "./confetti.tsx";
import { isTied, winnersOf } from "./ties.ts";

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
          <Headline players={players} />
          <ol class="steps" aria-label="The best three">
            {STEPS.map((place) =>
              players[place] && (
                <Step key={place} place={place} player={players[place]} isTied={isTied(players[place], players)} />
              )
            )}
          </ol>
          {others.length > 0 && (
            <ol class="others" aria-label="The others" tabIndex={0} ref={list}>
              {others.map(({ name, rank }) => (
                <li key={name}>
                  <b>{rank}</b>
                  <bdi>{shown(name)}</bdi>
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

/** One row on, or back to the first: the list always begins with a whole row. */
function roll(list: HTMLElement | null): void {
  if (!list) return;
  const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
  const row = list.firstElementChild?.getBoundingClientRect().height ?? 0;
  const top = isAtEnd || row === 0 ? 0 : (Math.round(list.scrollTop / row) + 1) * row;
  list.scrollTo({ top, behavior: "smooth" });
}

function Headline({ players }: { players: readonly RoomPlayer[] }) {
  const won = winnersOf(players);
  return (
    <h1 class="headline">
      {"tie" in won ? won.tie : (
        <>
          <bdi>{shown(won.winner)}</bdi> wins!
        </>
      )}
    </h1>
  );
}

function Step({ place, player: { name, marks, rank, seconds }, isTied }: {
  place: number;
  player: RoomPlayer;
  /** Whether the time decides. */
  isTied: boolean;
}) {
  return (
    <li class={`step-${place + 1}`}>
      <Avatar name={name} />
      <bdi>{shown(name)}</bdi>
      <p>{formatMarks(marks)}{isTied && ` · ${seconds.toFixed(1)} s`}</p>
      <b>{rank}</b>
    </li>
  );
}
