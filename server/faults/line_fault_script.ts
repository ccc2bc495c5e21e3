/**
 * Decides what becomes of each line that a server sends: bytes in, pieces out. It knows no time and no socket.
 *
 * What strikes which line follows from the seed and from how many replies, notes and events there were before it, each counted by
 * itself; so it does not matter how the bytes were split over writes, nor what other connections do meanwhile.
 */
import { joined } from "../joined.ts";
import { seededStream } from "../seeded_random.ts";
import { endOfText } from "./end_of_text.ts";
import type { Amount } from "./fault_words.ts";
import { LINE_FAULT_NAMES, type LineFault, type LineFaults } from "./line_faults.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const HASH = 0x23;
const ASTERISK = 0x2a;
const NOTHING = new Uint8Array(0);
/** What happens inside of a line happens to its first bytes, which a long line has before it is whole. */
const HEAD_BYTES = 64;
/** What stands in the place of a garbled byte. No line becomes another kind of line by one of them, nor two lines. */
const GARBLED = new TextEncoder().encode("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/** How a fault ends a connection: `half-close` closes the server's side only. */
export type ConnectionEnd = "cut" | "reset" | "half-close";

/** Bytes to send, and how. */
export interface FaultyPiece {
  /** Nobody else uses them; may be empty. */
  readonly bytes: Uint8Array;
  /** How much later than they came they are sent, and how long nothing is sent before them, in milliseconds. */
  readonly delayMs: number;
  readonly stallMs: number;
  /** They are sent in pieces of so many bytes; with so many bytes per second; together with what makes so many lines. 0 for not. */
  readonly chop: number;
  readonly bandwidth: number;
  readonly merge: number;
  readonly endsLine: boolean;
  /** How the connection ends behind them. */
  readonly end: ConnectionEnd | null;
}

/** What becomes of a line. */
interface Fate {
  delayMs: number;
  stallMs: number;
  chop: number;
  bandwidth: number;
  merge: number;
  end: ConnectionEnd | null;
  isDropped: boolean;
  isGarbled: boolean;
  isCutShort: boolean;
  endsWithCr: boolean;
}

const UNSTRUCK: Readonly<Fate> = {
  delayMs: 0,
  stallMs: 0,
  chop: 0,
  bandwidth: 0,
  merge: 0,
  end: null,
  isDropped: false,
  isGarbled: false,
  isCutShort: false,
  endsWithCr: false,
};

/** The chance of a fault to strike a line of one kind, and of how long it is then. */
interface Die {
  readonly name: LineFault;
  readonly amount: Amount;
  readonly chance: () => number;
  readonly length: () => number;
}

type LineKind = "reply" | "note" | "event";

/** Kinds whose number says which replies they may strike. */
const EVERY_NTH: ReadonlySet<LineFault> = new Set<LineFault>([
  "drop-reply",
  "cut",
  "cut-mid",
  "reset",
  "garble",
  "half-close",
  "crlf",
]);
/** What would be told for every line, unless it strikes by chance. */
const EVERYDAY: ReadonlySet<LineFault> = new Set<LineFault>(["delay", "jitter", "bandwidth", "chop", "merge", "crlf"]);
/** The others strike replies only. */
const STRIKES_EVERY_LINE = EVERYDAY;

/** Is told which faults struck, and where: `reply 7`, counted from when the faults began. */
export type StrikeListener = (struck: readonly LineFault[], where: string, isNotable: boolean) => void;

export class LineFaultScript {
  readonly #faults: LineFaults;
  readonly #seed: number;
  readonly #onStrike: StrikeListener;
  readonly #isText: boolean;
  /** How many lines of each kind there were, and what can strike them. */
  readonly #lines: Readonly<Record<LineKind, { count: number; readonly dice: readonly Die[] }>>;
  readonly #garbledAt: () => number;
  readonly #garbledTo: () => number;
  /** What came of a line and was not decided on yet, or is less than a piece. */
  #rest: Uint8Array = NOTHING;
  /** What becomes of the line that is under way, and whether some of it has become a piece. */
  #fate: Fate | null = null;
  #begun = false;
  #isOver = false;

  /** @param isText whether what is given to {@linkcode take}, and what comes of it, is text by itself */
  constructor(
    faults: LineFaults,
    { seed, onStrike, isText = false }: { seed: number; onStrike: StrikeListener; isText?: boolean },
  ) {
    this.#faults = faults;
    this.#seed = seed;
    this.#onStrike = onStrike;
    this.#isText = isText;
    const lines = (kind: LineKind) => ({ count: 0, dice: this.#dice(kind) });
    this.#lines = { reply: lines("reply"), note: lines("note"), event: lines("event") };
    this.#garbledAt = seededStream(seed, "garbled at");
    this.#garbledTo = seededStream(seed, "garbled to");
  }

  /** What is to be sent in place of the next bytes. Those behind the end of the connection are forgotten. Cost: some 5 µs a line. */
  take(bytes: Uint8Array): FaultyPiece[] {
    const pieces: FaultyPiece[] = [];
    const all = this.#rest.length > 0 ? joined([this.#rest, bytes]) : bytes;
    let at = 0;
    while (at < all.length && !this.#isOver) {
      const end = all.indexOf(LINE_FEED, at) + 1;
      const endsLine = end > 0;
      if (this.#fate === null && !endsLine && all.length - at < HEAD_BYTES) break;
      const fate = this.#fate ??= this.#decide(all[at]);
      const length = endsLine ? end - at : this.#wholePieces(all.length - at, fate.chop);
      if (length === 0) break;
      const piece = this.#piece(all.slice(at, at + length), { fate, begins: !this.#begun, endsLine });
      if (piece.bytes.length > 0 || piece.end !== null) pieces.push(piece);
      at += length;
      this.#begun = !endsLine;
      if (endsLine) this.#fate = null;
      this.#isOver = piece.end !== null;
    }
    this.#rest = this.#isOver || at === all.length ? NOTHING : all.slice(at);
    return pieces;
  }

  #piece(
    bytes: Uint8Array,
    { fate, begins, endsLine }: { fate: Fate; begins: boolean; endsLine: boolean },
  ): FaultyPiece {
    const { delayMs, stallMs, chop, bandwidth, merge } = fate;
    const how = { delayMs, stallMs: begins ? stallMs : 0, chop, bandwidth, merge: begins ? merge : 0, endsLine };
    if (fate.isDropped) return { ...how, bytes: NOTHING, end: endsLine ? fate.end : null };
    const head = Math.min(HEAD_BYTES, bytes.length - Number(endsLine));
    if (begins && fate.isGarbled) this.#garble(bytes.subarray(0, head));
    if (begins && fate.isCutShort) {
      return { ...how, bytes: bytes.subarray(0, endOfText(bytes, Math.ceil(head / 2))), end: "cut" };
    }
    if (endsLine && fate.endsWithCr) bytes = joined([bytes.subarray(0, -1), new Uint8Array([CARRIAGE_RETURN, LINE_FEED])]);
    return { ...how, bytes, end: endsLine ? fate.end : null };
  }

  /** As much of so many bytes as makes whole pieces. Of text, pieces end with characters: then any part of it does. */
  #wholePieces(length: number, chop: number): number {
    return chop > 0 && !this.#isText ? length - length % chop : length;
  }

  /** Puts another character in the place of one, of ASCII both. */
  #garble(head: Uint8Array): void {
    const characters = [...head.keys()].filter((i) => head[i] >= 0x20 && head[i] < 0x7f);
    if (characters.length === 0) return;
    const i = characters[Math.floor(this.#garbledAt() * characters.length)];
    const others = GARBLED.filter((byte) => byte !== head[i]);
    head[i] = others[Math.floor(this.#garbledTo() * others.length)];
  }

  #decide(first: number): Fate {
    const kind: LineKind = first === HASH ? "note" : first === ASTERISK ? "event" : "reply";
    const { rate } = this.#faults;
    const { dice } = this.#lines[kind];
    const number = ++this.#lines[kind].count;
    const fate: Fate = { ...UNSTRUCK };
    const struck: LineFault[] = [];
    let isNotable = false;
    for (const { name, amount, chance, length } of dice) {
      // It is always asked: what comes later must not depend on what struck before.
      const isLikely = chance() < rate;
      if (EVERY_NTH.has(name) && number % amount.value > 0) continue;
      // Without a rate there is one silence, not one before every reply.
      if (name === "stall" && rate === 1 && number > 1) continue;
      if (!isLikely && name !== "bandwidth") continue;
      strike(fate, { name, amount, length });
      struck.push(name);
      isNotable ||= rate < 1 || !EVERYDAY.has(name);
    }
    if (struck.length > 0) this.#onStrike(struck, `${kind} ${number}`, isNotable);
    return fate;
  }

  /** The chances of the faults that strike one kind of line. */
  #dice(kind: LineKind): Die[] {
    const { kinds } = this.#faults;
    return LINE_FAULT_NAMES.flatMap((name) => {
      const amount = kinds[name];
      if (!amount || (kind !== "reply" && !STRIKES_EVERY_LINE.has(name))) return [];
      const of = (what: string) => seededStream(this.#seed, `${what} of ${kind}`);
      return [{ name, amount, chance: of(name), length: of(`length of ${name}`) }];
    });
  }
}

/** Has a fault strike a line. */
function strike(fate: Fate, { name, amount: { value, spread }, length }: Pick<Die, "name" | "amount" | "length">): void {
  if (name === "delay") fate.delayMs += value + spread * (2 * length() - 1);
  else if (name === "jitter") fate.delayMs += value * length();
  else if (name === "stall") fate.stallMs = value + spread * (2 * length() - 1);
  else if (name === "chop" || name === "bandwidth" || name === "merge") fate[name] = value;
  else if (name === "drop-reply") fate.isDropped = true;
  else if (name === "garble") fate.isGarbled = true;
  else if (name === "crlf") fate.endsWithCr = true;
  else if (name === "cut-mid") fate.isCutShort = true;
  else if (name === "cut" || name === "reset" || name === "half-close") fate.end ??= name;
}
