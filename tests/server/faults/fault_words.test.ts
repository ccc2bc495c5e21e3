import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { formatFaults, parseFaults } from "../../../server/faults/fault_words.ts";

const KIND = { placeholder: "N", min: 1, max: 1000, fallback: null, summary: "", exposes: "" };
const TABLE = { delay: { ...KIND, placeholder: "MS", varies: true }, chop: KIND, merge: { ...KIND, fallback: 2 } };

Deno.test("faults are words between spaces, commas or semicolons, in any case", () => {
  const expected = {
    kinds: { delay: { value: 200, spread: 50 }, chop: { value: 1, spread: 0 }, merge: { value: 2, spread: 0 } },
    rate: 0.2,
    seed: 7,
  };
  for (
    const text of [
      "delay=200±50 chop=1 merge rate=0.2 seed=7",
      "DELAY=200+-50;chop=1; merge;rate=.2;seed=7",
      "delay=200Â±50, chop=1,merge,rate=0.2,seed=7",
    ]
  ) deepStrictEqual(parseFaults(text, TABLE), expected, text);
});

Deno.test("faults are written as they are asked for", () => {
  for (const text of ["delay=200±50 merge=2 rate=0.5 seed=7", "chop=1", ""]) {
    strictEqual(formatFaults(parseFaults(text, TABLE)), text);
  }
});

for (
  const [text, message] of [
    ["dely=5", /"dely" is not a fault: did you mean delay\?/],
    ["zzzzzz", /"zzzzzz" is not a fault: there are delay, chop, merge, rate, seed/],
    ["constructor", /"constructor" is not a fault/],
    ["chop", /chop=N takes an integer from 1 to 1000$/],
    ["chop=0", /chop=N takes an integer from 1 to 1000, not "0"/],
    ["chop=5±1", /chop=N takes an integer from 1 to 1000, not "5±1"/],
    ["delay=5±6", /delay=MS takes an integer from 1 to 1000, with ±N behind it .* not "5±6"/],
    ["chop=1e3", /not "1e3"/],
    ["rate=2", /rate=P .* a number from 0 to 1, such as 0.2, not "2"/],
    ["seed=4294967296", /seed=N takes an integer from 0 to 4294967295, not "4294967296"/],
    ["seed", /seed=N takes/],
  ] as const
) {
  Deno.test(`${text} is refused, and the message says what to send`, () => {
    throws(() => parseFaults(text, TABLE), { code: "bad-arguments", message });
  });
}
