/** Redis' inline commands and its replies (RESP2), with a sorted set in place of the array. */
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

/** The key that the load uses; it is left behind, as the values in the array are. */
const KEY = "app-bench";

const REQUESTS: Readonly<Partial<Record<Operation, (random: Random) => string>>> = {
  add: (random) => `ZADD ${KEY} ${scored([value(random)])}`,
  sort: (random) => `ZADD ${KEY} ${scored(values(random))}`,
  get: () => `ZRANGE ${KEY} 0 ${ASKED_AT_ONCE - 1}`,
  count: () => `ZCARD ${KEY}`,
  rank: (random) => `ZCOUNT ${KEY} -inf (${value(random)}`,
  range(random) {
    const low = value(random);
    return `ZRANGEBYSCORE ${KEY} ${low} ${low + RANGE_WIDTH} LIMIT 0 ${ASKED_AT_ONCE}`;
  },
  remove: (random) => `ZREM ${KEY} ${value(random)}`,
  ping: () => "PING",
};

/** Each value is its own score. */
function scored(values: readonly number[]): string {
  return values.map((value) => `${value} ${value}`).join(" ");
}

export const REDIS: Dialect = {
  name: "Redis' protocol",
  operations: OPERATIONS.filter((operation) => Object.hasOwn(REQUESTS, operation)),
  request(operation, random) {
    const request = REQUESTS[operation];
    if (!request) throw new Error(`Redis has no counterpart of ${operation}`);
    return `${request(random)}\r\n`;
  },
  hello: (token) => [token === null ? "PING\r\n" : `AUTH ${token}\r\n`],
  reader: () => new RespReader(),
};

const NEWLINE = 10;
/** The bytes that a line of a reply can begin with, and the digits of a length. */
const [SIMPLE, ERROR, INTEGER, BULK, ARRAY, MINUS, ZERO] = [..."+-:$*-0"].map((character) => character.charCodeAt(0));

class RespReader implements ReplyReader {
  /** How many parts of the reply are still to come, in arrays as deep as they are. */
  #parts = 1;
  /** How many bytes of a bulk string, with its end, are still to come. */
  #bulk = 0;
  #type = 0;
  #number = 0;
  #isNegative = false;
  #error: string | null = null;
  readonly #text = new Uint8Array(MAX_ERROR_BYTES);
  #textLength = 0;

  take(bytes: Uint8Array, length: number, replied: Replied): void {
    for (let i = 0; i < length; i++) {
      if (this.#bulk > 0) {
        const skipped = Math.min(this.#bulk, length - i);
        this.#bulk -= skipped;
        i += skipped - 1;
        if (this.#bulk === 0) this.#ended(replied);
        continue;
      }
      const byte = bytes[i];
      if (this.#type === 0) this.#begins(byte, bytes.subarray(i, length));
      else if (byte === NEWLINE) this.#lineEnds(replied);
      else if (this.#type === ERROR) {
        if (this.#textLength < MAX_ERROR_BYTES) this.#text[this.#textLength++] = byte;
      } else if (byte === MINUS) this.#isNegative = true;
      else if (byte >= ZERO && byte <= ZERO + 9) this.#number = this.#number * 10 + byte - ZERO;
    }
  }

  #begins(byte: number, rest: Uint8Array): void {
    if (byte !== SIMPLE && byte !== ERROR && byte !== INTEGER && byte !== BULK && byte !== ARRAY) {
      throw new WrongProtocol(new TextDecoder().decode(rest.subarray(0, MAX_ERROR_BYTES)));
    }
    this.#type = byte;
    this.#number = 0;
    this.#isNegative = false;
    this.#textLength = 0;
  }

  #lineEnds(replied: Replied): void {
    const type = this.#type;
    this.#type = 0;
    const isNull = this.#isNegative;
    if (type === BULK && !isNull) {
      this.#bulk = this.#number + 2;
      return;
    }
    if (type === ARRAY && !isNull) this.#parts += this.#number;
    if (type === ERROR) this.#error ??= new TextDecoder().decode(this.#text.subarray(0, this.#textLength)).trimEnd();
    this.#ended(replied);
  }

  /** A part of the reply is complete; of an array, its head. */
  #ended(replied: Replied): void {
    if (--this.#parts > 0) return;
    this.#parts = 1;
    const error = this.#error;
    this.#error = null;
    replied(error);
  }
}
