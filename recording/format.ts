/**
 * The text of a recording: a header, an empty line, and one line per event. `docs/record-and-replay.md` explains it.
 *
 * ```text
 * app-recording 1
 * server 127.0.0.1:4000
 * started 2026-11-22T09:30:00.000Z
 * secrets hidden
 *
 * 0 #1 opened 127.0.0.1:40312
 * 1 #1 > # app/1 ready, type HELP
 * 2140 #1 < SORT 5 3 9 3
 * 2141 #1 > OK 3 3 5 9
 * 3020 #1 half-closed <
 * ```
 */
import { quote } from "../protocol/quote.ts";
import { escaped, unescaped } from "./escaping.ts";

/** The first line of a recording. */
export const FIRST_LINE = "app-recording 1";

/** What a recording says of itself. */
export interface Header {
  /** `host:port` of the server. */
  readonly server: string;
  /** When it began, as an ISO date. */
  readonly started: string;
  readonly secrets: "hidden" | "kept";
}

/** From a client to the server, or from the server to a client: as the server's own log writes it. */
export type Direction = "<" | ">";

/** What happened to a connection. */
export type Happening =
  | { readonly kind: "opened"; readonly from: string }
  /** Some bytes: with a line feed as the last one, or none; no other line feed. */
  | { readonly kind: "bytes"; readonly direction: Direction; readonly bytes: Uint8Array }
  /** Who sends in this direction has closed that. */
  | { readonly kind: "half-closed"; readonly direction: Direction }
  /** Who sends in this direction has reset the connection. */
  | { readonly kind: "reset"; readonly direction: Direction }
  /** Both sides have closed. */
  | { readonly kind: "closed" }
  /** The server could not be reached, so the client was disconnected. */
  | { readonly kind: "unreachable" }
  /** The recording ended while it was open. */
  | { readonly kind: "stopped" };

/** An event of a recording. */
export interface RecordedEvent {
  /** Milliseconds since the recording began. */
  readonly ms: number;
  /** Connections count from 1. */
  readonly connection: number;
  readonly happening: Happening;
}

const LINE_FEED = 0x0a;
const EVENT = /^(\d{1,15}) #(\d{1,15}) (.*)$/s;

export function headerText({ server, started, secrets }: Header): string {
  return `${FIRST_LINE}\nserver ${server}\nstarted ${started}\nsecrets ${secrets}\n\n`;
}

/** An event as a line, with its end. */
export function eventText({ ms, connection, happening }: RecordedEvent): string {
  return `${ms} #${connection} ${happeningText(happening)}\n`;
}

function happeningText(happening: Happening): string {
  switch (happening.kind) {
    case "opened":
      return `opened ${happening.from}`;
    case "bytes":
      return bytesText(happening);
    case "half-closed":
    case "reset":
      return `${happening.kind} ${happening.direction}`;
    default:
      return happening.kind;
  }
}

/** A line that does not end here has a backslash at its end, as in a shell. */
function bytesText({ direction, bytes }: { direction: Direction; bytes: Uint8Array }): string {
  const ends = bytes.at(-1) === LINE_FEED;
  // Editors remove a space at the end of a line.
  const text = ends ? escaped(bytes.subarray(0, -1)).replace(/ $/, "\\x20") : `${escaped(bytes)}\\`;
  return text === "" ? direction : `${direction} ${text}`;
}

/** Reads what {@linkcode eventText} writes, without the end. @throws {Error} with what is wrong */
export function parseEvent(line: string): RecordedEvent {
  const [, ms, connection, text = ""] = line.match(EVENT) ?? [];
  if (ms === undefined) throw new Error(`${quote(line)} is no event: write it as in 2140 #1 < PING`);
  return { ms: Number(ms), connection: Number(connection), happening: parseHappening(text) };
}

function parseHappening(text: string): Happening {
  const [, word, rest = ""] = text.match(/^(\S+)(?: (.*))?$/s) ?? [];
  switch (word) {
    case "<":
    case ">":
      return { kind: "bytes", direction: word, bytes: parseBytes(rest) };
    case "opened":
      return { kind: word, from: rest };
    case "half-closed":
    case "reset":
      if (rest === "<" || rest === ">") return { kind: word, direction: rest };
      throw new Error(`${word} needs < or > behind it: < if the client did it, > if the server did`);
    case "closed":
    case "unreachable":
    case "stopped":
      return { kind: word };
    default:
      throw new Error(
        `${quote(text)} is nothing that happens to a connection: write < and what the client sent, or > and the answer`,
      );
  }
}

function parseBytes(text: string): Uint8Array {
  const [backslashes] = text.match(/\\*$/) ?? [""];
  const goesOn = backslashes.length % 2 === 1;
  const bytes = unescaped(goesOn ? text.slice(0, -1) : text);
  if (goesOn) return bytes;
  const line = new Uint8Array(bytes.length + 1);
  line.set(bytes);
  line[bytes.length] = LINE_FEED;
  return line;
}
