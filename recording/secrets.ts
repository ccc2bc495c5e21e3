/**
 * Where secrets stand in lines: what follows `AUTH`, `PASS` and what people take for `AUTH`, the tokens behind `RESUME`, `COUNTER id` and `HOST pin`, and `token=`
 * in replies. Secrets in other places, and of other protocols, are not known.
 */
import { Buffer } from "node:buffer";
import type { Direction } from "./format.ts";

const IN_REQUESTS =
  /^(?:\xef\xbb\xbf)*[ \t]*(?:(?:AUTH|PASS|LOGIN|TOKEN|BEARER)[ \t]+([^\r\n]+)|RESUME[ \t]+([^ \t\r\n]+)|(?:COUNTER|HOST)[ \t]+\d+[ \t]+([^ \t\r\n]+))/di;
const IN_REPLIES = /^OK (?:.*? )??token=([^ \r\n]+)/d;

/** The part `[start, end)` of a line. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The secret in a line, or in the beginning of one, of which each character is a byte. */
export function secretIn(line: string, direction: Direction): Span | null {
  const match = line.match(direction === "<" ? IN_REQUESTS : IN_REPLIES);
  const found = match?.indices?.slice(1).find((span) => span !== undefined);
  return found ? { start: found[0], end: found[1] } : null;
}

/** Whether it is what stands in place of a secret. */
export function isHidden(secret: string): boolean {
  return /^\(hidden-\d+\)$/.test(secret);
}

/** No more secrets are told from each other than these, the last ones. */
const MAX_NAMES = 100_000;

/** What stands in place of secrets: the same for the same one. */
export class SecretNames {
  readonly #numbers = new Map<string, number>();
  #last = 0;

  nameOf(secret: string): string {
    let number = this.#numbers.get(secret);
    if (number === undefined) {
      number = ++this.#last;
      this.#numbers.set(secret, number);
      if (this.#numbers.size > MAX_NAMES) this.#numbers.delete(this.#numbers.keys().next().value ?? "");
    }
    return `(hidden-${number})`;
  }
}

/** So much of a line is kept to find the secret in it, in bytes. */
const HEAD = 4096;
const LINE_FEED = 0x0a;

/** Puts something else in place of the secrets that are sent in one direction, piece by piece: one may be cut anywhere. */
export class SecretReplacer {
  readonly #direction: Direction;
  readonly #replacement: (secret: string) => string;
  /** The line so far. */
  #line = "";
  /** What to do with the rest of a line that is too long to keep. */
  #rest: "unknown" | "shown" | "hidden" = "unknown";

  /** @param replacement gives what stands in place of a secret; of both, each character is a byte */
  constructor(direction: Direction, replacement: (secret: string) => string) {
    this.#direction = direction;
    this.#replacement = replacement;
  }

  /** A piece that ends with the line, or before, with its secrets replaced. The replacement of one in pieces stands where that ends. */
  replace(piece: Uint8Array): Uint8Array {
    const ends = piece.at(-1) === LINE_FEED;
    const shown = this.#replaced(piece, ends);
    if (ends) {
      this.#line = "";
      this.#rest = "unknown";
    }
    return shown;
  }

  #replaced(piece: Uint8Array, ends: boolean): Uint8Array {
    if (this.#rest === "hidden") return piece.subarray(ends ? -1 : piece.length);
    return this.#rest === "shown" ? piece : this.#replaceIn(piece);
  }

  #replaceIn(piece: Uint8Array): Uint8Array {
    const from = this.#line.length;
    const line = this.#line + Buffer.from(piece).toString("latin1");
    const secret = secretIn(line, this.#direction);
    const isOpen = secret?.end === line.length;
    const isTooLong = line.length > HEAD;
    if (isTooLong) this.#rest = isOpen ? "hidden" : "shown";
    this.#line = isTooLong ? "" : line;
    if (!secret || secret.end < from) return piece;
    const name = isOpen && !isTooLong ? "" : this.#replacement(line.slice(secret.start, secret.end));
    return Buffer.from(line.slice(from, Math.max(from, secret.start)) + name + line.slice(secret.end), "latin1");
  }
}
