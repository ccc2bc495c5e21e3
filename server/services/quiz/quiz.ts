/**
 * The quiz as a whole: the games, who has a seat, and the leaderboard. Pure: the same changes in the same order give the same
 * state. What comes of a change is a reply to who asked for it, and events for others.
 */
import { RequestError } from "../../../protocol/request_error.ts";
import type { ConnectionRange } from "../../engine/state.ts";
import { type Closed, Game, type GameRecord, type GameResult, type Verdict } from "./game.ts";
import { Leaderboard } from "./leaderboard.ts";
import type { QuizChange, QuizTime, StartChange } from "./changes.ts";
import type { GameEvent, QuizEvent, QuizOutcome, QuizReply } from "./events.ts";
import { Seats } from "./seats.ts";

/** How many may wait for a seat. A journal is replayed with these: changing them changes what old journals come to. */
const MAX_WAITING = 10_000;
/** And how many of them from one address. */
const MAX_WAITING_PER_ADDRESS = 1000;
/** The tokens of this many games that are over are still known. */
const REMEMBERED_TOKENS = 10_000;

/** A player who plays or waits. */
export interface Player {
  readonly name: string;
  readonly state: "playing" | "waiting";
  /** Whether the connection is lost. */
  readonly away: boolean;
  /** The number of the open question, where there is one. */
  readonly question: number | null;
  readonly quarters: number;
  /** The place in line; 0 for a seat. */
  readonly place: number;
}

/** The quiz as it stands, to be written down. */
export interface QuizRecord {
  readonly seats: number;
  /** What an earlier version wrote down has none. */
  readonly seatsPerAddress?: number;
  readonly changedAt: number;
  readonly games: readonly GameRecord[];
  /** The tokens of the games that wait for a seat, in their order. */
  readonly line: readonly string[];
  /** The finished games that are kept, in the order in which they finished. */
  readonly finished: readonly GameResult[];
  /** How many games were finished before those. Version 1 has none: it kept all. */
  readonly dropped?: number;
  /** The tokens of games that are over, each with its place in `finished`; -1 where it was given up, or is not kept. */
  readonly over: readonly (readonly [token: string, finished: number])[];
}

export class Quiz {
  readonly #games = new Map<string, Game>();
  readonly #seats: Seats<Game>;
  readonly #leaderboard = new Leaderboard();
  /** The tokens of games that are over, with the result of those that were finished. */
  readonly #over = new Map<string, GameResult | null>();
  /** What the change that is being applied has made happen. */
  #events: QuizEvent[] = [];
  /** When the last change came. */
  #changedAt = 0;

  /** @param seats how many play at a time */
  constructor({ seats }: { seats: number }) {
    this.#seats = new Seats({ seats, seatsPerAddress: seats });
  }

  /** How many play or wait. */
  get playerCount(): number {
    return this.#games.size;
  }

  /** The tokens of those who wait for a seat, in their order. */
  *line(): Generator<string> {
    for (const { token } of this.#seats.line) yield token;
  }

  /** A player's place in line, from 1 on; 0 for one who has a seat, or is not in the quiz. Cost: O(log n) for n who wait. */
  placeOf(token: string): number {
    const game = this.#games.get(token);
    return game ? this.#seats.place(game) : 0;
  }

  get leaderboard(): Pick<Leaderboard, "count" | "dropped" | "finished" | "top" | "rankOf"> {
    return this.#leaderboard;
  }

  /** Those who play, and those who wait in their order. */
  players(): Player[] {
    const places = new Map([...this.#seats.line].map((game, i) => [game, i + 1]));
    return [...this.#games.values()].map((game): Player => ({
      name: game.name,
      state: places.has(game) ? "waiting" : "playing",
      away: game.away,
      question: game.question?.number ?? null,
      quarters: game.quarters,
      place: places.get(game) ?? 0,
    }));
  }

  /** Who plays the game with this token. */
  nameOf(token: string): string | undefined {
    return this.#games.get(token)?.name;
  }

  /** The number of the connection on which a game is played, or was last; `null` if that is not known. */
  connectionOf(token: string): number | null {
    return this.#games.get(token)?.connection ?? null;
  }

  /** How long the open question of a game has been open, without the player's time away; `null` where none is. */
  openMs(token: string, at: number): number | null {
    const game = this.#games.get(token);
    return game?.question ? game.openMs(at) : null;
  }

  /** The games that are played on connections with these numbers. */
  *connected({ first, last }: ConnectionRange): Generator<{ readonly token: string; readonly connection: number }> {
    for (const { token, connection, away } of this.#games.values()) {
      if (!away && connection !== null && connection >= first && connection <= last) yield { token, connection };
    }
  }

  /** The tokens of the games whose players' connections are lost. */
  awayTokens(): string[] {
    return [...this.#games.values()].filter((game) => game.away).map(({ token }) => token);
  }

  /** Whether a word is the token of a game, also of one that is over. */
  hasToken(word: string): boolean {
    return this.#games.has(word) || this.#over.has(word);
  }

  /** How a game ended that was finished not long ago, by its token. */
  resultOf(token: string): GameResult | null {
    return this.#over.get(token) ?? null;
  }

  /** The quiz as it stands. */
  toRecord(): QuizRecord {
    const { finished, dropped } = this.#leaderboard;
    const places = new Map(finished.map((result, i) => [result, i]));
    return {
      ...this.#seats.limits,
      changedAt: this.#changedAt,
      games: [...this.#games.values()].map((game) => game.toRecord()),
      line: [...this.#seats.line].map(({ token }) => token),
      finished: [...finished],
      dropped,
      over: [...this.#over].map(([token, result]) => [token, result ? places.get(result) ?? -1 : -1]),
    };
  }

  /** Makes this quiz, a new one, as it was written down. */
  restore({ seats, seatsPerAddress = seats, changedAt, games, line, finished, dropped = 0, over }: QuizRecord): void {
    this.#changedAt = changedAt;
    for (const record of games) this.#games.set(record.token, Game.fromRecord(record));
    const waiting = new Set(line.map((token) => this.#find(token, "join")));
    const seated = new Set(this.#games.values()).difference(waiting);
    this.#seats.restore({ limits: { seats, seatsPerAddress }, seated, line: waiting });
    this.#leaderboard.restore(finished, dropped);
    for (const [token, place] of over) this.#over.set(token, place < 0 ? null : finished[place]);
  }

  /** Empties the leaderboard; games that are being played go on. @returns the games that were on it, the best first */
  retire(): readonly GameResult[] {
    return this.#leaderboard.clear();
  }

  /**
   * A server has taken the quiz over, with so many seats: nobody is connected to it yet. Nothing is known of the time
   * between the last change and this one, so it counts for nobody.
   */
  start(change: StartChange): QuizOutcome {
    for (const game of this.#games.values()) if (!game.away) game.leave(this.#changedAt);
    return this.seats(change);
  }

  /** The quiz goes on with other servers, whose clock says `at`: nobody is connected to them yet. */
  moveTo(at: number): void {
    this.start({ ...this.#seats.limits, at });
    this.#changedAt = at;
  }

  /** Another server serves the quiz as well, with so many seats: nobody's connection is lost. */
  seats({ seats, seatsPerAddress = seats, at }: StartChange): QuizOutcome {
    this.#events = [];
    const seated = this.#seats.resize({ seats, seatsPerAddress });
    for (const game of seated) this.#begin(game, at);
    if (seated.length > 0) this.#lineMoved();
    return { reply: { type: "done" }, events: this.#events };
  }

  /** The connections with these numbers are lost, all at once. */
  lose(connections: ConnectionRange, at: number): readonly QuizEvent[] {
    this.#events = [];
    for (const { token } of this.connected(connections)) {
      const game = this.#find(token, "lose");
      game.leave(at);
      this.#tell(game, "away");
    }
    this.#changedAt = at;
    return this.#events;
  }

  /** @throws {RequestError} where it can't be done; then nothing has changed */
  apply(change: QuizChange): QuizOutcome {
    this.#events = [];
    const reply = this.#perform(change);
    this.#changedAt = change.at;
    return { reply, events: this.#events };
  }

  #perform(change: QuizChange): QuizReply {
    const { token, at } = change;
    if (change.type === "join") return this.#join(change);
    const game = this.#find(token, change.type);
    switch (change.type) {
      case "answer":
        return this.#judge(game, change, () => game.answer(change.value, at));
      case "skip":
        return this.#judge(game, change, () => game.pass("skipped", at));
      case "timeout":
        // An answer may have come first.
        if (game.question?.number !== change.number || !isRunning(game, change)) return { type: "done" };
        return this.#timeOut(game, change);
      case "lose":
        if (isOnAnother(game, change) || game.away) return { type: "done" };
        game.leave(at);
        this.#tell(game, "away");
        return { type: "done" };
      case "resume":
        return this.#resume(game, change);
      case "expire":
        // The player may have come back first.
        return game.away && !isOnAnother(game, change) ? this.#giveUp(game, at) : { type: "done" };
      case "leave":
        return isOnAnother(game, change) ? { type: "done" } : this.#giveUp(game, at);
    }
  }

  #giveUp(game: Game, at: number): QuizReply {
    this.#events.push({ type: "left", token: game.token, name: game.name });
    this.#end(game, at);
    return { type: "done" };
  }

  #join({ token, name, questions, from, connection, at }: QuizChange & { type: "join" }): QuizReply {
    if (this.#seats.waiting >= MAX_WAITING) {
      throw new RequestError("rate-limited", `${MAX_WAITING} players are already waiting for a seat: try again later`);
    }
    if (this.#seats.waitingFrom(from ?? null) >= MAX_WAITING_PER_ADDRESS) {
      throw new RequestError(
        "rate-limited",
        `${MAX_WAITING_PER_ADDRESS} players from your address are already waiting for a seat: try again later`,
      );
    }
    const game = new Game({ token, name, questions, from, connection });
    this.#games.set(token, game);
    const place = this.#seats.join(game);
    if (place === 0) this.#begin(game, at);
    else this.#tell(game, "waiting", place);
    return { type: "joined", token, name, place };
  }

  #find(token: string, type: QuizChange["type"]): Game {
    const game = this.#games.get(token);
    if (game) return game;
    if (type !== "resume") throw new RequestError("no-quiz", "you are not in a quiz: send QUIZ and your name to start one");
    if (this.#over.has(token)) {
      throw new RequestError("no-quiz", "the game of this token is over: send QUIZ and your name to start another");
    }
    throw new RequestError("unknown-token", "no game has this token: send QUIZ and your name to start one");
  }

  #begin(game: Game, at: number): void {
    game.begin(at);
    this.#tell(game, "playing");
    this.#ask(game);
  }

  #tell({ token, name }: Game, what: (GameEvent & { type: "player" })["what"], place = 0): void {
    this.#events.push({ type: "player", token, name, what, place });
  }

  #ask({ token, name, question }: Game): void {
    if (question) this.#events.push({ type: "question", token, name, ...question });
  }

  #judge(game: Game, time: QuizTime, close: () => Closed<Exclude<Verdict, "timeout">>): QuizReply {
    if (!game.question) {
      const place = this.#seats.place(game);
      throw new RequestError("no-quiz", `you are number ${place} in line: the first question comes when a seat is free`);
    }
    const reply: QuizReply = { type: "judged", ...this.#close(game, close), quarters: game.quarters };
    this.#goOn(game, time);
    return reply;
  }

  /** Has the open question closed, and tells of it. */
  #close<Given extends Verdict>(game: Game, close: () => Closed<Given>): Closed<Given> {
    const { token, name, question } = game;
    const closed = close();
    this.#events.push({
      type: "judged",
      token,
      name,
      number: question?.number ?? 0,
      verdict: closed.verdict,
      quarters: game.quarters,
    });
    return closed;
  }

  #timeOut(game: Game, time: QuizTime): QuizReply {
    const { token, name } = game;
    const { answer } = this.#close(game, () => game.pass("timeout", time.at));
    this.#events.push({ type: "timeout", token, name, answer, quarters: game.quarters });
    this.#goOn(game, time);
    return { type: "done" };
  }

  #goOn(game: Game, time: QuizTime): void {
    if (!game.finished) {
      this.#ask(game);
      return;
    }
    const result = game.result(time);
    const rank = this.#leaderboard.add(result);
    this.#events.push({ type: "result", token: game.token, name: game.name, result, rank, games: this.#leaderboard.count });
    this.#end(game, time.at, result);
  }

  #resume(game: Game, { at, date, connection }: QuizChange & { type: "resume" }): QuizReply {
    const wasAway = game.away;
    // An earlier version, which wrote down no date, refused this.
    if (!wasAway && date === undefined) throw new RequestError("in-use", "this quiz is being played on another connection");
    game.comeBack(at);
    game.connection = connection ?? null;
    const place = this.#seats.place(game);
    if (wasAway) this.#tell(game, "back", place);
    this.#ask(game);
    return { type: "joined", token: game.token, name: game.name, place };
  }

  /** Takes the game away; who is first in line has the seat then, and all behind move up. */
  #end(game: Game, at: number, result: GameResult | null = null): void {
    this.#games.delete(game.token);
    this.#over.set(game.token, result);
    if (this.#over.size > REMEMBERED_TOKENS) {
      for (const oldest of this.#over.keys()) {
        this.#over.delete(oldest);
        break;
      }
    }
    const { waiting } = this.#seats;
    const next = this.#seats.leave(game);
    if (next) this.#begin(next, at);
    if (this.#seats.waiting < waiting) this.#lineMoved();
  }

  /** Tells that the line is shorter now: one event, however many move up. */
  #lineMoved(): void {
    this.#events.push({ type: "line", waiting: this.#seats.waiting });
  }
}

/** Whether a game is played on another connection than a change is about. What an earlier version wrote down names none. */
function isOnAnother(game: Game, { connection }: { connection?: number }): boolean {
  return connection !== undefined && connection !== game.connection;
}

/** Whether the time of a question still runs where it was set: it stands still while the player is away. */
function isRunning(game: Game, change: { connection?: number }): boolean {
  return change.connection === undefined || (!isOnAnother(game, change) && !game.away);
}
