/** Lines that somebody types, or a script sends. */
import { charactersOf } from "../protocol/characters.ts";
import type { Terminal } from "./terminal.ts";
import { endThatFits, textWidth } from "./text_width.ts";

/** Where lines come from. */
export interface LineInput extends Disposable {
  /** The next line, without its end; `null` when there is none any more. Calls before it comes all get the same one. */
  next(): Promise<string | null>;
  /** What is shown in front of what is typed. */
  prompt(text: string): void;
  /** Forgets what was typed, entered or not, and not taken. */
  clear(): void;
}

/** Takes a key before it is typed. @returns whether it has; else the key becomes part of a line */
export type KeyTaker = (key: string) => boolean;

/** Lines from a terminal where somebody sits, else from whatever standard input is. */
export function openLineInput(terminal: Terminal, takeKey: KeyTaker = () => false): LineInput {
  return terminal.interactive ? new TypedLines(terminal, takeKey) : new ScriptedLines(terminal);
}

/** Lines one after the other, from pieces of text. */
abstract class PiecewiseLines implements LineInput {
  readonly #terminal: Terminal;
  readonly #decoder = new TextDecoder();
  readonly #lines: string[] = [];
  #ended = false;
  /** The call that waits. */
  #next: Promise<string | null> | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  next(): Promise<string | null> {
    return this.#next ??= this.#take().finally(() => this.#next = null);
  }

  async #take(): Promise<string | null> {
    while (this.#lines.length === 0 && !this.#ended) await this.more();
    return this.#lines.shift() ?? null;
  }

  /** Waits for more text. */
  protected async more(): Promise<void> {
    const bytes = await this.#terminal.input.read();
    if (bytes === null) this.end();
    else this.take(this.#decoder.decode(bytes, { stream: true }));
  }

  protected get ended(): boolean {
    return this.#ended;
  }

  abstract prompt(text: string): void;
  abstract clear(): void;
  abstract [Symbol.dispose](): void;

  /** Takes a piece of text. */
  protected abstract take(text: string): void;

  protected enter(line: string): void {
    this.#lines.push(line);
  }

  protected end(): void {
    this.#ended = true;
  }

  protected forget(): void {
    this.#lines.length = 0;
  }
}

class ScriptedLines extends PiecewiseLines {
  #unfinished = "";

  protected override take(text: string): void {
    const lines = (this.#unfinished + text).split("\n");
    this.#unfinished = lines.pop() ?? "";
    for (const line of lines) this.enter(line.replace(/\r$/, ""));
  }

  protected override end(): void {
    if (this.#unfinished) this.enter(this.#unfinished);
    super.end();
  }

  override prompt(): void {}
  override clear(): void {}
  override [Symbol.dispose](): void {}
}

/** Clears the terminal's line, and goes to its beginning. */
export const CLEARED_LINE = "\r\x1b[K";

/** What the Enter key sends. */
export const ENTER = new Set(["\r", "\n", "\r\n"]);
const INTERRUPT = "\x03";
const END = "\x04";
const CLEAR_LINE = "\x15";
const BACKSPACES = new Set(["\b", "\x7f"]);
/** What the keys with an arrow and the like send. */
// deno-lint-ignore no-control-regex -- they begin with one
export const ESCAPE_SEQUENCE = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?/g;
// deno-lint-ignore no-control-regex -- no key of a text
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** So many characters can be typed in a line. */
const MAX_TYPED = 100;

/**
 * A line editor of the least kind: text, backspace, Ctrl-U, Enter. The terminal is in raw mode meanwhile, so that a clock can
 * run in the prompt and a question can change while somebody types. It reads all the time: what nobody waits for must not be left
 * to the shell.
 */
class TypedLines extends PiecewiseLines {
  readonly #terminal: Terminal;
  #prompt = "";
  #typed: string[] = [];
  #closed = false;
  #read = Promise.withResolvers<void>();
  readonly #takeKey: KeyTaker;

  constructor(terminal: Terminal, takeKey: KeyTaker) {
    super(terminal);
    this.#terminal = terminal;
    this.#takeKey = takeKey;
    terminal.input.setRaw(true);
    this.#readOn();
  }

  /** Waits for what is read next. */
  protected override more(): Promise<void> {
    return this.#read.promise;
  }

  async #readOn(): Promise<void> {
    while (!this.#closed && !this.ended) {
      // A terminal that is gone has ended.
      await super.more().catch(() => this.end());
      this.#read.resolve();
      this.#read = Promise.withResolvers();
    }
  }

  override prompt(text: string): void {
    this.#prompt = text;
    this.#draw();
  }

  override clear(): void {
    this.forget();
    this.#typed = [];
  }

  override [Symbol.dispose](): void {
    this.#closed = true;
    this.#terminal.write(CLEARED_LINE);
    this.#terminal.input.setRaw(false);
  }

  protected override take(text: string): void {
    if (this.#closed) return;
    for (const character of charactersOf(text.replace(ESCAPE_SEQUENCE, ""))) {
      if (character === INTERRUPT) this.#terminal.interrupt();
      else if (this.#takeKey(character)) continue;
      else if (ENTER.has(character)) this.#enter();
      else if (character === END && this.#typed.length === 0) this.end();
      else if (character === CLEAR_LINE) this.#typed = [];
      else if (BACKSPACES.has(character)) this.#typed.pop();
      else if (!CONTROL.test(character) && this.#typed.length < MAX_TYPED) this.#typed.push(character);
    }
    this.#draw();
  }

  #enter(): void {
    this.enter(this.#typed.join(""));
    this.#draw();
    this.#terminal.write("\n");
    this.#prompt = "";
    this.#typed = [];
  }

  #draw(): void {
    // A line that wraps could not be drawn over: of a long one the end is shown.
    const columns = this.#terminal.columns() - textWidth(this.#prompt) - 1;
    this.#terminal.write(`${CLEARED_LINE}${this.#prompt}${endThatFits(this.#typed, columns)}`);
  }
}
