/**
 * Brings the quiz to its players: knows who plays on which connection, tells them what happens, and looks to the time, both
 * that for a question and that in which a lost player may come back.
 */
import type { Logger } from "@logtape/logtape";
import { RequestError } from "../protocol/request_error.ts";
import { CHANGE } from "./change_batch.ts";
import type { Clock } from "./clock.ts";
import type { Engine } from "./engine.ts";
import { formatEvent, formatMarks, formatSeconds, rules } from "./quiz/format.ts";
import type { QuizChange, QuizEvent } from "./quiz/quiz_change.ts";

/** When a change that could not be kept is asked for again, in milliseconds. */
const RETRY_MS = 1000;

/** A connection that somebody can play on. */
export interface PlayerConnection {
  readonly address: string;
  /** Whether it has been closed. */
  readonly closed: boolean;
  /** Sends a line: with `#` in front text for people, with `*` that something happened. */
  notify(prefix: "#" | "*", text: string): void;
}

export interface QuizHostOptions {
  engine: Engine;
  clock: Clock;
  logger: Logger;
  /** How long a question is open; 0 for no limit. */
  secondsPerQuestion: number;
  /** How long a lost player's game is kept. */
  resumeSeconds: number;
}

export class QuizHost {
  readonly #options: QuizHostOptions;
  readonly #rules: string[];
  readonly #connections = new Map<string, PlayerConnection>();
  readonly #tokens = new Map<PlayerConnection, string>();
  /** What takes back the timer of a game: for its open question, or, while its player is away, for coming back. */
  readonly #timers = new Map<string, () => void>();

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
  tokenOf(connection: PlayerConnection): string | undefined {
    return this.#tokens.get(connection);
  }

  /** The game is played on this connection from now on. */
  attach(token: string, connection: PlayerConnection): void {
    this.#cancel(token);
    this.#connections.set(token, connection);
    this.#tokens.set(connection, token);
    if (connection.closed) this.lose(connection);
  }

  /** The connection is lost. The game that was played on it is kept for a while. */
  lose(connection: PlayerConnection): void {
    const token = this.#detach(connection);
    if (token === undefined) return;
    this.#submit({ type: "lose", token, at: this.#now() });
    this.#await(token);
  }

  /** The player gives the game up. */
  leave(connection: PlayerConnection): void {
    const token = this.#detach(connection);
    if (token !== undefined) this.#submit({ type: "leave", token, at: this.#now() });
  }

  #onEvent(event: QuizEvent): void {
    const { token } = event;
    const connection = this.#connections.get(token);
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
    for (const token of [...this.#timers.keys()]) this.#cancel(token);
  }

  /** Gives a game up whose player does not come back. */
  #await(token: string): void {
    this.#atTime(token, 1000 * this.#options.resumeSeconds, () => ({ type: "expire", token, at: this.#now() }));
  }

  #timeQuestion(token: string, number: number): void {
    const { secondsPerQuestion, engine } = this.#options;
    this.#cancel(token);
    if (secondsPerQuestion === 0) return;
    const openMs = engine.quiz.openMs(token, this.#now()) ?? 0;
    this.#atTime(
      token,
      Math.max(0, 1000 * secondsPerQuestion - openMs),
      () => ({ type: "timeout", token, number, at: this.#now() }),
    );
  }

  /** Asks for a change after a while; where it can't be kept then, again a little later, when it is that late. */
  #atTime(token: string, ms: number, change: () => QuizChange): void {
    this.#time(token, ms, () => {
      const failed = (error: unknown) => {
        if (error instanceof RequestError && error.code === "internal") this.#atTime(token, RETRY_MS, change);
      };
      this.#options.engine.submitDetails(CHANGE.quiz, change(), { applied() {}, failed, settled() {} });
    });
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

  #detach(connection: PlayerConnection): string | undefined {
    const token = this.#tokens.get(connection);
    this.#tokens.delete(connection);
    if (token !== undefined) this.#connections.delete(token);
    return token;
  }

  #submit(change: QuizChange): void {
    this.#options.engine.submitDetails(CHANGE.quiz, change);
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
