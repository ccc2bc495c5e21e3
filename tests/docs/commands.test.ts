import { deepStrictEqual, ok } from "node:assert/strict";
import { optionsOf } from "../../cli/command.ts";
import { flagOf } from "../../cli/options.ts";
import { COMMANDS } from "../../commands/mod.ts";
import { documentNames, readDocument } from "../support/documents.ts";

/** Where one command ends, and what follows is for the shell. */
const SHELL = /\s(?:\||>|<|&&|&|;|#)\s?.*$/;

/** The commands of ours that a document shows, in its blocks and in its sentences. */
function shownCommands(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```(sh|console|bash|ini)\n([^]*?)\n *```$/gm)];
  const lines = blocks.flatMap(([, kind, block]) => {
    const whole = block.replaceAll(/\\\n\s*/g, " ").split("\n").map((line) => line.trim());
    // In the others, lines without a $ are what is printed.
    return kind === "console" ? whole.filter((line) => line.startsWith("$ ")) : whole;
  });
  const inBlocks = lines
    .map((line) => line.match(/^(?:\$ )?(?:\w+=\S+ )*(?:ExecStart=)?(?:\S*\/)?(app .+)$/)?.[1])
    .filter((line) => line !== undefined);
  const inSentences = [...text.replaceAll(/```[^]*?```/g, "").matchAll(/`(app [^`]+)`/g)].map(([, command]) => command);
  return [...inBlocks, ...inSentences.map((command) => command.replaceAll("\n", " "))];
}

/** What is wrong with a command that a document shows; `null` if nothing is. */
function problemOf(shown: string): string | null {
  const [, name, ...words] = shown.replace(SHELL, "").split(/\s+/);
  if (["help", "--version", "--help"].includes(name)) return null;
  if (!Object.hasOwn(COMMANDS, name)) return `${shown}: there is no command ${name}`;
  const flags = new Set([...Object.keys(optionsOf(COMMANDS[name])).map((option) => `--${flagOf(option)}`), "--help"]);
  const unknown = words.map((word) => word.split("=")[0]).filter((word) => word.startsWith("--") && !flags.has(word));
  return unknown.length > 0 ? `${shown}: there is no ${unknown.join(", ")}` : null;
}

Deno.test("every command in the documents exists, with each of its flags", () => {
  const shown = documentNames().flatMap((name) => shownCommands(readDocument(name)).map((command) => ({ name, command })));
  ok(shown.length > 100, String(shown.length));
  deepStrictEqual(
    shown.map(({ name, command }) => ({ name, problem: problemOf(command) })).filter(({ problem }) => problem),
    [],
  );
});

Deno.test("a command in a document that does not exist is found", () => {
  const text = "Run `app srve`, or:\n\n```sh\nAPP_DATA=x app serve --memroy | head\n```\n";
  deepStrictEqual(shownCommands(text).map(problemOf), [
    "app serve --memroy | head: there is no --memroy",
    "app srve: there is no command srve",
  ]);
});
