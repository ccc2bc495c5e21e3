/**
 * By which names the server answers. The owner of any other name could let it lead to this computer (DNS rebinding): their page
 * would then look to a browser as if it came from here, and could read and change everything.
 */
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "../services/rest/http_env.ts";
import { problem } from "../services/rest/problem.ts";
import { canonicalAddress } from "../tcp/ip_address.ts";

/** A host and a port (RFC 9110, 7.2): an IPv6 address in brackets, an IPv4 address or a name. */
const HOST = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{0,5})?$/i;

/** What supervisors ask for by whatever name they know: a few figures, nothing of what people do. */
const OPEN_PATHS = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Refuses requests for other hosts than IP addresses, `localhost` and some names. What names no host, as HTTP/1.0 may, is no
 * browser.
 */
export function onlyKnownHosts(names: readonly string[]): MiddlewareHandler<HttpEnv> {
  const known = new Set(names.map((name) => name.toLowerCase()));
  return async (c, next) => {
    const host = c.req.header("host");
    if (host === undefined) return await next();
    const [, v6, name] = host.match(HOST) ?? [];
    if (v6 === undefined && name === undefined) {
      return problem(c, {
        code: "bad-arguments",
        status: 400,
        detail: "the host header must be a host name or address, and a port",
      });
    }
    if (OPEN_PATHS.has(c.req.path) || isOwnAddress(v6 ?? name) || known.has(withoutDot(name ?? v6))) return await next();
    const detail = `the server is not known as ${name ?? v6}: use its IP address or localhost, or start it with --public-url ` +
      `http://${host}/`;
    return problem(c, { code: "unauthorized", status: 421, detail });
  };
}

/** Whether a host can't belong to anybody else. Names that end with `.localhost` always lead to this computer (RFC 6761, 6.3). */
function isOwnAddress(host: string): boolean {
  return canonicalAddress(host) !== null || /^(.+\.)?localhost$/.test(withoutDot(host));
}

/** A name in its usual form: the dot at the end of a full name is left out. */
function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
