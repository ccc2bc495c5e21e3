import { type Arguments, type Command, COMMANDS, type Verb, VERBS } from "./command.ts";
import { parseInteger } from "./integer.ts";
import { nearest } from "./nearest.ts";
import { quote } from "./quote.ts";
import { secretCommandMeantBy } from "./secret.ts";
import { type ErrorCode, RequestError } from "./request_error.ts";

const SPACE = 0x20;
const TAB = 0x09;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
/** What people try, and what they mean. */
const SYNONYMS: Record<string, Verb> = {
  "?": "HELP",
  BYE: "QUIT",
  DEL: "REMOVE",
  DELETE: "REMOVE",
  EXIT: "QUIT",
  INSERT: "ADD",
  LIST: "GET",
  MAX: "STATS",
  MIN: "STATS",
  PLAY: "QUIZ",
  PUT: "ADD",
  SHOW: "GET",
};
/** The integers that a request finds room for without growing. */
const INITIAL_CAPACITY = 64;
/** Room for more integers than this is given back at the next request. */
const LARGE_CAPACITY = 8192;

/**
 * One request: a verb and its arguments, read from the bytes of a line where they lie. One object serves all requests of a
 * server, one after the other, so that a line of integers costs no allocation.
 */
export class Request {
  /** Whether the line last read has a verb that there is; then it is this one. */
  known = false;
  verb: Verb = "PING";
  command: Command = COMMANDS.PING;
  /** The integers behind the verb are `numbers[0..count)`. */
  numbers = new Float64Array(INITIAL_CAPACITY);
  count = 0;
  /** The line, and where in it the text behind the verb lies. */
  bytes: Uint8Array = new Uint8Array(0);
  textStart = 0;
  textEnd = 0;

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
    this.known = false;
    let i = start;
    let entry = ANSWER;
    if (!beginsNumber(bytes[start])) {
      let key = 0;
      for (; i < end && !isSpace(bytes[i]); i++) key = nextKey(key, bytes[i]);
      const found = BY_KEY.get(key);
      if (!found) throw unknownCommand(decode(bytes, start, i));
      entry = found;
      while (i < end && isSpace(bytes[i])) i++;
    }
    this.known = true;
    this.verb = entry.verb;
    this.command = entry.command;
    this.bytes = bytes;
    this.count = 0;
    if (this.numbers.length > LARGE_CAPACITY) this.numbers = new Float64Array(INITIAL_CAPACITY);
    this.textStart = i;
    this.textEnd = end;
    this.#parseArguments(entry.command.arguments);
    return true;
  }

  #parseArguments(expected: Arguments): void {
    switch (expected.kind) {
      case "integers":
        if (this.textStart === this.textEnd) throw this.#badArguments("needs at least one integer");
        this.#parseIntegers();
        return;
      case "positional":
        if (this.textStart < this.textEnd) this.#parseIntegers(expected.word ? expected.names.length : Infinity);
        this.#checkPositions(expected);
        return;
      case "text":
        if (expected.required && this.textStart === this.textEnd) throw this.#badArguments("needs an argument");
        return;
      case "none":
        if (this.textStart < this.textEnd) throw this.#badArguments(`takes no arguments, but got ${quote(this.text)}`);
    }
  }

  /** Reads the text as integers, the first `most` words of it; what is left is the text then. */
  #parseIntegers(most = Infinity): void {
    const { bytes, textEnd } = this;
    let { numbers } = this;
    let count = 0;
    let i = this.textStart;
    while (i < textEnd && count < most) {
      let end = i;
      while (end < textEnd && !isSpace(bytes[end])) end++;
      const value = parseInteger(bytes, i, end);
      if (value !== value) throw notAnInteger(decode(bytes, i, end), this.command, count);
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

  #checkPositions({ required, names, code }: Extract<Arguments, { kind: "positional" }>): void {
    if (this.count < required || this.count > names.length) {
      const most = names.length === required ? "" : ` to ${names.length}`;
      throw this.#badArguments(`takes ${required}${most} integer${names.length === 1 ? "" : "s"}, but got ${this.count}`);
    }
    for (let i = 0; i < this.count; i++) {
      const { name, min, max } = names[i];
      if (this.numbers[i] < min || this.numbers[i] > max) {
        throw this.#badArguments(`takes ${name} from ${min} to ${max}, but got ${this.numbers[i]}`, code);
      }
    }
  }

  #badArguments(what: string, code: ErrorCode = "bad-arguments"): RequestError {
    return new RequestError(code, `${this.verb} ${what}: ${howToSend(this.command)}`);
  }
}

/**
 * A verb as a number, letter by letter: up to eleven letters fit into a safe integer, so that no two verbs share one, and a
 * character that is no letter makes it NaN, which no verb has.
 */
function nextKey(key: number, byte: number): number {
  const letter = (byte | 0x20) - 0x60;
  return letter < 1 || letter > 26 ? NaN : key * 27 + letter;
}

/** A line that begins with a number is an answer. */
const ANSWER: { verb: Verb; command: Command } = { verb: "ANSWER", command: COMMANDS.ANSWER };

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

const BY_KEY = new Map<number, { verb: Verb; command: Command }>(
  VERBS.map((verb) => [new TextEncoder().encode(verb).reduce(nextKey, 0), { verb, command: COMMANDS[verb] }]),
);

function decode(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}

/** The command that goes by this verb, in any case. @throws {RequestError} `unknown-command`, with the nearest verb */
export function findCommand(verb: string): { verb: Verb; command: Command } {
  const known = VERBS.find((candidate) => candidate === verb.toUpperCase());
  if (!known) throw unknownCommand(verb);
  return { verb: known, command: COMMANDS[known] };
}

function unknownCommand(verb: string): RequestError {
  const wanted = verb.toUpperCase();
  const secret = secretCommandMeantBy(verb);
  const meant = SYNONYMS[wanted] ?? nearest(wanted, VERBS) ?? secret;
  const hint = meant ? `did you mean ${meant}? ` : "";
  return new RequestError(
    "unknown-command",
    `there is no command${secret ? " like that" : ` ${quote(verb)}`}: ${hint}send HELP for the list`,
  );
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
