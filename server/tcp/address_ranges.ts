import { BlockList, isIPv4 } from "node:net";
import { canonicalAddress } from "./ip_address.ts";

const RANGE = /^([^/]+)(?:\/(\d{1,3}))?$/;

/** A set of IP addresses, given as ranges in CIDR notation (RFC 4632). */
export class AddressRanges {
  readonly #ranges = new BlockList();

  private constructor() {}

  /**
   * Reads ranges that are separated by commas, such as `10.0.0.0/8,fd00::/8,127.0.0.1`. An address without a length is that
   * address only.
   *
   * @throws {Error} with what is allowed
   */
  static parse(text: string): AddressRanges {
    const ranges = new AddressRanges();
    for (const part of text.split(",")) ranges.#add(part.trim());
    return ranges;
  }

  /** Whether an address is in one of the ranges. What is not an IP address is in none. */
  includes(hostname: string): boolean {
    const address = canonicalAddress(hostname);
    return address !== null && this.#ranges.check(address, familyOf(address));
  }

  #add(range: string): void {
    const [, text = "", length] = range.match(RANGE) ?? [];
    const address = canonicalAddress(text);
    const bits = address !== null && isIPv4(address) ? 32 : 128;
    const prefix = length === undefined ? bits : Number(length);
    if (address === null || prefix > bits || (bits === 32 && text.includes(":"))) {
      throw new Error("a list of IP addresses or ranges such as 127.0.0.1,10.0.0.0/8");
    }
    this.#ranges.addSubnet(address, prefix, familyOf(address));
  }
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv4(address) ? "ipv4" : "ipv6";
}
