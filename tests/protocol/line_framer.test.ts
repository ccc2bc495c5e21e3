import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { type Frame, LineFramer } from "../../protocol/line_framer.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Feeds the pieces one after the other and takes every line as soon as it is there. */
function frame(pieces: Uint8Array[], { maxLineBytes = 1024 } = {}): { lines: string[]; last: Frame } {
  const framer = new LineFramer({ maxLineBytes });
  const lines: string[] = [];
  let last: Frame = "more";
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const space = framer.space();
      ok(space.length > 0 && space.length <= 65_536);
      const taken = piece.subarray(at, at + space.length);
      space.set(taken);
      framer.filled(taken.length);
      at += taken.length;
      while ((last = framer.next()) === "line") {
        lines.push(new TextDecoder().decode(framer.bytes.subarray(framer.start, framer.end)));
      }
    }
  }
  return { lines, last };
}

const line = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replaceAll(/[\r\n]/g, ""));

Deno.test("any split of the bytes gives the same lines", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ line, end: fc.constantFrom("\n", "\r\n") }), { maxLength: 200 }),
      fc.array(fc.nat(12_000), { maxLength: 40 }),
      (sent, cuts) => {
        const bytes = encode(sent.map(({ line, end }) => line + end).join(""));
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        deepStrictEqual(frame(pieces), { lines: sent.map(({ line }) => line), last: "more" });
      },
    ),
  );
});

Deno.test("long lines and short ones come through however they were split, and never are more than 64 KiB asked for", () => {
  const maxLineBytes = 400_000;
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(10), fc.nat(maxLineBytes)), { maxLength: 12 }),
      fc.array(fc.nat(2_000_000), { maxLength: 40 }),
      (lengths, cuts) => {
        const lines = lengths.map((length, i) => String.fromCharCode(97 + i).repeat(length));
        const bytes = encode(lines.map((line) => `${line}\n`).join(""));
        const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        deepStrictEqual(frame(pieces, { maxLineBytes }).lines, lines);
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("bytes one at a time make the same lines", () => {
  const bytes = encode("ADD 1\r\n\nECHO ä€😀\nlast");
  deepStrictEqual(frame(Array.from(bytes, (byte) => Uint8Array.of(byte))).lines, ["ADD 1", "", "ECHO ä€😀"]);
});

Deno.test("a line of the greatest length is a line, one byte more is too long, whether it ends or not", () => {
  const limit = 100_000;
  const longest = "x".repeat(limit);
  deepStrictEqual(frame([encode(`${longest}\r\nnext\n`)], { maxLineBytes: limit }).lines, [longest, "next"]);
  strictEqual(frame([encode(`${longest}x\n`)], { maxLineBytes: limit }).last, "too-long");
  strictEqual(frame([encode(`${longest}xx`)], { maxLineBytes: limit }).last, "too-long");
});

Deno.test("bytes that are not UTF-8 end the lines, and the lines before them are kept", () => {
  for (const bad of [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98]]) {
    const { lines, last } = frame([encode("first\n"), Uint8Array.from([...bad, 0x0a]), encode("second\n")]);
    deepStrictEqual({ lines, last }, { lines: ["first"], last: "not-utf8" });
  }
});

Deno.test("a line taken back is found again", () => {
  const framer = new LineFramer({ maxLineBytes: 100 });
  const bytes = encode("ä\nb\n");
  framer.space().set(bytes);
  framer.filled(bytes.length);
  strictEqual(framer.next(), "line");
  framer.back();
  strictEqual(framer.next(), "line");
  deepStrictEqual([framer.start, framer.end], [0, 2]);
  strictEqual(framer.next(), "line");
  strictEqual(framer.next(), "more");
  strictEqual(framer.unfinished, 0);
});

Deno.test("the buffer grows for a connection that fills it and shrinks when the connection says little", () => {
  const framer = new LineFramer({ maxLineBytes: 1 << 20 });
  const feed = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length;) {
      const space = framer.space();
      const taken = bytes.subarray(at, at + space.length);
      space.set(taken);
      framer.filled(taken.length);
      at += taken.length;
      while (framer.next() === "line");
    }
  };
  feed(encode("x\n".repeat(200_000)));
  ok(framer.bytes.length >= 32_768 && framer.bytes.length <= 65_536);
  feed(encode("x".repeat(200_000) + "\n"));
  ok(framer.bytes.length >= 200_000);
  for (let i = 0; i < 12; i++) feed(encode("x\n"));
  strictEqual(framer.bytes.length, 1024);
});
