import type { Random } from "../../../random.ts";
import { playable } from "../sets/playable.ts";
import type { QuestionSet } from "../sets/question_set.ts";
import type { Asked } from "./asked.ts";
import type { Mode, Points, RoomChange } from "./room_changes.ts";
import type { Rooms } from "./rooms.ts";

const PINS = 1_000_000;

/** How a room is to be played. */
export interface RoomSettings {
  readonly mode: Mode;
  readonly points: Points;
  readonly autoSeconds: number;
  readonly filter: boolean;
}

export interface OpeningOptions extends RoomSettings {
  readonly set: QuestionSet;
  readonly rooms: Pick<Rooms, "has">;
  readonly random: Random;
  readonly newToken: () => string;
  readonly time: { readonly at: number; readonly date: number };
}

/** The change that opens a room: it has all that is drawn by chance, so that the game is the same wherever it is replayed. */
export function opening({ set, rooms, random, newToken, time, ...settings }: OpeningOptions): RoomChange & { type: "open" } {
  const { title, seconds, marks } = set;
  const questions = playable(set, random).map((question): Asked => {
    return question.kind === "order" ? { question, shown: shuffled(question.items.length, random) } : { question };
  });
  return {
    type: "open",
    pin: freePin(rooms, random),
    token: newToken(),
    title,
    seconds,
    marks,
    questions,
    ...settings,
    ...time,
  };
}

/** Six digits that no room has. */
function freePin(rooms: Pick<Rooms, "has">, random: Random): string {
  for (;;) {
    const pin = String(Math.floor(random() * PINS)).padStart(6, "0");
    if (!rooms.has(pin)) return pin;
  }
}

/** The numbers from 0 to `count - 1` in any order. */
function shuffled(count: number, random: Random): number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j], places[i]];
  }
  return places;
}
