import { Avatar } from "../people.tsx";
import type { Room, RoomPlayer } from "../rooms.ts";
import { formatMarks, formatScore, shown } from "../text.ts";
import { Confetti } from "./confetti.tsx";

/** The order in which the steps stand. */
const STEPS = [1, 0, 2];

/** The best three on their steps, and everybody's place. */
export function PodiumScreen({ room: { title, players } }: { room: Room }) {
  const others = players.slice(3);
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
            <ol class={others.length > 10 ? "others rolling" : "others"} aria-label="The others">
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
