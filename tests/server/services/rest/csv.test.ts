import { strictEqual } from "node:assert/strict";
import { csvOf, textCell } from "../../../../server/services/rest/csv.ts";

Deno.test("a name that could begin a formula gets an apostrophe in front, in the cell and behind every separator", () => {
  for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠"]) {
    strictEqual(textCell(`${sign}1+1`), `'${sign}1+1`);
    strictEqual(textCell(` ${sign}1`), ` '${sign}1`);
    for (const separator of [";", ",", "\t", "|"]) {
      strictEqual(textCell(`x${separator}${sign}1`), `x${separator}'${sign}1`);
      strictEqual(textCell(`x${separator} \u00a0${sign}1;${sign}2`), `x${separator} \u00a0'${sign}1;'${sign}2`);
    }
  }
  for (const name of ["Ada", "Anne-Marie", "a=b", "Ada; Ben", "x@y"]) strictEqual(textCell(name), name);
});

Deno.test("a number stays one in a table, also below zero, where a text would be taken for a formula", () => {
  strictEqual(csvOf(["name", "marks"], [["-Ada", -0.25], ["Ben", 3]]), "\ufeffname,marks\r\n'-Ada,-0.25\r\nBen,3\r\n");
});
