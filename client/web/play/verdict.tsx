import { useEffect, useState } from "preact/hooks";
import type { EarlierQuestion } from "./earlier_question.ts";

/** How long it fills the screen, in milliseconds. */
const SHOWN_MS = 700;
/** How a phone shakes, in milliseconds on and off. */
const SHAKES = { correct: [40], wrong: [60, 60, 60], skipped: [], timeout: [60] };

/** Right or wrong, over the whole screen for a moment. Whoever is faster goes on at once: a touch or a key takes it away. */
export function Verdict({ last }: { last: EarlierQuestion | null }) {
  const [seen, setSeen] = useState(last?.number ?? 0);
  const isShown = last !== null && last.number !== seen;
  useEffect(() => {
    if (!last || !isShown) return;
    // Some browsers have no such thing.
    navigator.vibrate?.(SHAKES[last.outcome]);
    const done = () => setSeen(last.number);
    const timer = setTimeout(done, SHOWN_MS);
    addEventListener("keydown", done);
    addEventListener("pointerdown", done);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", done);
      removeEventListener("pointerdown", done);
    };
  }, [last?.number]);
  return (
    <>
      <p class="unseen" role="status">{last && `${WORDS[last.outcome]}. ${correction(last)}`}</p>
      {isShown && (
        <div class={`verdict ${last.outcome}`} aria-hidden="true">
          <Shape outcome={last.outcome} />
          <p class="word">{WORDS[last.outcome]}</p>
          <p>{correction(last)}</p>
        </div>
      )}
    </>
  );
}

const WORDS = { correct: "Right", wrong: "Wrong", skipped: "Skipped", timeout: "Time is up" };

function correction({ answer }: EarlierQuestion): string {
  return answer === null ? "" : `It is ${answer}`;
}

/** A shape for each, since color alone would not do. */
function Shape({ outcome }: { outcome: EarlierQuestion["outcome"] }) {
  return (
    <svg viewBox="0 0 48 48" width="120" height="120">
      {outcome === "correct"
        ? <path d="M8 26l11 11L40 12" />
        : outcome === "wrong"
        ? <path d="M11 11l26 26M37 11L11 37" />
        : <path d="M8 24h32" />}
    </svg>
  );
}
