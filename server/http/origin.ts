import type { Context } from "hono";
import { problem } from "./problem.ts";

/** Whether a page of another site asks, behind the back of the person who looks at it. Something in front may speak TLS for the server. */
export function comesFromElsewhere(c: Context): boolean {
  const origin = c.req.header("origin");
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === c.req.header("host"));
}

/** Refuses what such a page asks for. */
export function refuseElsewhere(c: Context): Response {
  const detail = `a page of ${c.req.header("origin")} can't do this here: ask from a page of this server, or without a browser`;
  return problem(c, { code: "unauthorized", status: 403, detail });
}
