/** What the token of a request allows. */
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { RequestError } from "../../protocol/request_error.ts";
import type { Access, Authorizer } from "../authorizer.ts";
import type { Clock } from "../clock.ts";
import type { RunningService } from "../services/service.ts";
import { type HttpEnv, remoteAddressOf, SAFE_METHODS } from "../services/rest/http_env.ts";

/** How long one wrong token too many waits for its answer, in milliseconds. */
const GUESS_MS = 1000;

export interface AuthorizeOptions {
  readonly authorizer: Authorizer;
  /** The services know their own tokens, and their routes what those allow. */
  readonly services: readonly Pick<RunningService, "isSecret" | "allowsChanges">[];
  readonly clock: Clock;
}

/**
 * Finds out who asks, and lets changes through only with the server's token, if it has one. A wrong token is refused wherever it
 * comes: no route may tell faster than another whether it was guessed.
 */
export function authorize({ authorizer, services, clock }: AuthorizeOptions): MiddlewareHandler<HttpEnv> {
  const accessBy = async (token: string, host: string): Promise<Access> => {
    try {
      return authorizer.check(token, host);
    } catch (error) {
      const isTooMany = error instanceof RequestError && error.code === "rate-limited";
      if (isTooMany) await new Promise<void>((resolve) => clock.after(GUESS_MS, resolve));
      throw error;
    }
  };
  return async (c, next) => {
    // What no route takes is answered 404 or 405, token or not.
    if (!matchedRoutes(c).some(({ method }) => method !== "ALL")) return await next();
    const token = tokenOf(c);
    const isOfService = token !== null && services.some((service) => service.isSecret?.(token));
    const { role, mayChange } = token === null || isOfService
      ? authorizer.anonymous
      : await accessBy(token, remoteAddressOf(c).hostname);
    const isAllowed = mayChange || (token !== null && services.some((service) => service.allowsChanges?.(token)));
    if (!isAllowed && !SAFE_METHODS.has(c.req.method)) {
      throw new RequestError("unauthorized", "changes need the server's token: send the header authorization: Bearer TOKEN");
    }
    c.set("role", role);
    c.set("token", token);
    await next();
  };
}

function tokenOf(c: Context<HttpEnv>): string | null {
  const [, token] = c.req.header("authorization")?.match(/^Bearer +(.+)$/i) ?? [];
  return token ?? null;
}
