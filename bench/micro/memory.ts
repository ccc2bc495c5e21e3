/**
 * What a value costs in bytes: made at once of sorted values, and after as many random additions as there were values.
 * For run.ts: `memory.ts RIVAL SIZE`, with V8's `gc` exposed; one line of JSON.
 */
import { sortIntegers } from "../../server/services/array/sort_integers.ts";
import { RIVALS } from "./rivals.ts";
import { randomIntegers } from "./values.ts";

/** A server takes in at most so many values before it looks at them. */
const STEP = 4096;

const [rival, size] = [Deno.args[0], Number(Deno.args[1])];
const half = size / 2;
const random = randomIntegers(size, 1);
const sorted = random.slice();
sortIntegers(sorted);
const first = random.slice(0, half);
sortIntegers(first);

const before = used();
let collection = RIVALS[rival](sorted);
const atOnce = used() - before;
collection.iterate();

collection = RIVALS[rival](first);
for (let at = half; at < size; at += STEP) collection.addMany(random.subarray(at, Math.min(at + STEP, size)));
const grown = used() - before;
collection.iterate();
const line = JSON.stringify({ rival, size, atOnce: atOnce / size, grown: grown / size });
Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));

/** Bytes that are in use, in V8's heap and in array buffers outside of it. */
function used(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error("V8's garbage collector is not exposed: run with --v8-flags=--expose-gc");
  for (let i = 0; i < 3; i++) gc();
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}
