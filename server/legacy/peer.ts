/**
 * What the three dialogues are written in. A dialogue is a function that plays its part from the first byte to the last, and a
 * {@linkcode Peer} is whom it plays it with: on one side the old program, which sends bytes without frames; on the other the server,
 * which is asked in lines as by any other client.
 */

/** Plays one dialogue to its end. Then, or when it throws, the connection is closed. */
export type Dialogue = (peer: Peer) => Promise<void>;

/** Bytes for the old program, with NUL bytes behind them. */
export interface Message {
  readonly bytes: Uint8Array;
  readonly padding?: number;
}

export interface Peer {
  /**
   * What the old program has sent, as it came: nothing says whether that is one message, a part of one, or several.
   *
   * @param within how long to wait, in milliseconds; for ever if that is left out
   * @returns `null` if nothing came in that time
   * @throws {DialogueEnd} if the program has closed its side
   */
  receive(within?: number): Promise<Uint8Array | null>;
  /** Sends messages to the old program, all in one write. */
  send(...messages: Message[]): Promise<void>;
  /** Sends a request to the server. @returns the reply behind `OK` @throws {DialogueEnd} if it is refused */
  ask(request: string): Promise<string>;
  /** The next event from the server, behind `*`. @throws {DialogueEnd} if the program has gone before */
  event(): Promise<string>;
}

/** A dialogue can't go on. None of the old programs can be told why, so only the log is. */
export class DialogueEnd extends Error {}

/** More of a message than this is not kept, in bytes: none of the old programs sends one half as long. */
export const MAX_MESSAGE_BYTES = 4096;

/**
 * How long nothing may come before a message without an end is taken to have ended, in milliseconds. It is what a protocol without
 * frames costs: less would tear messages that the network delivers in pieces, and more would hold up every answer.
 */
export const QUIET_MS = 100;

/**
 * A message that has no end: what comes until nothing has come for a while.
 *
 * @param beginning what came of it before; if that is left out, the first bytes are waited for
 */
export async function message(
  peer: Pick<Peer, "receive">,
  { quietMs = QUIET_MS, beginning = null }: { quietMs?: number; beginning?: Uint8Array | null } = {},
): Promise<Uint8Array> {
  const bytes = new Uint8Array(MAX_MESSAGE_BYTES);
  let length = 0;
  let piece = beginning ?? await peer.receive();
  while (piece !== null) {
    const kept = piece.subarray(0, bytes.length - length);
    bytes.set(kept, length);
    length += kept.length;
    piece = await peer.receive(quietMs);
  }
  return bytes.slice(0, length);
}

const encoder = new TextEncoder();

/** A text as a message. */
export function text(text: string): Message {
  return { bytes: encoder.encode(text) };
}
