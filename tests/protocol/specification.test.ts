import { deepStrictEqual, ok } from "node:assert/strict";
import { type Command, COMMANDS, SECTIONS, VERBS } from "../../protocol/command.ts";
import { helpCommand, helpOverview } from "../../protocol/help.ts";
import { ERROR_CODES } from "../../protocol/request_error.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";

const specification = readDocument("protocol/README.md");

function firstCells(heading: string): string[] {
  return tableRows(section(specification, heading)).flatMap(([first]) => codeSpans(first));
}

Deno.test("the specification and the command table list the same requests, in the same order", () => {
  for (const name of SECTIONS) {
    const commands = VERBS.map((verb): Command => COMMANDS[verb]).filter((command) => command.section === name);
    deepStrictEqual(firstCells(name), commands.map(({ usage }) => usage));
  }
});

Deno.test("the specification lists every error code, and no others", () => {
  deepStrictEqual(firstCells("Error codes").sort(), [...ERROR_CODES].sort());
});

Deno.test("HELP lists every request, in lines of at most 100 characters", () => {
  const overview = helpOverview();
  for (const verb of VERBS) ok(overview.some((line) => line.startsWith(`  ${COMMANDS[verb].usage} `)), verb);
  for (const line of [...overview, ...VERBS.flatMap(helpCommand)]) ok(`# ${line}`.length <= 100, line);
});
