import type { MissedQuestion } from "../result_text.ts";
import { answerText } from "../room_text.ts";
import type { RoomMessage, RoomSession } from "../room_session.ts";
import type { Game, Meaning } from "./play.ts";

/** A player's game in a room, which remembers what went wrong. */
export class RoomGame implements Game<RoomMessage, string> {
  readonly missed: MissedQuestion[] = [];
  readonly #session: RoomSession;
  #isLive = true;
  #name = "";
  #question: (RoomMessage & { type: "question" }) | null = null;
  readonly #choices = new Map<string, string>();
  #given: string | null = null;

  /** @param first what the room said first */
  constructor(session: RoomSession, first: RoomMessage) {
    this.#session = session;
    this.#note(first);
  }

  /** Who plays. */
  get name(): string {
    return this.#name;
  }

  readonly howTo = "Type your answer, then press Enter.";

  async next(): Promise<RoomMessage> {
    const message = await this.#session.next();
    this.#note(message);
    return message;
  }

  async answer(answer: string | null): Promise<void> {
    this.#given = answer;
    await this.#session.answer(answer);
  }

  /** A live game goes on for all together: nothing can be skipped. */
  read(typed: string): string | null | undefined {
    const text = typed.trim();
    if (text !== "") return text;
    return this.#isLive ? undefined : null;
  }

  meaning(message: RoomMessage): Meaning {
    switch (message.type) {
      case "question":
        return { asks: message.number };
      case "refused":
        return "refused";
      case "answered":
      case "correct":
      case "wrong":
      case "skipped":
      case "reveal":
        return "settled";
      case "choice":
      case "explanation":
        return "aside";
      case "lost":
        return "lost";
      case "result":
      case "removed":
        return "over";
      default:
        return "pause";
    }
  }

  #note(message: RoomMessage): void {
    switch (message.type) {
      case "joined":
        this.#isLive = message.mode === "live";
        this.#name = message.name;
        return;
      case "question":
        this.#question = message;
        this.#choices.clear();
        return;
      case "choice":
        this.#choices.set(message.letter, message.text);
        return;
      case "refused":
        this.#given = null;
        return;
      case "reveal":
        return this.#judged(message.verdict === "correct", message);
      case "correct":
      case "wrong":
      case "skipped":
        return this.#judged(message.type === "correct", message);
    }
  }

  #judged(isRight: boolean, right: { answer?: string; text?: string }): void {
    if (!isRight && this.#question) {
      const { number, text: question } = this.#question;
      const given = this.#given === null ? null : this.#readable(this.#given);
      this.missed.push({ number, question, right: answerText(right), given });
    }
    this.#question = null;
    this.#given = null;
  }

  /** An answer with what stands at its letter, if it is one. */
  #readable(given: string): string {
    const letter = given.toUpperCase();
    const text = this.#choices.get(letter);
    return text === undefined ? given : answerText({ answer: letter, text });
  }
}
