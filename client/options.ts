/** What can be told to a client on its command line: flags, what they take, and their help. */
import { choice, flag, integer, type Option, parsed, text } from "../cli/options.ts";
import { seedOption } from "../cli/seed.ts";
import { tokenOptions } from "../cli/token.ts";
import { MAX_COUNTER_ID } from "../protocol/counter_text.ts";

/** How long a bot may think, in seconds. */
const MAX_THINKING = 600;

/** What the client can do. */
export const MODES = ["sort", "quiz", "counter", "host"] as const;
export type Mode = typeof MODES[number];

/** What every mode can be told. */
const COMMON_OPTIONS = {
  mode: choice(MODES, { help: "what to do", fallback: null }),
  host: text({ placeholder: "HOST", help: "the server's host", fallback: "127.0.0.1" }),
  port: integer({
    placeholder: "PORT",
    help: "the server's port for lines; with --tls its default is 4433",
    min: 1,
    max: 65_535,
    fallback: 4000,
  }),
  tls: flag({ help: "connect over TLS" }),
  ca: text({ placeholder: "FILE", help: "trust this certificate, in PEM, instead of the public authorities", fallback: null }),
  insecure: flag({ help: "with --tls: trust any certificate; whoever is on the way can read and change everything" }),
  ...tokenOptions("the server's token, if it has one"),
  seed: seedOption("make random integers, bots and counters repeatable"),
  json: flag({ help: "print one JSON object per line" }),
};

/** What one mode alone can be told. */
const SORT_OPTIONS = {
  size: integer({
    placeholder: "K",
    help: "how many random integers to send; without it, 10 to 20",
    min: 1,
    max: 100_000,
    fallback: null,
  }),
  values: integers({ placeholder: "3,1,2", help: "the integers to send" }),
  repeat: integer({ placeholder: "N", help: "how many rounds", min: 1, max: 10_000_000, fallback: 1 }),
};

const ROOM = parsed({ placeholder: "PIN", help: "the room's PIN", parse: readPin });

const QUIZ_OPTIONS = {
  room: { ...ROOM, help: "play in the room with this PIN; without it, alone" },
  name: text({ placeholder: "NAME", help: "your name; asked for on a terminal", fallback: null }),
  resume: text({
    placeholder: "TOKEN",
    help: "continue the game with this token, after a restart of the client",
    fallback: null,
  }),
  bot: flag({ help: "play automatically" }),
  bots: integer({ placeholder: "N", help: "play with this many bots at once", min: 1, max: 10_000, fallback: null }),
  accuracy: fraction({
    placeholder: "SHARE",
    help: "share of sums that a bot gets right, 0 to 1; it guesses the rest",
    fallback: 0.7,
  }),
  think: parsed({
    placeholder: "1-4",
    help: "how many seconds a bot thinks, from and to; it then has a name",
    parse: readRange,
  }),
};

const COUNTER_OPTIONS = {
  id: integer({
    placeholder: "ID",
    help: "counter to use; without it, one that is free",
    min: 0,
    max: MAX_COUNTER_ID,
    fallback: null,
  }),
  connect: flag({ help: "connect at once" }),
  seconds: integer({ placeholder: "S", help: "quit after this many seconds", min: 1, max: 31_536_000, fallback: null }),
  clients: integer({
    placeholder: "N",
    help: "run this many counters at once, with consecutive IDs from --id on",
    min: 1,
    max: 10_001,
    fallback: null,
  }),
};

const HOST_OPTIONS = {
  set: text({ placeholder: "SET", help: "the question set to open a room with", fallback: "arithmetic" }),
  selfPaced: flag({ help: "each player goes through the questions alone" }),
  room: { ...ROOM, help: "host the room with this PIN, which is open already" },
  roomToken: text({ placeholder: "TOKEN", help: "the token of that room; a host needs none", fallback: null }),
};

/** The options of `app client`, by what they belong to, as its help lists them. */
export const CLIENT_OPTIONS = {
  common: COMMON_OPTIONS,
  sort: SORT_OPTIONS,
  quiz: QUIZ_OPTIONS,
  host: HOST_OPTIONS,
  counter: COUNTER_OPTIONS,
};

/** @throws {Error} with what a PIN is */
function readPin(text: string): string {
  if (/^\d{6}$/.test(text)) return text;
  throw new Error("a PIN of six digits");
}

/** A range of numbers. @throws {Error} with what is allowed */
function readRange(text: string): readonly [from: number, to: number] {
  const [, first = "", last = first] = text.match(/^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first !== "" && from <= to && to <= MAX_THINKING) return [from, to];
  throw new Error(`a range of seconds from 0 to ${MAX_THINKING}, such as 1-4 or 0.5-2`);
}

function integers({ placeholder, help }: { placeholder: string; help: string }): Option<readonly number[] | null> {
  return {
    placeholder,
    help,
    fallback: null,
    parse(text) {
      const values = text.trim().split(/\s*,\s*|\s+/).map((item) => /^-?\d+$/.test(item) ? Number(item) : NaN);
      if (values.every(Number.isSafeInteger)) return values;
      throw new Error(
        `a list of integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, separated by commas, as in 3,1,2`,
      );
    },
  };
}

function fraction({ placeholder, help, fallback }: { placeholder: string; help: string; fallback: number }): Option<number> {
  return {
    placeholder,
    help,
    fallback,
    parse(text) {
      const value = Number(text);
      if (/^\d*\.?\d+$/.test(text) && value <= 1) return value;
      throw new Error("a number from 0 to 1");
    },
  };
}
