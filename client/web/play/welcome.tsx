import { useEffect, useState } from "preact/hooks";
import { follow } from "../live.ts";
import { NameField } from "../name_field.tsx";
import { playerName } from "../player_name.ts";
import { formatMarks, formatNumber } from "../text.ts";
import { Board } from "./board.tsx";
import { Review } from "./earlier_questions.tsx";
import type { Game } from "./solo_game.ts";

/** Before the first game, and after each: the result, and the name for the next. */
export function Welcome({ game: { result, earlier, problem }, start }: { game: Game; start: (name: string) => void }) {
  const [name, setName] = useState(playerName.get());
  // Only here: a phone at a question has nothing to follow, and the server serves a limited number of readers.
  useEffect(() => follow(["quiz"]), []);
  const submit = (event: Event) => {
    event.preventDefault();
    start(name.trim());
  };
  return (
    <main class="welcome">
      <section class="panel stack">
        {problem && <p class="problem" role="alert">{problem}</p>}
        {result ? <Result result={result} /> : <Rules />}
        <form class="stack" onSubmit={submit}>
          <NameField name={name} change={setName} />
          <button type="submit" class="primary">{result ? "Play again" : "Play"}</button>
        </form>
        <Review earlier={earlier} />
        {!result && (
          <p class="small">
            Got a PIN? <a href="./">Join a game</a>
          </p>
        )}
      </section>
      <Board />
    </main>
  );
}

function Rules() {
  return (
    <>
      <h1>Ten quick sums</h1>
      <p class="dim">
        Two numbers from 0 to 9, and one of +, −, × and ÷. Every answer is a whole number. Right earns 1 mark, wrong costs 0.25,
        skipping is free.
      </p>
    </>
  );
}

function Result({ result }: { result: NonNullable<Game["result"]> }) {
  const { message, marks, correct, wrong, skipped, seconds, rank, games } = result;
  return (
    <div class="result" role="status">
      <h1>{message}</h1>
      <p class="score">{formatMarks(marks)}</p>
      <p>Rank {formatNumber(rank)} of {formatNumber(games)} {games === 1 ? "game" : "games"}</p>
      <p class="dim">{correct} right, {wrong} wrong, {skipped} skipped, in {seconds.toFixed(1)} seconds</p>
    </div>
  );
}
