/** Texts as fast-check makes them for what is written and read on the wire: values as they come, and lines that are nearly right. */
import { deepStrictEqual, doesNotThrow } from "node:assert/strict";
import fc from "fast-check";
import type { TextCodec } from "../../protocol/facts.ts";
import { checkName } from "../../protocol/player_name.ts";

/** Any safe integer but -0, which is written as 0. */
export const anyInteger = fc.maxSafeInteger().map((value) => value + 0);

/** Marks in quarters, as few as a game can have, or many. */
export const anyMarks = fc.oneof(fc.integer({ min: -10, max: 40 }), fc.maxSafeInteger()).map((quarters) => quarters / 4 + 0);

/** Seconds with three decimals. */
export const anySeconds = fc.oneof(fc.nat(600_000), fc.maxSafeNat()).map((ms) => ms / 1000);

/** A token, or another text without a space. */
export const anyWord = fc.oneof(
  fc.stringMatching(/^[\w-]{16}$/),
  fc.stringMatching(/^[!-~]{1,20}$/),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => /^\S+$/.test(text)),
);

/** Parts of lines: a text of a few of them is often nearly one. */
const PARTS = [
  ..."question waiting rank result timeout correct wrong skipped constructor __proto__".split(" "),
  ..."marks= answer= seconds= token= questions= waiting= name= message= id= value= increment= rank= games= of=".split(" "),
  ..."0 1 12 -1 -0 1/10 7 0.75 -2.5 8.123 .5 5. 1e5 0x1 NaN Infinity 9007199254740992 ١".split(" "),
  ...[
    "=",
    "==",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\u00a0",
    "\u2028",
    "-",
    "/",
    "Ada",
    "7 + 5",
    "e\u0301",
    "\u0301",
    "👩‍👩‍👧‍👦",
    "\ud800",
  ],
];

/** A text that may have anything in it: also what is no character, and what looks like a line of the quiz. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 20 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 20 }).map((parts) => parts.join(" ")),
);

/** Text to the end of a line, as a player's name may be. */
export const anyName = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
  fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 9 }).map((parts) => parts.join(" ")),
  fc.constantFrom(
    "A waiting=3 name=B",
    " ",
    "=",
    "name=",
    "name=name=",
    " Ada ",
    "token=x questions=1 name=Ada",
    "Zoë",
    "e\u0301",
  ),
).filter(isName);

function isName(text: string): boolean {
  try {
    return checkName(text) === text && text.isWellFormed();
  } catch {
    return false;
  }
}

/** A fact that none of the names belongs to. */
export function unknownFact(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom("constructor", "__proto__", "Marks", "name2", ""));
  const value = fc.oneof(fc.constantFrom("", "1", "=", "name=Ada"), anyWord);
  return fc.tuple(name.filter((name) => !names.includes(name)), value).map((fact) => fact.join("="));
}

/** A text with one more fact in front of each of its facts, and at its end. @param last the fact that goes to the end, if one does */
export function withFacts(text: string, more: string, last?: string): string {
  const end = last === undefined ? text.length : text.search(new RegExp(`(?<=^| )${last}=`));
  const facts = text.slice(0, end).replaceAll(/(?<=^| )(?=[a-z]+=)/g, `${more.replaceAll("$", "$$$$")} `);
  return last === undefined ? `${facts} ${more}` : `${facts}${more} ${text.slice(end)}`;
}

/** Checks that what is written is read as it was. */
export function survives<Value>(codec: TextCodec<Value>, value: fc.Arbitrary<Value>): void {
  fc.assert(fc.property(value, (value) => deepStrictEqual(codec.parse(codec.format(value)), value)));
}

/** Checks that any text can be read, or at least tried. */
export function readsAnyText(codec: TextCodec<unknown>): void {
  fc.assert(fc.property(anyText, (text) => doesNotThrow(() => codec.parse(text))), { numRuns: 1000 });
}
