const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[?::1\]?|localhost)$/;
const EVERYWHERE = new Set(["0.0.0.0", "::"]);

/** Whether a host is this computer, and reached by nobody else. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** A host to connect to: a server that listens on all addresses is also at loopback. */
export function reachableHost(hostname: string): string {
  if (hostname === "0.0.0.0") return "127.0.0.1";
  return hostname === "::" ? "::1" : hostname;
}

/** A network address of this computer. */
export interface NetworkAddress {
  readonly family: "IPv4" | "IPv6";
  readonly address: string;
}

/**
 * The addresses at which other computers reach a server that listens on `hostname`, those that can be typed best first; none where it
 * listens for this computer only.
 *
 * @param own this computer's addresses
 */
export function reachableAddresses(hostname: string, own: readonly NetworkAddress[]): string[] {
  if (isLoopback(hostname)) return [];
  if (!EVERYWHERE.has(hostname)) return [hostname];
  const usable = own.filter(({ address }) => !isLoopback(address) && !/^(fe80:|169\.254\.)/.test(address));
  return usable.toSorted((a, b) => a.family.localeCompare(b.family)).map(({ address }) => address);
}
