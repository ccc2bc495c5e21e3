/** Which pages a browser may bring along. A page of another site could otherwise make whoever looks at it change things here. */
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpEnv } from "../services/rest/http_env.ts";
import { problem } from "../services/rest/problem.ts";

/** How long a browser may remember what it is allowed, in seconds. */
const MAX_AGE_S = 600;

/**
 * Refuses what pages of other sites ask for.
 *
 * @param allowed the origins whose pages may, beside the host that is asked: it has been checked
 */
export function onlyOwnPages(allowed: readonly string[]): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const origin = c.req.header("origin");
    // Something in front may speak TLS for the server, so the scheme may be another.
    const isOwn = origin === undefined || allowed.includes(origin) ||
      (URL.canParse(origin) && new URL(origin).host === c.req.header("host"));
    if (isOwn) return await next();
    const instead = URL.canParse(origin)
      ? `, or start the server with --allow-origin ${new URL(origin).origin}`
      : ": a page that is opened as a file has no origin, so serve it over HTTP";
    const detail = `a page of ${origin} can't do this here: ask from a page of this server, or without a browser${instead}`;
    return problem(c, { code: "unauthorized", status: 403, detail });
  };
}

/** Lets pages of other origins read the answers, and ask for changes (CORS). */
export function allowOrigins(allowed: readonly string[]): MiddlewareHandler<HttpEnv> {
  return cors({
    origin: [...allowed],
    allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type", "fault", "idempotency-key", "if-none-match", "last-event-id"],
    exposeHeaders: ["allow", "etag", "fault-struck", "retry-after"],
    maxAge: MAX_AGE_S,
  });
}
