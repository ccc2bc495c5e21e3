/** How many places each address holds, so that one of them can't take all. */
export class AddressCounts {
  readonly #counts = new Map<string, number>();

  /** How many places the address holds. */
  of(host: string): number {
    return this.#counts.get(networkOf(host)) ?? 0;
  }

  add(host: string): void {
    const network = networkOf(host);
    this.#counts.set(network, (this.#counts.get(network) ?? 0) + 1);
  }

  delete(host: string): void {
    const network = networkOf(host);
    const count = (this.#counts.get(network) ?? 0) - 1;
    if (count > 0) this.#counts.set(network, count);
    else this.#counts.delete(network);
  }
}

/**
 * What counts as one address: an IPv4 address; of an IPv6 address the first 64 bits, since whoever has one has all that begin with
 * them (RFC 6177).
 */
export function networkOf(host: string): string {
  if (!host.includes(":")) return host;
  const [, mapped] = host.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i) ?? [];
  if (mapped) return mapped;
  const [head, tail] = host.split("%")[0].split("::");
  const groups = head === "" ? [] : head.split(":");
  const behind = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind.length;
  const first = [...groups, ...Array<string>(Math.max(0, zeros)).fill("0"), ...behind].slice(0, 4);
  return `${first.map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}
