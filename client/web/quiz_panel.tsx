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
      <h2 id="quiz-title">The quiz</h2>
      <h3>Playing now: {formatNumber(playing.length)}{waiting.length > 0 && `, waiting: ${formatNumber(waiting.length)}`}</h3>
      <ul class="list short" tabindex={0} aria-label="Players">
        {playing.map(({ name, question, marks, away }, i) => (
          <li key={i}>
            <bdi class="name">{shown(name)}</bdi>
            <span class={away ? "dim" : ""}>{away ? "away" : `question ${question}`}</span>
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
        {players.length === 0 && <li class="dim">Nobody just now.</li>}
      </ul>
      <h3>Leaderboard</h3>
      <div class="board">
        <table>
          <thead>
            <tr>
              <th scope="col">rank</th>
              <th scope="col">name</th>
              <th scope="col" class="number">marks</th>
              <th scope="col" class="number">seconds</th>
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
        {finished === 0 ? "No game is finished yet." : (
          <>
            {formatNumber(finished)} finished. <a href="/api/quiz/results.csv">All of them for a spreadsheet</a>
          </>
        )}
      </p>
    </section>
  );
}
