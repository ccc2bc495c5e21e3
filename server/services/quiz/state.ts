/** The state of the quiz service. */
import { RecordKind } from "../../engine/change_kind.ts";
import type { ConnectionRange, KeptSnapshot, Retired, ServiceState, Snapshot } from "../../engine/state.ts";
import { readQuizChange, readStartChange } from "./changes.ts";
import type { QuizEvent } from "./events.ts";
import { Quiz, type QuizRecord } from "./quiz.ts";
import { readRoomChange, type RoomChange } from "./rooms/room_changes.ts";
import { viewOf } from "./rooms/room_view.ts";
import { type RoomEvent, type RoomOutcome, Rooms, type RoomsRecord } from "./rooms/rooms.ts";
import { readSetChange } from "./sets/set_changes.ts";
import { Images, type ImagesRecord, readImageChange } from "./sets/images.ts";
import { Sets, type SetsRecord, type SetSummary } from "./sets/sets.ts";

/** An archive has at most this many games, the best. A journal is replayed with this: changing it changes what old journals come to. */
const RETIRED_GAMES = 2000;

/** What readers may ask of the quiz. */
export type ReadableQuiz = Omit<Quiz, "apply" | "start" | "seats" | "moveTo" | "lose" | "restore" | "retire">;
/** What readers may ask of the question sets. */
export type ReadableSets = Pick<Sets, "count" | "get" | "find" | "list">;

/** What readers may ask of the rooms. */
export type ReadableRooms = Omit<Rooms, "apply" | "start" | "lose" | "restore">;

/** The quiz as it stands. Before version 3 there were no rooms, no sets and no pictures. */
interface StateRecord extends QuizRecord {
  readonly rooms?: RoomsRecord;
  readonly sets?: SetsRecord;
  readonly images?: ImagesRecord;
}

export class QuizState implements ServiceState {
  readonly name = "quiz";
  /** From 2 on, only the last finished games are kept; from 3 on, there are rooms and question sets. */
  readonly version = 3;
  /** A server says how many seats there are when it starts. */
  readonly #quiz = new Quiz({ seats: 0 });
  readonly #rooms = new Rooms();
  readonly #sets = new Sets();
  readonly #images = new Images();

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

  /** Another server serves the quiz as well. */
  readonly seats = new RecordKind({
    name: "quiz.seats",
    version: 1,
    read: readStartChange,
    apply: (change) => this.#quiz.seats(change),
  });

  /** Something happens to a room. */
  readonly room = new RecordKind({
    name: "quiz.room",
    version: 1,
    read: readRoomChange,
    apply: (change) => this.#rooms.apply(change),
  });

  /** A question set is added, replaced or removed. */
  readonly set = new RecordKind({
    name: "quiz.set",
    version: 1,
    read: readSetChange,
    apply: (change) => this.#sets.apply(change),
  });

  /** A picture is added or removed. */
  readonly image = new RecordKind({
    name: "quiz.image",
    version: 1,
    read: readImageChange,
    apply: (change) => this.#images.apply(change),
  });

  readonly kinds = [this.change, this.start, this.seats, this.room, this.set, this.image];

  /** What can be asked for over REST. */
  readonly asked = {
    openRoom: {
      name: "quiz.open_room",
      kind: this.room,
      outcome: (_outcome: RoomOutcome, { pin, token }: RoomChange & { type: "open" }) => ({ pin, token }),
    },
    /** Something that a host does with a room. */
    manageRoom: {
      name: "quiz.manage_room",
      kind: this.room,
      outcome: (_outcome: RoomOutcome, { pin, at }: RoomChange & { pin: string }) => viewOf(this.#rooms.room(pin), at),
    },
    closeRoom: { name: "quiz.close_room", kind: this.room, outcome: () => null },
    set: { name: "quiz.set", kind: this.set, outcome: ({ id, title, questions }: SetSummary) => ({ id, title, questions }) },
    image: { name: "quiz.image", kind: this.image, outcome: (name: string) => ({ name }) },
  };
  readonly operations = Object.values(this.asked);

  /** Is told what happened to those who were connected to a server that is gone. */
  onLost: (quiz: readonly QuizEvent[], rooms: readonly RoomEvent[]) => void = () => {};

  /** The quiz, to be read. */
  get quiz(): ReadableQuiz {
    return this.#quiz;
  }

  /** The rooms, to be read. */
  get rooms(): ReadableRooms {
    return this.#rooms;
  }

  /** The pictures, to be read. */
  get images(): Pick<Images, "find"> {
    return this.#images;
  }

  /** The question sets, to be read. */
  get sets(): ReadableSets {
    return this.#sets;
  }

  snapshot(): Snapshot {
    return {
      record: {
        ...this.#quiz.toRecord(),
        rooms: this.#rooms.toRecord(),
        sets: this.#sets.toRecord(),
        images: this.#images.toRecord(),
      },
    };
  }

  restoreUnversioned(record: unknown): void {
    this.#quiz.restore((record as { quiz: QuizRecord }).quiz);
  }

  restore({ record }: KeptSnapshot): void {
    const { rooms, sets = [], images = [], ...quiz } = record as StateRecord;
    this.#quiz.restore(quiz);
    if (rooms) this.#rooms.restore(rooms);
    this.#sets.restore(sets);
    this.#images.restore(images);
  }

  moveTo(at: number): void {
    // What holds no game stays as it is, and so does its hash.
    if (this.#rooms.count > 0) this.#rooms.start(at);
    if (this.#quiz.playerCount > 0) this.#quiz.moveTo(at);
  }

  lose(connections: ConnectionRange, at: number): void {
    this.onLost(this.#quiz.lose(connections, at), this.#rooms.lose(connections, at));
  }

  retire(): Retired {
    const games = this.#quiz.retire();
    const rows = games.slice(0, RETIRED_GAMES).map(({ name, quarters, correct, wrong, skipped, ms, finishedAt }, i) => {
      return [i + 1, name, quarters / 4, correct, wrong, skipped, ms / 1000, new Date(finishedAt).toISOString()];
    });
    const columns = ["rank", "name", "marks", "correct", "wrong", "skipped", "seconds", "finished_at"];
    return { summary: { games: games.length }, tables: { leaderboard: { columns, rows } } };
  }

  summary(): Record<string, number> {
    return {
      "finished games": this.#quiz.leaderboard.count,
      "unfinished games": this.#quiz.playerCount,
      rooms: this.#rooms.count,
      "question sets": this.#sets.count,
    };
  }
}
