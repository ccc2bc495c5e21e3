import { ok, strictEqual } from "node:assert/strict";
import { optionsOf } from "../../cli/command.ts";
import { manPage } from "../../cli/man_page.ts";
import { flagOf } from "../../cli/options.ts";
import { COMMANDS } from "../../commands/mod.ts";

Deno.test("the manual has every command, and every flag of each", () => {
  const page = manPage(COMMANDS, "1.2.3");
  ok(page.startsWith('.TH APP 1 "" "app 1.2.3"'));
  for (const [name, command] of Object.entries(COMMANDS)) {
    const [, section = ""] = page.split(`.SS app ${name}\n`);
    const [own] = section.split("\n.S");
    for (const option of Object.keys(optionsOf(command))) {
      ok(own.includes(`.TP\n\\fB${`--${flagOf(option)}`.replaceAll("-", "\\-")}\\fP`), `${name} --${flagOf(option)}`);
    }
  }
});

Deno.test("no text of the manual is taken for a request of man(7)", () => {
  const command = {
    usage: ["x"],
    overview: { x: "" },
    about: [".SH is no heading", "'quoted", "  kept \\r\\n"],
    options: {},
    run: () => 0 as const,
  };
  const page = manPage({ x: command }, "1.2.3");
  for (const line of ["\\&.SH is no heading", "\\&'quoted", "  kept \\er\\en"]) ok(page.includes(`\n${line}\n`), line);
  strictEqual(page.split("\n").filter((line) => line.startsWith(".EX")).length, 4);
});
