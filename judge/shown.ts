/** What was sent and what came, as reports show it. */
import { Buffer } from "node:buffer";
import { escapeControls } from "../protocol/quote.ts";

/** The most characters of a line that is shown, and of a piece that was sent. */
const SHOWN = 150;
const SHOWN_PIECE = 70;

/** A line as a report shows it: not too long, and unable to harm a terminal. */
export function shown(line: string): string {
  const text = escapeControls(line);
  if (text === "") return "an empty line";
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${line.length} characters)` : text;
}

/** What was sent, as a report shows it: quoted, with what can't be seen written out. */
export function shownPiece(data: string | Uint8Array): string {
  const text = typeof data === "string" ? data : Buffer.from(data).toString("latin1");
  const cut = text.length > SHOWN_PIECE ? `${text.slice(0, SHOWN_PIECE / 2)}…${text.slice(-10)}` : text;
  const quoted = JSON.stringify(cut).replaceAll(/[\u007f-\u00ff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  const isText = typeof data === "string";
  const written = isText ? JSON.stringify(cut) : quoted;
  return text.length > SHOWN_PIECE ? `${written} (${text.length} ${isText ? "characters" : "bytes"})` : written;
}
