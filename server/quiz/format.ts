/** How the quiz speaks on the wire. */
import { type GameResult, QUESTIONS } from "./game.ts";
import { formatQuestion } from "./question.ts";
import type { QuizEvent, QuizReply } from "./quiz_change.ts";

const BRAVO_QUARTERS = 9 * 4;
const GREAT_QUARTERS = 5 * 4;

/** Marks as a decimal number: quarters have two decimal places at most. */
export function formatMarks(quarters: number): string {
  return String(quarters / 4);
}

/** Seconds with three decimal places. */
export function formatSeconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** What is said to a player at the end. */
export function closingMessage(quarters: number): string {
  if (quarters >= BRAVO_QUARTERS) return "Bravo!";
  return quarters > GREAT_QUARTERS ? "You did great!" : "Better luck next time!";
}

/** The reply to who asked for a change, without `OK `. */
export function formatReply(reply: QuizReply): string {
  switch (reply.type) {
    case "joined": {
      const waiting = reply.place > 0 ? ` waiting=${reply.place}` : "";
      return `token=${reply.token} questions=${QUESTIONS}${waiting} name=${reply.name}`;
    }
    case "judged": {
      const { verdict, answer, quarters } = reply;
      return `${verdict}${verdict === "correct" ? "" : ` answer=${answer}`} marks=${formatMarks(quarters)}`;
    }
    case "done":
      return "";
  }
}

/** What the player is told of an event, without `* `; `null` where that is nothing, or is told in a reply. */
export function formatEvent(event: QuizEvent): string | null {
  switch (event.type) {
    case "question":
      return `question ${event.number}/${QUESTIONS} ${formatQuestion(event.question)}`;
    case "waiting":
      return `waiting ${event.place}`;
    case "timeout":
      return `timeout answer=${event.answer} marks=${formatMarks(event.quarters)}`;
    case "result":
      return formatResult(event.result);
    case "player":
    case "judged":
    case "left":
      return null;
  }
}

/** What a player is told at the end, without `* `. */
export function formatResult({ quarters, correct, wrong, skipped, ms }: GameResult): string {
  return `result marks=${formatMarks(quarters)} correct=${correct} wrong=${wrong} skipped=${skipped} ` +
    `seconds=${formatSeconds(ms)} message=${closingMessage(quarters)}`;
}

/** What a player is told before the first question. */
export function rules({ secondsPerQuestion, resumeSeconds }: { secondsPerQuestion: number; resumeSeconds: number }): string[] {
  const limit = secondsPerQuestion > 0 ? `, and each is open for ${secondsPerQuestion} seconds` : "";
  return [
    `${QUESTIONS} questions: two numbers from 0 to 9 and one of + - * /. Every answer is an integer${limit}.`,
    "Type the answer, or SKIP. A right answer is worth 1 mark, a wrong one costs 0.25, a skipped one is worth 0.",
    `If the connection breaks, RESUME and the token go on with the same question within ${resumeSeconds} seconds.`,
  ];
}
