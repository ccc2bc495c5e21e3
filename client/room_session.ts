/** A player's game in a room: what the server says as messages, and the way back after a lost connection. */
import { QUIZ_EVENT, type QuizResult } from "../protocol/quiz_text.ts";
import type { ServerLine } from "../protocol/reply.ts";
import { ROOM_JOINED, ROOM_JUDGED } from "../protocol/room_text.ts";
import { LastingSession, type LinkMessage, openLink, type SessionOptions } from "./lasting_session.ts";
import { type LineLink, ReplyError } from "./line_link.ts";
import { type RoomNews, RoomNewsReader } from "./room_news.ts";

/** What happens in the room. */
export type RoomMessage =
  | { type: "joined"; room: string; mode: string; questions: number; name: string; token: string }
  | RoomNews
  /** The answer has arrived, and counts when the question closes. */
  | { type: "answered" }
  /** In a self-paced room, at once. */
  | { type: "correct" | "wrong" | "skipped"; marks: number; answer?: string; text?: string }
  /** The answer was none, and the question is still open. */
  | { type: "refused"; code: string; text: string }
  | QuizResult
  | LinkMessage;

/** A reply that is a problem in the middle of a game, and no end of it. */
const PROBLEMS = new Set(["bad-arguments", "not-an-integer", "rate-limited"]);

export class RoomSession extends LastingSession<RoomMessage> {
  readonly #news = new RoomNewsReader();
  #token = "";

  /** Connects. @throws {ConnectionError} @throws {ReplyError} */
  static async open(options: SessionOptions): Promise<RoomSession> {
    return new RoomSession(options, await openLink(options));
  }

  /** What the game is resumed with. */
  get token(): string {
    return this.#token;
  }

  /** @throws {ReplyError} `no-room`, `locked` or `bad-name` */
  async join(pin: string, name: string): Promise<RoomMessage> {
    return this.joined(await this.link.request(`JOIN ${pin} ${name}`));
  }

  /** Answers the open question: a number, letters or text; `null` skips it, which a self-paced room has. */
  async answer(text: string | null): Promise<void> {
    await this.send(text === null ? "SKIP" : `ANSWER ${text}`);
  }

  /** Takes the reply to `JOIN` or `RESUME`. */
  joined(reply: string): RoomMessage {
    const joined = this.link.understood(ROOM_JOINED, reply);
    this.#token = joined.token;
    return { type: "joined", ...joined };
  }

  protected override async continueOn(link: LineLink): Promise<RoomMessage> {
    this.joined(await link.request(`RESUME ${this.#token}`));
    return { type: "resumed" };
  }

  protected override read(line: ServerLine): RoomMessage | null {
    if (line.kind === "error") return readError(line);
    if (line.kind === "ok") return readReply(line.text);
    const news = this.#news.read(line);
    if (news?.type === "joined" || news?.type === "left" || news?.type === "answered") return null;
    if (news) return news;
    const event = line.kind === "event" ? QUIZ_EVENT.parse(line.text) : null;
    return event?.type === "result" ? event : null;
  }
}

function readReply(text: string): RoomMessage | null {
  if (text === "answered") return { type: "answered" };
  const judged = ROOM_JUDGED.parse(text);
  if (!judged) return null;
  const { verdict, ...facts } = judged;
  return { type: verdict, ...facts };
}

/** @throws {ReplyError} for an error that ends the game */
function readError({ code, message }: { code: string; message: string }): RoomMessage | null {
  // An answer that was sent twice.
  if (code === "answered") return { type: "answered" };
  // The question closed while the answer was on its way; or the host has removed the player, which is told by itself.
  if (code === "no-quiz" || code === "no-room") return null;
  if (!PROBLEMS.has(code)) throw new ReplyError({ code, message });
  return { type: "refused", code, text: message };
}
