import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { decodePieces, encodeBatchEntry, encodeJoin, readEntry } from "../../../server/cluster/entry.ts";
import type { EncodedBatch } from "../../../server/journal/batch_codec.ts";
import { joined } from "../../../server/joined.ts";

const piece: fc.Arbitrary<EncodedBatch> = fc.record({
  changes: fc.string({ unit: "grapheme" }),
  numbers: fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
}, { noNullPrototype: true });

Deno.test("a batch comes out of its messages as it went in, however small they are", () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 4 }), fc.integer({ min: 129, max: 600 }), (pieces, maxBytes) => {
    const messages = encodeBatchEntry(pieces, { member: 12, number: 345, maxBytes });
    const parts = messages.map((message, i) => {
      ok(message.length <= maxBytes);
      const entry = readEntry(message);
      ok(entry.type === "batch");
      const { bytes, ...head } = entry;
      deepStrictEqual(head, { type: "batch", member: 12, number: 345, part: i + 1, parts: messages.length });
      return bytes;
    });
    deepStrictEqual(decodePieces(joined(parts)), pieces);
  }));
});

Deno.test("a batch of nothing is one message", () => {
  const messages = encodeBatchEntry([], { member: 1, number: 1, maxBytes: 200 });
  strictEqual(messages.length, 1);
  const entry = readEntry(messages[0]);
  ok(entry.type === "batch");
  deepStrictEqual(decodePieces(entry.bytes), []);
});

Deno.test("a server joins under any name", () => {
  fc.assert(fc.property(fc.string(), fc.string({ unit: "grapheme" }), (id, name) => {
    deepStrictEqual(readEntry(encodeJoin(id, name)), { type: "join", id, name });
  }));
});

Deno.test("what is no message is refused", () => {
  const bad = [
    "",
    "\n",
    "{}\n",
    '["leave"]\n',
    '["batch",1,2,0,1]\n',
    '["batch",1.5,2,1,1]\n',
    '["join","id"]\n',
    '["join","id","name"]',
  ];
  for (const text of bad) throws(() => readEntry(new TextEncoder().encode(text)), Error, text);
});

Deno.test("pieces that were cut off are refused", () => {
  const [message] = encodeBatchEntry([{ changes: "[]", numbers: Uint8Array.of(1, 2, 3) }], {
    member: 1,
    number: 1,
    maxBytes: 500,
  });
  const entry = readEntry(message);
  ok(entry.type === "batch");
  for (let length = 1; length < entry.bytes.length; length++) {
    throws(() => decodePieces(entry.bytes.subarray(0, length)), Error);
  }
});

Deno.test("no bytes keep the decoder busy, or make it throw anything but an error", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    for (const read of [readEntry, decodePieces]) {
      try {
        read(bytes);
      } catch (error) {
        ok(error instanceof Error);
      }
    }
  }));
});
