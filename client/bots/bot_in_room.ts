import { ConnectionError } from "../line_link.ts";
import type { RoomMessage, RoomSession } from "../room_session.ts";
import type { Timing } from "../terminal.ts";
import type { PlayedGame } from "./bot_alone.ts";
import { type BotMind, solve } from "./bot_mind.ts";

/**
 * Has a bot play in a room, to the end of the game.
 *
 * @throws {ConnectionError} if the host has removed it @throws {ReplyError} if the room does not let it in
 */
export async function playBotInRoom(
  session: RoomSession,
  { room, name, mind, timing }: { room: string; name: string; mind: BotMind; timing: Timing },
): Promise<PlayedGame> {
  const bot = new BotInRoom(session, { mind, timing });
  await session.join(room, name);
  for (;;) {
    const message = await session.next();
    if (message.type === "removed") throw new ConnectionError("the host has removed the bot, or closed the room");
    if (message.type === "result") return bot.played(message);
    await bot.take(message);
  }
}

class BotInRoom {
  readonly #session: RoomSession;
  readonly #mind: BotMind;
  readonly #timing: Timing;
  readonly #durations: number[] = [];
  /** The questions of which it was told whether its answer was right, by their numbers. */
  readonly #right = new Map<number, boolean>();
  #letters: string[] = [];
  #number = 0;
  #of = 0;
  #sentAt = 0;

  constructor(session: RoomSession, { mind, timing }: { mind: BotMind; timing: Timing }) {
    this.#session = session;
    this.#mind = mind;
    this.#timing = timing;
  }

  async take(message: RoomMessage): Promise<void> {
    switch (message.type) {
      case "question":
        this.#letters = [];
        this.#number = message.number;
        this.#of = message.of;
        return await this.#mind.think(() => this.#answer(message));
      case "choice":
        this.#letters.push(message.letter);
        return;
      case "answered":
        this.#durations.push(this.#timing.now() - this.#sentAt);
        return;
      case "correct":
      case "wrong":
        this.#durations.push(this.#timing.now() - this.#sentAt);
        this.#right.set(this.#number, message.type === "correct");
        return;
      case "reveal":
        this.#right.set(this.#number, message.verdict === "correct");
        return this.#mind.forget();
      case "standings":
      case "lost":
        return this.#mind.forget();
    }
  }

  /** What it has played, and whether the server has counted right answers that were none, or too few. */
  played({ correct }: RoomMessage & { type: "result" }): PlayedGame {
    const known = [...this.#right.values()].filter((isRight) => isRight).length;
    const unknown = this.#of - this.#right.size;
    return { durations: this.#durations, differs: correct < known || correct > known + unknown };
  }

  async #answer({ kind, text }: RoomMessage & { type: "question" }): Promise<void> {
    const solved = kind === "number" ? solve(text) : null;
    const answer = solved === null ? this.#mind.guess(kind, this.#letters) : String(this.#mind.isRight() ? solved : solved + 1);
    this.#sentAt = this.#timing.now();
    await this.#session.answer(answer);
  }
}
