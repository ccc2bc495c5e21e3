/** The project's own line protocol. */
import { type Operation, OPERATIONS } from "../mix.ts";
import type { Random } from "../../server/random.ts";
import {
  ASKED_AT_ONCE,
  type Dialect,
  MAX_ERROR_BYTES,
  RANGE_WIDTH,
  type Replied,
  type ReplyReader,
  value,
  values,
  WrongProtocol,
} from "./dialect.ts";

const REQUESTS: Readonly<Record<Operation, (random: Random) => string>> = {
  add: (random) => `ADD ${value(random)}`,
  sort: (random) => `SORT ${values(random).join(" ")}`,
  get: () => `GET 0 ${ASKED_AT_ONCE}`,
  count: () => "COUNT",
  rank: (random) => `RANK ${value(random)}`,
  range(random) {
    const low = value(random);
    return `RANGE ${low} ${low + RANGE_WIDTH} ${ASKED_AT_ONCE}`;
  },
  remove: (random) => `REMOVE ${value(random)}`,
  random: () => "RANDOM",
  ping: () => "PING",
  stats: () => "STATS",
};

export const LINES: Dialect = {
  name: "app/1",
  operations: OPERATIONS,
  request: (operation, random) => `${REQUESTS[operation](random)}\n`,
  hello: (token) => [token === null ? "PING\n" : `AUTH ${token}\n`],
  reader: () => new LineReader(),
};

const NEWLINE = 10;
const [O, E, NOTE, EVENT] = [..."OE#*"].map((character) => character.charCodeAt(0));

class LineReader implements ReplyReader {
  /** The first byte of the line that is not complete; 0 at the beginning of one. */
  #first = 0;
  readonly #error = new Uint8Array(MAX_ERROR_BYTES);
  #errorLength = 0;

  take(bytes: Uint8Array, length: number, replied: Replied): void {
    let first = this.#first;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i];
      if (first === 0) {
        if (byte !== O && byte !== E && byte !== NOTE && byte !== EVENT) {
          throw new WrongProtocol(new TextDecoder().decode(bytes.subarray(i, Math.min(length, i + MAX_ERROR_BYTES))));
        }
        first = byte;
        this.#errorLength = 0;
      }
      if (byte === NEWLINE) {
        if (first === O) replied(null);
        else if (first === E) replied(new TextDecoder().decode(this.#error.subarray(0, this.#errorLength)).trimEnd());
        first = 0;
      } else if (first === E && this.#errorLength < MAX_ERROR_BYTES) this.#error[this.#errorLength++] = byte;
    }
    this.#first = first;
  }
}
