import { formatMarks, formatNumber, shown } from "../text.ts";
import { Avatar } from "../people.tsx";
import type { RoomState } from "./room_state.ts";

/** After the last question: how it went, who was best, and the way on. */
export function RoomOver({ state: { result, podium, isLive } }: { state: RoomState }) {
  if (!result) {
    return (
      <main class="waiting">
        <h1 role="presentation">The game is over</h1>
      </main>
    );
  }
  const { message, marks, correct, wrong, skipped, seconds, rank, games } = result;
  return (
    <main class="welcome">
      <section class="panel stack">
        <div class="result" role="status">
          <h1>{message}</h1>
          <p class="score">{formatMarks(marks)}</p>
          <p>Rank {formatNumber(rank)} of {formatNumber(games)} {games === 1 ? "player" : "players"}</p>
          <p class="dim">{correct} right, {wrong} wrong, {skipped} skipped, in {seconds.toFixed(1)} seconds</p>
        </div>
        {podium.length > 0 && (
          <ol class="podium-list" aria-label="The best">
            {podium.map(({ rank, name, marks }, i) => (
              <li key={i}>
                <b>{rank}</b>
                <Avatar name={name} />
                <bdi>{shown(name)}</bdi>
                <span class="number">{marks}</span>
              </li>
            ))}
          </ol>
        )}
        <a class="button primary" href="./">{isLive ? "Join another game" : "To the front door"}</a>
        <a class="button" href="play">Play alone</a>
      </section>
    </main>
  );
}
