/** How a line of the log looks: as text for people, or as JSON for programs. Both begin with the time. */
import { getTextFormatter, type TextFormatter } from "@logtape/logtape";
import type { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Direction } from "./line_tails.ts";

export type LogFormatName = "text" | "json";

/** Writes `bytes[start..end)`, valid UTF-8 or the beginning of it, so that it can't end the line. */
export type Escape = (out: ByteWriter, bytes: Uint8Array, start: number, end: number) => void;

export interface LogFormat {
  /** The time with which a line begins. @param at milliseconds since 1970 began in UTC */
  stamp(at: number): string;
  /** What comes between the time and the text of a message. */
  beginning(connection: string, direction: Direction): string;
  /** What comes behind it. */
  readonly end: string;
  readonly escape: Escape;
  /** What comes behind the time in a line about a connection. */
  event(connection: string, what: string): string;
  /** The same in a line about the log. */
  note(text: string): string;
  /** A whole line of the server's own. */
  readonly record: TextFormatter;
}

const RECORD = { timestamp: "rfc3339", level: "full", category: ".", lineEnding: "lf" } as const;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const DELETE = 0x7f;
const LEAD_OF_C1 = 0xc2;

/** A control character becomes `\xNN` and a backslash `\\`. */
export const TEXT_FORMAT: LogFormat = {
  stamp: (at) => `${new Date(at).toISOString()} `,
  beginning: (connection, direction) => `${connection} ${direction} `,
  end: "\n",
  escape: escapeText,
  event: (connection, what) => `${connection} ${what}\n`,
  note: (text) => `# ${text}\n`,
  record: getTextFormatter(RECORD),
};

/** One object per line. The text of a message is what was sent. */
export const JSON_FORMAT: LogFormat = {
  stamp: (at) => `{"time":"${new Date(at).toISOString()}",`,
  beginning: (connection, direction) => `${members({ connection, direction })},"text":"`,
  end: '"}\n',
  escape: escapeJson,
  event: (connection, event) => `${members({ connection, event })}}\n`,
  note: (message) => `${members({ level: "warning", logger: "app", message })}}\n`,
  record: getTextFormatter({
    ...RECORD,
    format: ({ timestamp: time, level, category: logger, message }) => JSON.stringify({ time, level, logger, message }),
  }),
};

export const LOG_FORMAT: Readonly<Record<LogFormatName, LogFormat>> = { text: TEXT_FORMAT, json: JSON_FORMAT };

/** The members of an object, without its braces. */
function members(object: Readonly<Record<string, string>>): string {
  return JSON.stringify(object).slice(1, -1);
}

function escapeText(out: ByteWriter, bytes: Uint8Array, start: number, end: number): void {
  out.reserve(4 * (end - start));
  const written = out.bytes;
  let { length } = out;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte >= 0x20 && byte !== DELETE && byte !== BACKSLASH && (byte !== LEAD_OF_C1 || bytes[i + 1] >= 0xa0)) {
      written[length++] = byte;
      continue;
    }
    out.length = length;
    out.ascii(byte === BACKSLASH ? "\\\\" : `\\x${hex(byte === LEAD_OF_C1 ? bytes[++i] : byte, 2)}`);
    length = out.length;
  }
  out.length = length;
}

/** Of the control characters JSON lets some stand. A terminal would obey them. */
function escapeJson(out: ByteWriter, bytes: Uint8Array, start: number, end: number): void {
  out.reserve(6 * (end - start));
  const written = out.bytes;
  let { length } = out;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === QUOTE || byte === BACKSLASH) {
      written[length++] = BACKSLASH;
      written[length++] = byte;
    } else if (byte >= 0x20 && byte !== DELETE && (byte !== LEAD_OF_C1 || bytes[i + 1] >= 0xa0)) written[length++] = byte;
    else {
      out.length = length;
      out.ascii(`\\u${hex(byte === LEAD_OF_C1 ? bytes[++i] : byte, 4)}`);
      length = out.length;
    }
  }
  out.length = length;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
