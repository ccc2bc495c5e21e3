/** What a room shows to its players and its hosts alike, as people read it. */
import type { Colors } from "picocolors/types";
import type { RoomNews } from "./room_news.ts";
import { formatMarks } from "./result_text.ts";

type Question = RoomNews & { type: "question" };
type Podium = RoomNews & { type: "podium" };

/** From so few seconds on the clock is in another colour. */
const HURRY_SECONDS = 5;

export function questionText({ number, of, text }: Pick<Question, "number" | "of" | "text">, colors: Colors): string {
  return `  ${colors.dim(`${number}/${of}`)}  ${colors.bold(text)}`;
}

export function choiceText({ letter, text }: RoomNews & { type: "choice" }, colors: Colors): string {
  return `     ${colors.bold(letter)}  ${text}`;
}

/** The right answer, as it is sent and as it reads. */
export function answerText({ answer, text = "" }: { answer?: string; text?: string }): string {
  return answer === undefined || answer === text ? text : `${answer}  ${text}`;
}

/** A place, and who has it. */
export function rankText({ rank, marks, name }: Pick<Podium, "rank" | "marks" | "name">, colors: Colors): string {
  const row = `  ${String(rank).padStart(3)}  ${name}, ${formatMarks(marks)}`;
  return rank === 1 ? colors.bold(row) : row;
}

/** What a server's error says, without what to send instead: that is for those who type lines. */
export function sentence(message: string): string {
  const text = message.replace(/: send,? .*$/, "");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** How long a question is still open. */
export class Countdown {
  readonly #endsAt: number | null;
  readonly #now: () => number;

  /** @param seconds 0 for no limit */
  constructor(seconds: number, now: () => number) {
    this.#now = now;
    this.#endsAt = seconds === 0 ? null : now() + 1000 * seconds;
  }

  /** The seconds that are left, such as ` 12 s`; empty for no limit. */
  text(colors: Colors): string {
    if (this.#endsAt === null) return "";
    const left = Math.max(0, Math.ceil((this.#endsAt - this.#now()) / 1000));
    const text = `${String(left).padStart(3)} s`;
    return left <= HURRY_SECONDS ? colors.yellow(text) : colors.dim(text);
  }
}
