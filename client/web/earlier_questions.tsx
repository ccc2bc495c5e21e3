import type { QuizMessage } from "../quiz_session.ts";
import { shownQuestion } from "./text.ts";

/** What became of a question. */
export interface EarlierQuestion {
  readonly number: number;
  readonly question: string;
  readonly outcome: Extract<QuizMessage, { answer: number | null }>["type"];
  /** What the player answered; `null` for a question that was only skipped or timed out. */
  readonly given: number | null;
  /** The right answer; `null` if that is what the player gave. */
  readonly answer: number | null;
}

/** What became of the questions so far, newest first. */
export function EarlierQuestions({ earlier }: { earlier: readonly EarlierQuestion[] }) {
  return (
    <ul class="earlier" aria-label="Earlier questions" aria-live="polite">
      {earlier.map((question) => <li key={question.number} class={question.outcome}>{describe(question)}</li>)}
    </ul>
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
