/** Where a request comes from, if proxies in front of the server say so. */
import type { HttpEnv } from "../services/rest/http_env.ts";
import type { AddressRanges } from "../tcp/address_ranges.ts";
import { canonicalAddress } from "../tcp/ip_address.ts";

/** An address with its port; 0 if the port is not known. */
export interface ClientAddress {
  readonly hostname: string;
  readonly port: number;
}

/** `1.2.3.4`, `1.2.3.4:80`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:80`; the port may be hidden (RFC 7239, 6.2). */
const NODE = /^(?:\[([\da-f:.]+)\]|([\d.]+)|([\da-f:.]+))(?::(\d{1,5}|_[\w.-]+))?$/i;
/** One pair of an element of `Forwarded`, or the comma between two elements (RFC 7239, 4); sticky, so that its cost is linear. */
const PAIR = /[\s;]*(?:([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))|,)[\s;]*/gy;

/**
 * The address that a request comes from: the last one, seen from the server, that is not of a trusted proxy. What stands
 * before it was sent by the client, and proves nothing.
 *
 * `X-Forwarded-For` and `Forwarded` (RFC 7239) both count. If they disagree, the client has made up one of them, and neither
 * counts: a proxy writes one of the two, and passes the other on as it came.
 *
 * @param peer the other side of the connection
 */
export function clientAddress(
  headers: Headers,
  { peer, trusted }: { peer: ClientAddress; trusted: AddressRanges },
): ClientAddress {
  if (!trusted.includes(peer.hostname)) return peer;
  const [listed, forwarded] = [headers.get("x-forwarded-for"), headers.get("forwarded")];
  const found = [listed?.split(","), forwarded === null ? undefined : forwardedFor(forwarded)]
    .flatMap((nodes) => nodes ? [lastUntrusted(nodes, { peer, trusted })] : []);
  const [first = peer, second = first] = found;
  return first.hostname === second.hostname ? first : peer;
}

/** What a request comes with, and the address in it that of the client. */
export function behindProxy(
  { headers }: Request,
  { env, trusted }: { env: HttpEnv["Bindings"]; trusted: AddressRanges },
): HttpEnv["Bindings"] {
  const { remoteAddr } = env;
  return remoteAddr ? { ...env, remoteAddr: clientAddress(headers, { peer: remoteAddr, trusted }) } : env;
}

/** Goes from proxy to proxy, as far as they are trusted and say where they were asked from. */
function lastUntrusted(
  nodes: readonly string[],
  { peer, trusted }: { peer: ClientAddress; trusted: AddressRanges },
): ClientAddress {
  let client = peer;
  for (const node of nodes.toReversed()) {
    const before = parseNode(node.trim());
    if (before === null) break;
    client = before;
    if (!trusted.includes(before.hostname)) break;
  }
  return client;
}

/** An address that a proxy names; `null` for one that it does not know, or hides. */
function parseNode(node: string): ClientAddress | null {
  const [, bracketed, v4, v6, port = "0"] = node.match(NODE) ?? [];
  const hostname = canonicalAddress(bracketed ?? v4 ?? v6 ?? "");
  return hostname === null ? null : { hostname, port: toPort(port) };
}

function toPort(text: string): number {
  const port = Number(text);
  return port <= 65_535 ? port : 0;
}

/**
 * What `for` is in each element of `Forwarded`; empty where it is missing. Of a header that is not well-formed nothing is known:
 * an open quote of the client could hide what its proxy has added.
 */
function forwardedFor(header: string): string[] {
  const nodes = [""];
  let read = 0;
  for (const [pair, name, quoted, word] of header.matchAll(PAIR)) {
    read += pair.length;
    if (name === undefined) nodes.push("");
    else if (name.toLowerCase() === "for") nodes[nodes.length - 1] = quoted?.replace(/\\(.)/g, "$1") ?? word;
  }
  return read === header.length ? nodes : [];
}
