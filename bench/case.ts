/** What a measurement is: some work that the app does, what is read off, and who does the same beside it. */
import type { Program } from "./programs.ts";

/** The figures of one run, by their keys. */
export type Result = Readonly<Record<string, number>>;

/** One figure of a result. */
export interface Figure {
  /** Where in the result it is. */
  readonly key: string;
  /** What it is, with its unit. */
  readonly name: string;
}

/** Goals by the keys of figures: for the ratio if there is a peer, else for the app's own figure. */
export type Goals = Readonly<Record<string, string>>;

/** Somebody else who does the same work. */
export interface Peer {
  readonly name: string;
  readonly needs: readonly Program[];
  readonly goals?: Goals;
  /** @param app the executable that is measured beside it */
  measure(app: string): Promise<Result>;
}

/** Work that is measured. */
export interface Case {
  readonly work: string;
  readonly figures: readonly Figure[];
  /** The programs without which it can't be measured. */
  readonly needs?: readonly Program[];
  readonly peers: readonly Peer[];
  readonly goals?: Goals;
  /** How the app does. @param app the executable */
  measure(app: string): Promise<Result>;
}

/** Requests per second. */
export const PER_SECOND: Figure = { key: "per_second", name: "per second" };

/** The numbers of what a program printed as JSON. */
export function resultOf(json: string): Result {
  const value: unknown = JSON.parse(json);
  if (typeof value !== "object" || value === null) throw new Error(`Expected an object with numbers, got ${json}`);
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

/** The value in the middle; of an even number of values the higher one of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
