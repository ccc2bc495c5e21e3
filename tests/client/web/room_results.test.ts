/** What the screens make of a room's results. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { withMissed } from "../../../client/web/play/missed_question.ts";
import { isTied, winnersOf } from "../../../client/web/screen/ties.ts";
import { cut, formatPin } from "../../../client/web/text.ts";

const ADA = { name: "Ada", marks: 3, seconds: 20.9 };
const BEN = { name: "Ben", marks: 3, seconds: 21 };
const EVE = { name: "Eve", marks: 2, seconds: 9 };

Deno.test("the time decides only between players with the same marks", () => {
  deepStrictEqual([ADA, BEN, EVE].map((one) => isTied(one, [ADA, BEN, EVE])), [true, true, false]);
});

Deno.test("who is first alone has won; the same marks in the same time are a tie", () => {
  const ties = (size: number) => winnersOf(Array.from({ length: size }, (_, i) => ({ ...ADA, name: `${i}` })));
  deepStrictEqual(winnersOf([ADA, BEN, EVE]), { winner: "Ada" });
  deepStrictEqual(ties(4), { tie: "A four-way tie!" });
  deepStrictEqual(ties(8), { tie: "An eight-way tie!" });
  deepStrictEqual(ties(11), { tie: "An 11-way tie!" });
  deepStrictEqual(ties(12), { tie: "A 12-way tie!" });
});

Deno.test("a question that was not answered right is kept once, with its answer", () => {
  const before = { number: 2, text: "1 + 1", missed: [{ number: 1, text: "Why?", answer: "Because" }] };
  strictEqual(withMissed(before, "correct", "2"), before.missed);
  const missed = withMissed(before, "none", "2");
  deepStrictEqual(missed.at(-1), { number: 2, text: "1 + 1", answer: "2" });
  strictEqual(withMissed({ ...before, missed }, "none", "2"), missed);
});

Deno.test("a PIN is written in two halves, and a long name ends in an ellipsis", () => {
  strictEqual(formatPin("482913"), "482 913");
  strictEqual(formatPin("1234"), "1234");
  strictEqual(cut("Ada", 24), "Ada");
  strictEqual(cut("W".repeat(40), 24), `${"W".repeat(23)}…`);
});
