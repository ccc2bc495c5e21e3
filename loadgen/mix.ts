/** Which requests are sent, and how often each. */
import { quote } from "../protocol/quote.ts";

/** What can be asked of the array, and of any server. */
export const OPERATIONS = ["add", "sort", "get", "count", "rank", "range", "remove", "random", "ping", "stats"] as const;
export type Operation = typeof OPERATIONS[number];

/** An operation, and its weight among the others: an integer from 1 on. */
export interface Share {
  readonly operation: Operation;
  readonly weight: number;
}

/** The requests of a load; no operation comes twice. */
export type Mix = readonly Share[];

const MAX_WEIGHT = 1000;

/** Reads `add=70,get=30`; a weight that is left out is 1. @throws {Error} with what is allowed */
export function parseMix(text: string): Mix {
  const mix = text.split(",").map((part) => {
    const [, name, digits = "1"] = part.trim().match(/^([a-z]+)(?:=(\d{1,4}))?$/) ?? [];
    const operation = OPERATIONS.find((known) => known === name);
    const weight = Number(digits);
    if (operation === undefined || weight < 1 || weight > MAX_WEIGHT) {
      throw new Error(
        `a list such as add=70,get=30, of ${OPERATIONS.join(", ")} with weights from 1 to ${MAX_WEIGHT}: ${
          quote(part)
        } is wrong`,
      );
    }
    return { operation, weight };
  });
  const twice = mix.find(({ operation }, i) => mix.findIndex((other) => other.operation === operation) < i);
  if (twice) throw new Error(`a list in which each request stands once: ${twice.operation} is there twice`);
  return mix;
}

/** A mix as it is written. */
export function mixText(mix: Mix): string {
  return mix.map(({ operation, weight }) => `${operation}=${weight}`).join(",");
}
