import { strictEqual } from "node:assert/strict";
import { wrapWords } from "../../client/wrap_words.ts";

Deno.test("a line is broken between words only where it does not fit, and keeps its indent and its spaces", () => {
  strictEqual(wrapWords("  one two three", 15), "  one two three");
  strictEqual(wrapWords("  one two three", 14), "  one two\n  three");
  strictEqual(wrapWords("  one   two", 11), "  one   two");
  strictEqual(wrapWords("incomprehensible is one", 6), "incomprehensible\nis one");
  strictEqual(wrapWords("日本 日本", 8), "日本\n日本");
  strictEqual(wrapWords("\x1b[1mone\x1b[22m two", 7), "\x1b[1mone\x1b[22m two");
  strictEqual(wrapWords("", 7), "");
});
