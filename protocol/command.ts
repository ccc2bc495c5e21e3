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
  /** How it is written, in the specification's words. */
  readonly usage: string;
  /** What it does and what it answers, in one sentence. */
  readonly summary: string;
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
    summary: "teaches the protocol, or one command",
    example: "HELP SORT",
    section: "Every connection",
    arguments: { kind: "text", required: false },
    changes: false,
  },
  PING: {
    usage: "PING [text]",
    summary: "answers OK and the text",
    example: "PING hello",
    section: "Every connection",
    arguments: { kind: "text", required: false },
    changes: false,
  },
  ECHO: {
    usage: "ECHO text",
    summary: "answers OK and the text",
    example: "ECHO hello, world",
    section: "Every connection",
    arguments: { kind: "text", required: true },
    changes: false,
  },
  INFO: {
    usage: "INFO",
    summary: "tells the server's version, its uptime in seconds and how much it holds",
    example: "INFO",
    section: "Every connection",
    arguments: { kind: "none" },
    changes: false,
  },
  AUTH: {
    usage: "AUTH token",
    summary: "allows changes, where the server was started with --token",
    example: "AUTH my-token",
    section: "Every connection",
    arguments: { kind: "text", required: true },
    changes: false,
    secret: true,
  },
  QUIT: {
    usage: "QUIT",
    summary: "answers OK bye and closes the connection",
    example: "QUIT",
    section: "Every connection",
    arguments: { kind: "none" },
    changes: false,
  },
  SORT: {
    usage: "SORT n…",
    summary: "puts the numbers into the array and answers them in ascending order",
    example: "SORT 5 3 9 3",
    section: "The sorted array",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
  },
  ADD: {
    usage: "ADD n…",
    summary: "puts the numbers into the array and answers how many",
    example: "ADD 5 3 9 3",
    section: "The sorted array",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
  },
  RANDOM: {
    usage: "RANDOM [k]",
    summary: `puts k random integers from 0 to 999999 in (k is 1 to ${MAX_RANDOM}, else 1) and answers them in ascending order`,
    example: "RANDOM 10",
    section: "The sorted array",
    arguments: { kind: "positional", required: 0, names: [{ name: "k", min: 1, max: MAX_RANDOM }] },
    changes: true,
    batched: true,
  },
  REMOVE: {
    usage: "REMOVE n…",
    summary: "takes one occurrence of each number out and answers how many there were",
    example: "REMOVE 3 9",
    section: "The sorted array",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
  },
  CLEAR: {
    usage: "CLEAR",
    summary: "empties the array and answers how many there were",
    example: "CLEAR",
    section: "The sorted array",
    arguments: { kind: "none" },
    changes: true,
    batched: true,
  },
  GET: {
    usage: "GET [offset [count]]",
    summary: "answers the values from a position on (0 is the smallest), or all of them",
    example: "GET 0 10",
    section: "The sorted array",
    arguments: { kind: "positional", required: 0, names: [{ name: "offset", ...NATURAL }, { name: "count", ...NATURAL }] },
    changes: false,
  },
  RANGE: {
    usage: "RANGE low high [count]",
    summary: "answers the values from low to high, both included",
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
    summary: "answers how many values there are",
    example: "COUNT",
    section: "The sorted array",
    arguments: { kind: "none" },
    changes: false,
  },
  RANK: {
    usage: "RANK n",
    summary: "answers how many values are smaller than n",
    example: "RANK 5",
    section: "The sorted array",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: false,
  },
  STATS: {
    usage: "STATS",
    summary: "answers count, distinct, min, max, median and mean, with - where the array is empty",
    example: "STATS",
    section: "The sorted array",
    arguments: { kind: "none" },
    changes: false,
  },
  QUIZ: {
    usage: "QUIZ name",
    summary: "begins a quiz of ten arithmetic questions, or waits in line for a seat",
    example: "QUIZ Ada",
    section: "The quiz",
    arguments: { kind: "text", required: false },
    changes: true,
  },
  ANSWER: {
    usage: "ANSWER n",
    summary: "answers the open question; in a quiz just n does as well",
    example: "ANSWER 12",
    section: "The quiz",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: true,
  },
  SKIP: {
    usage: "SKIP",
    summary: "goes on to the next question",
    example: "SKIP",
    section: "The quiz",
    arguments: { kind: "none" },
    changes: true,
  },
  RESUME: {
    usage: "RESUME token",
    summary: "takes an unfinished quiz up again after a lost connection",
    example: "RESUME 5nJvZkQ3u0yLh2aW",
    section: "The quiz",
    arguments: { kind: "text", required: true },
    changes: true,
    secret: true,
  },
  LEADERBOARD: {
    usage: "LEADERBOARD [n]",
    summary: `tells of the best n games, by marks and then by time (n is 1 to ${MAX_RANKS}, else 10)`,
    example: "LEADERBOARD 3",
    section: "The quiz",
    arguments: { kind: "positional", required: 0, names: [{ name: "n", min: 1, max: MAX_RANKS }] },
    changes: false,
  },
  COUNTER: {
    usage: "COUNTER [id [token]]",
    summary: `takes the counter with an ID from 0 to ${MAX_COUNTER_ID}, as it was left, or one that is free`,
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
    summary: "tells the number that the client has calculated",
    example: "VALUE 17",
    section: "The counter",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: true,
  },
  ODD: {
    usage: "ODD",
    summary: "answers a random odd number from 1 to 99, the increment from then on",
    example: "ODD",
    section: "The counter",
    arguments: { kind: "none" },
    changes: true,
  },
  EVEN: {
    usage: "EVEN",
    summary: "answers a random even number from 0 to 98, the increment from then on",
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
