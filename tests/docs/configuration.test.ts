import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { optionsOf } from "../../cli/command.ts";
import { helpText } from "../../cli/help.ts";
import { COMMANDS, run } from "../../commands/mod.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { TestShell } from "../support/test_shell.ts";

/** The commands that have options of their own; app check and app backup have some of those of app restore. */
const OPTIONS = Object.entries(COMMANDS).map(([name, command]) => [name, optionsOf(command)] as const)
  .filter(([name, options]) => Object.keys(options).length > 0 && !["backup", "check"].includes(name));
/** How many values of a command the page has at least. */
const LEAST = new Map([["cert", 4], ["judge", 10], ["demo", 8], ["record", 6], ["replay", 8], ["restore", 2], ["health", 4]]);
const configuration = readDocument("docs/configuration.md");

for (const [command, options] of OPTIONS) {
  const rows = tableRows(section(configuration, `app ${command}`)).map(([flag, variable, values, fallback]) => {
    const [name] = codeSpans(flag)[0].split(" ");
    const option = options[name.slice(2).replace(/-(.)/g, (_, letter) => letter.toUpperCase())];
    return { name, option, variable: codeSpans(variable)[0], values, fallback: codeSpans(fallback)[0] };
  });

  Deno.test(`the configuration page lists every flag of ${command}, and no others`, () => {
    const help = helpText(command, COMMANDS);
    const flags = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
    deepStrictEqual(rows.map(({ name }) => name).sort(), flags.sort());
  });

  Deno.test(`the configuration page has the environment variable of every flag of ${command}`, async () => {
    // The last one is always wrong, so that nothing is started if the variable is not read.
    const last = rows.find(({ option }) => option === Object.values(options).at(-1))?.variable ?? "";
    for (const { name, variable } of rows) {
      strictEqual(variable, `APP_${name.slice(2).toUpperCase().replaceAll("-", "_")}`);
      // A variable that is read is refused if it is empty.
      const shell = new TestShell({ env: { [last]: "maybe", [variable]: "" } });
      strictEqual(await run([command], shell), 2);
      match(shell.stderr.text, new RegExp(`^app: ${variable} `));
    }
  });

  Deno.test(`the configuration page has the default and the values of every flag of ${command}`, () => {
    let checked = 0;
    for (const { name, option, values, fallback } of rows) {
      ok(option, name);
      const written = option.fallback === null
        ? undefined
        : option.fallback === false
        ? "off"
        : String(option.fallback) || undefined;
      strictEqual(fallback, written, name);
      const [, min, max] = values.match(/^(\d+) to (\d+)$/) ?? [];
      for (const value of [min, max, ...codeSpans(values)].filter((value) => value !== undefined)) {
        option.parse(value);
        checked++;
      }
      if (min === undefined) continue;
      throws(() => option.parse(String(Number(min) - 1)), name);
      throws(() => option.parse(String(Number(max) + 1)), name);
    }
    ok(checked >= (LEAST.get(command) ?? 15), String(checked));
  });
}
