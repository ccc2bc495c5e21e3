/** What a game looks like: for a person at a terminal, for a script, or as JSON. */
import { JsonScreen } from "./json_screen.ts";
import type { LineInput } from "./line_input.ts";
import type { GameScreen } from "./modes/play.ts";
import { flagText, Page, printEvent } from "./page.ts";
import type { QuizResult, RankedGame } from "../protocol/quiz_text.ts";
import type { QuizMessage } from "./quiz_session.ts";
import { formatMarks, missedLines, type MissedQuestion, resultLines, verdictText } from "./result_text.ts";
import type { Terminal, Timing } from "./terminal.ts";
import { textWidth } from "./text_width.ts";

/** The top of the leaderboard, whom to look for on it, and what went wrong. */
export interface Standing {
  leaderboard: RankedGame[];
  name: string;
  missed: readonly MissedQuestion[];
}

/** Shows a game. */
export interface QuizScreen extends GameScreen<QuizMessage> {
  welcome(address: string): void;
  /** Tells what the game is resumed with after a restart of the client. */
  begun(token: string): void;
  goodbye(): void;
  result(result: QuizResult, standing: Standing): void;
  close(): void;
}

/** The screen for whoever looks at it. */
export function openQuizScreen({ terminal, timing, json }: { terminal: Terminal; timing: Timing; json: boolean }): QuizScreen {
  return json ? new JsonQuizScreen(terminal) : new TextScreen(terminal, timing);
}

const TICK_MS = 1000;

class TextScreen implements QuizScreen {
  readonly #terminal: Terminal;
  readonly #timing: Timing;
  readonly #page: Page;
  #marks = 0;
  #question: (QuizMessage & { type: "question" }) | null = null;
  #askedAt = 0;
  #stopClock: (() => void) | null = null;

  constructor(terminal: Terminal, timing: Timing) {
    this.#terminal = terminal;
    this.#timing = timing;
    this.#page = new Page(terminal);
  }

  welcome(address: string): void {
    this.#page.title("The quiz", address);
    this.#print("  Ten questions, such as 7 + 5 or 8 / 2. Every answer is an integer.");
    this.#print("  A right answer scores 1 mark, a wrong one costs 0.25. To skip a question, just press Enter.");
    this.#page.print();
  }

  begun(token: string): void {
    if (this.#terminal.interactive) this.#page.note(`To resume after a restart: ${flagText("resume", token)}`);
  }

  hint(text: string): void {
    this.#page.hint(text);
  }

  goodbye(): void {
    this.#page.print();
    this.#print("  Maybe another time. Goodbye!");
  }

  message(message: QuizMessage): void {
    this.asked();
    switch (message.type) {
      case "joined":
        if (message.place > 0) this.#print(`  All seats are taken. You are number ${message.place} in line.`);
        return;
      case "waiting":
        this.#print(`  You are number ${message.place} in line.`);
        return;
      case "question":
        this.#question = message;
        this.#askedAt = this.#timing.now();
        return;
      case "lost":
      case "resumed":
        this.#page.link(message.type);
        return;
      case "result":
        this.#marks = message.marks;
        return;
      case "timeout":
        this.#page.goBelow();
    }
    this.#marks = message.marks;
    const verdict = verdictText(message.type, `${message.answer ?? ""}`, this.#terminal.colors);
    this.#print(`${" ".repeat(this.#isNarrow() ? 2 : PROMPT_WIDTH)}${verdict}`);
  }

  ask(input: LineInput): void {
    if (!this.#question) return;
    const { number, of, question } = this.#question;
    const { colors, interactive } = this.#terminal;
    if (!interactive) {
      this.#print(`question ${number}/${of}: ${question} =`);
      return;
    }
    const draw = () => {
      const seconds = Math.floor((this.#timing.now() - this.#askedAt) / 1000);
      const place = `${number}/${of}`;
      const facts = this.#isNarrow()
        ? `${place}  ${seconds} s `
        : `${place.padStart(5)}  ${formatMarks(this.#marks).padEnd(11)} ${String(seconds).padStart(3)} s  `;
      input.prompt(`  ${colors.dim(facts)} ${colors.bold(`${question} =`)} `);
    };
    draw();
    this.asked();
    this.#stopClock = this.#timing.every(TICK_MS, draw);
  }

  asked(): void {
    this.#stopClock?.();
    this.#stopClock = null;
  }

  wait(): void {}

  result(result: QuizResult, { leaderboard, name, missed }: Standing): void {
    const { colors, interactive } = this.#terminal;
    const { rank, marks, seconds } = result;
    const you = colors.bold("<- you");
    for (const line of resultLines(result, colors)) this.#print(line);
    const width = Math.max(4, textWidth(name), ...leaderboard.map((game) => textWidth(game.name)));
    const isOwn = (game: RankedGame) => game.rank === rank && game.name === name;
    const own = { rank, name, marks, seconds };
    for (const game of leaderboard.some(isOwn) ? leaderboard : [...leaderboard, own]) {
      const padded = game.name + " ".repeat(width - textWidth(game.name));
      const row = `${String(game.rank).padStart(5)}  ${padded}  ${String(game.marks).padStart(5)}  ${
        game.seconds.toFixed(1).padStart(6)
      } s`;
      this.#print(isOwn(game) ? `${colors.bold(row)}  ${you}` : row);
    }
    this.#page.print();
    if (interactive) { for (const line of missedLines(missed, colors)) this.#print(line); }
  }

  close(): void {
    this.asked();
  }

  /** Whether there is no room for the marks beside a question. */
  #isNarrow(): boolean {
    return this.#terminal.interactive && this.#terminal.columns() < NARROW_COLUMNS;
  }

  #print(text: string): void {
    this.#page.print(text);
  }
}

/** A narrower terminal has no room for the marks. */
const NARROW_COLUMNS = 60;
/** How far the question is from the edge. */
const PROMPT_WIDTH = 28;

class JsonQuizScreen extends JsonScreen<QuizMessage> implements QuizScreen {
  #token = "";

  begun(token: string): void {
    this.#token = token;
  }

  override message(message: QuizMessage): void {
    if (message.type === "result") return;
    const token = message.type === "joined" ? { token: this.#token } : {};
    printEvent(this.terminal, { ...message, ...token });
  }

  result(result: QuizResult, { leaderboard }: Standing): void {
    printEvent(this.terminal, { ...result, leaderboard });
  }
}
