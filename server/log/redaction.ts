/** What the log and those who watch connections must not see: tokens, and whatever else was named as secret. */
import type { ByteWriter } from "../../protocol/byte_writer.ts";
import { TOKEN_LENGTH } from "../token.ts";
import { type Escape, TEXT_FORMAT } from "./log_format.ts";

const NOT_SHOWN = "(not shown)";
/** What kind of character of a token a byte is; 0 for none. A word of `OTHER` alone is a number. */
const [OTHER, LETTER] = [1, 2];
const TOKEN_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z_]/.test(character) ? LETTER : /[0-9-]/.test(character) ? OTHER : 0;
});
const encoder = new TextEncoder();

/** How a line is written for others. */
export interface Shown {
  /** This much of it is shown, in bytes; of a longer one its beginning and its length. */
  readonly most: number;
  /** What is told of a line that is not all among the bytes; has nothing to escape. */
  readonly more?: string;
  /** How what would end the line is written; as in the log's text format by default. */
  readonly escape?: Escape;
}

/** Writes lines as they may be shown. */
export class Redaction {
  /** A line that has one of them in it is not shown. */
  readonly #secrets: Uint8Array[] = [];
  /** Whether something is the token of a game or a counter: it is not shown, wherever it stands. */
  isToken: (word: string) => boolean = () => false;
  /** The token found last. */
  #tokenStart = 0;
  #tokenEnd = 0;

  /** Shows no line any more that has this in it. */
  hide(secret: string): void {
    this.#secrets.push(encoder.encode(secret));
  }

  /** Whether there is a secret in a text. */
  hasSecret(text: string): boolean {
    const bytes = encoder.encode(text);
    if (this.#includesSecret(bytes, 0, bytes.length)) return true;
    return text.match(/[\w-]{16,}/g)?.some((word) => this.#hasToken(word)) ?? false;
  }

  /** Whether there is a token in `bytes[start..end)`. Cost: a look at every sixteenth byte, and at the long words. */
  hasTokenIn(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#findToken(bytes, start, end);
  }

  /** Whether a line may be cut, and written later, without showing a part of what was not to be shown. */
  mayCut(bytes: Uint8Array, start: number, end: number, most: number): boolean {
    return !this.#includesSecret(bytes, start, end) &&
      !this.#findToken(bytes, start, Math.min(end, start + most + TOKEN_LENGTH));
  }

  /**
   * Writes the line `bytes[start..end)`, valid UTF-8, as it may be shown. Control characters are escaped, so that no line can end and
   * begin another.
   */
  write(out: ByteWriter, bytes: Uint8Array, start: number, end: number, shown: Shown): void {
    const { most, more, escape = TEXT_FORMAT.escape } = shown;
    if (this.#includesSecret(bytes, start, end)) {
      out.ascii(NOT_SHOWN);
      return;
    }
    const shownEnd = cut(bytes, start, end, most);
    let from = start;
    // A token at the end of what is shown may go on behind it.
    const tokenEnd = end - start < TOKEN_LENGTH ? start : Math.min(end, shownEnd + TOKEN_LENGTH);
    while (this.#findToken(bytes, from, tokenEnd) && this.#tokenStart < shownEnd) {
      escape(out, bytes, from, this.#tokenStart);
      out.ascii(NOT_SHOWN);
      from = this.#tokenEnd;
    }
    if (from < shownEnd) escape(out, bytes, from, shownEnd);
    if (more) out.utf8(` … ${more}`);
    else if (shownEnd < end) out.utf8(` … ${end - start} bytes`);
  }

  /**
   * Finds the next word in `bytes[start..end)` that is or has a token. A word that is as long as a token covers one of the bytes that
   * are so far from each other: only those are looked at first.
   */
  #findToken(bytes: Uint8Array, start: number, end: number): boolean {
    for (let i = start + TOKEN_LENGTH - 1; i < end; i += TOKEN_LENGTH) {
      let kinds = TOKEN_BYTES[bytes[i]];
      if (kinds === 0) continue;
      let first = i;
      while (first > start && TOKEN_BYTES[bytes[first - 1]] !== 0) kinds |= TOKEN_BYTES[bytes[--first]];
      while (++i < end && TOKEN_BYTES[bytes[i]] !== 0) kinds |= TOKEN_BYTES[bytes[i]];
      if (i - first < TOKEN_LENGTH || kinds < LETTER) continue;
      if (!this.#hasToken(new TextDecoder().decode(bytes.subarray(first, i)))) continue;
      this.#tokenStart = first;
      this.#tokenEnd = i;
      return true;
    }
    return false;
  }

  /** Whether a word is a token, or has one at its beginning or end, as in `RESUMEtoken`. */
  #hasToken(word: string): boolean {
    if (word.length === TOKEN_LENGTH) return this.isToken(word);
    return [word, word.slice(0, TOKEN_LENGTH), word.slice(-TOKEN_LENGTH)].some(this.isToken);
  }

  #includesSecret(bytes: Uint8Array, start: number, end: number): boolean {
    for (const secret of this.#secrets) if (includes(bytes, { start, end }, secret)) return true;
    return false;
  }
}

/** Where the first `most` bytes of a line end, without half a character. */
export function cut(bytes: Uint8Array, start: number, end: number, most: number): number {
  let cutEnd = Math.min(end, start + most);
  while (cutEnd < end && (bytes[cutEnd] & 0xc0) === 0x80) cutEnd--;
  return cutEnd;
}

/** Whether `part` stands somewhere in `bytes[start..end)`. */
function includes(bytes: Uint8Array, { start, end }: { start: number; end: number }, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0], start); at >= 0 && at + part.length <= end; at = bytes.indexOf(part[0], at + 1)) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
