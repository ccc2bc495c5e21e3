import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { downloadResults, resultsOf, type Room, type RoomResults } from "../rooms.ts";
import { formatScore, shown, shownQuestion } from "../text.ts";

/** How each question went and what everybody scored, once there is something to show; and the files. */
export function Results({ room: { pin, phase, number } }: { room: Room }) {
  const [results, setResults] = useState<RoomResults | null>(null);
  const [problem, setProblem] = useState("");
  const isClosed = phase === "reveal" || phase === "standings" || phase === "podium";
  useEffect(() => {
    if (isClosed) resultsOf(pin).then(setResults, (error) => setProblem(messageOf(error)));
  }, [pin, phase, number]);
  const save = (type: "csv" | "json") => downloadResults(pin, type).catch((error) => setProblem(messageOf(error)));
  if (!results || results.questions.length === 0) return null;
  return (
    <div class="panel stack results">
      <div class="row spread">
        <h2>Results</h2>
        <span class="row">
          {phase !== "podium" && <button type="button" onClick={() => save("csv")}>Download (CSV)</button>}
          <button type="button" onClick={() => save("json")}>Download (JSON)</button>
        </span>
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="wide-table" tabIndex={0} role="region" aria-label="Questions">
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col" class="text">Question</th>
              <th scope="col">Answer</th>
              <th scope="col" class="number">Right</th>
              <th scope="col" class="number">Wrong</th>
              <th scope="col" class="number">None</th>
              <th scope="col" class="number">Mean time</th>
            </tr>
          </thead>
          <tbody>
            {results.questions.map(({ number, kind, text, answer, correct, wrong, none, meanSeconds }) => (
              <tr key={number}>
                <td>{number}</td>
                <td>{shown(kind === "number" ? shownQuestion(text) : text)}</td>
                <td>
                  <bdi>{shown(answer)}</bdi>
                </td>
                <td class="number">{correct}</td>
                <td class="number">{wrong}</td>
                <td class="number">{none}</td>
                <td class="number">{meanSeconds === null ? "–" : `${meanSeconds.toFixed(1)} s`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {phase === "podium" && (
        <div class="wide-table" tabIndex={0} role="region" aria-label="Players">
          <table>
            <thead>
              <tr>
                <th scope="col">Rank</th>
                <th scope="col" class="text">Name</th>
                <th scope="col" class="number">Marks</th>
                <th scope="col" class="number">Right</th>
                <th scope="col" class="number">Wrong</th>
              </tr>
            </thead>
            <tbody>
              {results.players.map(({ rank, name, marks, correct, wrong }) => (
                <tr key={name}>
                  <td>{rank}</td>
                  <td>
                    <bdi>{shown(name)}</bdi>
                  </td>
                  <td class="number">{formatScore(marks)}</td>
                  <td class="number">{correct}</td>
                  <td class="number">{wrong}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
