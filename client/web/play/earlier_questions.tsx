import { shownQuestion } from "../text.ts";
import type { EarlierQuestion } from "./earlier_question.ts";

/** What became of the questions so far, as a strip: full for right, crossed for wrong, half for the others. */
export function EarlierQuestions({ earlier, of }: { earlier: readonly EarlierQuestion[]; of: number }) {
  const inOrder = earlier.toReversed();
  const open = Array.from({ length: Math.max(0, of - inOrder.length) }, (_, i) => i);
  return (
    <div class="strip">
      <ol aria-label="Earlier questions">
        {inOrder.map((question) => (
          <li key={question.number} class={question.outcome} title={describe(question)}>
            <span class="unseen">{describe(question)}</span>
          </li>
        ))}
      </ol>
      {open.map((i) => <span key={i} class={i === 0 ? "open" : ""} aria-hidden="true" />)}
    </div>
  );
}

/** What became of the questions, as a list to read; those that went wrong first. */
export function Review({ earlier }: { earlier: readonly EarlierQuestion[] }) {
  const right = ({ outcome }: EarlierQuestion) => outcome === "correct";
  const inOrder = earlier.toReversed().sort((a, b) => Number(right(a)) - Number(right(b)));
  if (inOrder.length === 0) return null;
  return (
    <section aria-labelledby="review-title">
      <h2 id="review-title">Your answers</h2>
      <ul class="review" aria-label="Your answers">
        {inOrder.map((question) => <li key={question.number} class={question.outcome}>{describe(question)}</li>)}
      </ul>
    </section>
  );
}

function describe({ number, question, outcome, given, answer }: EarlierQuestion): string {
  const asked = `${number}. ${shownQuestion(question)}`;
  switch (outcome) {
    case "correct":
      return `${asked} = ${given} ✓ right`;
    case "wrong":
      return `${asked}: you said ${given}, it is ${answer} ✗`;
    case "skipped":
      return `${asked} = ${answer} – skipped`;
    case "timeout":
      return `${asked} = ${answer} – time ran out`;
  }
}
