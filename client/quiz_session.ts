/** One game of the quiz as a client plays it: what the server says as messages, and the way back after a lost connection. */
import { JOINED, JUDGED, QUIZ_EVENT, type QuizResult, type RankedGame } from "../protocol/quiz_text.ts";
import type { ServerLine } from "../protocol/reply.ts";
import { LastingSession, type LinkMessage, openLink, type SessionOptions } from "./lasting_session.ts";
import { type LineLink, ReplyError } from "./line_link.ts";

/** What happens in a game. */
export type QuizMessage =
  /** The game has begun, or waits in line where `place` is not 0. */
  | { type: "joined"; place: number }
  | { type: "waiting"; place: number }
  | { type: "question"; number: number; of: number; question: string }
  | { type: "correct" | "wrong" | "skipped" | "timeout"; answer: number | null; marks: number }
  | QuizResult
  | LinkMessage;

export class QuizSession extends LastingSession<QuizMessage> {
  #token = "";
  #name = "";

  /** Connects. @throws {ConnectionError} @throws {ReplyError} */
  static async open(options: SessionOptions): Promise<QuizSession> {
    return new QuizSession(options, await openLink(options));
  }

  /** A game that was begun before, as after a lost connection: the next message tells whether it goes on. */
  static resume(options: SessionOptions, token: string): QuizSession {
    const session = new QuizSession(options, null);
    session.#token = token;
    return session;
  }

  /** What the game is resumed with. */
  get token(): string {
    return this.#token;
  }

  /** Who plays. */
  get name(): string {
    return this.#name;
  }

  /** Asks for a game. @throws {ReplyError} where the server does not want to */
  async join(name: string): Promise<QuizMessage> {
    return { type: "joined", place: this.#entered(await this.link.request(`QUIZ ${name}`)) };
  }

  /** Answers the open question; `null` skips it. What comes of it comes as a message. */
  async answer(value: number | null): Promise<void> {
    await this.send(value === null ? "SKIP" : `ANSWER ${value}`);
  }

  /** The best games. */
  async leaderboard(limit: number): Promise<RankedGame[]> {
    const games: RankedGame[] = [];
    await this.link.send(`LEADERBOARD ${limit}`);
    for (let count = Infinity; games.length < count;) {
      const line = await this.link.next();
      // Of an answer that came too late.
      if (line.kind === "error" && line.code !== "no-quiz") throw new ReplyError(line);
      if (line.kind === "ok") count = Number(line.text);
      const event = line.kind === "event" ? QUIZ_EVENT.parse(line.text) : null;
      if (event?.type !== "rank") continue;
      const { type: _, ...game } = event;
      games.push(game);
    }
    return games;
  }

  /** Takes the reply to `RESUME`. */
  resumed(reply: string): QuizMessage {
    const place = this.#entered(reply);
    return place > 0 ? { type: "waiting", place } : { type: "resumed" };
  }

  /** Takes the reply to `QUIZ` or `RESUME`. @returns the place in line */
  #entered(reply: string): number {
    const { token, name, waiting = 0 } = this.link.understood(JOINED, reply);
    this.#token = token;
    this.#name = name;
    return waiting;
  }

  protected override async continueOn(link: LineLink): Promise<QuizMessage> {
    return this.resumed(await link.request(`RESUME ${this.#token}`));
  }

  protected override read(line: ServerLine): QuizMessage | null {
    if (line.kind === "error") {
      // The time ran out, or the game ended, while the answer was on its way.
      if (line.code === "no-quiz") return null;
      throw new ReplyError(line);
    }
    if (line.kind === "ok") {
      const judged = JUDGED.parse(line.text);
      if (!judged) return null;
      return { type: judged.verdict, answer: judged.verdict === "correct" ? null : judged.answer, marks: judged.marks };
    }
    const event = line.kind === "event" ? QUIZ_EVENT.parse(line.text) : null;
    return event?.type === "rank" ? null : event;
  }
}
