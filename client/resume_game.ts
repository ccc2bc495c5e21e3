import { ROOM_JOINED } from "../protocol/room_text.ts";
import { openLink, type SessionOptions } from "./lasting_session.ts";
import { type QuizMessage, QuizSession } from "./quiz_session.ts";
import { type RoomMessage, RoomSession } from "./room_session.ts";

/** A game that was begun before, and what it says first. */
export type ResumedGame =
  | { readonly kind: "quiz"; readonly session: QuizSession; readonly first: QuizMessage }
  | { readonly kind: "room"; readonly session: RoomSession; readonly first: RoomMessage };

/** Continues the game that has a token, alone or in a room. @throws {ReplyError} if there is none @throws {ConnectionError} */
export async function resumeGame(options: SessionOptions, token: string): Promise<ResumedGame> {
  const link = await openLink(options);
  try {
    const reply = await link.request(`RESUME ${token}`);
    if (ROOM_JOINED.parse(reply)) {
      const session = new RoomSession(options, link);
      return { kind: "room", session, first: session.joined(reply) };
    }
    const session = new QuizSession(options, link);
    return { kind: "quiz", session, first: session.resumed(reply) };
  } catch (error) {
    link[Symbol.dispose]();
    throw error;
  }
}
