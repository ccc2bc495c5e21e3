/** What happens in a room, as its players and its hosts are told. */
import type { ServerLine } from "../protocol/reply.ts";
import { ROOM_EVENT, type RoomLine } from "../protocol/room_text.ts";

/** Whether an answer was right; `none` for no answer. */
export type Verdict = "correct" | "wrong" | "none";

export type RoomNews =
  | { type: "lobby"; players: number }
  /** `seconds` is how long it is open; 0 for no limit. */
  | { type: "question"; number: number; of: number; kind: string; seconds: number; text: string }
  | { type: "choice"; letter: string; text: string }
  /** The right answer: what is sent for it, which a text has not, and how it reads. A host has no marks. */
  | { type: "reveal"; answer?: string; text: string; correct: number; players: number; marks?: number; verdict?: Verdict }
  | { type: "explanation"; text: string }
  | { type: "standings"; rank: number; players: number; marks: number }
  | { type: "podium"; rank: number; marks: number; name: string }
  | { type: "removed" };

/** What hosts alone are told. */
export type HostNews =
  | { type: "joined"; name: string }
  | { type: "left"; name: string }
  | { type: "answered"; answered: number; players: number };

/** Reads what the server tells a room. */
export class RoomNewsReader {
  #revealed = false;

  /** @returns `null` for a line that is not about a room */
  read(line: ServerLine): RoomNews | HostNews | null {
    if (line.kind === "comment") return this.#revealed ? { type: "explanation", text: line.text } : null;
    const event = line.kind === "event" ? ROOM_EVENT.parse(line.text) : null;
    if (!event) return null;
    this.#revealed = event.type === "reveal";
    return newsOf(event);
  }
}

function newsOf(event: RoomLine): RoomNews | HostNews {
  switch (event.type) {
    case "question": {
      const { type, head: { some: number, of }, kind, seconds, text } = event;
      return { type, number, of, kind, seconds, text };
    }
    case "choice":
      return { type: "choice", letter: event.head, text: event.text };
    case "reveal": {
      const { correct: { some: correct, of: players }, verdict, ...reveal } = event;
      return { ...reveal, correct, players, ...verdict === undefined ? {} : { verdict: verdictOf(verdict) } };
    }
    case "podium":
      return { type: "podium", rank: event.head, marks: event.marks, name: event.name };
    case "answered":
      return { type: "answered", answered: event.head.some, players: event.head.of };
    default:
      return event;
  }
}

function verdictOf(word: string): Verdict {
  return word === "correct" || word === "wrong" ? word : "none";
}
