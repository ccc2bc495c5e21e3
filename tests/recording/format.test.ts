import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { escaped, unescaped } from "../../recording/escaping.ts";
import { eventText, type Happening, parseEvent } from "../../recording/format.ts";
import { SecretNames, SecretReplacer } from "../../recording/secrets.ts";
import type { Direction } from "../../recording/format.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

Deno.test("any bytes become one line of text without control characters, and come back as they were", () => {
  const anyBytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: "binary", maxLength: 40 }).map(bytesOf));
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const text = escaped(bytes);
      // deno-lint-ignore no-control-regex -- there must be none
      ok(!/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text), text);
      deepStrictEqual([...unescaped(text)], [...bytes]);
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("an event comes back from its text as it was, whatever the bytes", () => {
  const piece = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.boolean())
    .map(([bytes, ends]) => new Uint8Array([...bytes.filter((byte) => byte !== 10), ...ends ? [10] : []]));
  const direction = fc.constantFrom<Direction>("<", ">");
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    fc.record({ kind: fc.constant("bytes" as const), direction, bytes: piece }),
    fc.record({ kind: fc.constantFrom("half-closed" as const, "reset" as const), direction }),
    fc.record({ kind: fc.constantFrom("closed" as const, "stopped" as const, "unreachable" as const) }),
    fc.constant({ kind: "opened" as const, from: "[::1]:4000" }),
  );
  const event = fc.record({ ms: fc.nat(), connection: fc.integer({ min: 1, max: 9999 }), happening });
  fc.assert(
    fc.property(event, (event) => {
      const text = eventText(event);
      match(text, /^[^\n]*[^\n ]\n$/);
      const { happening, ...rest } = parseEvent(text.slice(0, -1));
      deepStrictEqual(rest, { ms: event.ms, connection: event.connection });
      if (happening.kind === "bytes" && event.happening.kind === "bytes") {
        deepStrictEqual([...happening.bytes], [...event.happening.bytes]);
      } else deepStrictEqual({ ...happening }, { ...event.happening });
    }),
    { seed: 2, numRuns: 2000 },
  );
});

Deno.test("text stays readable, a carriage return is seen, and a line that goes on has a backslash at its end", () => {
  const text = (bytes: Uint8Array) => eventText({ ms: 5, connection: 2, happening: { kind: "bytes", direction: "<", bytes } });
  strictEqual(text(bytesOf("QUIZ Zoë 👩‍💻\r\n")), "5 #2 < QUIZ Zoë 👩‍💻\\r\n");
  strictEqual(text(bytesOf("SOR")), "5 #2 < SOR\\\n");
  strictEqual(text(bytesOf("a\\\tb \n")), "5 #2 < a\\\\\\tb\\x20\n");
  strictEqual(text(bytesOf("\n")), "5 #2 <\n");
  strictEqual(text(new Uint8Array([0xff, 0x41, 0x1b, 0x0a])), "5 #2 < \\xffA\\x1b\n");
});

Deno.test("what is no event is refused with what to write", () => {
  throws(() => parseEvent("hello"), /"hello" is no event: write it as in 2140 #1 < PING/);
  throws(() => parseEvent("1 #1 went"), /"went" is nothing that happens to a connection/);
  throws(() => parseEvent("1 #1 reset"), /reset needs < or > behind it/);
  throws(() => parseEvent("1 #1 < a\\qb"), /\\qb is no escape: a backslash is written \\\\/);
});

function hiderOf(direction: Direction): SecretReplacer {
  const names = new SecretNames();
  return new SecretReplacer(direction, (secret) => names.nameOf(secret));
}

const SECRETS: [Direction, said: string, shown: string][] = [
  ["<", "AUTH correct horse\n", "AUTH (hidden-1)\n"],
  ["<", "  auth x\r\n", "  auth (hidden-1)\r\n"],
  ["<", "AUTH x", "AUTH "],
  ["<", "AUTH\n", "AUTH\n"],
  ["<", "AUTHOR x\n", "AUTHOR x\n"],
  ["<", "RESUME abc\nRESUME abc \nRESUME def\n", "RESUME (hidden-1)\nRESUME (hidden-1) \nRESUME (hidden-2)\n"],
  ["<", "COUNTER 42 abc\nCOUNTER 42\n", "COUNTER 42 (hidden-1)\nCOUNTER 42\n"],
  ["<", "HOST 482913 abc\n", "HOST 482913 (hidden-1)\n"],
  ["<", "ECHO AUTH x\n", "ECHO AUTH x\n"],
  [">", "OK token=abc questions=10 name=token=x\n", "OK token=(hidden-1) questions=10 name=token=x\n"],
  [">", "OK id=4 value=0 token=abc\r\n", "OK id=4 value=0 token=(hidden-1)\r\n"],
  [">", "# token=abc\n", "# token=abc\n"],
  ["<", "login secret\n", "login (hidden-1)\n"],
  ["<", "TOKEN secret\n", "TOKEN (hidden-1)\n"],
  ["<", "BEARER secret\n", "BEARER (hidden-1)\n"],
];

Deno.test("secrets are hidden wherever a line is cut, and the same one has the same number", () => {
  for (const [direction, said, shown] of SECRETS) {
    const bytes = bytesOf(said);
    for (let first = 0; first <= bytes.length; first++) {
      for (let second = first; second <= bytes.length; second++) {
        const hider = hiderOf(direction);
        let written = "";
        for (const [from, to] of [[0, first], [first, second], [second, bytes.length]]) {
          for (const [line] of textOf(bytes.subarray(from, to)).matchAll(/[^\n]*\n|[^\n]+/g)) {
            written += textOf(hider.replace(bytesOf(line)));
          }
        }
        // A secret in pieces has its name where it ends; then a \r that comes alone may be taken for its end.
        strictEqual(written, shown, `${JSON.stringify(said)} cut at ${first} and ${second}`);
      }
    }
  }
});

Deno.test("a secret that is longer than what is kept of a line is hidden to its end", () => {
  const hider = hiderOf("<");
  let shown = "";
  for (const piece of ["AUTH ", "s".repeat(5000), "s".repeat(5000), "s\n", "PING\n"]) {
    shown += textOf(hider.replace(bytesOf(piece)));
  }
  strictEqual(shown, "AUTH (hidden-1)\nPING\n");
});
