/** ASN.1 in its distinguished encoding (ITU-T X.690), as far as a certificate needs it. */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** A host name and an IP address among the names of a certificate. */
  dnsName: 0x82,
  ipAddress: 0x87,
} as const;

/** A value: its tag, its length and its content. */
export function der(tag: number, ...content: (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = content.flatMap((part) => [...part]);
  return Uint8Array.from([tag, ...lengthBytes(bytes.length), ...bytes]);
}

/** A value under a tag of its context. */
export function explicit(number: number, value: Uint8Array): Uint8Array {
  return der(0xa0 + number, value);
}

/** An object identifier, as in `2.5.4.3`. */
export function oid(text: string): Uint8Array {
  const [first, second, ...rest] = text.split(".").map(Number);
  return der(TAG.oid, [40 * first + second, ...rest.flatMap(base128)]);
}

/** A number in groups of seven bits; all but the last have the eighth set. */
function base128(number: number): number[] {
  const groups = [number & 0x7f];
  for (let rest = number >> 7; rest > 0; rest >>= 7) groups.unshift(0x80 | rest & 0x7f);
  return groups;
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}
