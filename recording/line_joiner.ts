import { Buffer } from "node:buffer";

/** The most bytes of a line that are compared at once: a longer one is compared in pieces of this length. */
const PIECE = 65_536;

/** Puts the lines together again that came in pieces, with their ends; each character is a byte. */
export class LineJoiner {
  #rest = "";

  push(bytes: Uint8Array): string[] {
    const lines: string[] = [];
    const text = this.#rest + Buffer.from(bytes).toString("latin1");
    let start = 0;
    for (let end = endOf(text, start); end > 0; end = endOf(text, start)) {
      lines.push(text.slice(start, end));
      start = end;
    }
    this.#rest = text.slice(start);
    return lines;
  }

  /** The last line, if it has no end. */
  end(): string[] {
    const rest = this.#rest;
    this.#rest = "";
    return rest === "" ? [] : [rest];
  }
}

/** Where the line that starts at `start` ends, or a piece of it; 0 if it goes on behind the text. */
function endOf(text: string, start: number): number {
  const end = text.indexOf("\n", start) + 1;
  if (end > 0 && end - start <= PIECE) return end;
  return text.length - start >= PIECE ? start + PIECE : 0;
}
