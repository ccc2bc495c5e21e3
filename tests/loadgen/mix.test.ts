import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { LINES } from "../../loadgen/dialects/lines.ts";
import { mixText, OPERATIONS, parseMix } from "../../loadgen/mix.ts";
import { makeScript } from "../../loadgen/script.ts";

Deno.test("a mix is a list of requests with weights, and a weight that is left out is 1", () => {
  deepStrictEqual(parseMix("add=70, get=20,sort"), [
    { operation: "add", weight: 70 },
    { operation: "get", weight: 20 },
    { operation: "sort", weight: 1 },
  ]);
  const all = OPERATIONS.map((operation) => `${operation}=3`).join(",");
  strictEqual(mixText(parseMix(all)), all);
});

Deno.test("a mix that is wrong says what is wrong with it, and what is allowed", () => {
  const wrong = ["", "adds=1", "add=0", "add=1001", "add=-1", "add=1.5", "add=1,,get=2", "ADD=1", "add:1"];
  for (const text of wrong) {
    throws(() => parseMix(text), /such as add=70,get=30, of add, .* with weights from 1 to 1000: "/, text);
  }
  throws(() => parseMix("add,add=2"), /each request stands once: add is there twice/);
});

Deno.test("a script has the requests in the mix's proportions, and the same seed makes the same ones", () => {
  const mix = parseMix("add=70,get=20,sort=10");
  const script = makeScript({ mix, dialect: LINES, seed: 5 });
  const counts = [0, 1, 2].map((kind) => script.kinds.filter((other) => other === kind).length / script.kinds.length);
  for (const [i, share] of [0.7, 0.2, 0.1].entries()) strictEqual(Math.abs(counts[i] - share) < 0.02, true, String(counts));
  const text = new TextDecoder().decode(script.bytes);
  for (let i = 0; i < 100; i++) {
    const request = text.slice(script.offsets[i], script.offsets[i + 1]);
    const pattern = [/^ADD \d{1,6}\n$/, /^GET 0 10\n$/, /^SORT( \d{1,6}){10}\n$/][script.kinds[i]];
    strictEqual(pattern.test(request), true, request);
  }
  strictEqual(script.offsets.at(-1), script.bytes.length);
  deepStrictEqual(makeScript({ mix, dialect: LINES, seed: 5 }).bytes, script.bytes);
  strictEqual(new TextDecoder().decode(makeScript({ mix, dialect: LINES, seed: 6 }).bytes) === text, false);
});
