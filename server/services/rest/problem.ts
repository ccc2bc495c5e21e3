/** What the REST API says where it can't do what it was asked: problem details, RFC 9457, with the protocol's error codes. */
import { STATUS_CODES } from "node:http";
import { z } from "@hono/zod-openapi";
import type { Hook } from "@hono/zod-openapi";
import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "@logtape/logtape";
import { ERROR_CODES, type ErrorCode, RequestError } from "../../../protocol/request_error.ts";
import type { HttpEnv } from "./http_env.ts";

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  "unknown-command": 404,
  "bad-arguments": 422,
  "not-an-integer": 422,
  "bad-name": 422,
  "in-use": 409,
  "taken-over": 409,
  "bad-id": 422,
  "no-counter": 404,
  "no-quiz": 404,
  "no-room": 404,
  "locked": 409,
  "answered": 409,
  "no-set": 404,
  "no-class": 404,
  "no-connection": 404,
  "unknown-token": 404,
  "unauthorized": 401,
  "tls-required": 400,
  "too-many-connections": 503,
  "too-many-values": 507,
  "rate-limited": 429,
  "overloaded": 503,
  "line-too-long": 413,
  "not-utf8": 400,
  "idle": 408,
  "shutting-down": 503,
  "unavailable": 503,
  "unknown-outcome": 504,
  "internal": 503,
};

/** The shape of a problem. */
export const Problem = z.object({
  type: z.string().openapi({ example: "about:blank" }),
  title: z.string().openapi({ example: "Unprocessable Content" }),
  status: z.int().openapi({ example: 422 }),
  code: z.enum(ERROR_CODES).openapi({ example: "not-an-integer" }),
  detail: z.string().openapi({ description: "What was wrong, what the limit is and what to send instead" }),
}).openapi("Problem");

/** What there is to tell. The status follows from the code, if it is not given. */
export interface ProblemFacts {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly status?: ContentfulStatusCode;
}

/** How the OpenAPI document tells of the problems that any route may answer with: it lists them by their status. */
export const PROBLEM_RESPONSES = {
  default: { description: "What went wrong", content: { "application/problem+json": { schema: Problem } } },
};

/** Where {@linkcode problems} leaves its codes, for whoever lists them by their status. */
export const OWN_CODES = "x-codes";

/** {@linkcode PROBLEM_RESPONSES} of a route that has problems of its own, beside those that every route may have. */
export function problems(...codes: ErrorCode[]): typeof PROBLEM_RESPONSES {
  return { default: { ...PROBLEM_RESPONSES.default, ...{ [OWN_CODES]: codes } } };
}

/** The status with which a code is answered, unless a route says otherwise. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** A response that tells a problem. */
export function problem(
  c: Context,
  { headers = {}, ...facts }: ProblemFacts & { headers?: Record<string, string> },
): Response {
  const { text, status } = problemText(facts);
  return c.body(text, status, { ...headers, "content-type": "application/problem+json" });
}

/** A problem as JSON, its status and its title. */
export function problemText({ code, detail, status = STATUS[code] }: ProblemFacts) {
  const title = STATUS_CODES[status] ?? String(status);
  return { status, title, text: JSON.stringify({ type: "about:blank", title, status, code, detail }) };
}

/** Answers with what a schema found wrong with the input. */
// deno-lint-ignore no-explicit-any -- the hook serves every route, whatever its types
export const onInvalid: Hook<any, HttpEnv, any, any> = (result, c) => {
  if (result.success) return;
  const [issue] = result.error.issues;
  const where = issue.path.join(".");
  const code = NOT_AN_INTEGER.test(issue.message) ? "not-an-integer" : "bad-arguments";
  const changed = c.req.method === "GET" || c.req.method === "HEAD" ? "" : ", so nothing was changed";
  return problem(c, { code, detail: `${where ? `${where} ` : ""}${issue.message}${changed}` });
};

/** How the messages of the integer schemas begin. */
const NOT_AN_INTEGER = /^must be an integer/;

/** Answers with what a handler threw. What is no expected error is logged, not told. */
export function onThrown(logger: Logger): ErrorHandler<HttpEnv> {
  return (error, c) => {
    if (error instanceof RequestError) {
      const headers: Record<string, string> = error.code === "unauthorized" ? { "www-authenticate": "Bearer" } : {};
      if (error.retryAfterSeconds !== null) headers["retry-after"] = String(error.retryAfterSeconds);
      return problem(c, { code: error.code, detail: error.message, headers });
    }
    if (error instanceof HTTPException && error.status === 415) {
      const detail = "the body must be JSON: send it with the header content-type: application/json";
      return problem(c, { code: "bad-arguments", status: 415, detail });
    }
    if (error instanceof HTTPException && error.status === 400) {
      return problem(c, {
        code: "bad-arguments",
        status: 400,
        detail: 'the body is not valid JSON: send, for example, {"value": 5}',
      });
    }
    logger.error("{method} {path} failed: {error}", { method: c.req.method, path: c.req.path, error });
    const detail = "something went wrong in the server, and nothing was changed: its log says why";
    return problem(c, { code: "internal", status: 500, detail });
  };
}
