/**
 * The command table: the one place that says which requests there are and what each takes. Parsing, the server's handlers,
 * HELP and the tests of the specification all go by it.
 */
import type { ErrorCode } from "./request_error.ts";

/** The greatest number of values that one `RANDOM` puts in. */
export const MAX_RANDOM = 1000;

/** The greatest number of games that one `LEADERBOARD` tells of. */
export const MAX_RANKS = 10_000;

/** The highest ID of a counter. */
export const MAX_COUNTER_ID = 10_000;

/** What comes behind the verb. */
export type Arguments =
  | { kind: "none" }
  /** The rest of the line as it is. */
  | { kind: "text"; required: boolean }
  /** Any number of integers, at least one. */
  | { kind: "integers" }
  /** Up to as many integers as are named, each in its range; at least `required` of them; and then, where allowed, a `word`. */
  | {
    kind: "positional";
    required: number;
    names: readonly { name: string; min: number; max: number }[];
    word?: boolean;
    /** The code of the error where one is no integer, or out of its range, if not the usual one. */
    code?: ErrorCode;
  };

/** One request of the protocol. */
export interface Command {
  /** The verb and its arguments, as the specification writes them. */
  readonly usage: string;
  /** What it does and returns, as HELP shows it. */
  readonly summary: string;
  /** What else there is to know, line by line, for HELP and the verb. */
  readonly details?: readonly string[];
  /** A line to paste. */
  readonly example: string;
  /** Under which heading HELP lists it. */
  readonly section: Section;
  readonly arguments: Arguments;
  /** Whether it changes anything: then it waits for the journal, and for AUTH where the server has a token. */
  readonly changes: boolean;
  /** Whether it may be under way together with what the same connection asked for before. Else it waits for that. */
  readonly batched?: boolean;
  /** Whether its argument is a secret, which is never shown or logged. */
  readonly secret?: boolean;
}

/** The headings of HELP, in order. */
export const SECTIONS = ["Every connection", "The sorted array", "The quiz", "The counter"] as const;
export type Section = typeof SECTIONS[number];

const ANY = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
const NATURAL = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** All commands, by verb. */
export const COMMANDS = {
  HELP: {
    usage: "HELP [verb]",
    summary: "shows help for the protocol, or for one request",
    example: "HELP SORT",
    section: "Every connection",
    arguments: { kind: "text", required: false },
    changes: false,
  },
  PING: {
    usage: "PING [text]",
    summary: "replies OK and the text",
    example: "PING hello",
    section: "Every connection",
    arguments: { kind: "text", required: false },
    changes: false,
  },
  ECHO: {
    usage: "ECHO text",
    summary: "replies OK and the text",
    example: "ECHO hello, world",
    section: "Every connection",
    arguments: { kind: "text", required: true },
    changes: false,
  },
  INFO: {
    usage: "INFO",
    summary: "shows the server's version, its uptime in seconds and how much it holds",
    example: "INFO",
    section: "Every connection",
    arguments: { kind: "none" },
    changes: false,
  },
  AUTH: {
    usage: "AUTH token",
    summary: "allows changes, if the server needs a token",
    example: "AUTH correct-horse-battery",
    section: "Every connection",
    arguments: { kind: "text", required: true },
    changes: false,
    secret: true,
  },
  QUIT: {
    usage: "QUIT",
    summary: "replies OK bye and closes the connection",
    example: "QUIT",
    section: "Every connection",
    arguments: { kind: "none" },
    changes: false,
  },
  SORT: {
    usage: "SORT n…",
    summary: "adds the numbers and returns them in ascending order",
    example: "SORT 5 3 9 3",
    section: "The sorted array",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
  },
  ADD: {
    usage: "ADD n…",
    summary: "adds the numbers and returns how many it added",
    example: "ADD 5 3 9 3",
    section: "The sorted array",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
  },
  RANDOM: {
    usage: "RANDOM [k]",
    summary: `adds k random integers (1 to ${MAX_RANDOM}, default 1) and returns them`,
    example: "RANDOM 10",
    section: "The sorted array",
    arguments: { kind: "positional", required: 0, names: [{ name: "k", min: 1, max: MAX_RANDOM }] },
    changes: true,
    batched: true,
  },
  REMOVE: {
    usage: "REMOVE n…",
    summary: "removes one occurrence of each number and returns how many it removed",
    example: "REMOVE 3 9",
    section: "The sorted array",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
  },
  CLEAR: {
    usage: "CLEAR",
    summary: "removes all values and returns how many it removed",
    example: "CLEAR",
    section: "The sorted array",
    arguments: { kind: "none" },
    changes: true,
    batched: true,
  },
  GET: {
    usage: "GET [offset [count]]",
    summary: "returns the values from a position (0 is the smallest), or all values",
    details: ["GET 5 skips the 5 smallest and returns the others. GET 0 10 returns the 10 smallest."],
    example: "GET 0 10",
    section: "The sorted array",
    arguments: { kind: "positional", required: 0, names: [{ name: "offset", ...NATURAL }, { name: "count", ...NATURAL }] },
    changes: false,
  },
  RANGE: {
    usage: "RANGE low high [count]",
    summary: "returns the values from low to high, both included",
    details: ["With a count, it returns at most that many of them, the smallest."],
    example: "RANGE 3 7",
    section: "The sorted array",
    arguments: {
      kind: "positional",
      required: 2,
      names: [{ name: "low", ...ANY }, { name: "high", ...ANY }, { name: "count", ...NATURAL }],
    },
    changes: false,
  },
  COUNT: {
    usage: "COUNT",
    summary: "returns the number of values",
    example: "COUNT",
    section: "The sorted array",
    arguments: { kind: "none" },
    changes: false,
  },
  RANK: {
    usage: "RANK n",
    summary: "returns how many values are smaller than n",
    example: "RANK 5",
    section: "The sorted array",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: false,
  },
  STATS: {
    usage: "STATS",
    summary: "returns count, distinct, min, max, median and mean",
    example: "STATS",
    section: "The sorted array",
    arguments: { kind: "none" },
    changes: false,
  },
  QUIZ: {
    usage: "QUIZ name",
    summary: "starts a quiz of ten arithmetic questions, or waits for a free seat",
    details: [
      "Each question comes as an event, such as * question 1 7 + 5. Answer with an integer on a line of",
      "its own, or SKIP. A right answer scores 1 mark, a wrong one costs 0.25.",
      "The reply has a token: if the connection is lost, connect again and send RESUME and the token.",
    ],
    example: "QUIZ Ada",
    section: "The quiz",
    arguments: { kind: "text", required: false },
    changes: true,
  },
  ANSWER: {
    usage: "ANSWER n",
    summary: "answers the open question; during a quiz, n alone is enough",
    example: "ANSWER 12",
    section: "The quiz",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: true,
  },
  SKIP: {
    usage: "SKIP",
    summary: "skips the open question",
    example: "SKIP",
    section: "The quiz",
    arguments: { kind: "none" },
    changes: true,
  },
  RESUME: {
    usage: "RESUME token",
    summary: "continues your quiz on this connection",
    example: "RESUME 5nJvZkQ3u0yLh2aW",
    section: "The quiz",
    arguments: { kind: "text", required: true },
    changes: true,
    secret: true,
  },
  LEADERBOARD: {
    usage: "LEADERBOARD [n]",
    summary: `lists the best n games by marks, then by time (1 to ${MAX_RANKS}, default 10)`,
    example: "LEADERBOARD 3",
    section: "The quiz",
    arguments: { kind: "positional", required: 0, names: [{ name: "n", min: 1, max: MAX_RANKS }] },
    changes: false,
  },
  COUNTER: {
    usage: "COUNTER [id [token]]",
    summary: `takes the counter with this ID (0 to ${MAX_COUNTER_ID}), or a free one`,
    details: [
      "The reply has the counter's value and increment as they were left, and a token. To count, add",
      "the increment and send the sum with VALUE. The counter is yours until the connection closes.",
      "If the connection is lost, COUNTER with the ID and the token takes the counter back.",
    ],
    example: "COUNTER 42",
    section: "The counter",
    arguments: {
      kind: "positional",
      required: 0,
      names: [{ name: "id", min: 0, max: MAX_COUNTER_ID }],
      word: true,
      code: "bad-id",
    },
    changes: true,
  },
  VALUE: {
    usage: "VALUE n",
    summary: "stores the counter's value",
    example: "VALUE 17",
    section: "The counter",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: true,
  },
  ODD: {
    usage: "ODD",
    summary: "sets the increment to a random odd number from 1 to 99 and returns it",
    example: "ODD",
    section: "The counter",
    arguments: { kind: "none" },
    changes: true,
  },
  EVEN: {
    usage: "EVEN",
    summary: "sets the increment to a random even number from 0 to 98 and returns it",
    example: "EVEN",
    section: "The counter",
    arguments: { kind: "none" },
    changes: true,
  },
} as const satisfies Record<string, Command>;

/** The verb of a command. */
export type Verb = keyof typeof COMMANDS;

/** All verbs, in the order of the specification. */
export const VERBS = Object.keys(COMMANDS) as Verb[];
