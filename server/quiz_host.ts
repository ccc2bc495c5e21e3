/**
 * Brings the quiz to its players: knows who plays on which connection, tells them what happens, and looks to the time, both
 * that for a question and that in which a lost player may come back.
 */
import type { Logger } from "@logtape/logtape";
import { RequestError } from "../protocol/request_error.ts";
import { Attachments, type HolderConnection } from "./attachments.ts";
import { CHANGE } from "./change_batch.ts";
import type { Clock } from "./clock.ts";
import type { Engine } from "./engine.ts";
import { formatEvent, formatMarks, formatSeconds, rules } from "./quiz/format.ts";
import type { GameEvent, QuizChange, QuizEvent, QuizTime } from "./quiz/quiz_change.ts";
import type { Turns } from "./turns.ts";

/** When a change that could not be kept is asked for again, in milliseconds. */
const RETRY_MS = 1000;

/** How often those in line are told their places while the line moves, in milliseconds. */
const PLACES_MS = 100;
/** How many of them are told in one turn of the event loop. */
const PLACES_PER_TURN = 256;
/** How many changes whose time has come together are asked for in one turn. */
const CHANGES_PER_TURN = 256;

export interface QuizHostOptions {
  engine: Engine;
  clock: Clock;
  turns: Turns;
  logger: Logger;
  /** How long a question is open; 0 for no limit. */
  secondsPerQuestion: number;
  /** How long a lost player's game is kept. */
  resumeSeconds: number;
}

export class QuizHost {
  readonly #options: QuizHostOptions;
  readonly #rules: string[];
  readonly #attachments = new Attachments<string>();
  /** What takes back the timer of a game: for its open question, or, while its player is away, for coming back. */
  readonly #timers = new Map<string, () => void>();
  #isStopped = false;
  /** What asks for the changes whose time has come. */
  readonly #due: (() => void)[] = [];
  /** The place that each connected player in line was told last. */
  readonly #toldPlaces = new Map<string, number>();
  /** Whether they are being told, or were just now; and whether the line has moved since. */
  #tellingPlaces = false;
  #lineMoved = false;
  #cancelPause = () => {};

  constructor(options: QuizHostOptions) {
    this.#options = options;
    this.#rules = rules(options);
    options.engine.listen((event) => this.#onEvent(event));
  }

  /** Those who were lost when the server ended may come back from now on. */
  start(): void {
    for (const token of this.#options.engine.quiz.awayTokens()) this.#await(token);
  }

  /** The token of the game that is played on a connection. */
  tokenOf(connection: HolderConnection): string | undefined {
    return this.#attachments.keyOf(connection);
  }

  /** When it is now, for a change. */
  time(): QuizTime {
    const { clock } = this.#options;
    return { at: Math.round(clock.monotonic()), date: clock.now() };
  }

  /** The game is played on this connection from now on. */
  attach(token: string, connection: HolderConnection): void {
    this.#cancel(token);
    this.#attachments.attach(token, connection, "the quiz");
    const place = this.#options.engine.quiz.placeOf(token);
    if (place > 0) this.#toldPlaces.set(token, place);
    if (connection.closed) this.lose(connection);
  }

  /** The connection is lost. The game that was played on it is kept for a while. */
  lose(connection: HolderConnection): void {
    const token = this.#detach(connection);
    if (token === undefined) return;
    this.#submit({ type: "lose", token, connection: connection.id, ...this.time() });
    this.#await(token);
  }

  /** The player gives the game up. */
  leave(connection: HolderConnection): void {
    const token = this.#detach(connection);
    if (token !== undefined) this.#submit({ type: "leave", token, ...this.time() });
  }

  #onEvent(event: QuizEvent): void {
    if (event.type === "line") this.#onLineMoved();
    else this.#onGameEvent(event);
  }

  #onGameEvent(event: GameEvent): void {
    const { token } = event;
    const connection = this.#attachments.connectionOf(token);
    const text = formatEvent(event);
    if (event.type === "question" && event.number === 1) { for (const rule of this.#rules) connection?.notify("#", rule); }
    if (text !== null) connection?.notify("*", text);
    if (event.type === "question" && connection) this.#timeQuestion(token, event.number);
    if (event.type !== "result" && event.type !== "left") return;
    this.#cancel(token);
    if (connection) this.#detach(connection);
    if (event.type === "left") this.#options.logger.info("quiz: {name} has given up", { name: event.name });
    else {
      const { name, quarters, correct, wrong, skipped, ms } = event.result;
      const facts = {
        name,
        marks: formatMarks(quarters),
        correct,
        wrong,
        skipped,
        seconds: formatSeconds(ms),
        rank: event.rank,
      };
      this.#options.logger.info(
        "quiz: {name} has finished with {marks} marks, {correct} correct, {wrong} wrong, {skipped} skipped, in {seconds} s, rank {rank}",
        facts,
      );
    }
  }

  /** Takes back all timers. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelPause();
    this.#due.length = 0;
    for (const token of [...this.#timers.keys()]) this.#cancel(token);
  }

  /** Gives a game up whose player does not come back. */
  #await(token: string): void {
    this.#atTime(token, 1000 * this.#options.resumeSeconds, () => ({ type: "expire", token, ...this.time() }));
  }

  #timeQuestion(token: string, number: number): void {
    const { secondsPerQuestion, engine } = this.#options;
    this.#cancel(token);
    if (secondsPerQuestion === 0) return;
    const openMs = engine.quiz.openMs(token, this.time().at) ?? 0;
    this.#atTime(
      token,
      Math.max(0, 1000 * secondsPerQuestion - openMs),
      () => ({ type: "timeout", token, number, ...this.time() }),
    );
  }

  /** Asks for a change after a while; where it can't be kept then, again a little later, when it is that late. */
  #atTime(token: string, ms: number, change: () => QuizChange): void {
    this.#time(token, ms, () => {
      this.#due.push(() => {
        const failed = (error: unknown) => {
          if (error instanceof RequestError && error.code === "internal") this.#atTime(token, RETRY_MS, change);
        };
        this.#options.engine.submitDetails(CHANGE.quiz, change(), { applied() {}, failed, settled() {} });
      });
      if (this.#due.length === 1) this.#options.turns.later(() => this.#submitDue());
    });
  }

  /** Asks for some of the changes whose time has come, as when thousands were lost together, and for the others in turns to come. */
  #submitDue(): void {
    for (const submit of this.#due.splice(0, CHANGES_PER_TURN)) submit();
    if (this.#due.length > 0) this.#options.turns.later(() => this.#submitDue());
  }

  #time(token: string, ms: number, callback: () => void): void {
    this.#cancel(token);
    this.#timers.set(
      token,
      this.#options.clock.after(ms, () => {
        this.#timers.delete(token);
        callback();
      }),
    );
  }

  #cancel(token: string): void {
    this.#timers.get(token)?.();
    this.#timers.delete(token);
  }

  /** Tells those in line their places: at once, and then no more often than every {@linkcode PLACES_MS}. */
  #onLineMoved(): void {
    this.#lineMoved = true;
    if (this.#tellingPlaces) return;
    this.#lineMoved = false;
    this.#tellingPlaces = true;
    this.#tellPlaces([...this.#toldPlaces.keys()]);
  }

  /** Tells some of these players, and the others in turns to come. */
  #tellPlaces(tokens: readonly string[]): void {
    const { clock, turns } = this.#options;
    if (this.#isStopped) return;
    for (const token of tokens.slice(0, PLACES_PER_TURN)) this.#tellPlace(token);
    const others = tokens.slice(PLACES_PER_TURN);
    if (others.length > 0) turns.later(() => this.#tellPlaces(others));
    else {
      this.#cancelPause = clock.after(PLACES_MS, () => {
        this.#tellingPlaces = false;
        if (this.#lineMoved) this.#onLineMoved();
      });
    }
  }

  #tellPlace(token: string): void {
    const place = this.#options.engine.quiz.placeOf(token);
    if (place === 0) this.#toldPlaces.delete(token);
    else if (this.#toldPlaces.has(token) && this.#toldPlaces.get(token) !== place) {
      this.#toldPlaces.set(token, place);
      this.#attachments.connectionOf(token)?.notify("*", `waiting ${place}`);
    }
  }

  #detach(connection: HolderConnection): string | undefined {
    const token = this.#attachments.detach(connection);
    if (token !== undefined) this.#toldPlaces.delete(token);
    return token;
  }

  #submit(change: QuizChange): void {
    this.#options.engine.submitDetails(CHANGE.quiz, change);
  }
}
