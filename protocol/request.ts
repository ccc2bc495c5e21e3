import { type Arguments, type Command, type CommandEntry, type CommandTable, nextKey } from "./command.ts";
import { parseInteger } from "./integer.ts";
import { quote } from "./quote.ts";
import { type ErrorCode, RequestError } from "./request_error.ts";

const SPACE = 0x20;
const TAB = 0x09;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const A = 0x41;
const H = 0x48;
/** A byte order mark is one at the beginning of a line only. */
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });
/** The integers that a request finds room for without growing. */
const INITIAL_CAPACITY = 64;
/** Room for more integers than this is given back at the next request. */
const LARGE_CAPACITY = 8192;

/**
 * One request: a verb and its arguments, read from the bytes of a line where they lie. One object serves all requests of a
 * server, one after the other, so that a line of integers costs no allocation.
 */
export class Request {
  /** What requests there are. */
  readonly table: CommandTable;
  /** Which of them the line last read is; `null` where its verb is none. */
  entry: CommandEntry | null = null;
  /** The integers behind the verb are `numbers[0..count)`. */
  numbers = new Float64Array(INITIAL_CAPACITY);
  count = 0;
  /** The line, and where in it the text behind the verb lies. */
  bytes: Uint8Array = new Uint8Array(0);
  textStart = 0;
  textEnd = 0;

  constructor(table: CommandTable) {
    this.table = table;
  }

  /** The text behind the verb. */
  get text(): string {
    return decode(this.bytes, this.textStart, this.textEnd);
  }

  /**
   * Reads the line `bytes[start..end)`. Cost: one pass over it.
   *
   * @returns `false` where the line is empty, which is no request
   * @throws {RequestError} `unknown-command`, `bad-arguments` or `not-an-integer`
   */
  parse(bytes: Uint8Array, start: number, end: number): boolean {
    start = pastByteOrderMark(bytes, start, end);
    while (start < end && isSpace(bytes[start])) start++;
    while (end > start && isSpace(bytes[end - 1])) end--;
    if (start === end) return false;
    this.entry = null;
    let i = start;
    let entry = beginsNumber(bytes[start]) ? this.table.bareAnswer : null;
    if (!entry) {
      let key = 0;
      for (; i < end && !isSpace(bytes[i]); i++) key = nextKey(key, bytes[i]);
      entry = this.table.withKey(key) ?? null;
      if (entry) { while (i < end && isSpace(bytes[i])) i++; }
      else {
        if (end - start === 1 && isChoice(bytes[start])) entry = this.table.bareAnswer;
        if (!entry) throw this.table.unknown(decode(bytes, start, i));
        i = start;
      }
    }
    this.entry = entry;
    this.bytes = bytes;
    this.count = 0;
    if (this.numbers.length > LARGE_CAPACITY) this.numbers = new Float64Array(INITIAL_CAPACITY);
    this.textStart = i;
    this.textEnd = end;
    this.#parseArguments(entry);
    return true;
  }

  #parseArguments(entry: CommandEntry): void {
    const { arguments: expected } = entry.command;
    switch (expected.kind) {
      case "integers":
        if (this.textStart === this.textEnd) throw badArguments(entry, "needs at least one integer");
        this.#parseIntegers(entry.command);
        return;
      case "positional":
        if (this.textStart < this.textEnd) this.#parseIntegers(entry.command, expected.word ? expected.names.length : Infinity);
        this.#checkPositions(entry, expected);
        return;
      case "text":
        if (expected.required && this.textStart === this.textEnd) throw badArguments(entry, "needs an argument");
        return;
      case "none":
        if (this.textStart < this.textEnd) throw badArguments(entry, `takes no arguments, but got ${quote(this.text)}`);
    }
  }

  /** Reads the text as integers, the first `most` words of it; what is left is the text then. */
  #parseIntegers(command: Command, most = Infinity): void {
    const { bytes, textEnd } = this;
    let { numbers } = this;
    let count = 0;
    let i = this.textStart;
    while (i < textEnd && count < most) {
      let end = i;
      while (end < textEnd && !isSpace(bytes[end])) end++;
      const value = parseInteger(bytes, i, end);
      if (value !== value) throw notAnInteger(decode(bytes, i, end), command, count);
      if (count === numbers.length) {
        numbers = new Float64Array(2 * count);
        numbers.set(this.numbers);
        this.numbers = numbers;
      }
      numbers[count++] = value;
      i = end;
      while (i < textEnd && isSpace(bytes[i])) i++;
    }
    this.count = count;
    this.textStart = i;
  }

  #checkPositions(entry: CommandEntry, { required, names, code }: Extract<Arguments, { kind: "positional" }>): void {
    if (this.count < required || this.count > names.length) {
      const most = names.length === required ? "" : ` to ${names.length}`;
      throw badArguments(entry, `takes ${required}${most} integer${names.length === 1 ? "" : "s"}, but got ${this.count}`);
    }
    for (let i = 0; i < this.count; i++) {
      const { name, min, max } = names[i];
      if (this.numbers[i] < min || this.numbers[i] > max) {
        throw badArguments(entry, `takes ${name} from ${min} to ${max}, but got ${this.numbers[i]}`, code);
      }
    }
  }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

/** Some programs put a byte order mark in front of what they send. */
function pastByteOrderMark(bytes: Uint8Array, start: number, end: number): number {
  return bytes[start] === 0xef && end - start >= 3 && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf
    ? start + 3
    : start;
}

function beginsNumber(byte: number): boolean {
  return (byte >= ZERO && byte <= NINE) || byte === MINUS;
}

/** Whether it is the letter of one of eight choices. */
function isChoice(byte: number): boolean {
  const letter = byte & ~0x20;
  return letter >= A && letter <= H;
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  return DECODER.decode(bytes.subarray(start, end));
}

function badArguments({ verb, command }: CommandEntry, what: string, code: ErrorCode = "bad-arguments"): RequestError {
  return new RequestError(code, `${verb} ${what}: ${howToSend(command)}`);
}

function notAnInteger(text: string, command: Command, position: number): RequestError {
  const { arguments: expected, changes } = command;
  const name = expected.kind === "positional" ? expected.names[position] : undefined;
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = name ?? {};
  return new RequestError(
    (expected.kind === "positional" && expected.code) || "not-an-integer",
    `${quote(text)} is not an integer from ${min} to ${max}${changes ? ", so nothing was changed" : ""}: ${howToSend(command)}`,
  );
}

function howToSend({ usage, example }: Command): string {
  return usage === example ? `send ${usage}` : `send ${usage}, for example ${example}`;
}
