import { deepStrictEqual, ok } from "node:assert/strict";
import { helpCommand, helpOverview } from "../../protocol/help.ts";
import { ERROR_CODES } from "../../protocol/request_error.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { COMMANDS } from "../support/test_state.ts";

const specification = readDocument("protocol/README.md");

function firstCells(heading: string): string[] {
  return tableRows(section(specification, heading)).flatMap(([first]) => codeSpans(first));
}

Deno.test("the specification and the command table list the same requests, in the same order", () => {
  for (const { title, entries } of COMMANDS.sections) {
    deepStrictEqual(firstCells(title), entries.map(({ command }) => command.usage));
  }
});

Deno.test("the specification lists every error code, and no others", () => {
  deepStrictEqual(firstCells("Error codes").sort(), [...ERROR_CODES].sort());
});

Deno.test("HELP lists every request, in lines that fit into a terminal of 80 columns", () => {
  const overview = helpOverview(COMMANDS);
  for (const { verb, command } of COMMANDS.entries) ok(overview.some((line) => line.startsWith(`  ${command.usage} `)), verb);
  for (const line of [...overview, ...COMMANDS.entries.flatMap(helpCommand)]) ok(`# ${line}`.length <= 80, line);
});
