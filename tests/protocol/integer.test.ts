import { strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { ByteWriter } from "../../protocol/byte_writer.ts";
import { parseInteger } from "../../protocol/integer.ts";

function parse(text: string): number {
  const bytes = new TextEncoder().encode(`xx${text}9`);
  return parseInteger(bytes, 2, bytes.length - 1);
}

function format(value: number): string {
  const out = new ByteWriter();
  out.integer(value);
  return out.text();
}

const edges = [0, 9, 10, 99, 100, 999_999_999, 1e9, 1e9 + 1, 2 ** 31, 2 ** 32, 1e15, 1e15 + 1, Number.MAX_SAFE_INTEGER]
  .flatMap((value) => [value, -value]);

Deno.test("an integer is written as JavaScript writes it, and read back the same", () => {
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...edges), fc.maxSafeInteger(), fc.integer()), (value) => {
      const integer = value + 0;
      strictEqual(format(integer), String(integer));
      strictEqual(parse(format(integer)), integer);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("what is no integer of the protocol is not read as one", () => {
  const wrong = ["", "-", "+1", "1.5", "1e3", "0x1f", "--1", "1-", "١", "NaN", "9007199254740992", "-9007199254740992"];
  for (const text of [...wrong, "9".repeat(400), "12 ", "1\u0000"]) strictEqual(parse(text), NaN, text);
});

Deno.test("zeros in front are allowed, and -0 is 0", () => {
  strictEqual(parse("007"), 7);
  strictEqual(parse(`-${"0".repeat(50)}12`), -12);
  strictEqual(parse("-0"), 0);
});
