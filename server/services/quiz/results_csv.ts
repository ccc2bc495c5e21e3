/** The results for a spreadsheet. */
import { seconds } from "../../../protocol/facts.ts";
import { csvOf, csvRows } from "../rest/csv.ts";
import type { GameResult } from "./game.ts";
import { closingMessage } from "./text.ts";

/** The columns of the spreadsheet. */
const COLUMNS = ["finished_at", "name", "marks", "correct", "wrong", "skipped", "seconds", "message"];
/** How many rows a piece has: they take about a millisecond. */
const PIECE_ROWS = 256;

/**
 * The games as comma-separated values, in pieces.
 *
 * @param results never changed from here on
 */
export function* resultsCsv(results: readonly GameResult[]): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvOf(COLUMNS));
  for (let i = 0; i < results.length; i += PIECE_ROWS) {
    yield encoder.encode(csvRows(results.slice(i, i + PIECE_ROWS).map(rowOf)));
  }
}

function rowOf({ name, quarters, correct, wrong, skipped, ms, finishedAt }: GameResult): (string | number)[] {
  return [
    new Date(finishedAt).toISOString(),
    name,
    quarters / 4,
    correct,
    wrong,
    skipped,
    seconds.format(ms / 1000),
    closingMessage(quarters),
  ];
}
