import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { jsonPieces } from "../../../server/engine/json_pieces.ts";

Deno.test("pieces of JSON come to what JSON.stringify makes", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
    strictEqual([...jsonPieces(value)].join(""), JSON.stringify(value));
  }));
  const record = { none: undefined, items: Array.from({ length: 1000 }, (_, i) => ({ i })), empty: [] };
  strictEqual([...jsonPieces(record)].join(""), JSON.stringify(record));
});

Deno.test("a long list is cut, also one in an object", () => {
  const items = Array.from({ length: 10_000 }, (_, i) => ({ name: `player ${i}` }));
  const pieces = [...jsonPieces({ count: 1, record: { items } })];
  ok(pieces.length > 30);
  ok(Math.max(...pieces.map(({ length }) => length)) < 10_000);
  deepStrictEqual(JSON.parse(pieces.join("")), { count: 1, record: { items } });
});

Deno.test("the keys of objects can be sorted, at every depth", () => {
  const value = { b: [{ d: 1, c: { f: 2, e: [] } }], a: null };
  strictEqual([...jsonPieces(value, { isSorted: true })].join(""), '{"a":null,"b":[{"c":{"e":[],"f":2},"d":1}]}');
});
