/** The faults that new connections get: a rule that a host sets, such as `share=0.2 delay=200 chop=1 seed=7`. */
import { quote } from "../../protocol/quote.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { MAX_SEED } from "../../protocol/seed.ts";
import type { Random } from "../random.ts";
import { seededRandom } from "../seeded_random.ts";
import { formatFaults, parseFaults, PROBABILITY, SEPARATORS } from "./fault_words.ts";
import { LINE_FAULTS, type LineFaults } from "./line_faults.ts";

/** Which new connections get faults, and which. It is kept in memory only. */
export interface FaultRule {
  /** How likely a new connection gets them, from 0 to 1. */
  readonly share: number;
  readonly faults: LineFaults;
}

const SHARE = /^share(?:=(.*))?$/i;

/** Reads a rule; without a share it is for all. @throws {RequestError} `bad-arguments` */
export function parseFaultRule(text: string): FaultRule {
  let share = 1;
  const words = text.split(SEPARATORS).filter((word) => {
    const match = word.match(SHARE);
    if (match) share = parseShare(match[1] ?? "");
    return !match;
  });
  return { share, faults: parseHostFaults(words.join(" ")) };
}

/** Reads faults that a host sets: for new connections `refuse` can be among them. @throws {RequestError} `bad-arguments` */
export function parseHostFaults(text: string): LineFaults {
  const faults = parseFaults(text, LINE_FAULTS);
  if (Object.keys(faults.kinds).length > 0) return faults;
  throw new RequestError("bad-arguments", `no fault is named: there are ${Object.keys(LINE_FAULTS).join(", ")}`);
}

/** Reads the rule of the flag. @throws {Error} with what is allowed */
export function parseFaultFlag(text: string): FaultRule {
  try {
    return parseFaultRule(text);
  } catch (error) {
    throw new Error(`a rule such as "share=0.2 delay=200 chop=1": ${error instanceof RequestError ? error.message : error}`);
  }
}

/** The words that ask for the same rule. */
export function formatFaultRule({ share, faults }: FaultRule): string {
  return `share=${share} ${formatFaults(faults)}`;
}

function parseShare(value: string): number {
  if (PROBABILITY.test(value)) return Number(value);
  throw new RequestError("bad-arguments", `share=P takes a number from 0 to 1, such as 0.2, not ${quote(value)}`);
}

/** Decides which faults new connections get. */
export class NewFaults {
  readonly #random: Random;
  #rule: FaultRule | null = null;
  #chance: Random;

  constructor({ random }: { random: Random }) {
    this.#random = random;
    this.#chance = random;
  }

  get rule(): FaultRule | null {
    return this.#rule;
  }

  /** Sets the rule for the connections that come from now on; `null` for none. Its seed begins anew. */
  set(rule: FaultRule | null): void {
    const seed = rule?.faults.seed ?? null;
    this.#rule = rule;
    this.#chance = seed === null ? this.#random : seededRandom(seed);
  }

  /** What the next connection gets; `null` for none. With a seed, each gets one of its own, in order. */
  next(): LineFaults | null {
    if (!this.#rule) return null;
    const { share, faults } = this.#rule;
    const [struck, own] = [this.#chance(), this.#chance()];
    if (struck >= share) return null;
    return faults.seed === null ? faults : { ...faults, seed: Math.floor(own * (MAX_SEED + 1)) };
  }
}
