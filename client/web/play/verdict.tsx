import { useEffect, useState } from "preact/hooks";
import type { Outcome } from "./earlier_question.ts";

/** How long it fills the screen, in milliseconds. */
const SHOWN_MS = 700;
/** How a phone shakes, in milliseconds on and off. */
const SHAKES = { correct: [40], wrong: [60, 60, 60], skipped: [], timeout: [60], none: [60] };

export const WORDS = { correct: "Right", wrong: "Wrong", skipped: "Skipped", timeout: "Time is up", none: "No answer" };

/** Shakes the device, if it can. */
export function shake(outcome: keyof typeof SHAKES): void {
  // Some browsers have no such thing.
  navigator.vibrate?.(SHAKES[outcome]);
}

/**
 * Right or wrong, over the whole screen for a moment. Whoever is faster goes on at once: a touch or a key takes it away.
 *
 * @param times with another number, there is another verdict
 */
export function Verdict({ times, outcome, text }: { times: number; outcome: Outcome | "none" | null; text: string }) {
  const [seen, setSeen] = useState(times);
  const isShown = outcome !== null && times !== seen;
  useEffect(() => {
    if (!outcome || !isShown) return;
    shake(outcome);
    const done = () => setSeen(times);
    const timer = setTimeout(done, SHOWN_MS);
    addEventListener("keydown", done);
    addEventListener("pointerdown", done);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", done);
      removeEventListener("pointerdown", done);
    };
  }, [times]);
  return (
    <>
      <p class="unseen" role="status">{outcome && `${WORDS[outcome]}. ${text}`}</p>
      {isShown && (
        <div class={`verdict ${outcome}`} aria-hidden="true">
          <OutcomeShape outcome={outcome} />
          <p class="word">{WORDS[outcome]}</p>
          <p>{text}</p>
        </div>
      )}
    </>
  );
}

/** A shape for each, since color alone would not do. */
export function OutcomeShape({ outcome }: { outcome: Outcome | "none" }) {
  return (
    <svg viewBox="0 0 48 48" width="120" height="120" aria-hidden="true">
      {outcome === "correct"
        ? <path d="M8 26l11 11L40 12" />
        : outcome === "wrong"
        ? <path d="M11 11l26 26M37 11L11 37" />
        : <path d="M8 24h32" />}
    </svg>
  );
}
