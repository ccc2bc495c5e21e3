/** What the quiz says to its players: see protocol/quiz_text.ts for how that is written. */
import { JOINED, JUDGED, QUIZ_EVENT } from "../../../protocol/quiz_text.ts";
import type { GameEvent, QuizReply } from "./events.ts";
import { type GameResult, QUESTIONS } from "./game.ts";
import { formatQuestion } from "./question.ts";

const BRAVO_QUARTERS = 9 * 4;
const GREAT_QUARTERS = 5 * 4;

/** What is said to a player at the end. */
export function closingMessage(quarters: number): string {
  if (quarters >= BRAVO_QUARTERS) return "Bravo!";
  return quarters > GREAT_QUARTERS ? "You did great!" : "Better luck next time!";
}

/** The reply to who asked for a change. */
export function replyText(reply: QuizReply): string {
  switch (reply.type) {
    case "joined": {
      const { token, name, place } = reply;
      return `OK ${JOINED.format({ token, questions: QUESTIONS, waiting: place > 0 ? place : undefined, name })}`;
    }
    case "judged": {
      const { verdict, answer, quarters } = reply;
      return `OK ${JUDGED.format({ verdict, answer, marks: quarters / 4 })}`;
    }
    case "done":
      return "OK";
  }
}

/** What the player is told of an event, without `* `; `null` where that is nothing, or is told in a reply. */
export function eventText(event: GameEvent): string | null {
  switch (event.type) {
    case "question": {
      const { number, question } = event;
      return QUIZ_EVENT.format({ type: "question", number, of: QUESTIONS, question: formatQuestion(question) });
    }
    case "timeout":
      return QUIZ_EVENT.format({ type: "timeout", answer: event.answer, marks: event.quarters / 4 });
    case "result":
      return resultText(event);
    case "player":
    case "judged":
    case "left":
      return null;
  }
}

/** What a player is told at the end, without `* `. @param rank the rank of the result among so many games */
export function resultText({ result, rank, games }: { result: GameResult; rank: number; games: number }): string {
  const { quarters, correct, wrong, skipped, ms } = result;
  const marks = quarters / 4;
  const seconds = ms / 1000;
  const message = closingMessage(quarters);
  return QUIZ_EVENT.format({ type: "result", marks, correct, wrong, skipped, seconds, rank, games, message });
}

/** What a player is told before the first question. */
export function rules({ quizSeconds, quizResumeSeconds }: { quizSeconds: number; quizResumeSeconds: number }): string[] {
  const limit = quizSeconds > 0 ? ` You have ${quizSeconds} seconds for each.` : "";
  return [
    `${QUESTIONS} questions with two numbers from 0 to 9 and one of + - * /. Every answer is an integer.${limit}`,
    "Send the answer, or SKIP. A right answer scores 1 mark, a wrong one -0.25, a skipped one 0.",
    `If the connection breaks, connect again within ${quizResumeSeconds} seconds and send RESUME and your token.`,
  ];
}
