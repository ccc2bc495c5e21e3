/** What differs between the protocols that a load can be in. */
import type { Random } from "../../server/random.ts";
import type { Operation } from "../mix.ts";

/** How a load speaks. */
export interface Dialect {
  /** For people, as in `127.0.0.1:4000 does not speak …`. */
  readonly name: string;
  /** What it can ask; it has no counterpart for the others. */
  readonly operations: readonly Operation[];
  /** One request, in ASCII. @throws {Error} for one that is not among its operations */
  request(operation: Operation, random: Random): string;
  /** What each connection sends first: the token, if there is one. The replies are one for each request. */
  hello(token: string | null): readonly string[];
  /** A reader of one connection's replies. */
  reader(): ReplyReader;
}

/** Finds the replies in the bytes of a connection, however they come in pieces. */
export interface ReplyReader {
  /**
   * Takes what came, and tells of every reply that is complete.
   *
   * @throws {WrongProtocol} where the bytes are no replies of this protocol
   */
  take(bytes: Uint8Array, length: number, replied: Replied): void;
}

/** Is called for each reply. @param error what the server refused, as it said it; `null` if it did as asked */
export type Replied = (error: string | null) => void;

/** The other side speaks something else. The message is what it sent. */
export class WrongProtocol extends Error {
  override readonly name = "WrongProtocol";
}

/** The most bytes of an error that are kept. */
export const MAX_ERROR_BYTES = 160;

/** Values are as those of RANDOM: integers of at most six digits. */
export function value(random: Random): number {
  return Math.floor(random() * 1_000_000);
}

/** How many values one `sort` has. */
const SORTED_AT_ONCE = 10;
/** How many values `get` and `range` ask for at most. */
export const ASKED_AT_ONCE = 10;
/** How wide a `range` is. */
export const RANGE_WIDTH = 1000;

/** The values of one `sort`. */
export function values(random: Random): number[] {
  return Array.from({ length: SORTED_AT_ONCE }, () => value(random));
}
