import { Header } from "../header.tsx";
import { playerName } from "../player_name.ts";
import { TokenForm } from "../token_form.tsx";
import { NameForm } from "./name_form.tsx";
import { NoGame } from "./no_game.tsx";
import { PlayBar } from "./play_bar.tsx";
import type { RoomGame } from "./room_game.ts";
import { RoomLobby } from "./room_lobby.tsx";
import { RoomOver } from "./room_over.tsx";
import { RoomQuestion } from "./room_question.tsx";
import { RoomReveal, RoomStandings } from "./room_reveal.tsx";
import { RoomSent } from "./room_sent.tsx";
import type { RoomState } from "./room_state.ts";
import { TimeBar } from "./time_bar.tsx";
import { Verdict } from "./verdict.tsx";
import { Waiting } from "./waiting.tsx";

/** A game in a room, from the PIN to the podium. */
export function Room({ game }: { game: RoomGame }) {
  const state = game.state.value;
  if (state === null || state.phase === "out" || state.phase === "missing") {
    return (
      <>
        <Header current="play">
          <span class="fill" />
        </Header>
        {state?.phase === "missing" ? <NoGame /> : (
          <>
            <main class="welcome lone">
              <NameForm pin={game.pin} problem={state?.problem ?? ""} join={(name) => game.join(name)} />
            </main>
            <TokenForm />
          </>
        )}
      </>
    );
  }
  return (
    <>
      <Part state={state} game={game} />
      {!state.isLive && (
        <Verdict
          times={state.judged}
          outcome={state.reveal?.verdict ?? null}
          text={state.reveal?.text ? `The answer is ${state.reveal.text}` : ""}
        />
      )}
    </>
  );
}

function Part({ state, game }: { state: RoomState; game: RoomGame }) {
  const leave = () => game.leave();
  switch (state.phase) {
    case "finding":
      return <Waiting title="Looking for the game…" leave={leave} lost={false} />;
    case "joining":
      return <Waiting title="Joining…" leave={leave} lost={state.lost} />;
    case "lobby":
    case "question":
    case "answered":
    case "standings":
      return (
        <div class="playing">
          <PlayBar {...state} name={state.name || playerName.get()} leave={leave} />
          <TimeBar closes={state.closes} />
          <main>
            <During state={state} game={game} />
          </main>
        </div>
      );
    case "reveal":
      return <RoomReveal state={state} />;
    default:
      return <RoomOver state={state} />;
  }
}

/** What there is to do, below who plays. */
function During({ state, game }: { state: RoomState; game: RoomGame }) {
  switch (state.phase) {
    case "lobby":
      return <RoomLobby state={state} />;
    case "question":
      return <RoomQuestion state={state} answer={(text) => game.answer(text)} />;
    case "answered":
      return <RoomSent state={state} />;
    default:
      return <RoomStandings state={state} />;
  }
}
