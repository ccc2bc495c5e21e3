/** A game under way, in which somebody types answers: alone, or in a room. */
import { ConnectionError } from "../line_link.ts";
import type { LineInput } from "../line_input.ts";
import type { Timing } from "../terminal.ts";

/** An Enter alone that comes so soon after the question is the one before, pressed twice. */
const TWICE_MS = 300;

/** What a message means for who answers. */
export type Meaning =
  /** A question is open; it has a number. */
  | { readonly asks: number }
  /** The answer was none: the question is still open. */
  | "refused"
  /** The question is over, or the answer has arrived. */
  | "settled"
  | "lost"
  /** The game is over. */
  | "over"
  /** Nothing can be answered now. */
  | "pause"
  /** It is only told. */
  | "aside";

/** A game as it is played. */
export interface Game<Message, Answer> {
  next(): Promise<Message>;
  /** `null` skips the question. */
  answer(answer: Answer | null): Promise<void>;
  meaning(message: Message): Meaning;
  /** The answer that was typed; `null` to skip, nothing if it is neither. */
  read(typed: string): Answer | null | undefined;
  /** What can be typed. */
  readonly howTo: string;
}

/** Shows a game. */
export interface GameScreen<Message> {
  /** Shows what happened. */
  message(message: Message): void;
  /** Says what becomes of something typed. */
  hint(text: string): void;
  /** Has the open question answered. */
  ask(input: LineInput): void;
  /** It was answered. */
  asked(): void;
  /** Shows what the player waits for, while no question is open. */
  wait(input: LineInput): void;
}

export interface Table<Message, Answer> {
  game: Game<Message, Answer>;
  screen: GameScreen<Message>;
  input: LineInput;
  timing: Timing;
  interactive: boolean;
}

export class Play<Message, Answer> {
  readonly #table: Table<Message, Answer>;
  /** The question that has no verdict yet; 0 if there is none. */
  #number = 0;
  /** Whether it waits for an answer. */
  #open = false;
  #askedAt = 0;
  /** What was answered; `null` for a skip. */
  #answer: Answer | null | undefined;
  #lost = false;

  constructor(table: Table<Message, Answer>) {
    this.#table = table;
  }

  /** Plays to the end: whatever comes first, from the server or from the player, is dealt with first. @returns how it ended */
  async run(first: Message): Promise<Message> {
    const { game, screen, input, interactive } = this.#table;
    screen.message(first);
    screen.wait(input);
    let message: Promise<Message> | null = null;
    let line: Promise<string | null> | null = null;
    for (;;) {
      message ??= game.next();
      const listens = this.#open || interactive;
      if (listens) line ??= input.next();
      const happened = await firstOf(message, listens ? line : null);
      if ("came" in happened) {
        message = null;
        screen.message(happened.came);
        const meaning = game.meaning(happened.came);
        if (meaning === "over") return happened.came;
        await this.#onMessage(meaning);
      } else {
        line = null;
        if (happened.text === null) throw new ConnectionError("no result: standard input ended before the last question");
        await this.#onLine(happened.text);
      }
    }
  }

  async #onMessage(meaning: Meaning): Promise<void> {
    const { screen, input } = this.#table;
    this.#open = meaning === "refused" || (meaning === "aside" && this.#open);
    this.#lost = meaning === "lost" || (meaning === "aside" && this.#lost);
    if (meaning === "settled") this.#number = 0;
    if (meaning === "settled" || meaning === "refused") this.#answer = undefined;
    if (typeof meaning === "object") await this.#ask(meaning.asks);
    else if (this.#open) screen.ask(input);
    else screen.wait(input);
  }

  async #onLine(text: string): Promise<void> {
    const { screen, input } = this.#table;
    if (this.#open) return await this.#onAnswer(text);
    // What is entered while no question is open is not meant for the next one.
    if (this.#lost) this.#keep(text);
    screen.wait(input);
  }

  async #ask(number: number): Promise<void> {
    const { game, screen, input, timing } = this.#table;
    if (number === this.#number && this.#answer !== undefined) {
      screen.hint("Sending your answer.");
      return await game.answer(this.#answer);
    }
    if (number !== this.#number) input.clear();
    if (this.#answer !== undefined) screen.hint(`Question ${this.#number} ended while the connection was lost.`);
    this.#answer = undefined;
    this.#number = number;
    this.#open = true;
    this.#askedAt = timing.now();
    screen.ask(input);
  }

  async #onAnswer(text: string): Promise<void> {
    const { game, screen, input, interactive, timing } = this.#table;
    const answer = game.read(text);
    if (interactive && text.trim() === "" && timing.now() - this.#askedAt < TWICE_MS) {
      screen.ask(input);
    } else if (answer === undefined) {
      screen.hint(game.howTo);
      screen.ask(input);
    } else {
      this.#open = false;
      this.#answer = answer;
      screen.asked();
      await game.answer(answer);
    }
  }

  /** Keeps an answer that can't be sent now. Enter alone is too easily pressed to skip the question. */
  #keep(text: string): void {
    const answer = this.#number > 0 && text.trim() !== "" ? this.#table.game.read(text) : undefined;
    if (answer !== undefined) this.#answer = answer;
    this.#table.screen.hint(
      answer === undefined
        ? "Not sent: the connection is lost. The question comes again."
        : "Not sent yet: your answer is sent when the connection is back.",
    );
  }
}

/** What comes first: a message from the server, or a line from the terminal if one is waited for. */
export function firstOf<Message>(
  message: Promise<Message>,
  line: Promise<string | null> | null,
): Promise<{ came: Message } | { text: string | null }> {
  const came = message.then((came) => ({ came }));
  return line ? Promise.race([came, line.then((text) => ({ text }))]) : came;
}
