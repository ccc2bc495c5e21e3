/** The results for a spreadsheet. */
// @ts-types="../../../std/stringify.d.ts"
import { stringify } from "@std/csv/stringify";
import { marks, seconds } from "../../../protocol/facts.ts";
import { textCell } from "../rest/text_cell.ts";
import type { GameResult } from "./game.ts";
import { closingMessage } from "./text.ts";

/** The columns of the spreadsheet. */
const COLUMNS = ["finished_at", "name", "marks", "correct", "wrong", "skipped", "seconds", "message"];
/** How many rows a piece has: they take about a millisecond. */
const PIECE_ROWS = 256;

/**
 * The games as comma-separated values (RFC 4180), in pieces, with the mark in front that tells spreadsheets of UTF-8.
 *
 * @param results never changed from here on
 */
export function* resultsCsv(results: readonly GameResult[]): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  yield encoder.encode(`\ufeff${stringify([COLUMNS])}`);
  for (let i = 0; i < results.length; i += PIECE_ROWS) {
    yield encoder.encode(stringify(results.slice(i, i + PIECE_ROWS).map(rowOf)));
  }
}

function rowOf({ name, quarters, correct, wrong, skipped, ms, finishedAt }: GameResult): string[] {
  return [
    new Date(finishedAt).toISOString(),
    textCell(name),
    marks.format(quarters / 4),
    String(correct),
    String(wrong),
    String(skipped),
    seconds.format(ms / 1000),
    closingMessage(quarters),
  ];
}
