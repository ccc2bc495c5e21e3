/** The quiz that somebody plays alone, as the screen shows it. It survives a reload and a lost connection. */
import { signal } from "@preact/signals";
import { messageOf } from "../../../protocol/message_of.ts";
import { ReplyError } from "../../line_link.ts";
import { type QuizMessage, QuizSession } from "../../quiz_session.ts";
import { playerName } from "../player_name.ts";
import { timing } from "../timing.ts";
import { WebSocketLink } from "../web_socket_link.ts";
import { keptEarlier } from "./kept_earlier.ts";
import type { EarlierQuestion } from "./earlier_question.ts";

/** Under this the tab keeps what a game is resumed with after a reload. */
const TOKEN_KEY = "app-quiz-token";

/** What the player sees. */
export interface Game {
  readonly phase: "away" | "starting" | "waiting" | "playing" | "over";
  /** In line; from 1. */
  readonly place: number;
  readonly number: number;
  readonly of: number;
  /** Empty until it comes. */
  readonly question: string;
  /** `null` if they are not known yet, as after a reload. */
  readonly marks: number | null;
  readonly lost: boolean;
  /** The answer that was sent last. */
  readonly given: number | null;
  /** What became of the questions so far, newest first. */
  readonly earlier: readonly EarlierQuestion[];
  readonly result: (QuizMessage & { type: "result" }) | null;
  readonly problem: string;
}

const NO_GAME: Game = {
  phase: "away",
  place: 0,
  number: 0,
  of: 10,
  question: "",
  marks: 0,
  lost: false,
  given: null,
  earlier: [],
  result: null,
  problem: "",
};

/** The game after a message. */
function next(game: Game, message: QuizMessage): Game {
  switch (message.type) {
    case "joined":
    case "waiting":
      return { ...game, phase: message.place > 0 ? "waiting" : "playing", place: message.place };
    case "question":
      return { ...game, ...message, phase: "playing", lost: false };
    case "result":
      return { ...game, phase: "over", result: message, marks: message.marks, lost: false };
    case "lost":
      return { ...game, lost: true };
    case "resumed":
      // The open question follows, and may be another one than before.
      return game;
    default: {
      const { number, question, given } = game;
      const { type: outcome, answer, marks } = message;
      return { ...game, marks, earlier: [{ number, question, outcome, given, answer }, ...game.earlier] };
    }
  }
}

type Opening = (options: Parameters<typeof QuizSession.open>[0]) => Promise<QuizSession>;

/** One player's games, one after the other. */
export class SoloGame {
  readonly state = signal<Game>(NO_GAME);
  #session: QuizSession | null = null;
  #leaving = new AbortController();

  /** Continues the game that this tab had before a reload, if there is one. */
  resume(): void {
    const token = sessionStorage.getItem(TOKEN_KEY);
    if (!token) return;
    this.state.value = { ...NO_GAME, phase: "starting", marks: null, earlier: keptEarlier.get() };
    this.#follow((options) => Promise.resolve(QuizSession.resume(options, token)));
  }

  start(name: string): void {
    playerName.set(name);
    this.state.value = { ...NO_GAME, phase: "starting" };
    this.#follow(async (options) => {
      const opened = await QuizSession.open(options);
      try {
        const joined = await opened.join(name);
        this.state.value = next(this.state.value, joined);
        return opened;
      } catch (error) {
        opened[Symbol.dispose]();
        throw error;
      }
    });
  }

  /** Answers the open question; `null` skips it. */
  answer(value: number | null): void {
    this.state.value = { ...this.state.value, given: value };
    this.#session?.answer(value);
  }

  /** Gives the game up. */
  leave(): void {
    this.#leaving.abort();
    this.#session?.quit();
    sessionStorage.removeItem(TOKEN_KEY);
    this.state.value = NO_GAME;
  }

  async #follow(opening: Opening): Promise<void> {
    const { signal } = this.#leaving = new AbortController();
    let current: QuizSession | null = null;
    try {
      const options = { connect: () => WebSocketLink.open(), signal, timing, random: Math.random };
      current = this.#session = await opening(options);
      sessionStorage.setItem(TOKEN_KEY, current.token);
      for (let over = false; !over && !signal.aborted;) {
        const message = await current.next();
        if (signal.aborted) break;
        this.state.value = next(this.state.value, message);
        keptEarlier.set(this.state.value.earlier);
        over = message.type === "result";
      }
    } catch (error) {
      this.state.value = signal.aborted ? NO_GAME : { ...NO_GAME, problem: describe(error, this.#session !== null) };
    } finally {
      current?.[Symbol.dispose]();
    }
    // Another game may have begun meanwhile.
    if (this.#leaving.signal !== signal) return;
    sessionStorage.removeItem(TOKEN_KEY);
    this.#session = null;
  }
}

/** Why there is no game. */
function describe(error: unknown, wasPlaying: boolean): string {
  if (error instanceof ReplyError && error.code === "taken-over") {
    return "Your game goes on in another tab or on another device.";
  }
  return `Could not ${wasPlaying ? "continue" : "start"} the game: ${messageOf(error)}`;
}
