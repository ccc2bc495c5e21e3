/** How the quiz speaks on the wire. */
import { type GameResult, QUESTIONS } from "./game.ts";
import { formatQuestion } from "./question.ts";
import type { GameEvent, QuizReply } from "./quiz_change.ts";

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
export function formatEvent(event: GameEvent): string | null {
  switch (event.type) {
    case "question":
      return `question ${event.number}/${QUESTIONS} ${formatQuestion(event.question)}`;
    case "timeout":
      return `timeout answer=${event.answer} marks=${formatMarks(event.quarters)}`;
    case "result":
      return formatResult(event);
    case "player":
    case "judged":
    case "left":
      return null;
  }
}

/** What a player is told at the end, without `* `. @param rank the rank of the result among so many games */
export function formatResult({ result, rank, games }: { result: GameResult; rank: number; games: number }): string {
  const { quarters, correct, wrong, skipped, ms } = result;
  return `result marks=${formatMarks(quarters)} correct=${correct} wrong=${wrong} skipped=${skipped} ` +
    `seconds=${formatSeconds(ms)} rank=${rank} games=${games} message=${closingMessage(quarters)}`;
}

/** What a player is told before the first question. */
export function rules({ secondsPerQuestion, resumeSeconds }: { secondsPerQuestion: number; resumeSeconds: number }): string[] {
  const limit = secondsPerQuestion > 0 ? ` You have ${secondsPerQuestion} seconds for each.` : "";
  return [
    `${QUESTIONS} questions with two numbers from 0 to 9 and one of + - * /. Every answer is an integer.${limit}`,
    "Send the answer, or SKIP. A right answer scores 1 mark, a wrong one -0.25, a skipped one 0.",
    `If the connection breaks, connect again within ${resumeSeconds} seconds and send RESUME and your token.`,
  ];
}
