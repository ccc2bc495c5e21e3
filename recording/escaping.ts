/** Bytes as text that a person can read and edit, and that gives exactly these bytes back. */
import { Buffer } from "node:buffer";

/** What would harm a terminal, end a line, or stand for something else than itself. */
const UNSAFE = /[\\\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;
// deno-lint-ignore no-control-regex -- control characters are what it is for
const UNSAFE_BYTE = /[\\\x00-\x1f\x7f-\xff]/g;
const ESCAPE = /\\(\\|r|t|x[0-9a-f]{2}|)/gi;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Bytes as text: UTF-8 as it is, `\\` for a backslash, `\r` and `\t`, and `\xNN` for other control characters and for what is no
 * UTF-8.
 */
export function escaped(bytes: Uint8Array): string {
  const text = decoded(bytes);
  return text === null ? Buffer.from(bytes).toString("latin1").replace(UNSAFE_BYTE, byteEscape) : safeText(text);
}

/** The bytes of an escaped text. @throws {Error} that names an escape which there is not */
export function unescaped(text: string): Uint8Array {
  const latin1 = Buffer.from(text, "utf8").toString("latin1");
  const plain = latin1.replace(ESCAPE, (all: string, code: string, at: number) => {
    if (code === "") throw new Error(`${latin1.slice(at, at + 4)} is no escape: a backslash is written \\\\`);
    if (code === "\\") return "\\";
    if (code.length > 1) return String.fromCharCode(parseInt(all.slice(2), 16));
    return code.toLowerCase() === "r" ? "\r" : "\t";
  });
  return Buffer.from(plain, "latin1");
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function safeText(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character < "\x80") return byteEscape(character);
    return [...Buffer.from(character)].map((byte) => byteEscape(String.fromCharCode(byte))).join("");
  });
}

function byteEscape(byte: string): string {
  if (byte === "\\") return "\\\\";
  if (byte === "\r") return "\\r";
  if (byte === "\t") return "\\t";
  return `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
