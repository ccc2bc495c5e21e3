import { wrongLine } from "./imported.ts";

/** A number in GIFT: by itself, with a tolerance, or from one to another. */
export interface GiftNumber {
  readonly number?: number;
  readonly range?: number;
  readonly numberLow?: number;
  readonly numberHigh?: number;
}

/** The answer and its tolerance, without what binary fractions would add to them. @throws {RequestError} if it is none */
export function numericAnswer(line: number, { number, range = 0, numberLow, numberHigh }: GiftNumber) {
  if (number !== undefined) return { answer: number, tolerance: Math.abs(range) };
  if (numberLow === undefined || numberHigh === undefined) {
    throw wrongLine(line, "the right answer must be a number, as in {#=3}");
  }
  if (numberLow > numberHigh) throw wrongLine(line, "the lower number of a range must come first, as in {#1..5}");
  const places = 1 + Math.max(...[numberLow, numberHigh].map((value) => decimal(value).split(".")[1]?.length ?? 0));
  const rounded = (value: number) => places > 100 ? value : Number(value.toFixed(places));
  return { answer: rounded((numberLow + numberHigh) / 2), tolerance: rounded((numberHigh - numberLow) / 2) };
}

/** A number in decimal digits only, which {@linkcode Number} reads as the same one. */
export function decimal(value: number): string {
  const [digits, exponent] = value.toString().split("e");
  if (exponent === undefined) return digits;
  const [, sign, whole, fraction = ""] = digits.match(/^(-?)(\d)(?:\.(\d+))?$/) ?? [];
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${"0".repeat(-shift - 1)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(shift, "0")}`;
}
