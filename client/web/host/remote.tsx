import { useEffect, useRef } from "preact/hooks";
import { isAway } from "../live.ts";
import { actOn, closeRoom, downloadResults, goOn } from "../rooms.ts";
import type { FollowedRoom } from "../room_feed.ts";
import { formatNumber, shown, shownQuestion } from "../text.ts";
import { useSecondsLeft } from "../use_seconds_left.ts";
import { hosting } from "./hosting.ts";
import { nextStep, statusOf } from "./next_step.ts";
import { OnlyHere } from "./only_here.tsx";
import { Players } from "./players.tsx";
import { QuestionList } from "./question_list.tsx";
import { Results } from "./results.tsx";
import { Sure } from "./sure.tsx";

/** Runs one game: where it is, one big button that goes on, and the players. */
export function Remote({ room, closesAt }: FollowedRoom) {
  const { pin, title, phase, locked, players, question, reveal } = room;
  const isBusy = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const left = useSecondsLeft(closesAt);
  const step = nextStep(room);
  const isOver = phase === "podium";
  const press = async () => {
    if (isAway.value) return;
    if (step.does === "new") return hosting.choose(null);
    // To go on says from where, so that a second press does no harm; the others do not.
    if (isBusy.current && step.does !== "next") return;
    isBusy.current = true;
    await hosting.attempt(() => step.does === "next" ? goOn(room) : actOn(pin, step.does === "end" ? "end" : "start"));
    isBusy.current = false;
  };
  const remove = () =>
    hosting.attempt(async () => {
      await closeRoom(pin);
      hosting.choose(null);
    });
  // The space bar alone runs a game. On a control it does what it always does there.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== " " || event.repeat || event.target !== document.body) return;
      event.preventDefault();
      press();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  useEffect(() => button.current?.focus(), []);
  return (
    <section class="remote" aria-labelledby="remote-title">
      <div class="panel stack now">
        <div class="row spread">
          <h1 id="remote-title">
            <span class="mono">{pin}</span>
          </h1>
          <a class="button" href={`screen?pin=${pin}`} target="_blank" rel="noreferrer">Open the projector</a>
        </div>
        <p class="game-title">
          <bdi>{shown(title)}</bdi>
        </p>
        <p class="status">{statusOf(room, left).map((piece) => <span key={piece}>{piece}</span>)}</p>
        {question && (
          <div class="current">
            <p>{shown(question.kind === "number" ? shownQuestion(question.text) : question.text)}</p>
            {reveal && (
              <p class="right">
                <bdi>{shown(reveal.text)}</bdi>: {reveal.correct} of {players.length} right
              </p>
            )}
          </div>
        )}
        {phase === "lobby" && <OnlyHere />}
        <button ref={button} type="button" class="primary big" disabled={isAway.value} onClick={press}>
          {isAway.value ? "Reconnecting…" : step.label}
        </button>
        <p class="small dim">
          {isOver ? "The results are below." : !isAway.value && <span class="with-keyboard">or press Space</span>}
        </p>
        {phase === "lobby" && <p>{inNow(players.length)} {locked && "Nobody else can join."}</p>}
        <div class="row">
          {isOver && (
            <button
              type="button"
              onClick={() => hosting.attempt(() => downloadResults(pin, "csv"))}
            >
              Download the results (CSV)
            </button>
          )}
          {!isOver && (
            <button
              type="button"
              onClick={() => hosting.attempt(() => actOn(pin, locked ? "unlock" : "lock"))}
            >
              {locked ? "Unlock the game" : "Lock the game"}
            </button>
          )}
          {phase === "lobby" && <Sure label="End the game" question="Nobody has played it: it will be gone." act={remove} />}
          {!isOver && step.does !== "end" && phase !== "lobby" && (
            <Sure
              label="End the game"
              question="End it now?"
              act={() => hosting.attempt(() => actOn(pin, "end"))}
            />
          )}
          {isOver && <Sure label="Delete the game" question="Its results will be gone." act={remove} />}
        </div>
        {hosting.problem.value && <p class="problem" role="alert">{hosting.problem.value}</p>}
      </div>
      <Players room={room} />
      <QuestionList room={room} />
      <Results room={room} />
    </section>
  );
}

function inNow(players: number): string {
  return players === 0 ? "Nobody is in yet." : `${formatNumber(players)} ${players === 1 ? "player is" : "players are"} in.`;
}
