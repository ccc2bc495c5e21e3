/**
 * What a request's head must be beyond what the parser of HTTP checks. A proxy in front may read an ambiguous one another way than
 * this server does, and so let a request through that it was to stop (request smuggling); and a Host that is more than a host
 * would change where the request goes.
 */
import type { IncomingMessage } from "node:http";
import { quote } from "../../protocol/quote.ts";

/** What can stand for a host: a name, an IPv4 address, or an IPv6 address in brackets; and a port (RFC 9110, 7.2). */
const HOST = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d*)?$/i;

/** The parts of a request's head that are checked. */
export type RequestHead = Pick<IncomingMessage, "url" | "httpVersion" | "headers" | "rawHeaders">;

/** Why a request is refused for its head, in words for its sender; `null` if nothing is wrong. Cost: one pass over the headers. */
export function flawOf({ url, httpVersion, headers, rawHeaders }: RequestHead): string | null {
  if (httpVersion !== "1.1" && httpVersion !== "1.0") return `HTTP/${httpVersion} is not spoken here: send HTTP/1.1`;
  const hosts = valuesOf("host", rawHeaders);
  if (hosts.length !== 1 && (hosts.length > 1 || httpVersion === "1.1")) {
    return `a request has exactly one Host header, but this has ${hosts.length}: send one, such as Host: localhost:8000`;
  }
  if (hosts.length === 1 && !isHost(hosts[0])) {
    return `the Host header ${quote(hosts[0])} is not a host and a port: send one such as Host: localhost:8000`;
  }
  if (!url || url.includes("#")) return "the path must begin with / and have no # in it: send one such as /api/array";
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && (coding.toLowerCase() !== "chunked" || httpVersion === "1.0")) {
    return "transfer-encoding can only be chunked, and only with HTTP/1.1: send the body as it is, with its content-length";
  }
  return null;
}

/** Whether a body comes behind a request's head. */
export function hasBody({ headers }: Pick<RequestHead, "headers">): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function valuesOf(name: string, rawHeaders: readonly string[]): string[] {
  const values: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i].length === name.length && rawHeaders[i].toLowerCase() === name) values.push(rawHeaders[i + 1]);
  }
  return values;
}

/** The last one that was a host: most clients send the same. */
let lastHost = "localhost";

function isHost(text: string): boolean {
  if (text === lastHost) return true;
  // The port and an IP address have more rules than a pattern can have.
  if (!HOST.test(text) || !URL.canParse(`http://${text}`)) return false;
  lastHost = text;
  return true;
}
