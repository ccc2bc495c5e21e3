/**
 * Brings the quiz to its players: knows who plays on which connection, tells them what happens, and looks to the time, both
 * that for a question and that in which a lost player may come back.
 */
import { QUIZ_EVENT } from "../../../protocol/quiz_text.ts";
import type { ConnectionRange } from "../../engine/state.ts";
import { Attachments } from "../attachments.ts";
import type { Client, ServiceContext } from "../service.ts";
import type { QuizChange, QuizTime } from "./changes.ts";
import type { GameEvent, QuizEvent } from "./events.ts";
import type { QuizSettings } from "./options.ts";
import { LinePlaces } from "./line_places.ts";
import type { QuizState } from "./state.ts";
import { eventText, resultText, rules } from "./text.ts";
import { timeOn, Timers } from "./timers.ts";

type Context = Pick<ServiceContext, "engine" | "clock" | "turns" | "logger">;

/** The share of the seats that players from one address leave to others. */
const KEPT_FOR_OTHERS = 1 / 8;

export class QuizHost {
  readonly state: QuizState;
  readonly #context: Context;
  readonly #settings: QuizSettings;
  readonly #rules: readonly string[];
  readonly #attachments = new Attachments<string>();
  readonly #timers: Timers<QuizChange>;
  readonly #places: LinePlaces;

  constructor(state: QuizState, context: Context, settings: QuizSettings) {
    const { engine, clock, turns } = context;
    this.state = state;
    this.#context = context;
    this.#settings = settings;
    this.#rules = rules(settings);
    this.#timers = new Timers({ clock, turns, submit: (change, waiter) => engine.submit(state.change, change, waiter) });
    this.#places = new LinePlaces({
      clock,
      turns,
      placeOf: (token) => state.quiz.placeOf(token),
      tell: (token, place) => this.#attachments.clientOf(token)?.notify("*", QUIZ_EVENT.format({ type: "waiting", place })),
    });
  }

  /** Takes the quiz over: nobody is connected to it. */
  begin(): void {
    this.#context.engine.submit(this.state.start, { ...this.#seats, at: this.time().at });
  }

  /** Serves the quiz beside other servers: their players stay where they are. */
  join(): void {
    this.#context.engine.submit(this.state.seats, { ...this.#seats, at: this.time().at });
  }

  /** It is taken over: those who were lost when the server ended may come back from now on. */
  onStarted(): void {
    for (const token of this.state.quiz.awayTokens()) this.#await(token);
  }

  /** The token of the game that is played on a connection. */
  tokenOf(client: Client): string | undefined {
    return this.#attachments.keyOf(client);
  }

  /** Who plays on a connection. */
  playerOn(client: Client): string | undefined {
    const token = this.tokenOf(client);
    return token === undefined ? undefined : this.state.quiz.nameOf(token);
  }

  /** When it is now, for a change. */
  time(): QuizTime {
    return timeOn(this.#context.clock);
  }

  /** The game is played on this connection from now on. */
  attach(token: string, client: Client): void {
    this.#timers.cancel(token);
    this.#attachments.attach(token, client, "the quiz");
    this.#places.follow(token);
    if (client.closed) this.lose(client);
  }

  /** The connection is lost. The game that was played on it is kept for a while, but for who knows of no token to come back with. */
  lose(client: Client): void {
    if (client.isScripted) return this.leave(client);
    const token = this.#detach(client);
    if (token === undefined) return;
    this.#context.engine.submit(this.state.change, { type: "lose", token, connection: client.id, ...this.time() });
  }

  /** The player gives the game up. */
  leave(client: Client): void {
    const token = this.#detach(client);
    if (token === undefined) return;
    this.#context.engine.submit(this.state.change, { type: "leave", token, connection: client.id, ...this.time() });
  }

  /** A game goes on with the connection that has this number: if that is another server's, nothing of it is left here. */
  onResumed(token: string, connection: number | null): void {
    if (this.#attachments.clientOf(token)?.id === connection) return;
    this.#timers.cancel(token);
    this.#places.leave(token);
    this.#attachments.follow(token, connection, "the quiz");
  }

  /** Takes those for lost who are said to be connected here, and are not. */
  reconcile(own: ConnectionRange): void {
    for (const { token, connection } of this.state.quiz.connected(own)) {
      if (this.#attachments.clientOf(token)?.id === connection) continue;
      this.#context.engine.submit(this.state.change, { type: "lose", token, connection, ...this.time() });
    }
  }

  /** Tells those whom it is about what has happened. */
  onEvent(event: QuizEvent): void {
    if (event.type === "line") this.#places.moved();
    else this.#onGameEvent(event);
  }

  /** Cancels all timers. */
  stop(): void {
    this.#places.stop();
    this.#timers.stop();
  }

  #onGameEvent(event: GameEvent): void {
    const { token } = event;
    if (event.type === "player" && event.what === "away") this.#await(token);
    const client = this.#attachments.clientOf(token);
    const text = eventText(event);
    if (event.type === "question" && event.number === 1) { for (const rule of this.#rules) client?.notify("#", rule); }
    if (text !== null) client?.notify("*", text);
    if (event.type === "question" && client && !client.isScripted) this.#timeQuestion(token, event.number);
    if (event.type !== "result" && event.type !== "left") return;
    this.#timers.cancel(token);
    if (client) this.#detach(client);
    const { logger } = this.#context;
    const { name } = event;
    if (event.type === "left") logger.info("quiz: {name} has given up", { name });
    else logger.info("quiz: {name} has finished: {result}", { name, result: resultText(event) });
  }

  get #seats(): { seats: number; seatsPerAddress: number } {
    const { quizSeats: seats, quizSeatsPerAddress } = this.#settings;
    return { seats, seatsPerAddress: quizSeatsPerAddress ?? seats - Math.floor(seats * KEPT_FOR_OTHERS) };
  }

  /** Gives a game up whose player does not come back. All servers do: the first one to do it counts. */
  #await(token: string): void {
    const connection = this.state.quiz.connectionOf(token) ?? undefined;
    const expire = (): QuizChange => ({ type: "expire", token, connection, ...this.time() });
    this.#timers.set(token, 1000 * this.#settings.quizResumeSeconds, expire);
  }

  #timeQuestion(token: string, number: number): void {
    const { quizSeconds } = this.#settings;
    this.#timers.cancel(token);
    if (quizSeconds === 0) return;
    const openMs = this.state.quiz.openMs(token, this.time().at) ?? 0;
    const leftMs = Math.max(0, 1000 * quizSeconds - openMs);
    const connection = this.state.quiz.connectionOf(token) ?? undefined;
    this.#timers.set(token, leftMs, () => ({ type: "timeout", token, number, connection, ...this.time() }));
  }

  #detach(client: Client): string | undefined {
    const token = this.#attachments.detach(client);
    if (token !== undefined) this.#places.leave(token);
    return token;
  }
}
