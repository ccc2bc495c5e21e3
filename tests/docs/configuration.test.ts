import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { CERT_OPTIONS } from "../../cert/config.ts";
import { helpText } from "../../cli/help.ts";
import type { Option } from "../../cli/options.ts";
import { CLIENT_OPTIONS } from "../../client/options.ts";
import { COMMANDS, run } from "../../commands/mod.ts";
import { JUDGE_OPTIONS } from "../../judge/config.ts";
import { RESTORE_OPTIONS, SERVE_OPTIONS } from "../../server/config.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { TestShell } from "../support/test_shell.ts";

const { common, sort, quiz, host, counter } = CLIENT_OPTIONS;
const OPTIONS: Record<string, Record<string, Option<unknown>>> = {
  serve: SERVE_OPTIONS,
  cert: CERT_OPTIONS,
  judge: JUDGE_OPTIONS,
  client: { ...common, ...sort, ...quiz, ...host, ...counter },
  restore: RESTORE_OPTIONS,
};
/** How many values of a command the page has at least. */
const LEAST = new Map([["cert", 4], ["judge", 10], ["restore", 2]]);
const configuration = readDocument("docs/configuration.md");

for (const [command, options] of Object.entries(OPTIONS)) {
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
