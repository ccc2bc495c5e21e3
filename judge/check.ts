/** What a check is, and what becomes of it. */
import type { Level, ServiceName } from "./config.ts";
import type { Bench } from "./bench.ts";

/** One thing that a server has to do right. */
export interface Check {
  /** What it is called in reports, such as `framing.split`. */
  readonly name: string;
  readonly level: Level;
  /** The service that it is about; none for what every server does. */
  readonly service?: ServiceName;
  /** What a good server does. */
  readonly title: string;
  /** The rule that says so, as the specification has it. */
  readonly because: string;
  /** The heading of `protocol/README.md` under which the rule stands. */
  readonly section: Section;
  /** What to look at in a server that does otherwise. */
  readonly hint: string;
  /** A request that a small server may leave out: then the check is skipped, until level 5 asks for all of them. */
  readonly optional?: string;
  /** @throws {Failure} where the server did otherwise */
  run(bench: Bench): Promise<void>;
}

/** The headings of the specification that checks refer to, with their anchors. */
export const SECTIONS = {
  "Messages": "messages",
  "Requests and replies": "requests-and-replies",
  "Every connection": "every-connection",
  "The sorted array": "the-sorted-array",
  "The quiz": "the-quiz",
  "The counter": "the-counter",
  "Error codes": "error-codes",
} as const;
export type Section = keyof typeof SECTIONS;

/** Where a section of the specification is, from the project's root. */
export function placeOf(section: Section): string {
  return `protocol/README.md#${SECTIONS[section]}`;
}

/** What became of a check. */
export type Outcome =
  | { readonly status: "passed" }
  | { readonly status: "skipped"; readonly reason: string }
  | {
    readonly status: "failed";
    readonly sent: string;
    readonly expected: string;
    readonly came: string;
    readonly hint: string;
  };

/** A check, what became of it, and how long it took, in seconds. */
export interface Result {
  readonly check: Check;
  readonly outcome: Outcome;
  readonly seconds: number;
}
