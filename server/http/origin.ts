/**
 * Which pages a browser may bring along. A page of another site could otherwise make whoever looks at it change things here; and
 * one whose own name leads to this computer (DNS rebinding) would look as if it came from here.
 */
import type { Context, MiddlewareHandler } from "hono";
import { isLoopback } from "../tcp/addresses.ts";
import type { HttpEnv } from "../services/rest/http_env.ts";
import { problem } from "../services/rest/problem.ts";

/** Refuses what pages of other sites ask for. @param hostname where the server listens */
export function onlyOwnPages(hostname: string): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (origin === undefined || isOwn(origin, c, hostname)) return await next();
    const detail = `a page of ${origin} can't do this here: ask from a page of this server, or without a browser`;
    return problem(c, { code: "unauthorized", status: 403, detail });
  };
}

function isOwn(origin: string, c: Context, hostname: string): boolean {
  // Something in front may speak TLS for the server, so the scheme may be another.
  if (!URL.canParse(origin) || new URL(origin).host !== c.req.header("host")) return false;
  // Who listens for this computer only is called by its own names only.
  return !isLoopback(hostname) || isLoopback(new URL(origin).hostname);
}
