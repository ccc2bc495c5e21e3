/**
 * Decides what becomes of each line that a server sends: bytes in, pieces out. It knows no time and no socket.
 *
 * What strikes which line follows from the seed and from how many replies, notes and events there were before it, each counted by
 * itself; so it does not matter how the bytes were split over writes, nor what other connections do meanwhile.
 */
import { joined } from "../joined.ts";
import { chanceOf } from "./chance.ts";
import type { LineFault, LineFaults } from "./line_faults.ts";

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
interface Fate extends Pick<FaultyPiece, "delayMs" | "stallMs" | "chop" | "bandwidth" | "merge" | "end"> {
  readonly isDropped: boolean;
  readonly isGarbled: boolean;
  readonly isCutShort: boolean;
  readonly endsWithCr: boolean;
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

/** Is told which faults struck, and where: `reply 7`, counted from when the faults began. */
export type StrikeListener = (struck: readonly LineFault[], where: string, isNotable: boolean) => void;

export class LineFaultScript {
  readonly #faults: LineFaults;
  readonly #seed: number;
  readonly #onStrike: StrikeListener;
  readonly #chances = new Map<string, () => number>();
  readonly #counts = { reply: 0, note: 0, event: 0 };
  /** What came of a line and was not decided on yet, or is less than a piece. */
  #rest: Uint8Array = NOTHING;
  /** What becomes of the line that is under way, and whether some of it has become a piece. */
  #fate: Fate | null = null;
  #begun = false;
  #isOver = false;

  constructor(faults: LineFaults, { seed, onStrike }: { seed: number; onStrike: StrikeListener }) {
    this.#faults = faults;
    this.#seed = seed;
    this.#onStrike = onStrike;
  }

  /** What is to be sent in place of the next bytes. Those behind the end of the connection are forgotten. */
  take(bytes: Uint8Array): FaultyPiece[] {
    const pieces: FaultyPiece[] = [];
    let rest = this.#rest.length > 0 ? joined([this.#rest, bytes]) : bytes;
    while (rest.length > 0 && !this.#isOver) {
      const length = rest.indexOf(LINE_FEED) + 1;
      if (this.#fate === null && length === 0 && rest.length < HEAD_BYTES) break;
      const fate = this.#fate ??= this.#decide(rest[0]);
      const part = rest.slice(0, length || wholePieces(rest.length, fate.chop));
      if (part.length === 0) break;
      rest = rest.subarray(part.length);
      const piece = this.#piece(part, { fate, begins: !this.#begun, endsLine: length > 0 });
      if (piece.bytes.length > 0 || piece.end !== null) pieces.push(piece);
      this.#begun = length === 0;
      if (length > 0) this.#fate = null;
      this.#isOver = piece.end !== null;
    }
    this.#rest = this.#isOver ? NOTHING : rest.slice();
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
    if (begins && fate.isCutShort) return { ...how, bytes: bytes.subarray(0, Math.ceil(head / 2)), end: "cut" };
    if (endsLine && fate.endsWithCr) bytes = joined([bytes.subarray(0, -1), new Uint8Array([CARRIAGE_RETURN, LINE_FEED])]);
    return { ...how, bytes, end: endsLine ? fate.end : null };
  }

  /** Puts another character in the place of one, of ASCII both. */
  #garble(head: Uint8Array): void {
    const characters = [...head.keys()].filter((i) => head[i] >= 0x20 && head[i] < 0x7f);
    if (characters.length === 0) return;
    const i = characters[this.#below(characters.length, "garbled at")];
    const others = GARBLED.filter((byte) => byte !== head[i]);
    head[i] = others[this.#below(others.length, "garbled to")];
  }

  #decide(first: number): Fate {
    const kind: LineKind = first === HASH ? "note" : first === ASTERISK ? "event" : "reply";
    const number = ++this.#counts[kind];
    const { kinds, rate } = this.#faults;
    const struck: LineFault[] = [];
    const strikes = (name: LineFault) => {
      const amount = kinds[name];
      if (!amount) return false;
      // It is always asked: what comes later must not depend on what struck before.
      const isLikely = this.#chance(`${name} of ${kind}`) < rate;
      const isNow = name === "bandwidth" || isLikely && (!EVERY_NTH.has(name) || number % amount.value === 0);
      if (isNow) struck.push(name);
      return isNow;
    };
    const strikesReply = (name: LineFault) => kind === "reply" && strikes(name);
    const vary = (name: "delay" | "stall") => {
      const { value, spread } = kinds[name] ?? { value: 0, spread: 0 };
      return value + spread * (2 * this.#chance(`length of ${name} of ${kind}`) - 1);
    };
    const delay = strikes("delay") ? vary("delay") : 0;
    const jitter = strikes("jitter") ? this.#chance(`length of jitter of ${kind}`) * (kinds.jitter?.value ?? 0) : 0;
    const fate: Fate = {
      delayMs: delay + jitter,
      // Without a rate there is one silence, not one before every reply.
      stallMs: (rate < 1 || number === 1) && strikesReply("stall") ? vary("stall") : 0,
      chop: strikes("chop") ? kinds.chop?.value ?? 0 : 0,
      bandwidth: strikes("bandwidth") ? kinds.bandwidth?.value ?? 0 : 0,
      merge: strikes("merge") ? kinds.merge?.value ?? 0 : 0,
      isDropped: strikesReply("drop-reply"),
      isGarbled: strikesReply("garble"),
      endsWithCr: strikes("crlf"),
      isCutShort: strikesReply("cut-mid"),
      end: strikesReply("reset") ? "reset" : strikesReply("cut") ? "cut" : strikesReply("half-close") ? "half-close" : null,
    };
    const isNotable = struck.some((name) => rate < 1 || !EVERYDAY.has(name));
    if (struck.length > 0) this.#onStrike(struck, `${kind} ${number}`, isNotable);
    return fate;
  }

  /** An integer from 0 up to below `end`. */
  #below(end: number, name: string): number {
    return Math.floor(this.#chance(name) * end);
  }

  #chance(name: string): number {
    const next = this.#chances.get(name) ?? chanceOf(this.#seed, name);
    this.#chances.set(name, next);
    return next();
  }
}

/** As much of so many bytes as makes whole pieces. */
function wholePieces(length: number, chop: number): number {
  return chop > 0 ? length - length % chop : length;
}
