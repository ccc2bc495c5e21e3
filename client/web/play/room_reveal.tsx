import { useEffect } from "preact/hooks";
import { formatMarks, formatNumber, formatScore, shown } from "../text.ts";
import { AnswerText } from "./answer_text.tsx";
import type { RoomState } from "./room_state.ts";
import { OutcomeShape, shake, WORDS } from "./verdict.tsx";

/** What became of the question, until the host goes on: the whole screen. */
export function RoomReveal({ state: { reveal, marks, lost, number, choices } }: { state: RoomState }) {
  useEffect(() => reveal ? shake(reveal.verdict) : undefined, [number]);
  if (!reveal) return null;
  const { verdict, text, letters, gained, explanation, correct } = reveal;
  return (
    <main class={`verdict stays ${verdict}`}>
      {lost && <p class="amber" role="status">Reconnecting, your game is safe</p>}
      <OutcomeShape outcome={verdict} />
      <div role="status">
        <h1 class="word">{WORDS[verdict]}</h1>
        <p>
          The answer is{" "}
          <strong>
            <AnswerText text={text} letters={letters} choices={choices} />
          </strong>
        </p>
      </div>
      {explanation && (
        <p class="explanation">
          <bdi>{shown(explanation)}</bdi>
        </p>
      )}
      {correct && correct.of > 1 && <p>{formatNumber(correct.some)} of {formatNumber(correct.of)} were right</p>}
      {marks !== null && (
        <p class="below">
          {gained !== null && `${gained < 0 ? "" : "+"}${formatScore(gained)} · `}
          total {formatMarks(marks)}
        </p>
      )}
    </main>
  );
}

/** Between two questions. */
export function RoomStandings({ state: { rank, players, marks, number, of } }: { state: RoomState }) {
  return (
    <div class="sent" role="status">
      <p class="dim">After question {number} of {of}</p>
      <h1 class="score">Rank {formatNumber(rank ?? 0)}</h1>
      <p>of {formatNumber(players)} {players === 1 ? "player" : "players"}, with {formatMarks(marks ?? 0)}</p>
      <p>{number < of ? "Next question coming up." : "That was the last question."}</p>
    </div>
  );
}
