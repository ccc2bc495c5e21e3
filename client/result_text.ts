/** How a game ended, as people read it. */
import type { Colors } from "picocolors/types";
import type { QuizResult } from "../protocol/quiz_text.ts";

/** A question that was not answered right. */
export interface MissedQuestion {
  readonly number: number;
  readonly question: string;
  /** The right answer. */
  readonly right: string;
  /** What was answered; `null` for nothing. */
  readonly given: string | null;
}

export function formatMarks(marks: number): string {
  return `${marks} ${marks === 1 ? "mark" : "marks"}`;
}

/** Whether an answer was right. @param right the right answer; empty if it is on the screen already */
export function verdictText(
  verdict: "correct" | "wrong" | "skipped" | "timeout" | "none",
  right: string,
  colors: Colors,
): string {
  switch (verdict) {
    case "correct":
      return colors.green(`✓ right${right && `: ${right}`}`);
    case "wrong":
      return colors.red(`✗ wrong, the answer is ${right}`);
    case "skipped":
      return colors.yellow(`– skipped, the answer is ${right}`);
    case "timeout":
      return colors.yellow(`– time is up, the answer is ${right}`);
    case "none":
      return colors.yellow(`– no answer from you: it is ${right}`);
  }
}

/** The result in two lines, after an empty one. */
export function resultLines(
  { marks, correct, wrong, skipped, seconds, rank, games, message }: QuizResult,
  colors: Colors,
): string[] {
  return [
    "",
    `  ${colors.bold(message)} ${formatMarks(marks)} in ${seconds.toFixed(1)} s, rank ${rank} of ${games}`,
    `  ${correct} right, ${wrong} wrong, ${skipped} skipped`,
    "",
  ];
}

/** The questions that went wrong with their right answers, with a headline; nothing if there are none. */
export function missedLines(missed: readonly MissedQuestion[], colors: Colors): string[] {
  if (missed.length === 0) return [];
  return [
    `  ${colors.bold("What went wrong")}`,
    ...missed.map(({ number, question, right, given }) => {
      const said = colors.dim(given === null ? "(no answer)" : `(you: ${given})`);
      return `${String(number).padStart(5)}  ${question} → ${colors.green(right)} ${said}`;
    }),
    "",
  ];
}
