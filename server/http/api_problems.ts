/** What the OpenAPI document says of problems: which codes a route can answer, by their status. */
import { STATUS_CODES } from "node:http";
import { z } from "@hono/zod-openapi";
import { ERROR_CODES, type ErrorCode } from "../../protocol/request_error.ts";
import { SAFE_METHODS } from "../services/rest/http_env.ts";
import { OWN_CODES, statusOf } from "../services/rest/problem.ts";
import { type ApiDocument, isKeyed, type Operation, type PlacedOperation } from "./api_operations.ts";

type Responses = NonNullable<NonNullable<ApiDocument["components"]>["responses"]>;

/** Codes, and the status under which they come. */
type ProblemTable = Readonly<Record<number, readonly ErrorCode[]>>;

/** What any request can get. */
const ANY: ProblemTable = {
  400: ["bad-arguments", "tls-required"],
  431: ["bad-arguments"],
  500: ["internal"],
  503: ["too-many-connections"],
};
/** What any request to the API can get. */
const API: ProblemTable = {
  401: ["unauthorized"],
  421: ["unauthorized"],
  422: ["bad-arguments"],
  429: ["rate-limited"],
  503: ["shutting-down", "unavailable"],
};
const HOST_ONLY: ProblemTable = { 403: ["unauthorized"] };
const WITH_INPUT: ProblemTable = { 422: ["not-an-integer"] };
const WITH_BODY: ProblemTable = { 413: ["line-too-long"], 415: ["bad-arguments"], 503: ["overloaded"] };
const UNSAFE: ProblemTable = { 403: ["unauthorized"] };
/** What can come of a change that is kept. */
const KEPT: ProblemTable = {
  409: ["in-use"],
  503: ["internal"],
  504: ["unknown-outcome"],
};

/** When each comes. */
export const WHEN: Readonly<Record<string, string>> = {
  "400 bad-arguments": "the body is not valid JSON, or the request is not valid HTTP",
  "400 not-utf8": "the text is not valid UTF-8",
  "400 tls-required": "this port takes requests over TLS only",
  "401 unauthorized": "a token is missing or wrong",
  "403 unauthorized": "the token is not enough, or a page from another site asks for a change",
  "404 no-class": "no class in the archive has this number, or it has no such table",
  "404 no-connection": "no open connection has this ID",
  "404 no-counter": "this counter was never used",
  "404 no-room": "no room has this PIN, or its game is over",
  "404 no-set": "no question set has this ID, or no picture this name",
  "409 in-use": "a request with the same Idempotency-Key is under way",
  "413 line-too-long": "the body is too large",
  "415 bad-arguments": "the body has another content type than those listed",
  "421 unauthorized": "the Host header has a name that is not the server's",
  "422 bad-arguments": "a key is missing or unknown, or has a value that it can't have",
  "422 bad-name": "the name is not allowed, or nobody has it",
  "422 not-an-integer": "a value is no integer, or out of range",
  "429 rate-limited": "too many requests, or too many wrong tokens or PINs",
  "431 bad-arguments": "the headers are too long",
  "500 internal": "an error that nobody foresaw",
  "503 internal": "changes can't be kept at the moment; nothing was changed",
  "503 overloaded": "too many large requests have not ended",
  "503 shutting-down": "the server is stopping",
  "503 too-many-connections": "too many connections or streams are open",
  "503 unavailable": "the log that several servers share can't be reached; nothing was changed",
  "504 unknown-outcome": "whether the change was made is not known",
  "507 too-many-values": "it does not fit beside what is there; nothing was added",
};

const RETRY_AFTER = {
  "Retry-After": { description: "After how many seconds to try again", schema: { type: "integer", minimum: 0, maximum: 3600 } },
} as const;
const MAY_RETRY = new Set([409, 429, 503]);

const Codes = z.array(z.enum(ERROR_CODES)).catch([]);

/** The problems of all routes, each kind of them once. */
export class ProblemList {
  readonly components: Responses = {};

  /** The responses of a route that tell of problems, by their status. */
  responsesOf(placed: PlacedOperation): Record<string, { $ref: string }> {
    const byStatus = Object.entries(problemsOf(placed));
    return Object.fromEntries(byStatus.map(([status, codes]) => {
      const name = `Problem${status}${[...codes].sort().map(pascal).join("")}`;
      this.components[name] ??= responseOf(Number(status), codes);
      return [status, { $ref: `#/components/responses/${name}` }];
    }));
  }
}

function problemsOf({ path, method, operation }: PlacedOperation): Record<number, Set<ErrorCode>> {
  const { parameters = [], requestBody, security = [], responses } = operation;
  const isApi = path.startsWith("/api/");
  const isSafe = SAFE_METHODS.has(method.toUpperCase());
  const isForHosts = security.some((scheme) => "host" in scheme);
  const hasInput = requestBody !== undefined || parameters.some((parameter) => "in" in parameter && parameter.in !== "header");
  const tables = [
    ANY,
    ...(isApi ? [API] : []),
    ...(isForHosts ? [HOST_ONLY] : []),
    ...(hasInput ? [WITH_INPUT] : []),
    ...(requestBody ? [WITH_BODY] : []),
    ...(isSafe ? [] : [UNSAFE]),
    ...(isKeyed(operation) ? [KEPT] : []),
    ...ownOf(responses).map((code) => ({ [statusOf(code)]: [code] })),
  ];
  const all: Record<number, Set<ErrorCode>> = {};
  for (const [status, codes] of tables.flatMap((table) => Object.entries(table))) {
    const known = all[Number(status)] ??= new Set();
    for (const code of codes) known.add(code);
  }
  return all;
}

/** The codes that a route has named. */
function ownOf(responses: Operation["responses"]): readonly ErrorCode[] {
  const told: unknown = responses?.default;
  return Codes.parse(typeof told === "object" && told !== null && OWN_CODES in told ? told[OWN_CODES] : []);
}

function responseOf(status: number, codes: ReadonlySet<ErrorCode>): Responses[string] {
  const [first] = codes;
  const title = STATUS_CODES[status] ?? String(status);
  const when = (code: ErrorCode) => WHEN[`${status} ${code}`] ?? title;
  return {
    description: [...codes].map((code) => `\`${code}\`: ${when(code)}`).join("\n\n"),
    ...(MAY_RETRY.has(status) ? { headers: RETRY_AFTER } : {}),
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { type: "object", properties: { status: { const: status }, code: { enum: [...codes] } } },
          ],
        },
        example: { type: "about:blank", title, status, code: first, detail: when(first) },
      },
    },
  };
}

function pascal(code: string): string {
  return code.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
