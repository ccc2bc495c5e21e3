/** What a game looks like: for a person at a terminal, for a script, or as JSON. */
import { CLEARED_LINE, type LineInput } from "./line_input.ts";
import type { QuizResult, RankedGame } from "../protocol/quiz_text.ts";
import type { QuizMessage } from "./quiz_session.ts";
import type { Terminal, Timing } from "./terminal.ts";
import { textWidth } from "./text_width.ts";
import { wrapWords } from "./wrap_words.ts";

/** The top of the leaderboard, and whom to look for on it. */
export interface Standing {
  leaderboard: RankedGame[];
  name: string;
}

/** Shows a game. */
export interface QuizScreen {
  readonly readyPrompt: string;
  readonly namePrompt: string;
  welcome(address: string): void;
  /** Says what becomes of something typed. */
  hint(text: string): void;
  goodbye(): void;
  /** Shows what happened. */
  message(message: QuizMessage): void;
  /** Has the open question answered. */
  ask(input: LineInput): void;
  /** It was answered. */
  asked(): void;
  result(result: QuizResult, standing: Standing): void;
  close(): void;
}

/** The screen for whoever looks at it. */
export function openQuizScreen({ terminal, timing, json }: { terminal: Terminal; timing: Timing; json: boolean }): QuizScreen {
  return json ? new JsonScreen(terminal) : new TextScreen(terminal, timing);
}

const TICK_MS = 1000;

class TextScreen implements QuizScreen {
  readonly #terminal: Terminal;
  readonly #timing: Timing;
  readonly readyPrompt: string;
  readonly namePrompt: string;
  #marks = 0;
  #question: (QuizMessage & { type: "question" }) | null = null;
  #askedAt = 0;
  #stopClock: (() => void) | null = null;

  constructor(terminal: Terminal, timing: Timing) {
    this.#terminal = terminal;
    this.#timing = timing;
    this.readyPrompt = `  ${terminal.colors.bold("Are you ready?")} (yes or no) `;
    this.namePrompt = `  ${terminal.colors.bold("Your name:")} `;
  }

  welcome(address: string): void {
    const { colors } = this.#terminal;
    this.#print("");
    this.#print(`  ${colors.bold("The quiz")} ${colors.dim(`at ${address}`)}`);
    this.#print("");
    this.#print("  Ten questions, such as 7 + 5 or 8 / 2. Every answer is an integer.");
    this.#print("  A right answer scores 1 mark, a wrong one costs 0.25. To skip a question, just press Enter.");
    this.#print("");
  }

  hint(text: string): void {
    this.#print(`  ${this.#terminal.colors.yellow(text)}`);
  }

  goodbye(): void {
    this.#print("");
    this.#print("  Maybe another time. Goodbye!");
  }

  message(message: QuizMessage): void {
    const { colors } = this.#terminal;
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
        this.#line();
        this.#print(colors.yellow("  Connection lost. Your game is safe: reconnecting…"));
        return;
      case "resumed":
        this.#print(colors.green("  Connected again."));
        return;
      case "result":
        this.#marks = message.marks;
        return;
      case "timeout":
        this.#line();
    }
    this.#marks = message.marks;
    this.#print(`${" ".repeat(PROMPT_WIDTH)}${this.#verdict(message)}`);
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
      const facts = `${`${number}/${of}`.padStart(5)}  ${formatMarks(this.#marks).padEnd(11)} ${
        String(seconds).padStart(3)
      } s  `;
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

  result({ marks, correct, wrong, skipped, seconds, rank, games, message }: QuizResult, { leaderboard, name }: Standing): void {
    const { colors } = this.#terminal;
    const you = colors.bold("<- you");
    this.#print("");
    this.#print(`  ${colors.bold(message)} ${formatMarks(marks)} in ${seconds.toFixed(1)} s, rank ${rank} of ${games}`);
    this.#print(`  ${correct} right, ${wrong} wrong, ${skipped} skipped`);
    this.#print("");
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
    this.#print("");
  }

  close(): void {
    this.asked();
  }

  #verdict({ type, answer }: QuizMessage & { marks: number; answer: number | null }): string {
    const { colors } = this.#terminal;
    switch (type) {
      case "correct":
        return colors.green("✓ right");
      case "wrong":
        return colors.red(`✗ wrong, the answer is ${answer}`);
      case "skipped":
        return colors.yellow(`– skipped, the answer is ${answer}`);
      default:
        return colors.yellow(`– time is up, the answer is ${answer}`);
    }
  }

  /** Goes on below what is being typed. */
  #line(): void {
    if (this.#terminal.interactive) this.#terminal.write("\n");
  }

  /** Prints a line in place of what is being typed. */
  #print(text: string): void {
    const { interactive, columns } = this.#terminal;
    this.#terminal.print(interactive ? CLEARED_LINE + wrapWords(text, columns()) : text);
  }
}

/** How far the question is from the edge. */
const PROMPT_WIDTH = 28;

function formatMarks(marks: number): string {
  return `${marks} ${marks === 1 ? "mark" : "marks"}`;
}

class JsonScreen implements QuizScreen {
  readonly readyPrompt = "";
  readonly namePrompt = "";
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  welcome(): void {}
  goodbye(): void {}
  ask(): void {}
  asked(): void {}
  close(): void {}

  hint(text: string): void {
    this.#print({ event: "hint", text });
  }

  message({ type, ...facts }: QuizMessage): void {
    if (type !== "result") this.#print({ event: type, ...facts });
  }

  result({ type, ...facts }: QuizResult, { leaderboard }: Standing): void {
    this.#print({ event: type, ...facts, leaderboard });
  }

  #print(value: unknown): void {
    this.#terminal.print(JSON.stringify(value));
  }
}
