import { live } from "../live.ts";
import { Avatar } from "../people.tsx";
import { formatNumber, shown } from "../text.ts";

/** Who plays alone now, who waits, and who was best. */
export function Board() {
  const { players: all, results, finished, link } = live;
  const players = all.value;
  const playing = players.filter(({ state }) => state === "playing");
  const waiting = players.filter(({ state }) => state === "waiting");
  return (
    <section class="panel stack board" aria-labelledby="board-title">
      <h2 id="board-title">Best games</h2>
      {results.value.length === 0
        ? (
          <p class="dim">
            {link.value === "connecting" ? "Loading…" : "No finished games yet. The first one is the best one."}
          </p>
        )
        : (
          <table>
            <thead>
              <tr>
                <th scope="col">Rank</th>
                <th scope="col">Name</th>
                <th scope="col" class="number">Marks</th>
                <th scope="col" class="number">Seconds</th>
              </tr>
            </thead>
            <tbody>
              {results.value.map(({ rank, name, marks, seconds }) => (
                <tr key={rank}>
                  <td>{rank}</td>
                  <td>
                    <bdi>{shown(name)}</bdi>
                  </td>
                  <td class="number">{marks}</td>
                  <td class="number">{seconds.toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {finished.value > 0 && (
        <p class="small dim">
          {formatNumber(finished.value)} {finished.value === 1 ? "game" : "games"} finished.{" "}
          <a href="api/quiz/results.csv">Download all as CSV</a>
        </p>
      )}
      <h3>Playing now: {formatNumber(playing.length)}{waiting.length > 0 && `, waiting: ${formatNumber(waiting.length)}`}</h3>
      <ul class="players" aria-label="Players" tabIndex={0}>
        {playing.map(({ name, question, marks, away }, i) => (
          <li key={i} class="chip">
            <Avatar name={name} />
            <bdi>{shown(name)}</bdi>
            <span class="dim">{away ? "away" : `${question}/10`} · {marks}</span>
          </li>
        ))}
        {waiting.map(({ name, place }, i) => (
          <li key={`w${i}`} class="chip">
            <bdi>{shown(name)}</bdi>
            <span class="dim">number {place} in line</span>
          </li>
        ))}
        {players.length === 0 && <li class="dim">Nobody, at the moment.</li>}
      </ul>
    </section>
  );
}
