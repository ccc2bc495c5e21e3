/** Faults over HTTP: what a request asks for in its header `Fault` befalls its own response, and no other. */
import type { Context, MiddlewareHandler, Next } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorCode } from "../../protocol/request_error.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { Clock } from "../clock.ts";
import type { FaultCounts } from "../faults/fault_counts.ts";
import { FaultyOutlet, touchesBytes } from "../faults/faulty_outlet.ts";
import { formatStrike, type HttpFaults, parseHttpFaults, type Strike, strikeOf } from "../faults/http_faults.ts";
import { SeededRuns } from "../faults/seeded_runs.ts";
import type { MessageLog } from "../log/message_log.ts";
import { type HttpEnv, remoteAddressOf } from "../services/rest/http_env.ts";
import { problem } from "../services/rest/problem.ts";

/** What the OpenAPI document says of the header, under the components that all parameters share. */
export const FAULT_PARAMETER = {
  name: "Fault",
  in: "header",
  required: false,
  description:
    "Faults that this request asks for, such as a late response, an error or half a body: its response has them, and no other. GET /api/faults lists the kinds, and Fault-Struck in the response says which did strike",
  schema: { type: "string" },
  example: "delay=200; status=503; rate=0.2; seed=7",
} as const;

/** How often what is held back looks whether the server stops, in milliseconds. */
const LOOK_MS = 200;

export interface MisbehaveOptions {
  clock: Clock;
  faultCounts: FaultCounts;
  /** Chooses a seed where nobody gave one. */
  newSeed: () => number;
  messages: Pick<MessageLog, "event">;
  /** Whether the server stops: then nothing is held back any more. */
  isDraining: () => boolean;
}

/** Has requests with the header `Fault` go wrong as they ask for. All others cost one look at their headers. */
export function misbehave({ clock, faultCounts, newSeed, messages, isDraining }: MisbehaveOptions): MiddlewareHandler<HttpEnv> {
  const runs = new SeededRuns();
  const strikeAt = async (c: Context<HttpEnv>, { header, next }: { header: string; next: Next }): Promise<Response | void> => {
    const asked = read(header);
    if (asked instanceof RequestError) {
      return problem(c, { code: asked.code, status: 400, detail: `in the header Fault, ${asked.message}` });
    }
    const { faults, nth } = asked;
    const { hostname, port } = remoteAddressOf(c);
    // What nobody chose is chosen here, so that all can be asked for once more.
    const seed = faults.seed ?? newSeed();
    const place = { seed, nth: faults.seed === null ? nth ?? 1 : runs.next({ hostname, seed, nth }) };
    const strike = strikeOf(faults, place);
    if (Object.keys(strike).length === 0) return await next();
    for (const kind of Object.keys(strike)) faultCounts.strike(kind);
    const struck = formatStrike(strike, place);
    messages.event(`http ${hostname}:${port}`, `fault ${struck}`);
    if (!refuse(c, strike)) await next();
    await answerWrong(c, { strike, clock, isDraining });
    c.header("fault-struck", struck);
  };
  return (c, next) => {
    const header = c.req.header("fault");
    return header === undefined ? next() : strikeAt(c, { header, next });
  };
}

function read(header: string): HttpFaults | RequestError {
  try {
    return parseHttpFaults(header);
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

/** Answers before anything is done, if that was asked for. @returns whether it was */
function refuse(c: Context<HttpEnv>, { status, "retry-after": retryAfter }: Strike): boolean {
  if (status === undefined && retryAfter === undefined) return false;
  const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  c.res = asked(c, { status: status ?? 429, what: "nothing was done", headers });
  return true;
}

/** Lets what was done be answered wrong. */
async function answerWrong(
  c: Context<HttpEnv>,
  { strike, clock, isDraining }: Pick<MisbehaveOptions, "clock" | "isDraining"> & { strike: Strike },
): Promise<void> {
  const { delay = 0, jitter = 0, "replace-reply": status } = strike;
  const { completed, sendThrough }: HttpEnv["Bindings"] = c.env ?? {};
  if (status !== undefined) {
    await c.res.body?.cancel();
    // Only what lets pages of other origins read the answer is kept of the one that is replaced.
    for (const name of [...c.res.headers.keys()]) {
      if (!name.startsWith("access-control-") && name !== "vary") c.res.headers.delete(name);
    }
    c.res = asked(c, { status, what: "the request was done, and this stands in place of its response" });
  }
  if (delay + jitter > 0) await pause(delay + jitter, { clock, completed, isDraining });
  if (touchesBytes(strike)) sendThrough?.((outlet) => new FaultyOutlet(outlet, { strike, clock, isDraining }));
}

/** An answer that was asked for. */
function asked(
  c: Context<HttpEnv>,
  { status, what, headers = {} }: { status: number; what: string; headers?: Record<string, string> },
): Response {
  if (!isErrorStatus(status)) throw new RangeError(`${status} is the status of no error`);
  const detail = `the header Fault asked for this: ${what}`;
  const code = CODES[status] ?? (status < 500 ? "bad-arguments" : "internal");
  // No cache may answer others with it.
  return problem(c, { code, status, detail, headers: { ...headers, "cache-control": "no-store" } });
}

/** The code that a client gets with a status if nobody asked for it. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  401: "unauthorized",
  403: "unauthorized",
  404: "unknown-command",
  409: "in-use",
  413: "line-too-long",
  429: "rate-limited",
  503: "unavailable",
  504: "unknown-outcome",
};

function isErrorStatus(status: number): status is ContentfulStatusCode {
  return status >= 400 && status <= 599;
}

/** Waits, unless the client goes away or the server stops. */
function pause(
  ms: number,
  { clock, completed, isDraining }: Pick<MisbehaveOptions, "clock" | "isDraining"> & { completed?: Promise<void> },
): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      for (const cancel of cancels) cancel();
      resolve();
    };
    const cancels = [clock.after(ms, end), clock.every(LOOK_MS, () => isDraining() && end())];
    completed?.then(end);
  });
}
