import { useEffect } from "preact/hooks";
import { formatMarks, formatNumber, shown } from "../text.ts";
import type { RoomState } from "./room_state.ts";
import { OutcomeShape, shake, WORDS } from "./verdict.tsx";

/** What became of the question, until the host goes on: the whole screen. */
export function RoomReveal({ state: { reveal, marks, lost, number } }: { state: RoomState }) {
  useEffect(() => reveal ? shake(reveal.verdict) : undefined, [number]);
  if (!reveal) return null;
  const { verdict, text, explanation, correct } = reveal;
  return (
    <main class={`verdict stays ${verdict}`}>
      {lost && <p class="amber" role="status">Reconnecting, your game is safe</p>}
      <OutcomeShape outcome={verdict} />
      <div role="status">
        <h1 class="word">{WORDS[verdict]}</h1>
        {verdict !== "correct" && (
          <p>
            It is <bdi>{shown(text)}</bdi>
          </p>
        )}
      </div>
      {explanation && (
        <p class="explanation">
          <bdi>{shown(explanation)}</bdi>
        </p>
      )}
      <p class="below">
        {marks !== null && <b>{formatMarks(marks)}</b>}
        {correct && correct.of > 1 && <span>{formatNumber(correct.some)} of {formatNumber(correct.of)} were right</span>}
      </p>
    </main>
  );
}

/** Between two questions. */
export function RoomStandings({ state: { rank, players, marks, number, of, lost } }: { state: RoomState }) {
  return (
    <main class="waiting">
      {lost && <p class="amber" role="status">Reconnecting, your game is safe</p>}
      <div role="status">
        <p class="dim">After question {number} of {of}</p>
        <h1 class="score">Rank {formatNumber(rank ?? 0)}</h1>
        <p>of {formatNumber(players)} {players === 1 ? "player" : "players"}, with {formatMarks(marks ?? 0)}</p>
      </div>
      <p class="dim">The next question comes soon.</p>
    </main>
  );
}
