import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { Request } from "../../protocol/request.ts";
import { type ErrorCode, RequestError } from "../../protocol/request_error.ts";
import { COMMANDS } from "../support/test_state.ts";

function parse(line: string): { verb: string | undefined; numbers: number[]; text: string } | null {
  const request = new Request(COMMANDS);
  const bytes = new TextEncoder().encode(`>${line}<`);
  if (!request.parse(bytes, 1, bytes.length - 1)) return null;
  return { verb: request.entry?.verb, numbers: [...request.numbers.subarray(0, request.count)], text: request.text };
}

function refused(line: string, code: ErrorCode, message: RegExp): void {
  throws(() => parse(line), (error) => {
    ok(error instanceof RequestError);
    strictEqual(error.code, code);
    ok(message.test(error.message), error.message);
    return true;
  });
}

Deno.test("a verb may be in any case, and spaces and tabs in any number", () => {
  deepStrictEqual(parse("ADD\t5 \t 3\t")?.numbers, [5, 3]);
  deepStrictEqual(parse("  sOrT   5 3    9 3  ")?.numbers, [5, 3, 9, 3]);
  strictEqual(parse("count ")?.verb, "COUNT");
});

Deno.test("a byte order mark in front is not part of the verb", () => {
  deepStrictEqual(parse("\ufeffADD 5")?.numbers, [5]);
  strictEqual(parse("\ufeff"), null);
  strictEqual(parse("QUIZ \ufeffAda")?.text, "\ufeffAda");
});

Deno.test("a counter's ID may be followed by its token, which is no integer", () => {
  const { numbers, text } = parse("COUNTER 42 5nJvZkQ3u0yLh2aW") ?? {};
  deepStrictEqual([numbers, text], [[42], "5nJvZkQ3u0yLh2aW"]);
  deepStrictEqual(parse("COUNTER 42")?.text, "");
  refused("COUNTER abc", "bad-id", /^"abc" is not an integer from 0 to 10000, so nothing was changed: send COUNTER /);
});

Deno.test("what only reads does not say that nothing was changed", () => {
  refused("RANK x", "not-an-integer", /^"x" is not an integer from -9007199254740991 to 9007199254740991: send RANK n, /);
});

Deno.test("an empty line is no request", () => {
  strictEqual(parse(""), null);
  strictEqual(parse("   "), null);
});

Deno.test("text behind a verb is taken as it is", () => {
  strictEqual(parse("ECHO  a  b ä€😀 ")?.text, "a  b ä€😀");
});

Deno.test("every example of the command table is a request for its own verb", () => {
  for (const { verb, command } of COMMANDS.entries) strictEqual(parse(command.example)?.verb, verb);
});

Deno.test("integers of any number come through as they were sent", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 300 }), (numbers) => {
      const integers = numbers.map((number) => number + 0);
      deepStrictEqual(parse(`ADD ${integers.join(" ")}`)?.numbers, integers);
    }),
  );
});

Deno.test("an unknown verb is refused, and the nearest one named where it is near", () => {
  refused("SROT 1", "unknown-command", /"SROT": did you mean SORT\?/);
  refused("counts", "unknown-command", /did you mean COUNT\?/);
  refused("delete 3", "unknown-command", /did you mean REMOVE\?/);
  refused("abc", "unknown-command", /^there is no command "abc": send HELP/);
  refused("FROBNICATE", "unknown-command", /^there is no command "FROBNICATE": send HELP/);
  refused("ADD\u00015", "unknown-command", /"ADD\\u00015"/);
  refused("x".repeat(10_000), "unknown-command", /^there is no command "x{40}…"/);
  refused("\ufeffNOPE", "unknown-command", /^there is no command "NOPE"/);
  refused("ADDADDADDADDADDADDADDADDADD", "unknown-command", /send HELP/);
});

Deno.test("what is no integer is named, with the limits", () => {
  for (const word of ["x", "1.5", "9007199254740992", "-9007199254740992", "1e3", "٣"]) {
    refused(
      `ADD 1 ${word} 2`,
      "not-an-integer",
      new RegExp(`^"${word}" is not an integer from -9007199254740991 to 9007199254740991`),
    );
  }
});

Deno.test("arguments too few, too many or out of range are refused with the usage", () => {
  refused("ADD", "bad-arguments", /^ADD needs at least one integer: send ADD n…, for example ADD 5 3 9 3$/);
  refused("CLEAR all", "bad-arguments", /^CLEAR takes no arguments, but got "all": send CLEAR$/);
  refused("ECHO", "bad-arguments", /^ECHO needs an argument: send ECHO text/);
  refused("RANK", "bad-arguments", /^RANK takes 1 integer, but got 0: send RANK n/);
  refused("RANK 1 2", "bad-arguments", /^RANK takes 1 integer, but got 2/);
  refused("RANGE 1", "bad-arguments", /^RANGE takes 2 to 3 integers, but got 1/);
  refused("GET 1 2 3", "bad-arguments", /^GET takes 0 to 2 integers, but got 3/);
  refused("GET -1", "bad-arguments", /^GET takes offset from 0 to 9007199254740991, but got -1/);
  refused("RANDOM 0", "bad-arguments", /^RANDOM takes k from 1 to 1000, but got 0/);
  refused("RANDOM 1001", "bad-arguments", /^RANDOM takes k from 1 to 1000, but got 1001/);
});

Deno.test("no verb is longer than what tells verbs apart", () => {
  for (const { verb } of COMMANDS.entries) ok(/^[A-Z]{1,11}$/.test(verb), verb);
});
