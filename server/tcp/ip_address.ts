import { isIP, isIPv4 } from "node:net";

/** How an IPv4 address in an IPv6 address begins (RFC 4291, 2.5.5.2), in its canonical form. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * An IP address in the one form in which it is compared and shown: IPv6 in lower case and compressed (RFC 5952), and an IPv4
 * address as such, also if it came as IPv6. `null` if the text is not an IP address.
 *
 * @example canonicalAddress("2001:DB8:0::1") // "2001:db8::1"
 * @example canonicalAddress("::ffff:10.0.0.1") // "10.0.0.1"
 */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (isIP(text) === 0 || !URL.canParse(`http://[${text}]`)) return null;
  const address = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const [, high, low] = address.match(MAPPED) ?? [];
  if (high === undefined) return address;
  return [high, low].flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]).join(".");
}
