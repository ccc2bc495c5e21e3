import { strictEqual } from "node:assert/strict";
import { endThatFits, textWidth } from "../../client/text_width.ts";
import { charactersOf } from "../../protocol/characters.ts";

Deno.test("a text is as wide as it is shown", () => {
  const widths: [string, number][] = [
    ["", 0],
    ["Ada", 3],
    ["\x1b[1mAda\x1b[22m", 3],
    ["Zoë", 3],
    ["e\u0301", 1],
    ["日本", 4],
    ["😀", 2],
    ["👩‍👩‍👧‍👦", 2],
  ];
  for (const [text, width] of widths) strictEqual(textWidth(text), width, JSON.stringify(text));
});

Deno.test("of a text that does not fit its end is shown", () => {
  strictEqual(endThatFits(charactersOf("Ada"), 10), "Ada");
  strictEqual(endThatFits(charactersOf("Lovelace"), 4), "lace");
  strictEqual(endThatFits(charactersOf("😀😃😄"), 5), "😃😄");
  strictEqual(endThatFits(charactersOf("Ada"), 0), "");
});
