/** The faults that a connection of the line protocol can have. */
import { quote } from "../../protocol/quote.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { type FaultKind, type Faults, parseFaults } from "./fault_words.ts";

/** The longest time of a fault, in milliseconds. */
const MAX_MS = 60_000;
/** The largest number of bytes: per second, or of a piece. */
const MAX_BYTES_PER_SECOND = 1_000_000_000;
const MAX_PIECE = 65_536;
/** The most replies that are counted. */
const MAX_REPLIES = 1_000_000;

/** What strikes every Nth reply. */
const NTH = { placeholder: "N", min: 1, max: MAX_REPLIES };

/** The kinds of fault, by their names. What strikes "every Nth reply" does so as often as `rate` allows. */
export const LINE_FAULTS = {
  delay: {
    placeholder: "MS",
    min: 0,
    max: MAX_MS,
    fallback: null,
    varies: true,
    summary: "each line comes so many milliseconds later",
    exposes: "time limits that are too short, and clients that wait for each reply",
  },
  jitter: {
    placeholder: "MS",
    min: 1,
    max: MAX_MS,
    fallback: null,
    summary: "each line comes later by chance, by at most so much",
    exposes: "clients that rely on when a reply comes",
  },
  bandwidth: {
    placeholder: "BYTES",
    min: 1,
    max: MAX_BYTES_PER_SECOND,
    fallback: null,
    summary: "so many bytes are sent per second",
    exposes: "time limits for a whole reply, and pages without a sign of progress",
  },
  chop: {
    placeholder: "BYTES",
    min: 1,
    max: MAX_PIECE,
    fallback: 1,
    summary: "lines come in pieces of so many bytes, 20 ms apart",
    exposes: "clients that take a read for a message, or decode half a character",
  },
  merge: {
    placeholder: "N",
    min: 2,
    max: 1000,
    fallback: 2,
    summary: "N lines are sent together, or what there is after 100 ms",
    exposes: "clients that take a read for one message",
  },
  stall: {
    placeholder: "MS",
    min: 1,
    max: MAX_MS,
    fallback: null,
    varies: true,
    summary: "nothing comes for so long: once, or with rate= now and then",
    exposes: "missing time limits, and a tail latency that an average hides",
  },
  "drop-reply": {
    ...NTH,
    fallback: 1,
    summary: "every Nth request is done and not answered",
    exposes: "clients that repeat what is not idempotent, or pair replies wrongly",
  },
  cut: {
    ...NTH,
    fallback: 1,
    summary: "the connection closes after N replies",
    exposes: "clients that do not reconnect, or lose what was under way",
  },
  "cut-mid": {
    ...NTH,
    fallback: 1,
    summary: "the connection closes in the middle of the Nth reply",
    exposes: "clients that take half a line for a whole one",
  },
  reset: {
    ...NTH,
    fallback: 1,
    summary: "the connection is reset after N replies (RST)",
    exposes: "clients that know only one way to lose a connection",
  },
  garble: {
    ...NTH,
    fallback: 1,
    summary: "one byte of every Nth reply is another",
    exposes: "clients that do not check what they read",
  },
  "half-close": {
    ...NTH,
    fallback: 1,
    summary: "the server sends no more after N replies, and reads on",
    exposes: "clients that go on sending and wait for ever",
  },
  "slow-read": {
    placeholder: "BYTES",
    min: 1,
    max: MAX_BYTES_PER_SECOND,
    fallback: null,
    summary: "the server reads so many bytes per second",
    exposes: "clients that block, or fill their memory, when they can't send",
  },
  refuse: {
    placeholder: "1",
    min: 1,
    max: 1,
    fallback: 1,
    summary: "a new connection is closed without a word (hosts' rules only)",
    exposes: "clients that try again at once, and without end",
  },
  crlf: {
    ...NTH,
    fallback: 1,
    summary: "every Nth line ends with CR LF",
    exposes: "clients that leave the CR in the last word",
  },
} satisfies Record<string, FaultKind>;

/** The name of a kind. */
export type LineFault = keyof typeof LINE_FAULTS;

/** Faults that a connection can have. */
export type LineFaults = Faults<LineFault>;

/**
 * The faults that a connection asks for itself.
 *
 * @throws {RequestError} `bad-arguments`: also where there is no fault among the words, or one that only a host's rule can have
 */
export function parseOwnFaults(text: string): LineFaults {
  const faults = parseFaults(text, LINE_FAULTS);
  if (faults.kinds.refuse) {
    throw new RequestError("bad-arguments", "refuse is for connections that do not exist yet: only a host's rule can have it");
  }
  if (Object.keys(faults.kinds).length > 0) return faults;
  throw new RequestError("bad-arguments", `${quote(text)} names no fault: send FAULT alone for the list, or FAULT off`);
}
