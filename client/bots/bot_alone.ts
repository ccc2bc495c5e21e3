import { ConnectionError } from "../line_link.ts";
import type { QuizMessage, QuizSession } from "../quiz_session.ts";
import type { Timing } from "../terminal.ts";
import { type BotMind, solve } from "./bot_mind.ts";

/** A game that a bot has played. */
export interface PlayedGame {
  /** How long each answer took, in milliseconds. */
  durations: number[];
  /** Whether the server's totals are not the bot's own. */
  differs: boolean;
}

/** Has a bot play the quiz alone, to its end. @throws {ConnectionError} if the server asks what is no question */
export async function playBotAlone(
  session: QuizSession,
  { name, mind, timing }: { name: string; mind: BotMind; timing: Timing },
): Promise<PlayedGame> {
  const durations: number[] = [];
  const right = new Map<number, boolean>();
  let number = 0;
  let sentAt = 0;
  await session.join(name);
  for (;;) {
    const message = await session.next();
    switch (message.type) {
      case "question": {
        const answer = solve(message.question);
        if (answer === null) {
          throw new ConnectionError(`the server asked ${JSON.stringify(message.question)}, which is not a question`);
        }
        number = message.number;
        const isRight = right.get(number) ?? mind.isRight();
        right.set(number, isRight);
        await mind.think(async () => {
          sentAt = timing.now();
          await session.answer(isRight ? answer : answer + 1);
        });
        break;
      }
      case "correct":
      case "wrong":
        durations.push(timing.now() - sentAt);
        break;
      case "timeout":
        right.delete(number);
        mind.forget();
        break;
      case "lost":
        mind.forget();
        break;
      case "result":
        return { durations, differs: differs(message, [...right.values()]) };
    }
  }
}

function differs({ marks, correct, wrong }: QuizMessage & { type: "result" }, right: boolean[]): boolean {
  const expected = right.filter((isRight) => isRight).length;
  return correct !== expected || wrong !== right.length - expected || marks !== correct - wrong / 4;
}
