/**
 * One room as a state machine: who plays, which question is open, who answered what. It knows no clock: whoever tells it what
 * happens tells it when. Marks are counted in hundredths, so that they never drift.
 */
import { RequestError } from "../../../../protocol/request_error.ts";
import type { ConnectionRange } from "../../../engine/state.ts";
import { type Asked, judge } from "./asked.ts";
import { Player, type PlayerRecord } from "./player.ts";
import type { Mode, Phase, Points } from "./room_changes.ts";

/** How many players a room has room for. A journal is replayed with this: changing it changes what old journals come to. */
export const MAX_PLAYERS = 1000;
/** What the fastest right answer scores where speed counts, in hundredths; the slowest scores half of it. */
const FASTEST = 100_000;

/** What a room is opened with, and does not change. */
export interface RoomFacts {
  readonly pin: string;
  /** Whoever has it is a host of the room. */
  readonly token: string;
  readonly title: string;
  readonly mode: Mode;
  readonly points: Points;
  readonly autoSeconds: number;
  readonly filter: boolean;
  readonly seconds: number;
  readonly marks: { readonly right: number; readonly wrong: number };
  readonly questions: readonly Asked[];
  /** When it was opened, in milliseconds since 1970 began in UTC. */
  readonly date: number;
}

/** A room as it stands, to be written down. */
export interface RoomRecord extends RoomFacts {
  readonly phase: Phase;
  readonly number: number;
  readonly locked: boolean;
  readonly joined: number;
  readonly openMs: number;
  readonly since: number | null;
  readonly restarted: boolean;
  readonly players: readonly PlayerRecord[];
}

/** A player's place. Who ties with another in marks and time ranks by who came first. */
export interface Standing {
  readonly player: Player;
  /** In hundredths. */
  readonly score: number;
  readonly ms: number;
  readonly rank: number;
}

export class Room {
  readonly facts: RoomFacts;
  phase: Phase;
  /** The number of the question that is open, or was last; 0 before the first. */
  number = 0;
  locked = false;
  /** Those who play, by their tokens, in the order in which they came. */
  readonly players = new Map<string, Player>();
  /** How many have joined. */
  #joined = 0;
  /** How long the question was open when its clock was looked at last, and when that was, where it runs. */
  #openMs = 0;
  #since: number | null = null;
  /** Whether a server was lost, or started anew, while the question was open: then it is not known who is going to come back. */
  #restarted = false;
  /** The players by what makes their names the same. */
  readonly #byName = new Map<string, Player>();
  /** The standings, as long as nobody has scored, come or gone. */
  #ranked: Standing[] | null = null;

  constructor(facts: RoomFacts) {
    this.facts = facts;
    this.phase = facts.mode === "live" ? "lobby" : "question";
  }

  static fromRecord({ phase, number, locked, joined, openMs, since, restarted, players, ...facts }: RoomRecord): Room {
    const room = new Room(facts);
    Object.assign(room, { phase, number, locked });
    room.#joined = joined;
    room.#openMs = openMs;
    room.#since = since;
    room.#restarted = restarted;
    for (const player of players) room.#seat(Player.fromRecord(player));
    return room;
  }

  toRecord(): RoomRecord {
    const { facts, phase, number, locked } = this;
    const players = [...this.players.values()].map((player) => player.toRecord());
    const clock = { openMs: this.#openMs, since: this.#since, restarted: this.#restarted };
    return { ...facts, phase, number, locked, joined: this.#joined, ...clock, players };
  }

  get isLive(): boolean {
    return this.facts.mode === "live";
  }

  get isOver(): boolean {
    return this.phase === "podium";
  }

  /** How many questions there are. */
  get of(): number {
    return this.facts.questions.length;
  }

  /** The question that all have before them, or had last; `null` where there is none. */
  get asked(): Asked | null {
    return this.isLive && this.number > 0 ? this.facts.questions[this.number - 1] : null;
  }

  /** The question that a player has to answer now, and its number; `null` for none. */
  openFor(player: Player): { readonly asked: Asked; readonly number: number } | null {
    if (this.phase !== "question") return null;
    const number = this.isLive ? this.number : player.answers.length + 1;
    if (number > this.of || (this.isLive && player.hasAnswered(number))) return null;
    return { asked: this.facts.questions[number - 1], number };
  }

  /** How long a question is open, in seconds; 0 for no limit. A self-paced room has none. */
  secondsFor({ question }: Asked): number {
    return this.isLive ? question.seconds ?? this.facts.seconds : 0;
  }

  /** How long the open question still is, in milliseconds; `null` where there is no limit, or none is open. */
  leftMs(at: number): number | null {
    const { asked } = this;
    if (this.phase !== "question" || !asked) return null;
    const seconds = this.secondsFor(asked);
    return seconds === 0 ? null : Math.max(0, 1000 * seconds - this.#elapsedMs(at));
  }

  /** How many have answered the question that is open, or was last. */
  get answered(): number {
    return this.asked ? count(this.players.values(), (player) => typeof player.answerTo(this.number)?.given === "string") : 0;
  }

  /** The players in the order of their ranks. What was scored by the open question is not told before it is closed. */
  standings(): readonly Standing[] {
    return this.#ranked ??= this.#rank();
  }

  #rank(): Standing[] {
    const closed = this.isLive && this.phase === "question" ? this.number - 1 : this.of;
    const rows = [...this.players.values()].map((player) => ({ player, ...player.total(closed) }));
    rows.sort((a, b) => b.score - a.score || a.ms - b.ms || a.player.joined - b.player.joined);
    return rows.map((row, i) => ({ ...row, rank: i + 1 }));
  }

  /** A new player. A name that is taken gets a number behind it. @throws {RequestError} */
  join(token: string, name: string, connection: number, at: number): Player {
    if (this.isOver) throw new RequestError("no-room", "this game is over: ask for the PIN of the next one");
    if (this.locked) throw new RequestError("locked", "the host has locked this room: ask the host to let you in");
    if (this.isFull) throw new RequestError("locked", `this room is full: it has ${MAX_PLAYERS} players`);
    const player = new Player({ token, name: this.#freeName(name), joined: ++this.#joined, connection });
    this.#seat(player);
    if (this.isLive) player.missed(this.phase === "question" ? this.number - 1 : this.number);
    else player.startClock(at);
    return player;
  }

  get isFull(): boolean {
    return this.players.size >= MAX_PLAYERS;
  }

  /** A player who has gone from the lobby, and whose place another one can have. */
  get gone(): Player | null {
    return this.phase === "lobby" ? this.players.values().find(({ away }) => away) ?? null : null;
  }

  /** Those who are connected with these numbers. */
  connected({ first, last }: ConnectionRange): Player[] {
    return [...this.players.values()].filter(({ away, connection }) => !away && connection >= first && connection <= last);
  }

  /** Whoever has a name, however it is written; `null` for nobody. */
  named(name: string): Player | null {
    return this.#byName.get(nameKey(name)) ?? null;
  }

  /** Gives a player another name. A name that is taken gets a number behind it. */
  rename(player: Player, to: string): void {
    this.#byName.delete(nameKey(player.name));
    player.name = this.#freeName(to);
    this.#byName.set(nameKey(player.name), player);
  }

  /** Takes a player out. */
  remove(player: Player): void {
    this.players.delete(player.token);
    this.#byName.delete(nameKey(player.name));
    this.#ranked = null;
  }

  #seat(player: Player): void {
    this.players.set(player.token, player);
    this.#byName.set(nameKey(player.name), player);
    this.#ranked = null;
  }

  /** Starts the game, or goes on. @throws {RequestError} where it can't */
  advance(what: "start" | "next" | "end", at: number): void {
    if (this.isOver) throw new RequestError("no-room", "this game is over: open another room for the next one");
    if (what === "end") this.#finish(at);
    else if (!this.isLive) throw new RequestError("bad-arguments", "a self-paced room goes on by itself: send END to end it");
    else if (what === "start" && this.phase !== "lobby") {
      throw new RequestError("bad-arguments", "the game has started already: send NEXT to go on");
    } else if (this.phase === "question") this.#closeQuestion(at);
    else if (this.phase === "reveal") this.phase = this.number === this.of ? "podium" : "standings";
    else this.#ask(at);
  }

  /**
   * Takes an answer.
   *
   * @param text `null` to skip the question
   * @throws {RequestError} where no question is open for the player, or the text can't be an answer
   */
  answer(player: Player, text: string | null, at: number): { readonly right: boolean; readonly asked: Asked } {
    const open = this.openFor(player);
    if (!open) throw this.#notOpen(player);
    const { asked, number } = open;
    const { given, right } = text === null ? { given: null, right: false } : judge(asked, text);
    const ms = this.isLive ? this.#elapsedMs(at) : player.elapsedMs(at);
    player.answer(number, { given, right, ms, score: given === null ? 0 : this.#scoreOf(asked, right, ms) });
    if (!this.isLive) this.#ranked = null;
    if (!this.isLive) player.startClock(at);
    this.closeIfAnswered(at);
    return { right, asked };
  }

  /** Closes the open question if all who are here have answered it; behind a restart only the time, or the host, does. */
  closeIfAnswered(at: number): void {
    if (!this.isLive || this.phase !== "question" || this.#restarted) return;
    const here = [...this.players.values()].filter((player) => !player.away);
    if (here.length > 0 && here.every((player) => player.hasAnswered(this.number))) this.#closeQuestion(at);
  }

  /** A server has taken the room over: nobody is connected to it, and what was between `before` and `at` counts for nobody. */
  restart(before: number, at: number): void {
    for (const player of this.players.values()) player.lose(before);
    if (this.#since === null) return;
    this.#openMs = this.#elapsedMs(before);
    this.#since = at;
    this.#restarted = true;
  }

  /**
   * The connections with these numbers are lost, all at once, and may well come back: the open question waits for its time, or the host.
   *
   * @returns whose they were
   */
  lose(connections: ConnectionRange, at: number): Player[] {
    const lost = this.connected(connections);
    for (const player of lost) player.lose(at);
    if (lost.length > 0) this.#restarted = true;
    return lost;
  }

  #ask(at: number): void {
    this.number++;
    this.phase = "question";
    this.#openMs = 0;
    this.#since = at;
    this.#restarted = false;
    this.#ranked = null;
  }

  #closeQuestion(at: number): void {
    const ms = this.#elapsedMs(at);
    this.#since = null;
    for (const player of this.players.values()) {
      if (!player.hasAnswered(this.number)) player.answer(this.number, { given: null, right: false, ms, score: 0 });
    }
    this.phase = "reveal";
    this.#ranked = null;
  }

  #finish(at: number): void {
    if (this.isLive && this.phase === "question") this.#closeQuestion(at);
    this.phase = "podium";
  }

  #elapsedMs(at: number): number {
    return this.#openMs + (this.#since === null ? 0 : Math.max(0, at - this.#since));
  }

  /** What an answer scores, in hundredths. */
  #scoreOf(asked: Asked, right: boolean, ms: number): number {
    const { points, marks } = this.facts;
    if (points === "marks") return Math.round(100 * (asked.question.marks ?? marks)[right ? "right" : "wrong"]);
    if (!right) return 0;
    const limitMs = 1000 * this.secondsFor(asked);
    const late = limitMs === 0 ? 0 : Math.min(1, ms / limitMs);
    return 100 * Math.round(FASTEST / 100 * (1 - late / 2));
  }

  #notOpen(player: Player): RequestError {
    if (this.phase === "question" && this.isLive && player.hasAnswered(this.number)) {
      return new RequestError("answered", "you have answered this question, and an answer counts once: wait for the next one");
    }
    return new RequestError("no-quiz", this.isOver ? "this game is over" : "no question is open: wait for the next one");
  }

  #freeName(name: string): string {
    const key = nameKey(name);
    // A space and digits behind a name stand behind its key, too.
    for (let i = 1;; i++) if (!this.#byName.has(i === 1 ? key : `${key} ${i}`)) return i === 1 ? name : `${name} ${i}`;
  }
}

/** What makes two names the same for people: neither case, nor spaces, nor what cannot be seen makes a difference. */
function nameKey(name: string): string {
  const visible = name.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return visible.replace(/\s+/g, " ").trim().toLowerCase();
}

function count<Item>(items: Iterable<Item>, test: (item: Item) => boolean): number {
  let count = 0;
  for (const item of items) if (test(item)) count++;
  return count;
}
