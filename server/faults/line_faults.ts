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

/** What strikes every Nth reply; of `crlf`, every Nth line. */
const NTH = { placeholder: "N", min: 1, max: MAX_REPLIES };

interface LineFaultKind extends FaultKind {
  /** Words to try it with. */
  readonly example: string;
}

/** The kinds of fault, by their names. */
export const LINE_FAULTS = {
  delay: {
    placeholder: "MS",
    min: 0,
    max: MAX_MS,
    fallback: null,
    varies: true,
    example: "delay=200±50",
    summary: "each line comes that many milliseconds later",
    exposes: "timeouts that are too short, clients that never pipeline",
  },
  jitter: {
    placeholder: "MS",
    min: 1,
    max: MAX_MS,
    fallback: null,
    example: "jitter=300",
    summary: "each line comes later, by a random time up to this",
    exposes: "clients that rely on timing",
  },
  bandwidth: {
    placeholder: "BYTES",
    min: 1,
    max: MAX_BYTES_PER_SECOND,
    fallback: null,
    example: "bandwidth=1000",
    summary: "the server sends that many bytes per second",
    exposes: "timeouts for a whole reply, pages that show no progress",
  },
  chop: {
    placeholder: "BYTES",
    min: 1,
    max: MAX_PIECE,
    fallback: 1,
    example: "chop=1",
    summary: "lines come in pieces of that many bytes, 20 ms apart",
    exposes: "clients that take a read for a line, or half a character",
  },
  merge: {
    placeholder: "N",
    min: 2,
    max: 1000,
    fallback: 2,
    example: "merge=3",
    summary: "N lines are sent together, after at most 100 ms",
    exposes: "clients that take a read for a line",
  },
  stall: {
    placeholder: "MS",
    min: 1,
    max: MAX_MS,
    fallback: null,
    varies: true,
    example: "stall=5000",
    summary: "nothing comes for that long: once, or by chance with rate=",
    exposes: "missing timeouts, latency that an average hides",
  },
  "drop-reply": {
    ...NTH,
    fallback: 1,
    example: "drop-reply=10",
    summary: "every Nth request is executed, but not answered",
    exposes: "clients that repeat what is not idempotent",
  },
  cut: {
    ...NTH,
    fallback: 1,
    example: "cut=3",
    summary: "the connection closes after N replies",
    exposes: "clients that do not reconnect, or lose what was in flight",
  },
  "cut-mid": {
    ...NTH,
    fallback: 1,
    example: "cut-mid=3",
    summary: "the connection closes in the middle of the Nth reply",
    exposes: "clients that take half a line for a whole one",
  },
  reset: {
    ...NTH,
    fallback: 1,
    example: "reset=3",
    summary: "the connection is reset after N replies (RST)",
    exposes: "clients that expect every connection to end cleanly",
  },
  garble: {
    ...NTH,
    fallback: 1,
    example: "garble=2",
    summary: "one byte of every Nth reply is changed",
    exposes: "clients that do not check what they read",
  },
  "half-close": {
    ...NTH,
    fallback: 1,
    example: "half-close=3",
    summary: "the server sends no more after N replies, but reads on",
    exposes: "clients that go on sending, and wait forever",
  },
  "slow-read": {
    placeholder: "BYTES",
    min: 1,
    max: MAX_BYTES_PER_SECOND,
    fallback: null,
    example: "slow-read=10",
    summary: "the server reads that many bytes per second",
    exposes: "clients that block or fill their memory when they can't send",
  },
  refuse: {
    placeholder: "1",
    min: 1,
    max: 1,
    fallback: 1,
    example: "refuse",
    summary: "a new connection is closed at once (only in hosts' rules)",
    exposes: "clients that reconnect without a pause",
  },
  crlf: {
    ...NTH,
    fallback: 1,
    example: "crlf",
    summary: "every Nth line ends with CR LF",
    exposes: "clients that leave the CR in the last word",
  },
} satisfies Record<string, LineFaultKind>;

/** The name of a kind. */
export type LineFault = keyof typeof LINE_FAULTS;

/** All names, in the order of the table. */
export const LINE_FAULT_NAMES = Object.keys(LINE_FAULTS).filter((name): name is LineFault => Object.hasOwn(LINE_FAULTS, name));

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
  throw new RequestError("bad-arguments", `${quote(text)} names no fault: send FAULT alone for the list`);
}
