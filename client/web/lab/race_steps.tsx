import { useEffect, useState } from "preact/hooks";
import { FIRST, interleave, type Interleaving, losingSeed, type Move, scheduleOf } from "../../../demo/race/interleaving.ts";
import { shownArray, shownMove, STEPS_INTRODUCTION, verdict } from "../../../demo/race/words.ts";

/** How long a step is seen while it plays, in milliseconds. */
const STEP_MS = 1400;

/** One schedule of two clients, step by step: without a semaphore, and with one beside it. */
export function RaceSteps() {
  const [seed, setSeed] = useState(() => losingSeed(Math.random));
  const [step, setStep] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const schedule = scheduleOf(seed);
  const without = interleave(schedule, { semaphore: false });
  const guarded = interleave(schedule, { semaphore: true });
  const last = Math.max(without.moves.length, guarded.moves.length);
  // By the step before, not by the one that was drawn last: keys can be faster than that.
  const move = (steps: number) => {
    setPlaying(false);
    setStep((step) => Math.min(last, Math.max(0, step + steps)));
  };
  const play = () => {
    if (step === last) setStep(0);
    setPlaying(!isPlaying);
  };
  const another = () => {
    setSeed(Math.floor(Math.random() * 1000));
    setPlaying(false);
    setStep(0);
  };
  useEffect(() => {
    if (!isPlaying) return;
    if (step === last) return setPlaying(false);
    const timer = setTimeout(() => setStep(step + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, step, last]);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "ArrowRight") move(1);
      if (key === "ArrowLeft") move(-1);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [last]);
  return (
    <section class="stack" aria-label="Step by step">
      <p>{STEPS_INTRODUCTION}</p>
      <div class="row steps">
        <button type="button" disabled={step === 0} onClick={() => move(-1)}>Back</button>
        <button type="button" class="primary" autofocus disabled={step === last} onClick={() => move(1)}>Next</button>
        <button type="button" onClick={play}>{isPlaying ? "Pause" : "Play"}</button>
        <span class="small dim">
          Step {step} of {last} <span class="keys">· keys ← →</span>
        </span>
        <button type="button" class="quiet fill" onClick={another}>Another schedule</button>
      </div>
      <div class="interleavings">
        <Picture title="Without a semaphore" interleaving={without} step={step} />
        <Picture title="With a semaphore" interleaving={guarded} step={step} />
      </div>
      <p class="unseen" role="status">
        {step > 0 && `Without: ${said(without, step)} With: ${said(guarded, step)}`}
      </p>
    </section>
  );
}

/** A column for each client, the array between them, time going down. */
function Picture({ title, interleaving, step }: { title: string; interleaving: Interleaving; step: number }) {
  const { moves, loser } = interleaving;
  const isOver = step >= moves.length;
  return (
    <section class="interleaving">
      <h3>{title}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col" class="line-2">Client A</th>
            <th scope="col">The array</th>
            <th scope="col" class="line-4">Client B</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td />
            <td>
              <code>{shownArray(FIRST)}</code>
            </td>
            <td />
          </tr>
          {moves.map((move, i) => <Row key={i} move={move} className={i >= step ? "later" : i === step - 1 ? "now" : ""} />)}
        </tbody>
      </table>
      <p class={isOver ? loser === null ? "right" : "wrong" : "later"}>
        <span aria-hidden="true">{loser === null ? "✓" : "✗"}</span> {verdict(interleaving)}
      </p>
    </section>
  );
}

function Row({ move, className }: { move: Move; className: string }) {
  const { client, stored, does, isOtherWaiting } = move;
  const { left, right } = arrowsOf(move);
  const own = (
    <span class={does === "waits" ? "waits" : client === "A" ? "line-2" : "line-4"}>
      {move.takes === "acquires" && <small>acquires</small>}
      <span>{does === "waits" ? shownMove(move) : <Worded text={shownMove(move)} />}</span>
      {move.takes === "releases" && <small>releases</small>}
    </span>
  );
  const others = isOtherWaiting && <span class="waits" aria-hidden="true">┊</span>;
  return (
    <tr class={className}>
      <td>{client === "A" ? own : others}</td>
      <td class="stored">
        <i aria-hidden="true">{left}</i>
        <code class={does === "writes" ? "written" : ""}>{shownArray(stored)}</code>
        <i aria-hidden="true">{right}</i>
      </td>
      <td>{client === "B" ? own : others}</td>
    </tr>
  );
}

/** A verb, and the array as code. */
function Worded({ text }: { text: string }) {
  const at = text.indexOf("[");
  return (
    <>
      {text.slice(0, at)}
      <code>{text.slice(at)}</code>
    </>
  );
}

/** From where to where the array goes. */
function arrowsOf({ client, does }: Move): { left: string; right: string } {
  const arrow = does === "reads" ? ["←", "→"] : does === "writes" ? ["→", "←"] : ["", ""];
  return client === "A" ? { left: arrow[0], right: "" } : { left: "", right: arrow[1] };
}

/** What a step is, for those who hear it. */
function said(interleaving: Interleaving, step: number): string {
  const move = interleaving.moves.at(step - 1);
  return step > interleaving.moves.length || !move
    ? verdict(interleaving)
    : `client ${move.client} ${shownMove(move)}.${step === interleaving.moves.length ? ` ${verdict(interleaving)}` : ""}`;
}
