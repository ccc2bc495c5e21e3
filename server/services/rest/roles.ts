/** What a route says of who may use it: the OpenAPI document tells it, and the server keeps to it. */
import type { Context, MiddlewareHandler } from "hono";
import { RequestError } from "../../../protocol/request_error.ts";
import type { Role } from "../../authorizer.ts";
import type { HttpEnv } from "./http_env.ts";
import { problem } from "./problem.ts";

/** Part of a route that changes something: it needs the token, if the server has one. Every method that is not safe does. */
export const CHANGES: { security: Record<string, string[]>[] } = { security: [{ token: [] }, {}] };

/** How a client shows who it is: the security schemes of the OpenAPI document. */
export const SECURITY_SCHEMES = {
  token: "The token that the server was started with, where there is one",
  host: "The host token, where the server has one: else everybody is a host. It does what the token does, too",
  room: "The token of a room, with which `POST /api/rooms` answered: it makes a host of this room alone",
} as const;

/** The part of a route that says who may use it. */
interface HostOnly {
  readonly security: Record<string, string[]>[];
  readonly middleware: MiddlewareHandler<HttpEnv>;
}

/**
 * Part of a route that only a host may use, or whoever has another token that will do.
 *
 * @param scheme what that token is called among {@linkcode SECURITY_SCHEMES}
 * @param isEnough whether a token will do for this request
 */
export function hostOr(
  scheme: Exclude<keyof typeof SECURITY_SCHEMES, "host">,
  isEnough: (token: string, c: Context) => boolean,
): HostOnly {
  return onlyHosts([{ host: [] }, { [scheme]: [] }], isEnough);
}

function onlyHosts(security: HostOnly["security"], isEnough: (token: string, c: Context) => boolean): HostOnly {
  return {
    security,
    async middleware(c, next) {
      const token = c.get("token") ?? null;
      if (roleOf(c) === "host" || (token !== null && isEnough(token, c))) return await next();
      if (token !== null) {
        const detail = "only a host can do this, and this is not the host token: ask whoever started the server";
        return problem(c, { code: "unauthorized", status: 403, detail });
      }
      throw new RequestError(
        "unauthorized",
        "only a host can do this: send the header authorization: Bearer TOKEN with the host token, or ask whoever started the server",
      );
    },
  };
}

/** Part of a route that only a host may use: `createRoute({ ...HOST_ONLY, method: "delete", … })`. */
export const HOST_ONLY = onlyHosts([{ host: [] }], () => false);

/** Who asks. */
export function roleOf(c: Context): Role {
  const known: Readonly<Record<string, unknown>> = c.var;
  return known.role === "host" ? "host" : "player";
}
