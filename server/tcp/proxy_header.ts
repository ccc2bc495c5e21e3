/**
 * The PROXY protocol, versions 1 and 2: a proxy that forwards a TCP connection puts a header in front of it that says where the
 * connection came from. Source: https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt
 */
import { isIPv4, isIPv6 } from "node:net";
import { canonicalAddress } from "./ip_address.ts";

/** What the first bytes of a connection are. */
export type ProxyHeader =
  /** Too few bytes to tell. */
  | { readonly status: "more" }
  /** No PROXY header. */
  | { readonly status: "none" }
  /** A header of `length` bytes. `source` is where the connection came from; `null` if the proxy does not say, or opened it itself. */
  | { readonly status: "header"; readonly length: number; readonly source: ProxySource | null }
  /** It begins like a header, and is none. */
  | { readonly status: "malformed"; readonly problem: string };

/** Where a forwarded connection came from. */
export interface ProxySource {
  readonly hostname: string;
  readonly port: number;
}

/** The longest header of version 1, with its line end, in bytes. */
const MAX_V1_BYTES = 107;
/** The longest header of version 2 that is taken, in bytes. Addresses need at most 232; the rest is extra data of the proxy. */
export const MAX_HEADER_BYTES = 4096;

const V1_START = new TextEncoder().encode("PROXY ");
const V2_SIGNATURE = new TextEncoder().encode("\r\n\r\n\0\r\nQUIT\n");
/** The fixed part of version 2: signature, version and command, family and transport, length of the rest. */
const V2_FIXED_BYTES = 16;
const LINE_FEED = 0x0a;

const VERSION_2 = 0x20;
const LOCAL = 0x0;
const PROXY = 0x1;
const TCP4 = 0x11;
const TCP6 = 0x21;
/** How many bytes the addresses and ports of a family have; datagrams and Unix sockets have no address that could be shown. */
const ADDRESS_BYTES = new Map([[0x00, 0], [TCP4, 12], [0x12, 12], [TCP6, 36], [0x22, 36], [0x31, 216], [0x32, 216]]);

const PORT = /^(0|[1-9]\d{0,4})$/;

/**
 * Reads the header at the beginning of a connection.
 *
 * @param bytes all that has come so far; {@linkcode MAX_HEADER_BYTES} are always enough to tell
 */
export function parseProxyHeader(bytes: Uint8Array): ProxyHeader {
  if (beginsLike(bytes, V1_START)) return bytes.length < V1_START.length ? { status: "more" } : parseV1(bytes);
  if (beginsLike(bytes, V2_SIGNATURE)) return bytes.length < V2_FIXED_BYTES ? beginningOfV2(bytes) : parseV2(bytes);
  return { status: "none" };
}

/** Whether bytes and a start are the same, as far as both go. */
function beginsLike(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => i >= bytes.length || bytes[i] === byte);
}

/** `PROXY TCP4 203.0.113.7 198.51.100.1 40312 4000`, and CR LF. */
function parseV1(bytes: Uint8Array): ProxyHeader {
  const end = bytes.subarray(0, MAX_V1_BYTES).indexOf(LINE_FEED);
  if (end < 0) {
    return bytes.length < MAX_V1_BYTES ? { status: "more" } : malformed(`a line of more than ${MAX_V1_BYTES} bytes`);
  }
  const line = new TextDecoder("latin1").decode(bytes.subarray(0, end + 1));
  if (!line.endsWith("\r\n")) return malformed("a line that does not end with CR LF");
  const [, family, ...rest] = line.slice(0, -2).split(" ");
  const length = end + 1;
  if (family === "UNKNOWN") return { status: "header", length, source: null };
  const isAddress = family === "TCP4" ? isIPv4 : family === "TCP6" ? isIPv6 : null;
  if (isAddress === null) return malformed("a family other than TCP4, TCP6 and UNKNOWN");
  const [from, to, fromPort, toPort, ...more] = rest;
  const hostname = isAddress(from) && isAddress(to) ? canonicalAddress(from) : null;
  if (hostname === null) return malformed(`an address that is not one of ${family}`);
  if (!isPort(fromPort) || !isPort(toPort) || more.length > 0) return malformed("a port that is not one");
  return { status: "header", length, source: { hostname, port: Number(fromPort) } };
}

function isPort(text: string | undefined): boolean {
  return text !== undefined && PORT.test(text) && Number(text) <= 65_535;
}

/** Says as soon as it can that what begins like version 2 is none. */
function beginningOfV2(bytes: Uint8Array): ProxyHeader {
  const isOther = bytes.length > V2_SIGNATURE.length && (bytes[V2_SIGNATURE.length] & 0xf0) !== VERSION_2;
  return isOther ? malformed("a version other than 1 and 2") : { status: "more" };
}

function parseV2(bytes: Uint8Array): ProxyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, command] = [bytes[12] & 0xf0, bytes[12] & 0x0f];
  if (version !== VERSION_2) return malformed("a version other than 1 and 2");
  const length = V2_FIXED_BYTES + view.getUint16(14);
  if (length > MAX_HEADER_BYTES) return malformed(`${length} bytes, and at most ${MAX_HEADER_BYTES} are taken`);
  if (command !== LOCAL && command !== PROXY) return malformed("a command other than LOCAL and PROXY");
  const family = bytes[13];
  const addressBytes = command === LOCAL ? 0 : ADDRESS_BYTES.get(family);
  if (addressBytes === undefined) return malformed("a family or transport that does not exist");
  if (length < V2_FIXED_BYTES + addressBytes) return malformed("too few bytes for its addresses");
  if (bytes.length < length) return { status: "more" };
  return { status: "header", length, source: command === LOCAL ? null : sourceOf(view, family) };
}

function sourceOf(view: DataView, family: number): ProxySource | null {
  if (family === TCP4) {
    const octets = [0, 1, 2, 3].map((i) => view.getUint8(V2_FIXED_BYTES + i));
    return { hostname: octets.join("."), port: view.getUint16(24) };
  }
  if (family !== TCP6) return null;
  const groups = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => view.getUint16(V2_FIXED_BYTES + 2 * i).toString(16));
  const hostname = canonicalAddress(groups.join(":"));
  return hostname === null ? null : { hostname, port: view.getUint16(48) };
}

function malformed(what: string): ProxyHeader {
  return { status: "malformed", problem: `the PROXY header has ${what}` };
}
