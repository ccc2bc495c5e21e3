import { strictEqual, throws } from "node:assert/strict";
import { checkName } from "../../protocol/player_name.ts";
import { RequestError } from "../../protocol/request_error.ts";

function refuses(name: string, message: RegExp): void {
  throws(
    () => checkName(name),
    (error) => error instanceof RequestError && error.code === "bad-name" && message.test(error.message),
  );
}

Deno.test("a name must not contain control characters, nor those that change the direction of text", () => {
  for (const control of ["\u0000", "\n", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"]) {
    refuses(`A${control}da`, /^a name must not contain control characters: send QUIZ/);
  }
  const bidirectional = [0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];
  for (const code of bidirectional) {
    refuses(
      `A${String.fromCodePoint(code)}da`,
      /^a name must not contain bidirectional control characters: send QUIZ/,
    );
  }
});

Deno.test("a name can be in any script, and have any emoji", () => {
  // The second has a zero-width joiner in it, the last a zero-width non-joiner.
  for (const name of ["Ada", "👩‍💻", "عائشة", "נועה", "Zoë", "می‌خواهم"]) strictEqual(checkName(name), name);
});
