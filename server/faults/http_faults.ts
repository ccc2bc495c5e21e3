/** The faults that a request over HTTP can ask for, with the header `Fault: delay=200; status=503; rate=0.2; seed=7`. */
import { RequestError } from "../../protocol/request_error.ts";
import { type Amount, type FaultKind, type Faults, formatFaults, parseFaults } from "./fault_words.ts";
import { seededRandom } from "../seeded_random.ts";

const WAIT = { placeholder: "MS", min: 1, max: 60_000 };
const BYTES = { placeholder: "BYTES", max: 1_000_000_000 };
const STATUS = { placeholder: "CODE", min: 400, max: 599 };

/** The kinds, in the order in which chance decides on them. */
export const HTTP_FAULTS = {
  delay: {
    ...WAIT,
    fallback: 1000,
    varies: true,
    summary: "the request is executed, and answered that many milliseconds later",
    exposes: "missing timeouts, timeouts that are too short",
  },
  jitter: {
    ...WAIT,
    fallback: 100,
    summary: "the response comes later, by a random time up to this",
    exposes: "clients that rely on the order of responses",
  },
  status: {
    ...STATUS,
    fallback: 503,
    summary: "nothing is done, and this status is the answer",
    exposes: "clients that do not look at the status, or give up at once",
  },
  "retry-after": {
    placeholder: "SECONDS",
    min: 0,
    max: 3600,
    fallback: 1,
    summary: "nothing is done; 429, or the status of status=, comes with Retry-After",
    exposes: "clients that try again at once",
  },
  "replace-reply": {
    ...STATUS,
    fallback: 504,
    summary: "the request is executed, and this status is the answer, as of a gateway",
    exposes: "clients that repeat a change without an Idempotency-Key",
  },
  "drop-reply": {
    placeholder: "1",
    min: 1,
    max: 1,
    fallback: 1,
    summary: "the request is executed, and the connection closes without a response",
    exposes: "clients that repeat a change without an Idempotency-Key",
  },
  "slow-headers": {
    ...WAIT,
    fallback: 2000,
    summary: "the head of the response comes little by little, for that many milliseconds",
    exposes: "timeouts that only count between two reads",
  },
  drip: {
    ...BYTES,
    min: 1,
    fallback: 10,
    summary: "the body comes at that many bytes per second",
    exposes: "clients that take a read for the whole body",
  },
  cut: {
    ...BYTES,
    min: 0,
    fallback: 10,
    summary: "the connection closes after that many bytes of the body",
    exposes: "clients that take half a body for all of it",
  },
  truncate: {
    ...BYTES,
    min: 0,
    fallback: 10,
    summary: "that many bytes of the body come, fewer than Content-Length says, and then nothing",
    exposes: "clients that wait forever for the rest",
  },
} as const satisfies Record<string, FaultKind>;

export type HttpFaultName = keyof typeof HTTP_FAULTS;

/** Which request of a run it is: what a seed decides is decided for each by its number. */
const NTH = { placeholder: "N", min: 1, max: 1_000_000_000, fallback: null, summary: "", exposes: "" };
const WORDS: Readonly<Record<HttpFaultName | "nth", FaultKind>> = { ...HTTP_FAULTS, nth: NTH };

/** What a request asks for. */
export interface HttpFaults {
  readonly faults: Faults<HttpFaultName>;
  /** The number of the request, if it was given. */
  readonly nth: number | null;
}

/** Reads the header. @throws {RequestError} `bad-arguments` */
export function parseHttpFaults(header: string): HttpFaults {
  const { kinds: { nth, ...kinds }, ...chance } = parseFaults(header, WORDS);
  if (Object.keys(kinds).length > 0) return { faults: { kinds, ...chance }, nth: nth?.value ?? null };
  throw new RequestError("bad-arguments", `Fault names no fault: there are ${NAMES.join(", ")}`);
}

const NAMES = Object.keys(HTTP_FAULTS).filter((name): name is HttpFaultName => Object.hasOwn(HTTP_FAULTS, name));

/** What strikes a request, and how much of each. */
export type Strike = { readonly [Name in HttpFaultName]?: number };

/** Decides what strikes a request. The same seed and number give the same; a kind does not depend on which others are asked for. */
export function strikeOf({ kinds, rate }: HttpFaults["faults"], { seed, nth }: { seed: number; nth: number }): Strike {
  const random = seededRandom(seed ^ Math.imul(nth, SPREAD));
  const strike: { -readonly [Name in keyof Strike]: Strike[Name] } = {};
  for (const name of NAMES) {
    const [chance, size] = [random(), random()];
    const amount = kinds[name];
    if (amount && chance < rate) strike[name] = sizeOf(name, { amount, size });
  }
  return strike;
}

/** It lets neighbours begin far from each other: 2³² by the golden ratio. */
const SPREAD = 0x9e3779b1;

function sizeOf(name: HttpFaultName, { amount, size }: { amount: Amount; size: number }): number {
  if (name === "jitter") return Math.round(amount.value * size);
  return Math.round(amount.value + (2 * size - 1) * amount.spread);
}

/** What struck a request, in the words of the header, and which request of which seed it was. */
export function formatStrike(strike: Strike, { seed, nth }: { seed: number; nth: number }): string {
  const kinds = Object.fromEntries(Object.entries(strike).map(([name, value]) => [name, { value, spread: 0 }]));
  return `${formatFaults({ kinds, rate: 1, seed })} nth=${nth}`.replaceAll(" ", "; ");
}
