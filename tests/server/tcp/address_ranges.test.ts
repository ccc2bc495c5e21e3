import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { AddressRanges } from "../../../server/tcp/address_ranges.ts";
import { canonicalAddress } from "../../../server/tcp/ip_address.ts";

Deno.test("an address has one form, however it is written", () => {
  const forms: [string, string | null][] = [
    ["127.0.0.1", "127.0.0.1"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::FFFF:0a01:0203", "10.1.2.3"],
    ["::", "::"],
    ["1.2.3", null],
    ["01.2.3.4", null],
    ["0x7f.0.0.1", null],
    ["[::1]", null],
    ["fe80::1%eth0", null],
    ["localhost", null],
    ["", null],
  ];
  deepStrictEqual(forms.map(([text]) => [text, canonicalAddress(text)]), forms);
});

Deno.test("a range has the addresses that share its first bits, and no others", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet, octet), fc.tuple(octet, octet, octet, octet), fc.nat(32), (a, b, bits) => {
      const number = ([w, x, y, z]: number[]) => w * 2 ** 24 + x * 2 ** 16 + y * 2 ** 8 + z;
      const prefix = (address: number[]) => Math.floor(number(address) / 2 ** (32 - bits));
      strictEqual(AddressRanges.parse(`${a.join(".")}/${bits}`).includes(b.join(".")), prefix(a) === prefix(b));
    }),
  );
});

Deno.test("ranges of both kinds, and single addresses, go together", () => {
  const ranges = AddressRanges.parse("10.0.0.0/8, fd00::/8,127.0.0.1,::1");
  const inside = ["10.255.0.1", "::ffff:10.0.0.1", "fd12::1", "FD12::1", "127.0.0.1", "::1"];
  const outside = ["11.0.0.1", "127.0.0.2", "fe80::1", "::2", "localhost", "", "10.0.0.1:80"];
  deepStrictEqual(inside.filter((address) => !ranges.includes(address)), []);
  deepStrictEqual(outside.filter((address) => ranges.includes(address)), []);
});

Deno.test("what is no range is refused", () => {
  for (
    const text of [
      "",
      "10.0.0.0/33",
      "::1/129",
      "10.0.0/8",
      "proxy",
      "10.0.0.1,",
      "10.0.0.0/-1",
      "10.0.0.0/8/8",
      "::ffff:10.0.0.0/8",
    ]
  ) {
    throws(() => AddressRanges.parse(text), /^Error: a list of IP addresses or ranges such as /, text);
  }
});
