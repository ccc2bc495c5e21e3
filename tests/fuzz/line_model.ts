/**
 * What the line protocol says about each line, written anew from its specification: what a line does to the array, to the connection's
 * quiz and to its counter, and what the reply to it must be.
 */
import { ok, strictEqual } from "node:assert/strict";
import { ERROR_CODES } from "../../protocol/request_error.ts";
import { checkName } from "../../protocol/player_name.ts";

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
/** What a line with the right verb can be refused with for what is behind it. */
const BAD = ["bad-arguments", "not-an-integer", "bad-id"];
const QUESTIONS = 10;

/** The array, as all connections together have changed it. */
export class ArrayModel {
  values: number[] = [];

  add(values: readonly number[]): void {
    this.values = [...this.values, ...values].sort((a, b) => a - b);
  }

  /** Removes one of each. @returns how many there were */
  remove(values: readonly number[]): number {
    let removed = 0;
    for (const value of values) {
      const at = this.rank(value);
      if (this.values[at] !== value) continue;
      this.values.splice(at, 1);
      removed++;
    }
    return removed;
  }

  rank(value: number): number {
    let [low, high] = [0, this.values.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  range(low: number, high: number): number[] {
    return this.values.slice(this.rank(low), high >= Number.MAX_SAFE_INTEGER ? undefined : this.rank(high + 1));
  }
}

/** The quiz that a connection plays, as the server's own events tell of it. */
interface Quiz {
  name: string;
  open: { number: number; answer: number } | null;
  correct: number;
  wrong: number;
  skipped: number;
}

/** Which values are a connection's own: nobody else changes them while others are busy. */
export interface OwnRange {
  readonly low: number;
  readonly high: number;
}

/** One connection as its client knows it. */
export class ConnectionModel {
  quiz: Quiz | null = null;
  counter: { id: number; value: number; increment: number } | null = null;
  readonly #array: ArrayModel;
  readonly #own: OwnRange;
  /** Whether nobody else changes anything meanwhile, so that every reply is known. */
  exclusive = false;

  constructor(array: ArrayModel, own: OwnRange) {
    this.#array = array;
    this.#own = own;
  }

  /** Whether a line may be sent while others send theirs: it changes nothing that they look at. */
  mayShare(line: string): boolean {
    const request = parse(line);
    if (!request) return true;
    if (request.verb === "CLEAR") return false;
    if (!["ADD", "SORT", "REMOVE"].includes(request.verb)) return true;
    return request.words.every((word) => {
      const value = integer(word);
      return value === null || (value >= this.#own.low && value <= this.#own.high);
    });
  }

  /** Whether a line is answered: empty ones are not. */
  static isRequest(line: string): boolean {
    return parse(line) !== null;
  }

  /** Takes an event or a note. */
  told(line: string): void {
    if (!line.startsWith("* ")) return void ok(line.startsWith("#"), line);
    const [, kind, rest] = line.match(/^\* (\w+) (.*)$/) ?? [];
    if (kind === "question") {
      const [, number, a, operator, b] = rest.match(/^(\d+)\/10 (\d) ([-+*/]) (\d)$/) ?? [];
      ok(number && this.quiz, line);
      strictEqual(Number(number), this.quiz.correct + this.quiz.wrong + this.quiz.skipped + 1);
      this.quiz.open = { number: Number(number), answer: calculate(Number(a), operator, Number(b)) };
    } else if (kind === "result") {
      const { quiz } = this;
      ok(quiz, line);
      const { correct, wrong, skipped } = quiz;
      strictEqual(correct + wrong + skipped, QUESTIONS);
      ok(
        line.startsWith(`* result marks=${marksOf(quiz)} correct=${correct} wrong=${wrong} skipped=${skipped} seconds=`),
        line,
      );
      this.quiz = null;
    } else ok(kind === "rank", `unexpected event ${line}`);
  }

  /** Checks the reply to a line, and has the models do what the line does. */
  answered(line: string, reply: string): void {
    const request = parse(line);
    ok(request, `a reply to the empty line ${JSON.stringify(line)}: ${reply}`);
    const [, code] = reply.match(/^ERR (\S+) \S/) ?? [];
    ok(reply.startsWith("OK") || (code && CODES.has(code)), `not a reply: ${reply}`);
    const expected = this.#expected(request);
    const says = `${JSON.stringify(line.slice(0, 200))} → ${reply.slice(0, 200)}`;
    if (Array.isArray(expected)) ok(expected.includes(code), `${says}, expected ERR ${expected.join(" or ")}`);
    else if (typeof expected === "string") strictEqual(reply, expected, says);
    else ok(expected(reply), says);
  }

  #expected({ verb, words, text }: ParsedRequest): string | string[] | ((reply: string) => boolean) {
    const numbers = words.map(integer);
    const integers = numbers.filter((number) => number !== null);
    const isList = words.length > 0 && integers.length === words.length;
    const isAtMost = (most: number, least = 0) =>
      integers.length === words.length && words.length >= least && words.length <= most;
    const [a, b, c] = integers;
    const array = this.#array;
    switch (verb) {
      case "ADD":
        if (!isList) return BAD;
        array.add(integers);
        return `OK ${integers.length}`;
      case "SORT":
        if (!isList) return BAD;
        array.add(integers);
        return numbersReply(integers.toSorted((x, y) => x - y));
      case "REMOVE":
        if (!isList) return BAD;
        return `OK ${array.remove(integers)}`;
      case "RANDOM":
        if (!isAtMost(1) || a < 1 || a > 1000) return BAD;
        return (reply) => {
          const values = valuesOf(reply);
          array.add(values);
          return values.length === (a ?? 1) && isAscending(values) && values.every((value) => value >= 0 && value <= 999_999);
        };
      case "CLEAR": {
        if (words.length > 0) return BAD;
        const { length } = array.values;
        array.values = [];
        return `OK ${length}`;
      }
      case "GET":
        if (!isAtMost(2) || a < 0 || b < 0) return BAD;
        if (this.exclusive) return numbersReply(array.values.slice(a ?? 0, b === undefined ? undefined : (a ?? 0) + b));
        return (reply) => isAscending(valuesOf(reply));
      case "RANGE":
        if (!isAtMost(3, 2) || c < 0 || a > b) return BAD;
        if (this.exclusive || (a >= this.#own.low && b <= this.#own.high)) return numbersReply(array.range(a, b).slice(0, c));
        return (reply) => isAscending(valuesOf(reply));
      case "RANK":
        if (!isAtMost(1, 1)) return BAD;
        return this.exclusive ? `OK ${array.rank(a)}` : (reply) => /^OK \d+$/.test(reply);
      case "COUNT":
        if (words.length > 0) return BAD;
        return this.exclusive ? `OK ${array.values.length}` : (reply) => /^OK \d+$/.test(reply);
      case "STATS":
        if (words.length > 0) return BAD;
        return (reply) => reply.startsWith(this.exclusive ? statsOf(array.values) : "OK count=");
      case "PING":
        return text === "" ? "OK" : `OK ${text}`;
      case "ECHO":
        return text === "" ? BAD : `OK ${text}`;
      case "HELP":
        return (reply) => reply === "OK" || (text !== "" && reply.startsWith("ERR unknown-command "));
      case "INFO":
        return words.length > 0 ? BAD : (reply) => reply.startsWith("OK version=");
      case "AUTH":
        return text === "" ? BAD : "OK";
      case "QUIT":
        return words.length > 0 ? BAD : "OK bye";
      case "LEADERBOARD":
        return !isAtMost(1) || a < 1 || a > 10_000 ? BAD : (reply) => /^OK \d+$/.test(reply);
      case "RESUME":
        if (text === "") return BAD;
        return this.quiz ? ["in-use"] : ["unknown-token", "no-quiz"];
      case "QUIZ":
        return this.#join(text);
      case "ANSWER":
        if (text === "") return BAD;
        if (!this.quiz) return ["no-quiz"];
        if (!isAtMost(1, 1)) return BAD;
        return this.#judge((quiz, { answer }) => {
          if (a !== answer) quiz.wrong++;
          else quiz.correct++;
          return a === answer ? "correct" : `wrong answer=${answer}`;
        });
      case "SKIP":
        if (words.length > 0) return BAD;
        return this.#judge((quiz, { answer }) => {
          quiz.skipped++;
          return `skipped answer=${answer}`;
        });
      case "COUNTER":
        return this.#takeCounter(words, numbers);
      case "VALUE":
        if (!isAtMost(1, 1)) return BAD;
        if (!this.counter) return ["no-counter"];
        this.counter.value = a;
        return `OK ${a}`;
      case "ODD":
      case "EVEN":
        if (words.length > 0) return BAD;
        if (!this.counter) return ["no-counter"];
        return (reply) => {
          const increment = Number(reply.slice(3));
          return increment >= 0 && increment <= 99 && increment % 2 === (verb === "ODD" ? 1 : 0);
        };
      default:
        // The letter of a choice is an answer; in this quiz it is none.
        if (/^[A-H]$/i.test(verb) && words.length === 0) return ["not-an-integer", "no-quiz"];
        return ["unknown-command", "bad-arguments"];
    }
  }

  #join(name: string): string[] | ((reply: string) => boolean) {
    try {
      checkName(name);
    } catch {
      return ["bad-name"];
    }
    if (this.quiz) return ["in-use"];
    return (reply) => {
      this.quiz = { name, open: null, correct: 0, wrong: 0, skipped: 0 };
      return /^OK token=\S+ questions=10 name=/.test(reply) && reply.endsWith(` name=${name}`);
    };
  }

  #judge(say: (quiz: Quiz, open: { answer: number }) => string): string | string[] {
    const { quiz } = this;
    if (!quiz?.open) return ["no-quiz"];
    const { open } = quiz;
    quiz.open = null;
    const said = say(quiz, open);
    return `OK ${said} marks=${marksOf(quiz)}`;
  }

  #takeCounter(words: readonly string[], [id]: readonly (number | null)[]): string[] | ((reply: string) => boolean) {
    if (words.length > 0 && (id === null || id < 0 || id > 10_000)) return BAD;
    if (this.counter) return ["in-use"];
    return (reply) => {
      if (reply.startsWith("ERR in-use ")) return words.length > 0;
      const [, taken, value, increment] = reply.match(/^OK id=(\d+) value=(-?\d+) increment=(\d+) token=\S+$/) ?? [];
      if (taken === undefined || (words.length > 0 && Number(taken) !== id)) return false;
      this.counter = { id: Number(taken), value: Number(value), increment: Number(increment) };
      return true;
    };
  }
}

interface ParsedRequest {
  readonly verb: string;
  readonly words: readonly string[];
  readonly text: string;
}

/** A line as the specification reads it; `null` if it is empty. */
function parse(line: string): ParsedRequest | null {
  const trimmed = line.replace(/^\ufeff/, "").replace(/^[ \t]+|[ \t]+$/g, "");
  if (trimmed === "") return null;
  const [, word, text] = trimmed.match(/^([^ \t]+)[ \t]*([^]*)$/) ?? ["", "", ""];
  if (/^[-0-9]/.test(word)) return { verb: "ANSWER", words: trimmed.split(/[ \t]+/), text: trimmed };
  const verb = /^[A-Za-z]+$/.test(word) ? word.toUpperCase() : word;
  return { verb, words: text === "" ? [] : text.split(/[ \t]+/), text };
}

function integer(word: string): number | null {
  return /^-?[0-9]+$/.test(word) && Number.isSafeInteger(Number(word)) ? Number(word) + 0 : null;
}

function numbersReply(values: readonly number[]): string {
  return values.length === 0 ? "OK" : `OK ${values.join(" ")}`;
}

function valuesOf(reply: string): number[] {
  return reply === "OK" ? [] : reply.slice(3).split(" ").map(Number);
}

function isAscending(values: readonly number[]): boolean {
  return values.every((value, i) => Number.isSafeInteger(value) && (i === 0 || values[i - 1] <= value));
}

function statsOf(values: readonly number[]): string {
  if (values.length === 0) return "OK count=0 distinct=0 min=- max=- median=- mean=-";
  return `OK count=${values.length} distinct=${new Set(values).size} min=${values[0]} max=${values.at(-1)} median=`;
}

function marksOf({ correct, wrong }: Quiz): number {
  return correct - wrong / 4;
}

function calculate(a: number, operator: string, b: number): number {
  return operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : a / b;
}
