import { Header } from "../header.tsx";
import { playerName } from "../player_name.ts";
import { TokenForm } from "../token_form.tsx";
import { NameForm } from "./name_form.tsx";
import { PlayBar } from "./play_bar.tsx";
import type { RoomGame } from "./room_game.ts";
import { RoomLobby } from "./room_lobby.tsx";
import { RoomOver } from "./room_over.tsx";
import { RoomQuestion } from "./room_question.tsx";
import { RoomReveal, RoomStandings } from "./room_reveal.tsx";
import type { RoomState } from "./room_state.ts";
import { TimeBar } from "./time_bar.tsx";
import { Verdict } from "./verdict.tsx";
import { Waiting } from "./waiting.tsx";

/** A game in a room, from the PIN to the podium. */
export function Room({ game }: { game: RoomGame }) {
  const state = game.state.value;
  if (state === null || state.phase === "out") {
    return (
      <>
        <Header current="play">
          <span class="fill" />
        </Header>
        <main class="welcome">
          <NameForm pin={game.pin} problem={state?.problem ?? ""} join={(name) => game.join(name)} />
        </main>
        <TokenForm />
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
          text={state.reveal?.text ? `It is ${state.reveal.text}` : ""}
        />
      )}
    </>
  );
}

function Part({ state, game }: { state: RoomState; game: RoomGame }) {
  const leave = () => game.leave();
  switch (state.phase) {
    case "joining":
      return <Waiting title="Joining…" leave={leave} lost={state.lost} />;
    case "lobby":
      return <RoomLobby state={state} leave={leave} />;
    case "question":
    case "answered":
      return (
        <div class="playing">
          <PlayBar {...state} name={state.name || playerName.get()} leave={leave} />
          <TimeBar closes={state.closes} />
          <main>
            {state.phase === "question"
              ? <RoomQuestion state={state} answer={(text) => game.answer(text)} />
              : (
                <div class="sent" role="status">
                  <h1>{state.note ? "You are in" : "Answer sent"}</h1>
                  <p class="dim">{state.note || "Look at the big screen. It goes on when everybody has answered."}</p>
                </div>
              )}
          </main>
        </div>
      );
    case "reveal":
      return <RoomReveal state={state} />;
    case "standings":
      return <RoomStandings state={state} />;
    default:
      return <RoomOver state={state} />;
  }
}
