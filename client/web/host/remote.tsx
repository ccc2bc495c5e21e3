import { useEffect, useRef } from "preact/hooks";
import { actOn, closeRoom, goOn } from "../rooms.ts";
import type { FollowedRoom } from "../room_feed.ts";
import { shown, shownQuestion } from "../text.ts";
import { useSecondsLeft } from "../use_seconds_left.ts";
import { hosting } from "./hosting.ts";
import { nextStep, PHASES } from "./next_step.ts";
import { Players } from "./players.tsx";
import { Results } from "./results.tsx";
import { Sure } from "./sure.tsx";

/** Runs one game: where it is, one big button that goes on, and the players. */
export function Remote({ room, closesAt }: FollowedRoom) {
  const { pin, title, phase, number, of, mode, locked, answered, players, question, reveal } = room;
  const isBusy = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const left = useSecondsLeft(closesAt);
  const step = nextStep(room);
  const isOver = phase === "podium";
  const press = async () => {
    if (step.does === "new") return hosting.choose(null);
    // To go on says from where, so that a second press does no harm; the others do not.
    if (isBusy.current && step.does !== "next") return;
    isBusy.current = true;
    await hosting.attempt(() => step.does === "next" ? goOn(room) : actOn(pin, step.does === "end" ? "end" : "start"));
    isBusy.current = false;
  };
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
        <p>
          <bdi>{shown(title)}</bdi>{" "}
          <span class="dim">
            {mode === "self-paced" && !isOver ? "at their own pace" : PHASES[phase]}
            {number > 0 && mode === "live" && !isOver && ` ${number} of ${of}`}
            {left !== null && phase === "question" && `, ${left} s left`}
          </span>
        </p>
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
        <button ref={button} type="button" class="primary big" onClick={press}>{step.label}</button>
        <p class="small dim">
          {phase === "question" && mode === "live"
            ? `${answered} of ${players.length} answered`
            : isOver
            ? "The results are below."
            : <span class="with-keyboard">The space bar presses it.</span>}
        </p>
        <div class="row">
          {!isOver && (
            <button
              type="button"
              aria-pressed={locked}
              onClick={() => hosting.attempt(() => actOn(pin, locked ? "unlock" : "lock"))}
            >
              {locked ? "Locked: let others join" : "Lock: nobody else joins"}
            </button>
          )}
          {!isOver && step.does !== "end" && phase !== "lobby" && (
            <Sure
              label="End the game"
              question="End it now?"
              act={() => hosting.attempt(() => actOn(pin, "end"))}
            />
          )}
          <Sure
            label="Close the room"
            question="Its results will be gone."
            act={() =>
              hosting.attempt(async () => {
                await closeRoom(pin);
                hosting.choose(null);
              })}
          />
        </div>
        {hosting.problem.value && <p class="problem" role="alert">{hosting.problem.value}</p>}
      </div>
      <Players room={room} />
      <Results room={room} />
    </section>
  );
}
