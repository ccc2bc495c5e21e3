/** What the hosting of a room looks like: at a terminal, for a script, or as JSON. */
import { counted } from "../cli/counted.ts";
import { bigDigits } from "./big_digits.ts";
import type { HostMessage } from "./host_session.ts";
import { JsonScreen } from "./json_screen.ts";
import type { LineInput } from "./line_input.ts";
import { NameBlock } from "./name_block.ts";
import { flagText, Page } from "./page.ts";
import { answerText, choiceText, Countdown, questionText, rankText, sentence } from "./room_text.ts";
import type { Terminal, Timing } from "./terminal.ts";
import { textWidth } from "./text_width.ts";

/** Shows how a room is hosted. */
export interface HostScreen {
  /** Shows what happened. */
  message(message: HostMessage): void;
  /** Says what becomes of something typed. */
  hint(text: string): void;
  /** Asks the host for something. */
  ask(input: LineInput, question: string): void;
  /** Shows how things are, and the keys. */
  wait(input: LineInput, keys: readonly string[]): void;
  /** What the room is hosted with again, where it is not over. */
  left(room: string, token: string | null): void;
  close(): void;
}

/** The screen for whoever looks at it. */
export function openHostScreen(
  { terminal, timing, json, address }: { terminal: Terminal; timing: Timing; json: boolean; address: string },
): HostScreen {
  return json ? new JsonScreen<HostMessage>(terminal) : new TextScreen(terminal, { timing, address });
}

const TICK_MS = 1000;

type Hosting = HostMessage & { type: "hosting" };

class TextScreen implements HostScreen {
  readonly #terminal: Terminal;
  readonly #timing: Timing;
  readonly #address: string;
  readonly #page: Page;
  readonly #names: NameBlock;
  #players = 0;
  #answered = "";
  #countdown: Countdown;
  #last: HostMessage["type"] | null = null;
  #isHosting = false;
  #isLive = true;
  #inLobby = true;
  /** Whether the server is telling who is there already. */
  #isListing = false;
  #stopClock: (() => void) | null = null;

  constructor(terminal: Terminal, { timing, address }: { timing: Timing; address: string }) {
    this.#terminal = terminal;
    this.#timing = timing;
    this.#address = address;
    this.#page = new Page(terminal);
    this.#names = new NameBlock(terminal);
    this.#countdown = new Countdown(0, timing.now);
  }

  message(message: HostMessage): void {
    this.#stop();
    this.#show(message);
    this.#last = message.type;
  }

  hint(text: string): void {
    this.#names.leave();
    this.#page.hint(text);
  }

  wait(input: LineInput, keys: readonly string[]): void {
    if (!this.#terminal.interactive) return;
    const { colors, columns } = this.#terminal;
    this.#stop();
    const draw = () => {
      const facts = [this.#countdown.text(colors).trim(), this.#answered || this.#crowd()].filter(Boolean);
      input.prompt(`  ${fitting(facts, keys, columns() - 3)}`);
    };
    draw();
    this.#stopClock = this.#timing.every(TICK_MS, draw);
  }

  ask(input: LineInput, question: string): void {
    this.#stop();
    input.prompt(`  ${this.#terminal.colors.bold(question)} `);
  }

  left(room: string, token: string | null): void {
    const { interactive } = this.#terminal;
    const by = token === null ? "" : ` ${flagText("room-token", token)}`;
    if (interactive) this.hint(`The room stays open. To host it again: --room ${room}${by}`);
  }

  close(): void {
    this.#stop();
  }

  #show(message: HostMessage): void {
    const { colors } = this.#terminal;
    this.#isListing = message.type === "hosting" || (this.#isListing && message.type === "joined");
    if (message.type !== "joined" && message.type !== "left" && message.type !== "lobby" && message.type !== "done") {
      this.#names.leave();
    }
    switch (message.type) {
      case "hosting":
        return this.#hosting(message);
      case "lobby":
        this.#players = message.players;
        return this.#names.draw(this.#inLobby ? message.players : null);
      case "joined":
      case "left":
        return this.#cameOrWent(message);
      case "question":
        this.#inLobby = false;
        this.#countdown = new Countdown(message.seconds, this.#timing.now);
        this.#answered = "";
        this.#page.print();
        return this.#page.print(questionText(message, colors));
      case "choice":
        return this.#page.print(choiceText(message, colors));
      case "answered":
        this.#players = message.players;
        this.#answered = `answered ${message.answered}/${message.players}`;
        if (!this.#terminal.interactive) this.#page.print(`  ${this.#answered}`);
        return;
      case "reveal":
        this.#closed();
        this.#page.print(`  ${colors.green(`✓ ${answerText(message)}`)}`);
        return this.#page.note(`${message.correct} of ${message.players} right`);
      case "explanation":
        return this.#page.print(`  ${message.text}`);
      case "rank":
      case "podium":
        this.#closed();
        if (this.#last !== message.type) this.#page.headline(message.type === "rank" ? "The best ten" : "The podium");
        return this.#page.print(rankText(message, colors));
      case "refused":
        return this.#page.hint(sentence(message.text));
      case "removed":
        return this.#page.hint("The room was closed.");
      case "lost":
      case "resumed":
        return this.#page.link(message.type);
    }
  }

  #hosting(message: Hosting): void {
    const { title, room, mode, players, phase } = message;
    const { interactive, colors } = this.#terminal;
    this.#players = players;
    this.#isLive = mode === "live";
    this.#inLobby = this.#isLive && phase === "lobby";
    this.#names.clear();
    if (this.#isHosting) return this.#page.link("resumed");
    this.#isHosting = true;
    this.#page.title(title, this.#address);
    this.#page.print(`  ${settingsText(message)}`);
    this.#page.print();
    if (interactive) { for (const line of bigDigits(room)) this.#page.print(`  ${colors.bold(line)}`); }
    else this.#page.print(`  PIN ${room}`);
    this.#page.print();
    this.#page.note(`Join on the page, or with app client --mode quiz --room ${room}`);
    this.#page.print();
  }

  #cameOrWent({ type, name }: HostMessage & { type: "joined" | "left" }): void {
    this.#names.note(name, type === "joined");
    const isGoingOn = this.#isLive && !this.#inLobby && !this.#isListing;
    if (!this.#terminal.interactive || isGoingOn) this.#page.note(`${name} has ${type}`);
    else this.#names.draw(this.#inLobby ? this.#players : this.#names.size);
  }

  #closed(): void {
    this.#answered = "";
    this.#countdown = new Countdown(0, this.#timing.now);
  }

  /** How many there are, while nothing else is to be seen of them. */
  #crowd(): string {
    if (this.#inLobby) return counted(this.#players, "player");
    return this.#isLive ? "" : counted(this.#names.size, "player");
  }

  #stop(): void {
    this.#stopClock?.();
    this.#stopClock = null;
  }
}

/** How the room is played: what is not the usual is said. */
function settingsText({ questions, mode, points, auto, filter, locked }: Hosting): string {
  return [
    counted(questions, "question"),
    mode,
    points === "speed" && "faster scores more",
    auto > 0 && `goes on after ${counted(auto, "second")}`,
    filter && "names are filtered",
    locked && "locked",
  ].filter(Boolean).join(", ");
}

/** Facts, and as many of the keys as fit into a line. */
function fitting(facts: readonly string[], keys: readonly string[], columns: number): string {
  const all = [...facts, ...keys];
  while (all.length > 1 && textWidth(all.join(" · ")) > columns) all.pop();
  return all.join(" · ");
}
