/** All checks, the easy ones first. */
import type { Check } from "../check.ts";
import { type ServiceName } from "../config.ts";
import { ARRAY_CHECKS } from "./array.ts";
import { CONNECTION_CHECKS } from "./connection.ts";
import { COUNTER_CHECKS } from "./counter.ts";
import { CROWD_CHECKS } from "./crowd.ts";
import { ERROR_CHECKS } from "./errors.ts";
import { FAULT_CHECKS } from "./faults.ts";
import { FRAMING_CHECKS } from "./framing.ts";
import { QUIZ_CHECKS } from "./quiz.ts";

/** Requests that small servers may leave out, with the service that they belong to. */
const OPTIONAL: readonly [request: string, service?: ServiceName][] = [
  ["HELP"],
  ["INFO"],
  ["RANGE 1 2", "array"],
  ["RANK 1", "array"],
  ["STATS", "array"],
  ["RANDOM 0", "array"],
  ["LEADERBOARD 1", "quiz"],
];

/** Level 5 asks for what the levels below skip. */
const COMPLETE: readonly Check[] = OPTIONAL.map(([request, service]) => ({
  name: `complete.${request.split(" ")[0].toLowerCase()}`,
  level: 5,
  service,
  title: `the server has ${request.split(" ")[0]}`,
  because: "A complete server has every request of its services.",
  section: service === "array" ? "The sorted array" : service === "quiz" ? "The quiz" : "Every connection",
  hint: "Up to level 4, a check is skipped if the server does not have its request.",
  async run(bench) {
    const client = await bench.connect();
    // RANDOM 0 is refused, but not as unknown, and adds nothing.
    await client.answers(request, {
      text: "any reply but ERR unknown-command",
      test: (reply) => !reply.startsWith("ERR unknown-command"),
    });
  },
}));

const ALL: readonly Check[] = [
  ...CONNECTION_CHECKS,
  ...FRAMING_CHECKS,
  ...ERROR_CHECKS,
  ...CROWD_CHECKS,
  ...FAULT_CHECKS,
  ...ARRAY_CHECKS,
  ...QUIZ_CHECKS,
  ...COUNTER_CHECKS,
  ...COMPLETE,
];

export const CHECKS: readonly Check[] = ALL.toSorted((a, b) => a.level - b.level);
