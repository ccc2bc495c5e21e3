/** One game of the quiz as a client plays it: what the server says as messages, and the way back after a lost connection. */
import { JOINED, JUDGED, QUIZ_EVENT, type QuizResult, type RankedGame } from "../protocol/quiz_text.ts";
import type { ServerLine } from "../protocol/reply.ts";
import { ConnectionError, type LineLink, ReplyError } from "./line_link.ts";
import { growingPauses, isEnding, isPassing } from "./reconnection.ts";
import type { Timing } from "./terminal.ts";
import { WatchedLink } from "./watched_link.ts";

/** What happens in a game. */
export type QuizMessage =
  /** The game has begun, or waits in line where `place` is not 0. */
  | { type: "joined"; place: number }
  | { type: "waiting"; place: number }
  | { type: "question"; number: number; of: number; question: string }
  | { type: "correct" | "wrong" | "skipped" | "timeout"; answer: number | null; marks: number }
  | QuizResult
  /** The connection is lost, and made again. */
  | { type: "lost" | "resumed" };

/** How long a lost connection is tried again, in milliseconds. */
const TRIES_MS = 300_000;

export interface QuizSessionOptions {
  /** Connects to the server, and shows the token where it needs one. */
  connect: () => Promise<LineLink>;
  signal: AbortSignal;
  timing: Timing;
  /** A random number from 0 up to, without, 1. */
  random: () => number;
}

export class QuizSession implements Disposable {
  readonly #options: QuizSessionOptions;
  #connection: LineLink | null = null;
  #token: string;
  #lost: boolean;

  private constructor(options: QuizSessionOptions, { token, lost }: { token: string; lost: boolean }) {
    this.#options = options;
    this.#token = token;
    this.#lost = lost;
  }

  /** Connects. @throws {ConnectionError} @throws {ReplyError} */
  static async open(options: QuizSessionOptions): Promise<QuizSession> {
    const session = new QuizSession(options, { token: "", lost: false });
    await session.#connect();
    return session;
  }

  /** A game that was begun before, as after a lost connection: the next message tells whether it goes on. */
  static resume(options: QuizSessionOptions, token: string): QuizSession {
    return new QuizSession(options, { token, lost: true });
  }

  /** What the game is resumed with. */
  get token(): string {
    return this.#token;
  }

  /** Asks for a game. @throws {ReplyError} where the server does not want to */
  async join(name: string): Promise<QuizMessage> {
    const { token, waiting = 0 } = this.#link.understood(JOINED, await this.#link.request(`QUIZ ${name}`));
    this.#token = token;
    return { type: "joined", place: waiting };
  }

  /** Answers the open question; `null` skips it. What comes of it comes as a message. */
  async answer(value: number | null): Promise<void> {
    try {
      await this.#link.send(value === null ? "SKIP" : `ANSWER ${value}`);
    } catch (error) {
      // The next message tells that the connection is lost.
      if (!(error instanceof ConnectionError)) throw error;
    }
  }

  /** What happens next. One call at a time. @throws {ConnectionError} if a lost connection can't be made again */
  async next(): Promise<QuizMessage> {
    if (this.#lost) return await this.#resume();
    for (;;) {
      try {
        const message = parseMessage(await this.#link.next());
        if (message) return message;
      } catch (error) {
        // The time ran out, or the game ended, while the answer was on its way.
        if (error instanceof ReplyError && error.code === "no-quiz") continue;
        const isLost = error instanceof ReplyError ? isEnding(error) : error instanceof ConnectionError;
        if (!isLost || this.#options.signal.aborted) throw error;
        this[Symbol.dispose]();
        this.#lost = true;
        return { type: "lost" };
      }
    }
  }

  /** The best games. */
  async leaderboard(limit: number): Promise<RankedGame[]> {
    const games: RankedGame[] = [];
    await this.#link.send(`LEADERBOARD ${limit}`);
    for (let count = Infinity; games.length < count;) {
      const line = await this.#link.next();
      // Of an answer that came too late.
      if (line.kind === "error" && line.code !== "no-quiz") throw new ReplyError(line);
      if (line.kind === "ok") count = Number(line.text);
      const event = line.kind === "event" ? QUIZ_EVENT.parse(line.text) : null;
      if (event?.type !== "rank") continue;
      const { type: _, ...game } = event;
      games.push(game);
    }
    return games;
  }

  /** Gives up the game, if it is not over, and closes the connection. */
  async quit(): Promise<void> {
    try {
      await this.#link.send("QUIT");
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
    }
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#connection?.[Symbol.dispose]();
  }

  get #link(): LineLink {
    if (this.#connection) return this.#connection;
    throw new ConnectionError("not connected");
  }

  async #connect(): Promise<LineLink> {
    const { connect, timing } = this.#options;
    return this.#connection = new WatchedLink(await connect(), timing);
  }

  async #resume(): Promise<QuizMessage> {
    const { timing, random, signal } = this.#options;
    const startedAt = timing.now();
    const pauses = growingPauses(random);
    for (;;) {
      try {
        const link = await this.#connect();
        const { waiting = 0 } = link.understood(JOINED, await link.request(`RESUME ${this.#token}`));
        this.#lost = false;
        return waiting > 0 ? { type: "waiting", place: waiting } : { type: "resumed" };
      } catch (error) {
        this[Symbol.dispose]();
        if (!isPassing(error) || signal.aborted || timing.now() - startedAt > TRIES_MS) throw error;
      }
      await timing.pause(pauses.next().value, signal);
    }
  }
}

function parseMessage(line: ServerLine): QuizMessage | null {
  if (line.kind === "error") throw new ReplyError(line);
  if (line.kind === "ok") {
    const judged = JUDGED.parse(line.text);
    if (!judged) return null;
    return { type: judged.verdict, answer: judged.verdict === "correct" ? null : judged.answer, marks: judged.marks };
  }
  const event = line.kind === "event" ? QUIZ_EVENT.parse(line.text) : null;
  return event?.type === "rank" ? null : event;
}
