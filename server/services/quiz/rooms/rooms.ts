/**
 * All rooms. Pure: the same changes in the same order give the same state. What comes of a change is a reply to who asked for it,
 * and events for others.
 */
import { RequestError } from "../../../../protocol/request_error.ts";
import type { ConnectionRange } from "../../../engine/state.ts";
import type { Asked } from "./asked.ts";
import type { Player } from "./player.ts";
import type { RoomChange } from "./room_changes.ts";
import { Room, type RoomRecord } from "./room.ts";

/** How many rooms are kept: for another one, the oldest goes whose game is over, or else in which nobody is. */
export const MAX_ROOMS = 100;
/** How many play in all of them. The same holds for both: a journal is replayed with them. */
const MAX_ALL_PLAYERS = 3000;

/** What the one who asked for a change is told. */
export type RoomReply =
  | { readonly type: "joined"; readonly room: Room; readonly player: Player }
  | { readonly type: "answered" }
  | {
    readonly type: "judged";
    readonly verdict: "correct" | "wrong" | "skipped";
    readonly asked: Asked;
    /** In hundredths. */
    readonly score: number;
  }
  | { readonly type: "done"; readonly room: Room };

/** What others may want to know. */
export type RoomEvent =
  & { readonly room: Room }
  & (
    /** The room has another phase, or another question. `reveals`: an open question was closed on the way that some have answered. */
    | { readonly type: "phase"; readonly reveals?: boolean }
    | { readonly type: "player"; readonly what: "joined" | "away" | "back" | "left" | "removed"; readonly player: Player }
    /** The player is connected, for the first time or again, and has to be told where the room is. */
    | { readonly type: "here"; readonly player: Player }
    | { readonly type: "answered"; readonly player: Player }
    /** The room was locked or unlocked, or a player has another name. */
    | { readonly type: "changed" }
    /** The room is no more. */
    | { readonly type: "closed" }
  );

/** What came of a change. */
export interface RoomOutcome {
  readonly reply: RoomReply;
  readonly events: readonly RoomEvent[];
}

/** All rooms as they stand, to be written down. */
export interface RoomsRecord {
  readonly changedAt: number;
  readonly rooms: readonly RoomRecord[];
}

export class Rooms {
  /** By their PINs, the oldest first. */
  readonly #rooms = new Map<string, Room>();
  /** Where each player is, by their tokens. */
  readonly #byToken = new Map<string, Room>();
  /** The rooms by the tokens that host them. A look-up, unlike a comparison, takes no time that tells how much of a guess is right. */
  readonly #byHostToken = new Map<string, Room>();
  #events: RoomEvent[] = [];
  /** When the last change came. */
  #changedAt = 0;

  /** The rooms, the oldest first. */
  get all(): readonly Room[] {
    return [...this.#rooms.values()];
  }

  get count(): number {
    return this.#rooms.size;
  }

  /** How many play in rooms. */
  get playerCount(): number {
    return this.#byToken.size;
  }

  /** @throws {RequestError} `no-room` */
  room(pin: string): Room {
    const room = this.#rooms.get(pin);
    if (!room) throw new RequestError("no-room", "no room has this PIN: check its six digits");
    return room;
  }

  has(pin: string): boolean {
    return this.#rooms.has(pin);
  }

  /** Whether a token hosts a room. */
  isHostToken(token: string): boolean {
    return this.#byHostToken.has(token);
  }

  /** Whether a token hosts this room. */
  isHostedBy(room: Room, token: string): boolean {
    return this.#byHostToken.get(token) === room;
  }

  /** Where a token plays. */
  of(token: string): { readonly room: Room; readonly player: Player } | null {
    const room = this.#byToken.get(token);
    const player = room?.players.get(token);
    return room && player ? { room, player } : null;
  }

  /** The players who are connected with these numbers. */
  connected(connections: ConnectionRange): Player[] {
    return this.all.flatMap((room) => room.connected(connections));
  }

  /** Whether a word is the token of a player, or of a room. */
  hasToken(word: string): boolean {
    return this.#byToken.has(word) || this.#byHostToken.has(word);
  }

  toRecord(): RoomsRecord {
    return { changedAt: this.#changedAt, rooms: this.all.map((room) => room.toRecord()) };
  }

  /** Makes these rooms, new ones, as they were written down. */
  restore({ changedAt, rooms }: RoomsRecord): void {
    this.#changedAt = changedAt;
    for (const record of rooms) this.#add(Room.fromRecord(record));
  }

  /** A server has taken the rooms over: nobody is connected to them. */
  start(at: number): void {
    for (const room of this.#rooms.values()) room.restart(this.#changedAt, at);
    this.#changedAt = at;
  }

  /** The connections with these numbers are lost, all at once. */
  lose(connections: ConnectionRange, at: number): readonly RoomEvent[] {
    this.#changedAt = at;
    return this.all.flatMap((room) =>
      room.lose(connections, at).map((player): RoomEvent => ({ type: "player", what: "away", room, player }))
    );
  }

  /** @throws {RequestError} where it can't be done; then nothing has changed */
  apply(change: RoomChange): RoomOutcome {
    this.#events = [];
    const reply = this.#perform(change);
    this.#changedAt = change.at;
    return { reply, events: this.#events };
  }

  #perform(change: RoomChange): RoomReply {
    switch (change.type) {
      case "open":
        return this.#open(change);
      case "close":
        return this.#close(this.room(change.pin));
      case "advance":
        return this.#advance(change);
      case "join":
        return this.#join(change);
      case "lock":
      case "remove":
      case "rename":
        return this.#manage(change);
      case "answer":
      case "skip":
        return this.#answer(change);
      case "lose":
      case "resume":
      case "leave":
        return this.#comeOrGo(change);
    }
  }

  #open({ type: _type, at: _at, ...facts }: RoomChange & { type: "open" }): RoomReply {
    if (this.#rooms.has(facts.pin)) throw new RequestError("in-use", "another room has this PIN: try again");
    if (this.#rooms.size >= MAX_ROOMS) {
      const old = this.all.find(({ isOver }) => isOver) ??
        this.all.find(({ players }) => players.values().every(({ away }) => away));
      if (!old) throw new RequestError("rate-limited", `there are ${MAX_ROOMS} rooms already: end one of them first`);
      this.#close(old);
    }
    const room = this.#add(new Room(facts));
    this.#events.push({ type: "phase", room });
    return { type: "done", room };
  }

  #add(room: Room): Room {
    this.#rooms.set(room.facts.pin, room);
    this.#byHostToken.set(room.facts.token, room);
    for (const token of room.players.keys()) this.#byToken.set(token, room);
    return room;
  }

  #close(room: Room): RoomReply {
    this.#rooms.delete(room.facts.pin);
    this.#byHostToken.delete(room.facts.token);
    for (const token of room.players.keys()) this.#byToken.delete(token);
    this.#events.push({ type: "closed", room });
    return { type: "done", room };
  }

  #advance({ pin, expected, what, at }: RoomChange & { type: "advance" }): RoomReply {
    const room = this.room(pin);
    const isThere = !expected || (expected.phase === room.phase && expected.number === room.number);
    if (isThere) {
      const wasOpen = room.phase === "question";
      room.advance(what, at);
      this.#events.push({ type: "phase", room, reveals: wasOpen && room.isOver && room.answered > 0 });
    }
    return { type: "done", room };
  }

  #join({ pin, token, name, connection, at }: RoomChange & { type: "join" }): RoomReply {
    const room = this.room(pin);
    if (this.#byToken.has(token)) throw new RequestError("in-use", "another player has this token: try again");
    if (this.#byToken.size >= MAX_ALL_PLAYERS) {
      throw new RequestError(
        "locked",
        `there are ${MAX_ALL_PLAYERS} players in rooms: rooms of games that are over can be closed`,
      );
    }
    const { gone } = room;
    if (room.isFull && gone && !room.locked) this.#take(room, gone, "left", at);
    const player = room.join(token, name, connection, at);
    this.#byToken.set(token, room);
    this.#events.push({ type: "player", what: "joined", room, player }, { type: "here", room, player });
    return { type: "joined", room, player };
  }

  #manage(change: RoomChange & { type: "lock" | "remove" | "rename" }): RoomReply {
    const room = this.room(change.pin);
    if (change.type === "lock") room.locked = change.locked;
    else {
      const player = room.named(change.name);
      if (!player) throw new RequestError("bad-name", "nobody in this room has this name: look at the list of players");
      if (change.type === "rename") room.rename(player, change.to);
      else this.#take(room, player, "removed", change.at);
    }
    if (change.type !== "remove") this.#events.push({ type: "changed", room });
    return { type: "done", room };
  }

  #answer(change: RoomChange & { type: "answer" | "skip" }): RoomReply {
    const { room, player } = this.#find(change.token);
    if (room.isLive && change.type === "skip") {
      throw new RequestError("bad-arguments", "a live game goes on for all together: send ANSWER, or wait");
    }
    const { phase } = room;
    const { right, asked } = room.answer(player, change.type === "skip" ? null : change.text, change.at);
    this.#events.push({ type: "answered", room, player });
    this.#tellPhase(room, phase);
    if (room.isLive) return { type: "answered" };
    const verdict = change.type === "skip" ? "skipped" : right ? "correct" : "wrong";
    return { type: "judged", verdict, asked, score: player.total(room.of).score };
  }

  #comeOrGo(change: RoomChange & { type: "lose" | "resume" | "leave" }): RoomReply {
    const { token, at } = change;
    const { room, player } = this.#find(token);
    if (change.type === "leave" && room.phase === "lobby") {
      this.#take(room, player, "left", at);
    } else if (change.type === "resume") {
      const wasAway = player.away;
      player.comeBack(change.connection, at);
      if (wasAway) this.#events.push({ type: "player", what: "back", room, player });
      this.#events.push({ type: "here", room, player });
      return { type: "joined", room, player };
    } else if (change.connection === player.connection && !player.away) {
      // Who goes in the middle of a game keeps what was scored. Whoever is lost may come back, and still answer.
      const { phase } = room;
      player.lose(at);
      this.#events.push({ type: "player", what: "away", room, player });
      if (change.type === "leave") room.closeIfAnswered(at);
      this.#tellPhase(room, phase);
    }
    return { type: "done", room };
  }

  /** A player is in the room no more. */
  #take(room: Room, player: Player, what: "left" | "removed", at: number): void {
    const { phase } = room;
    room.remove(player);
    this.#byToken.delete(player.token);
    this.#events.push({ type: "player", what, room, player });
    room.closeIfAnswered(at);
    this.#tellPhase(room, phase);
  }

  #tellPhase(room: Room, before: Room["phase"]): void {
    if (room.phase !== before) this.#events.push({ type: "phase", room });
  }

  #find(token: string): { readonly room: Room; readonly player: Player } {
    const found = this.of(token);
    if (!found) throw new RequestError("no-room", "you are in no room: send JOIN, its PIN and your name");
    return found;
  }
}
