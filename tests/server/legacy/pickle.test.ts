import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { PickleError, readPickle, writePickle } from "../../../server/legacy/pickle.ts";
import { mutated, pickled, PICKLES } from "../../support/pickles.ts";
import { seededRandom } from "../../../server/seeded_random.ts";

const MAX = Number.MAX_SAFE_INTEGER;
/** How many mutated pickles are tried; a million take some seconds. */
const MUTATIONS = 50_000;

Deno.test("a list of integers is read as Python writes it, in every protocol", () => {
  for (const pickle of PICKLES) {
    deepStrictEqual(readPickle(pickle), { integers: [5, 3, 300, -70_000, 2 ** 40], length: pickle.length });
  }
});

Deno.test("a list that was written is read as it was", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -MAX, max: MAX })), (integers) => {
    const pickle = writePickle(integers);
    deepStrictEqual(readPickle(pickle), { integers, length: pickle.length });
  }));
  for (let bits = 0; bits <= 53; bits++) {
    const integers = [2 ** bits - 1, -(2 ** bits) + 1, ...bits < 53 ? [-(2 ** bits)] : []].map((integer) => integer + 0);
    deepStrictEqual(readPickle(writePickle(integers))?.integers, integers);
  }
});

Deno.test("a pickle ends where it ends, and before that there is none", () => {
  for (const pickle of PICKLES) {
    for (let length = 0; length < pickle.length; length++) strictEqual(readPickle(pickle.subarray(0, length)), null);
    strictEqual(readPickle(Uint8Array.of(...pickle, 0xff))?.length, pickle.length);
  }
});

/** What a pickle can do, and no list of integers needs. */
const HOSTILE = {
  "calls os.system, protocol 0": "cos\nsystem\n(S'id'\ntR.",
  "calls os.system in a list": "(lp0\ncposix\nsystem\n(S'id'\ntRa.",
  "calls a function that it finds on the stack":
    "\\x80\\x04\\x95\\x1f\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x8c\\x02os\\x8c\\x06system\\x93.",
  "makes an object": "\\x80\\x02c__main__\nThing\n)\\x81}b.",
  "makes an object, old": "(i__main__\nThing\n.",
  "makes an object, older": "(c__main__\nThing\no.",
  "names by a number from the registry": "\\x80\\x02\\x82\\x01.",
  "asks for what was stored outside": "P123\n.",
  "asks for what was stored outside, from the stack": "K\\x01Q.",
  "takes from the memo": "\\x80\\x02]q\\x00h\\x00a.",
  "has itself in it": "]q\\x00h\\x00a.",
  "takes a buffer": "\\x80\\x05\\x97.",
  "is a tuple": "(K\\x01K\\x02t.",
  "is a dictionary": "}.",
  "is a set": "\\x80\\x04\\x8f.",
  "is an integer": "K\\x05.",
  "is nothing": ".",
  "is no list yet": "(.",
  "ends in the middle of its items": "](K\\x01.",
  "ends with an item too many": "]K\\x01.",
  "has a list in it": "]]a.",
  "has a text in it": "]X\\x01\\x00\\x00\\x00aa.",
  "has a float in it": "]G?\\xf8\\x00\\x00\\x00\\x00\\x00\\x00a.",
  "has None in it": "]Na.",
  "has True in it": "\\x80\\x02]\\x88a.",
  "has True in it, protocol 0": "(lp0\nI01\na.",
  "has a number with an exponent": "(lI1e3\na.",
  "has a number with a blank": "(lI 1\na.",
  "has hexadecimal": "(lI0x10\na.",
  "has an integer without an end": `(lI${"9".repeat(30)}`,
  "has an integer that is too great": "(lI9007199254740992\na.",
  "has an integer of 255 bytes": `]\\x8a\\xff${"\\x01".repeat(255)}a.`,
  "has an integer of gigabytes": "]\\x8b\\xff\\xff\\xff\\x7f",
  "has a frame of gigabytes": "\\x80\\x04\\x95\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff",
  "is of a protocol that does not exist": "\\x80\\x06].",
  "says its protocol twice": "\\x80\\x04\\x80\\x04].",
  "has a memo far away": "]r\\xff\\xff\\xff\\xff.",
  "is a list twice": "]].",
  "has a mark on a mark": "((l.",
  "is HTTP": "GET / HTTP/1.1\r\n\r\n",
  "is a line": "SORT 1 2\n",
};

for (const [what, pickle] of Object.entries(HOSTILE)) {
  Deno.test(`a pickle is refused that ${what}`, () => void throws(() => readPickle(pickled(pickle)), PickleError));
}

Deno.test("no mutated pickle does anything but be a list of integers, be refused, or be unfinished", () => {
  const random = seededRandom(17);
  const counts = { list: 0, refused: 0, unfinished: 0 };
  for (let i = 0; i < MUTATIONS; i++) counts[outcome(mutated(random))]++;
  ok(counts.list > 100 && counts.refused > 100 && counts.unfinished > 100, JSON.stringify(counts));
});

function outcome(pickle: Uint8Array): "list" | "refused" | "unfinished" {
  try {
    const read = readPickle(pickle);
    if (read === null) return "unfinished";
    ok(read.length <= pickle.length && read.integers.every(Number.isSafeInteger));
    return "list";
  } catch (error) {
    ok(error instanceof PickleError, `${error}`);
    return "refused";
  }
}
