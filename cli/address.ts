/** `HOST:PORT` as people give it on the command line. */

/** An address to connect to, or to listen at. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

/** Reads the `HOST:PORT` of a server. @returns `null` for a text that is none, or has port 0 */
export function parseServerAddress(text: string): Address | null {
  const address = parseAddress(text);
  return address?.port === 0 ? null : address;
}

/** Reads `HOST:PORT`, an IPv6 address in brackets. @returns `null` for a text that is none; port 0 is one */
export function parseAddress(text: string): Address | null {
  const [, bracketed, plain, digits] = text.match(/^(?:\[([0-9a-f:.%\w]+)\]|([^\s:/[\]]+)):(\d{1,5})$/i) ?? [];
  const hostname = bracketed ?? plain;
  const port = Number(digits);
  return hostname === undefined || port > 65_535 ? null : { hostname, port };
}
