import { live } from "./live.ts";
import { useStore } from "./store.ts";
import { formatNumber, shown } from "./text.ts";

/** Who plays the quiz, who waits, and who was best. */
export function QuizPanel() {
  const { players, results, finished } = useStore(live);
  const playing = players.filter(({ state }) => state === "playing");
  const waiting = players.filter(({ state }) => state === "waiting");
  return (
    <section class="panel" aria-labelledby="quiz-title">
      <h2 id="quiz-title">Quiz</h2>
      <h3>Playing now: {formatNumber(playing.length)}{waiting.length > 0 && `, waiting: ${formatNumber(waiting.length)}`}</h3>
      <ul class="list short" tabindex={0} aria-label="Players">
        {playing.map(({ name, question, marks, away }, i) => (
          <li key={i}>
            <bdi class="name">{shown(name)}</bdi>
            <span class={away ? "dim" : ""}>{away ? "disconnected" : `question ${question}`}</span>
            <span class="number">{marks}</span>
          </li>
        ))}
        {waiting.map(({ name, place }, i) => (
          <li key={`w${i}`}>
            <bdi class="name">{shown(name)}</bdi>
            <span class="dim">number {place} in line</span>
            <span class="number" />
          </li>
        ))}
        {players.length === 0 && <li class="dim">Nobody is playing.</li>}
      </ul>
      <h3>Leaderboard</h3>
      <div class="board">
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
            {results.map(({ rank, name, marks, seconds }) => (
              <tr key={rank}>
                <td>{rank}</td>
                <td>
                  <bdi class="name">{shown(name)}</bdi>
                </td>
                <td class="number">{marks}</td>
                <td class="number">{seconds.toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="dim">
        {finished === 0 ? "No finished games yet." : (
          <>
            {formatNumber(finished)} {finished === 1 ? "game" : "games"} finished.{" "}
            <a href="api/quiz/results.csv">Download all as CSV</a>
          </>
        )}
      </p>
    </section>
  );
}
