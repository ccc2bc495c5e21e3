/** Comma-separated values (RFC 4180) for spreadsheets. */
// @ts-types="../../../std/stringify.d.ts"
import { stringify } from "@std/csv/stringify";
import { z } from "@hono/zod-openapi";

/** A formula's beginning where a spreadsheet looks for one: in the cell, and behind whatever it may take for the end of a cell. */
const FORMULA = /(^|[;,\t|])(\s*)([=+\-@＝＋－＠])/gu;

/** A text that no spreadsheet takes for a formula: with a `'` in front of what could begin one. */
export function textCell(text: string): string {
  return text.replace(FORMULA, "$1$2'$3");
}

type Row = readonly (string | number)[];

/** A table as text, with the mark in front that tells spreadsheets of UTF-8. */
export function csvOf(columns: readonly string[], rows: readonly Row[] = []): string {
  return `\ufeff${csvRows([columns, ...rows])}`;
}

/** Rows as text. What people wrote is never taken for a formula; a number stays one. */
export function csvRows(rows: readonly Row[]): string {
  return stringify(rows.map((row) => row.map((cell) => typeof cell === "number" ? String(cell) : textCell(cell))));
}

/** A response with a table. */
export function csv(description: string) {
  return { description, content: { "text/csv": { schema: z.string() } } };
}

/** The headers of a table that is saved as a file. */
export function csvHeaders(filename: string): Record<string, string> {
  return {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${filename}"`,
  };
}
