/** The state of the quiz service. */
import { RecordKind } from "../../engine/change_kind.ts";
import type { KeptSnapshot, ServiceState, Snapshot } from "../../engine/state.ts";
import { readQuizChange, readStartChange } from "./changes.ts";
import { Quiz, type QuizRecord } from "./quiz.ts";
import { readRoomChange } from "./rooms/room_changes.ts";
import { Rooms, type RoomsRecord } from "./rooms/rooms.ts";

/** What readers may ask of the quiz. */
export type ReadableQuiz = Omit<Quiz, "apply" | "start" | "restore">;

/** What readers may ask of the rooms. */
export type ReadableRooms = Omit<Rooms, "apply" | "start" | "restore">;

export class QuizState implements ServiceState {
  readonly name = "quiz";
  /** From 2 on, only the last finished games are kept; from 3 on, there are rooms. */
  readonly version = 3;
  /** A server says how many seats there are when it starts. */
  readonly #quiz = new Quiz({ seats: 0 });
  readonly #rooms = new Rooms();

  /** Something happens to a game. */
  readonly change = new RecordKind({
    name: "quiz.change",
    version: 1,
    formerly: ["quiz"],
    read: readQuizChange,
    apply: (change) => this.#quiz.apply(change),
  });

  /** A server has taken the quiz over. */
  readonly start = new RecordKind({
    name: "quiz.start",
    version: 1,
    formerly: ["start"],
    read: readStartChange,
    apply: (change) => {
      this.#rooms.start(change.at);
      return this.#quiz.start(change);
    },
  });

  /** Something happens to a room. */
  readonly room = new RecordKind({
    name: "quiz.room",
    version: 1,
    read: readRoomChange,
    apply: (change) => this.#rooms.apply(change),
  });

  readonly kinds = [this.change, this.start, this.room];

  /** The quiz, to be read. */
  get quiz(): ReadableQuiz {
    return this.#quiz;
  }

  /** The rooms, to be read. */
  get rooms(): ReadableRooms {
    return this.#rooms;
  }

  snapshot(): Snapshot {
    return { record: { ...this.#quiz.toRecord(), rooms: this.#rooms.toRecord() } };
  }

  restoreUnversioned(record: unknown): void {
    this.#quiz.restore((record as { quiz: QuizRecord }).quiz);
  }

  restore({ record }: KeptSnapshot): void {
    const { rooms, ...quiz } = record as QuizRecord & { readonly rooms?: RoomsRecord };
    this.#quiz.restore(quiz);
    if (rooms) this.#rooms.restore(rooms);
  }

  summary(): Record<string, number> {
    return {
      "finished games": this.#quiz.leaderboard.count,
      "unfinished games": this.#quiz.playerCount,
      rooms: this.#rooms.count,
    };
  }
}
