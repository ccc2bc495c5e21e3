/**
 * Lists of integers in Python's pickle format, protocols 0 to 5 (PEP 3154, PEP 574, and `pickletools` in Python's library, which explains
 * each opcode).
 *
 * A pickle is a program for a small machine with a stack, and its full set of opcodes can import and call any function. This reads only
 * what `pickle.dumps` writes for a list of integers; whatever else comes is refused before anything is made of it. Nothing is looked up
 * and nothing is called: the only thing that a pickle can do here is to be a list of integers.
 */

/** It is no list of integers. */
export class PickleError extends Error {}

/** Opcodes, by their names in `pickletools`. */
const OPCODES = {
  PROTO: 0x80,
  FRAME: 0x95,
  EMPTY_LIST: byte("]"),
  MARK: byte("("),
  LIST: byte("l"),
  PUT: byte("p"),
  BINPUT: byte("q"),
  MEMOIZE: 0x94,
  INT: byte("I"),
  LONG: byte("L"),
  BININT1: byte("K"),
  BININT2: byte("M"),
  BININT: byte("J"),
  LONG1: 0x8a,
  APPEND: byte("a"),
  APPENDS: byte("e"),
  STOP: byte("."),
};
const HIGHEST_PROTOCOL = 5;
/** No integer as text has more digits than this, sign and `L` included, and no place in the memo. */
const MAX_TEXT = 20;
/** A safe integer has at most seven bytes, and its sign is in the highest bit. */
const MAX_LONG_BYTES = 7;
/** No frame of a list that is read here has more bytes. */
const MAX_FRAME_BYTES = 65_536;

/** A list that was read, and how many bytes its pickle has. */
export interface ReadPickle {
  readonly integers: number[];
  readonly length: number;
}

/**
 * Reads the pickle with which some bytes begin. Cost: O(bytes).
 *
 * @returns `null` if it goes on behind the bytes
 * @throws {PickleError} if it is no list of safe integers
 */
export function readPickle(bytes: Uint8Array): ReadPickle | null {
  try {
    return new Reader(bytes).read();
  } catch (error) {
    if (error === UNFINISHED) return null;
    throw error;
  }
}

/** Writes a list of safe integers, as protocol 2: every Python from 2.3 on reads that. */
export function writePickle(integers: readonly number[]): Uint8Array {
  const { PROTO, EMPTY_LIST, MARK, APPENDS, STOP } = OPCODES;
  const items = integers.flatMap(itemOf);
  return Uint8Array.of(PROTO, 2, EMPTY_LIST, ...items.length > 0 ? [MARK, ...items, APPENDS] : [], STOP);
}

/** Thrown where the bytes end before the pickle does. */
const UNFINISHED = Symbol("unfinished");

/**
 * Where the machine stands. Its stack has nothing but one list, maybe a mark on it, and integers on that:
 * - `start`: nothing is on the stack.
 * - `marked`: a mark is, of which protocol 0 makes the list.
 * - `list`: the list is. It may be kept in the memo, be added to, or be the end.
 * - `item`: one integer lies on the list.
 * - `items`: a mark lies on the list, and integers on that.
 */
type Stage = "start" | "marked" | "list" | "item" | "items";

class Reader {
  readonly #bytes: Uint8Array;
  readonly #integers: number[] = [];
  #at = 0;
  #stage: Stage = "start";

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(): ReadPickle {
    for (;;) {
      const at = this.#at;
      const opcode = this.#byte();
      if (opcode === OPCODES.STOP && this.#stage === "list") return { integers: this.#integers, length: this.#at };
      if (!this.#do(opcode, at)) {
        const shown = `\\x${opcode.toString(16).padStart(2, "0")}`;
        throw new PickleError(`the opcode ${shown} at byte ${at} has no place in a list of integers`);
      }
    }
  }

  /** Does what an opcode says. @returns whether that is allowed here */
  #do(opcode: number, at: number): boolean {
    switch (opcode) {
      case OPCODES.PROTO:
        return at === 0 && this.#byte() <= HIGHEST_PROTOCOL;
      case OPCODES.FRAME:
        return this.#little(8) <= MAX_FRAME_BYTES;
      case OPCODES.EMPTY_LIST:
        return this.#move("start", "list");
      case OPCODES.MARK:
        return this.#move("start", "marked") || this.#move("list", "items");
      case OPCODES.LIST:
        return this.#move("marked", "list");
      case OPCODES.PUT:
        return /^\d+$/.test(this.#text()) && this.#stage === "list";
      case OPCODES.BINPUT:
        this.#byte();
        return this.#stage === "list";
      case OPCODES.MEMOIZE:
        return this.#stage === "list";
      case OPCODES.APPEND:
        return this.#move("item", "list");
      case OPCODES.APPENDS:
        return this.#move("items", "list");
      default:
        return this.#takeInteger(opcode);
    }
  }

  #takeInteger(opcode: number): boolean {
    const integer = this.#integer(opcode);
    if (integer === null || !(this.#move("list", "item") || this.#stage === "items")) return false;
    if (!Number.isSafeInteger(integer)) throw new PickleError("an integer is beyond ±9007199254740991");
    this.#integers.push(integer + 0);
    return true;
  }

  #move(from: Stage, to: Stage): boolean {
    if (this.#stage !== from) return false;
    this.#stage = to;
    return true;
  }

  /** The integer behind an opcode; `null` if the opcode has none. */
  #integer(opcode: number): number | null {
    switch (opcode) {
      case OPCODES.BININT1:
        return this.#byte();
      case OPCODES.BININT2:
        return this.#little(2);
      case OPCODES.BININT:
        return this.#little(4) | 0;
      case OPCODES.LONG1:
        return this.#long(this.#byte());
      case OPCODES.INT: {
        const text = this.#text();
        // `I00` and `I01` are False and True.
        return /^-?\d+$/.test(text) && !/^0[01]$/.test(text) ? Number(text) : null;
      }
      case OPCODES.LONG: {
        const text = this.#text();
        return /^-?\d+L$/.test(text) ? Number(text.slice(0, -1)) : null;
      }
      default:
        return null;
    }
  }

  /** An integer of so many bytes, the lowest first, in two's complement. */
  #long(length: number): number {
    if (length > MAX_LONG_BYTES) throw new PickleError(`an integer has ${length} bytes: at most ${MAX_LONG_BYTES} are read`);
    // Without its sign, an integer of seven bytes may be beyond what a number can be exactly.
    let bits = 0n;
    for (let i = 0; i < length; i++) bits |= BigInt(this.#byte()) << BigInt(8 * i);
    return Number(BigInt.asIntN(8 * length, bits));
  }

  /** A number of so many bytes without a sign, the lowest first; exact up to 2^53. */
  #little(length: number): number {
    let value = 0;
    for (let i = 0; i < length; i++) value += this.#byte() * 2 ** (8 * i);
    return value;
  }

  /** A text that ends with a newline. */
  #text(): string {
    let text = "";
    for (let code = this.#byte(); code !== 0x0a; code = this.#byte()) {
      if (text.length >= MAX_TEXT) throw new PickleError(`a number has more than ${MAX_TEXT} characters`);
      text += String.fromCharCode(code);
    }
    return text;
  }

  #byte(): number {
    if (this.#at >= this.#bytes.length) throw UNFINISHED;
    return this.#bytes[this.#at++];
  }
}

/** The opcode and the bytes of an integer, in as few bytes as can be. */
function itemOf(integer: number): number[] {
  if (integer >= 0 && integer < 2 ** 8) return [OPCODES.BININT1, integer];
  if (integer >= 0 && integer < 2 ** 16) return [OPCODES.BININT2, ...littleEndian(integer, 2)];
  if (integer === (integer | 0)) return [OPCODES.BININT, ...littleEndian(integer, 4)];
  let length = 5;
  while (Math.abs(integer) >= 2 ** (8 * length - 1)) length++;
  return [OPCODES.LONG1, length, ...littleEndian(integer, length)];
}

function littleEndian(integer: number, length: number): number[] {
  let bits = BigInt.asUintN(8 * length, BigInt(integer));
  return Array.from({ length }, () => {
    const low = Number(bits & 0xffn);
    bits >>= 8n;
    return low;
  });
}

function byte(character: string): number {
  return character.charCodeAt(0);
}
