/** What a game in a room looks like for a player: at a terminal, for a script, or as JSON. */
import { counted } from "../cli/counted.ts";
import { JsonScreen } from "./json_screen.ts";
import type { LineInput } from "./line_input.ts";
import type { GameScreen } from "./modes/play.ts";
import { flagText, Page } from "./page.ts";
import { formatMarks, missedLines, type MissedQuestion, resultLines, verdictText } from "./result_text.ts";
import type { RoomMessage } from "./room_session.ts";
import { answerText, choiceText, Countdown, questionText, rankText, sentence } from "./room_text.ts";
import type { Terminal, Timing } from "./terminal.ts";

/** Shows a game in a room. */
export interface RoomScreen extends GameScreen<RoomMessage> {
  welcome(address: string): void;
  /** What went wrong, at the end. */
  missed(missed: readonly MissedQuestion[]): void;
  goodbye(): void;
  close(): void;
}

/** The screen for whoever looks at it. */
export function openRoomScreen({ terminal, timing, json }: { terminal: Terminal; timing: Timing; json: boolean }): RoomScreen {
  return json ? new JsonScreen<RoomMessage>(terminal) : new TextScreen(terminal, timing);
}

const TICK_MS = 1000;

/** What is asked for, by the kind of the question. */
const PROMPTS: Record<string, string | undefined> = {
  number: "Number:",
  choice: "Letter:",
  boolean: "A or B:",
  multiple: "All right letters:",
  order: "Letters in order:",
};

class TextScreen implements RoomScreen {
  readonly #terminal: Terminal;
  readonly #timing: Timing;
  readonly #page: Page;
  #name = "";
  #isLive = true;
  #prompt = "";
  #countdown: Countdown;
  #waitsFor = "";
  #stopClock: (() => void) | null = null;
  #onPodium = false;

  constructor(terminal: Terminal, timing: Timing) {
    this.#terminal = terminal;
    this.#timing = timing;
    this.#page = new Page(terminal);
    this.#countdown = new Countdown(0, timing.now);
  }

  welcome(address: string): void {
    this.#page.title("The quiz, together", address);
  }

  goodbye(): void {
    this.#page.print();
    this.#page.print("  Maybe another time. Goodbye!");
  }

  hint(text: string): void {
    this.#page.hint(text);
  }

  message(message: RoomMessage): void {
    this.asked();
    const { colors, interactive } = this.#terminal;
    switch (message.type) {
      case "joined":
        return this.#joined(message);
      case "lobby":
        this.#waitsFor = `${counted(message.players, "player")}, waiting for the host…`;
        if (!interactive) this.#page.print(`  ${this.#waitsFor}`);
        return;
      case "question":
        this.#countdown = new Countdown(message.seconds, this.#timing.now);
        this.#prompt = PROMPTS[message.kind] ?? "Answer:";
        this.#page.print();
        return this.#page.print(questionText(message, colors));
      case "choice":
        return this.#page.print(choiceText(message, colors));
      case "answered":
        this.#waitsFor = "answered, waiting for the others…";
        return;
      case "refused":
        return this.#page.hint(sentence(message.text));
      case "correct":
      case "wrong":
      case "skipped":
        this.#page.print(`  ${verdictText(message.type, answerText(message), colors)}`);
        return this.#page.note(`you have ${formatMarks(message.marks)}`);
      case "reveal":
        return this.#reveal(message);
      case "explanation":
        return this.#page.print(`  ${message.text}`);
      case "standings":
        return this.#page.print(`  rank ${message.rank} of ${message.players}, ${formatMarks(message.marks)}`);
      case "podium":
        if (!this.#onPodium) this.#page.headline("The podium");
        this.#onPodium = true;
        return this.#page.print(rankText(message, colors));
      case "result":
        for (const line of resultLines(message, colors)) this.#page.print(line);
        return;
      case "removed":
        return this.#page.hint("The host has removed you from the room, or closed it.");
      case "lost":
      case "resumed":
        this.#waitsFor = "";
        return this.#page.link(message.type);
    }
  }

  ask(input: LineInput): void {
    if (!this.#terminal.interactive) return;
    const { colors } = this.#terminal;
    const draw = () => input.prompt(`  ${[this.#countdown.text(colors), this.#prompt].filter(Boolean).join("  ")} `);
    this.asked();
    draw();
    this.#stopClock = this.#timing.every(TICK_MS, draw);
  }

  asked(): void {
    this.#stopClock?.();
    this.#stopClock = null;
  }

  wait(input: LineInput): void {
    if (this.#terminal.interactive) input.prompt(this.#waitsFor && `  ${this.#terminal.colors.dim(this.#waitsFor)} `);
  }

  missed(missed: readonly MissedQuestion[]): void {
    for (const line of missedLines(missed, this.#terminal.colors)) this.#page.print(line);
  }

  close(): void {
    this.asked();
  }

  #joined({ room, mode, questions, name, token }: RoomMessage & { type: "joined" }): void {
    const { interactive } = this.#terminal;
    this.#name = name;
    this.#isLive = mode === "live";
    this.#onPodium = false;
    this.#waitsFor = "";
    const pace = this.#isLive ? "all together" : "at your own pace; to skip one, just press Enter";
    this.#page.print(`  You are in room ${room} as ${this.#terminal.colors.bold(this.#name)}.`);
    this.#page.print(`  ${counted(questions, "question")}, ${pace}.`);
    if (interactive) this.#page.note(`To resume after a restart: ${flagText("resume", token)}`);
  }

  #reveal(message: RoomMessage & { type: "reveal" }): void {
    const { correct, players, marks = 0, verdict = "none" } = message;
    this.#waitsFor = "waiting for the host…";
    this.#page.print(`  ${verdictText(verdict, answerText(message), this.#terminal.colors)}`);
    this.#page.note(`${correct} of ${players} right, you have ${formatMarks(marks)}`);
  }
}
