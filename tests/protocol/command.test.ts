import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { type Command, CommandTable, nextKey } from "../../protocol/command.ts";
import { Request } from "../../protocol/request.ts";
import { RequestError } from "../../protocol/request_error.ts";

/** A command that does nothing. */
function command(options: Partial<Command> = {}): Command {
  return { usage: "GO", summary: "goes", example: "GO", arguments: { kind: "none" }, changes: false, ...options };
}

/** A table with commands of these verbs under one heading each. */
function tableOf(...verbs: string[]): CommandTable {
  return new CommandTable(verbs.map((verb) => ({ title: `About ${verb}`, commands: { [verb]: command() } })));
}

/** A verb as a number. */
function keyOf(verb: string): number {
  return new TextEncoder().encode(verb).reduce(nextKey, 0);
}

const anyVerb = fc.stringMatching(/^[A-Z]{1,11}$/);

Deno.test("a verb that can't be one is refused", () => {
  const message = (verb: string) => ({ message: `${verb} can't be a verb: use 1 to 11 letters from A to Z` });
  for (const verb of ["ABCDEFGHIJKL", "SORT2", "2", "sort", "Sort", "", "TWO WORDS", "TWO-WORDS", "ÄNDERN", "SORT\n", "-"]) {
    throws(() => tableOf("PING", verb), message(verb), verb);
  }
  for (const verb of ["A", "LEADERBOARD", "ZZZZZZZZZZZ"]) strictEqual(tableOf(verb).find(verb).verb, verb);
});

Deno.test("a verb that is there twice is refused", () => {
  throws(() => tableOf("SORT", "PING", "SORT"), { message: "There are two commands SORT: give one of them another name" });
});

Deno.test("no two verbs have the same key, whatever their case, and what is no letter has none", () => {
  fc.assert(
    fc.property(anyVerb, anyVerb, (one, other) => {
      ok(Number.isSafeInteger(keyOf(one)));
      strictEqual(keyOf(one) === keyOf(other), one === other);
      strictEqual(keyOf(one.toLowerCase()), keyOf(one));
    }),
  );
  for (let byte = 0; byte < 256; byte++) {
    strictEqual(Number.isNaN(nextKey(1, byte)), !/[A-Za-z]/.test(String.fromCharCode(byte)), String(byte));
  }
  ok(Number.isSafeInteger(keyOf("ZZZZZZZZZZZ")));
});

Deno.test("commands are numbered in the order of their sections, and found by key and by verb in any case", () => {
  const table = new CommandTable([
    { title: "One", commands: { GO: command(), COME: command() } },
    { title: "Two", commands: { STAY: command() } },
  ]);
  deepStrictEqual(table.entries.map(({ verb, index }) => [verb, index]), [["GO", 0], ["COME", 1], ["STAY", 2]]);
  deepStrictEqual(
    table.sections.map(({ title, entries }) => [title, ...entries.map(({ verb }) => verb)]),
    [["One", "GO", "COME"], ["Two", "STAY"]],
  );
  for (const entry of table.entries) {
    strictEqual(table.withKey(keyOf(entry.verb)), entry);
    strictEqual(table.find(entry.verb.toLowerCase()), entry);
  }
  strictEqual(table.withKey(keyOf("LEAVE")), undefined);
  throws(
    () => table.find("sty"),
    (error) =>
      error instanceof RequestError && error.message === 'there is no command "sty": did you mean STAY? send HELP for the list',
  );
});

Deno.test("a line that begins with a number, or is the letter of a choice, is the command that takes it, if one does", () => {
  const parse = (table: CommandTable, line: string) => {
    const request = new Request(table);
    const bytes = new TextEncoder().encode(line);
    request.parse(bytes, 0, bytes.length);
    return request;
  };
  const integers = { kind: "integers" } as const;
  const withNumbers = new CommandTable([{
    title: "One",
    commands: { SAY: command({ arguments: integers, isBareAnswer: true }) },
  }]);
  for (const line of ["12 3", "SAY 12 3"]) {
    const { entry, numbers, count } = parse(withNumbers, line);
    deepStrictEqual([entry?.verb, ...numbers.subarray(0, count)], ["SAY", 12, 3]);
  }
  // So is one letter of a choice, if it is no verb, and nothing stands behind it.
  const text = { kind: "text", required: true } as const;
  const withAnswers = new CommandTable([{
    title: "One",
    commands: { SAY: command({ arguments: text, isBareAnswer: true }), B: command() },
  }]);
  for (const [line, verb, said] of [["A", "SAY", "A"], [" h\t", "SAY", "h"], ["b", "B", ""], ["7", "SAY", "7"]]) {
    const { entry, text } = parse(withAnswers, line);
    deepStrictEqual([entry?.verb, text], [verb, said]);
  }
  for (const line of ["I", "AC", "A C", "@", "`", "?", "\u00e4"]) {
    throws(() => parse(withAnswers, line), { code: "unknown-command" });
  }
  strictEqual(tableOf("SAY").bareAnswer, null);
  throws(() => parse(tableOf("SAY"), "A"), { code: "unknown-command" });
  throws(() => parse(tableOf("SAY"), "12 3"), { code: "unknown-command" });
});

Deno.test("a word that was meant for a command with a secret is known as such", () => {
  const table = new CommandTable([{
    title: "One",
    commands: { GO: command(), UNLOCK: command({ secret: true, synonyms: ["OPEN"] }), ENTER: command({ secret: true }) },
  }]);
  const meant = (word: string) => table.secretMeantBy(word)?.verb ?? null;
  for (const word of ["UNLOCK", "unlcok", "Unlock:sesame", "open", "OPENsesame"]) strictEqual(meant(word), "UNLOCK", word);
  for (const word of ["ENTRE", "enter=sesame"]) strictEqual(meant(word), "ENTER", word);
  for (const word of ["GO", "CLOSE", "", "PLEASEUNLOCK"]) strictEqual(meant(word), null, word);
  // Neither the word, in which the secret may be, nor what stands behind it is shown.
  strictEqual(
    table.unknown("unlock:sesame").message,
    "there is no command like that: did you mean UNLOCK? send HELP for the list",
  );
});
