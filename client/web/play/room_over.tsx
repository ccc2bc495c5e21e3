import { formatMarks, formatNumber, shown, shownQuestion } from "../text.ts";
import { Avatar } from "../people.tsx";
import type { RoomState } from "./room_state.ts";

/** After the last question: how it went, what to look at again, who was best, and the way on. */
export function RoomOver({ state: { result, podium, missed, isLive } }: { state: RoomState }) {
  if (!result) {
    return (
      <main class="waiting">
        <h1 role="presentation">The game is over</h1>
      </main>
    );
  }
  const { marks, correct, wrong, skipped, seconds, rank, games } = result;
  return (
    <main class="welcome lone">
      <section class="panel stack">
        <div class="result" role="status">
          <h1>{headlineFor(rank, games)}</h1>
          <p class="score">
            Rank {formatNumber(rank)} <span>of {formatNumber(games)} {games === 1 ? "player" : "players"}</span>
          </p>
          <p class="marks">{formatMarks(marks)} · {seconds.toFixed(1)} s</p>
          <p class="dim">{correct} right · {wrong} wrong · {skipped} not answered</p>
        </div>
        {missed.length > 0 && (
          <section aria-labelledby="missed-title">
            <h2 id="missed-title">To look at again</h2>
            <ul class="review" aria-labelledby="missed-title">
              {missed.map(({ number, text, answer }) => (
                <li key={number} class="wrong">
                  {number}. <bdi>{shown(shownQuestion(text))}</bdi>
                  <b>
                    <bdi>{shown(answer)}</bdi>
                  </b>
                </li>
              ))}
            </ul>
          </section>
        )}
        {podium.length > 0 && (
          <ol class="podium-list" aria-label="The best">
            {podium.map(({ rank, name, marks }, i) => (
              <li key={i}>
                <b>{rank}</b>
                <Avatar name={name} />
                <bdi>{shown(name)}</bdi>
                <span class="number">{formatMarks(marks)}</span>
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

function headlineFor(rank: number, players: number): string {
  if (rank <= 3) return "You're on the podium!";
  return rank <= players / 2 ? "Well played!" : "Thanks for playing!";
}
