/** How faults are asked for, over lines, HTTP and as a flag: `delay=200±50 chop=1 rate=0.2 seed=7`. */
import { nearest } from "../../protocol/nearest.ts";
import { quote } from "../../protocol/quote.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { MAX_SEED } from "../../protocol/seed.ts";

/** A kind of fault: what it may be set to. */
export interface FaultKind {
  /** What the number is, such as `MS`. */
  readonly placeholder: string;
  readonly min: number;
  readonly max: number;
  /** The number that its name alone stands for; `null` where one must be given. */
  readonly fallback: number | null;
  /** Whether it can vary by chance: `200±50`. */
  readonly varies?: boolean;
  /** What it does, in a few words, to stand behind its name in a list. */
  readonly summary: string;
  /** What it brings to light in a program on the other side. */
  readonly exposes: string;
}

/** The kinds of fault that something can have, by their names. */
export type FaultTable = Readonly<Record<string, FaultKind>>;

/** How much of a fault; it varies by at most `spread`, each way. */
export interface Amount {
  readonly value: number;
  readonly spread: number;
}

/** Faults that are asked for. */
export interface Faults<Name extends string = string> {
  readonly kinds: { readonly [K in Name]?: Amount };
  /** How likely each of them strikes where it could, from 0 to 1. */
  readonly rate: number;
  /** What chance begins with; `null` where nobody chose it. */
  readonly seed: number | null;
}

/** Words stand between spaces, commas or semicolons, as it suits a line, a flag or a header. */
export const SEPARATORS = /[\s,;]+/;
/** A number, and by how much it varies. In a header, `±` comes as the two bytes that it is in UTF-8; `+-` can be typed anywhere. */
const AMOUNT = /^(\d+)(?:(?:Â?±|\+-)(\d+))?$/;
/** A number from 0 to 1; a very small one also as JavaScript writes it: `1e-7`. */
export const PROBABILITY = /^(0|1|0?\.\d+|1\.0+|\d(\.\d+)?e-[1-9]\d{0,2})$/;

/** @throws {RequestError} `bad-arguments` */
export function parseFaults<Name extends string>(text: string, table: Readonly<Record<Name, FaultKind>>): Faults<Name> {
  const kinds: { [K in Name]?: Amount } = {};
  let rate = 1;
  let seed: number | null = null;
  for (const word of text.split(SEPARATORS).filter(Boolean)) {
    const equals = word.indexOf("=");
    const name = (equals < 0 ? word : word.slice(0, equals)).toLowerCase();
    const value = equals < 0 ? null : word.slice(equals + 1);
    if (name === "rate") rate = parseRate(value);
    else if (name === "seed") seed = parseSeed(value);
    else if (isIn(table, name)) kinds[name] = parseAmount(name, { kind: table[name], value });
    else throw unknownFault(name, table);
  }
  return { kinds, rate, seed };
}

/** The words that ask for the same faults. */
export function formatFaults({ kinds, rate, seed }: Faults): string {
  const amounts = Object.entries(kinds).flatMap(([name, amount]) => amount ? [`${name}=${formatAmount(amount)}`] : []);
  return [...amounts, ...rate === 1 ? [] : [`rate=${rate}`], ...seed === null ? [] : [`seed=${seed}`]].join(" ");
}

function formatAmount({ value, spread }: Amount): string {
  return spread === 0 ? `${value}` : `${value}±${spread}`;
}

function parseAmount(name: string, { kind, value }: { kind: FaultKind; value: string | null }): Amount {
  const { min, max, fallback, varies, placeholder } = kind;
  if (value === null && fallback !== null) return { value: fallback, spread: 0 };
  const [, number, spread] = value?.match(AMOUNT) ?? [];
  const amount = { value: Number(number), spread: Number(spread ?? 0) };
  const isRight = number !== undefined && amount.value >= min && amount.value <= max && amount.spread <= amount.value &&
    (spread === undefined || varies);
  if (isRight) return amount;
  const variation = varies ? `, with ±N behind it to let it vary by at most N, such as 200±50` : "";
  throw wrong(`${name}=${placeholder} takes an integer from ${min} to ${max}${variation}`, value);
}

function parseRate(value: string | null): number {
  if (value !== null && PROBABILITY.test(value)) return Number(value);
  throw wrong("rate=P is how likely a fault strikes: a number from 0 to 1, such as 0.2", value);
}

function parseSeed(value: string | null): number {
  if (value !== null && /^\d{1,10}$/.test(value) && Number(value) <= MAX_SEED) return Number(value);
  throw wrong(`seed=N takes an integer from 0 to ${MAX_SEED}`, value);
}

function wrong(rule: string, value: string | null): RequestError {
  return new RequestError("bad-arguments", value === null ? rule : `${rule}, not ${quote(value)}`);
}

function unknownFault(name: string, table: FaultTable): RequestError {
  const names = [...Object.keys(table), "rate", "seed"];
  const meant = nearest(name, names);
  const advice = meant ? `did you mean ${meant}?` : `there are ${names.join(", ")}`;
  return new RequestError("bad-arguments", `${quote(name)} is not a fault: ${advice}`);
}

function isIn<Name extends string>(table: Readonly<Record<Name, FaultKind>>, name: string): name is Name {
  return Object.hasOwn(table, name);
}
