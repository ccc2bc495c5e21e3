import { Header } from "../header.tsx";
import { playerName } from "../player_name.ts";
import { shownQuestion } from "../text.ts";
import { TokenForm } from "../token_form.tsx";
import { EarlierQuestions } from "./earlier_questions.tsx";
import { NumberAnswer } from "./number_answer.tsx";
import { PlayBar } from "./play_bar.tsx";
import { type Game, SoloGame } from "./solo_game.ts";
import { readAnswer } from "./typed_answer.ts";
import { Verdict } from "./verdict.tsx";
import { Waiting } from "./waiting.tsx";
import { Welcome } from "./welcome.tsx";

const solo = new SoloGame();
solo.resume();

/** The quiz of one's own. */
export function Solo() {
  const [last = null] = solo.state.value.earlier;
  return (
    <>
      <Part game={solo.state.value} />
      <Verdict
        times={last?.number ?? 0}
        outcome={last?.outcome ?? null}
        text={last?.answer === null || last === null ? "" : `It is ${last.answer}`}
      />
    </>
  );
}

/** Before a game, in line, at a question, after it. */
function Part({ game }: { game: Game }) {
  const leave = () => solo.leave();
  switch (game.phase) {
    case "starting":
      return <Waiting title="Connecting…" leave={leave} lost={game.lost} />;
    case "waiting":
      return (
        <Waiting title={`You are number ${game.place} in line`} leave={leave} lost={game.lost}>
          Your first question appears when a seat is free.
        </Waiting>
      );
    case "playing":
      return (
        <div class="playing">
          <PlayBar {...game} name={playerName.get()} leave={leave} />
          <EarlierQuestions earlier={game.earlier} of={game.of} />
          <main>
            <NumberAnswer
              number={game.number}
              isOpen={game.question !== ""}
              lost={game.lost}
              read={readAnswer}
              answer={(value) => solo.answer(value)}
            >
              {game.question && `${shownQuestion(game.question)} =`}
            </NumberAnswer>
          </main>
        </div>
      );
    default:
      return (
        <>
          <Header current="play">
            <span class="fill" />
          </Header>
          <Welcome game={game} start={(name) => solo.start(name)} />
          <TokenForm />
        </>
      );
  }
}
