/** All checks, the easy ones first. */
import type { Check, Section } from "../check.ts";
import type { ServiceName } from "../config.ts";
import { ARRAY_CHECKS } from "./array.ts";
import { CONNECTION_CHECKS } from "./connection.ts";
import { COUNTER_CHECKS } from "./counter.ts";
import { CROWD_CHECKS } from "./crowd.ts";
import { ERROR_CHECKS } from "./errors.ts";
import { Failure } from "../failure.ts";
import { FAULT_CHECKS } from "./faults.ts";
import { FRAMING_CHECKS } from "./framing.ts";
import { QUIZ_CHECKS } from "./quiz.ts";

/** Requests that small servers may leave out, by the service that they belong to. RANDOM 0 is refused, and adds nothing. */
const OPTIONAL: readonly { service?: ServiceName; section: Section; requests: readonly string[] }[] = [
  { section: "Every connection", requests: ["HELP", "INFO"] },
  { service: "array", section: "The sorted array", requests: ["RANGE 1 2", "RANK 1", "STATS", "RANDOM 0"] },
  { service: "quiz", section: "The quiz", requests: ["LEADERBOARD 1"] },
];

/** Level 5 asks for what the levels below skip. */
const COMPLETE: readonly Check[] = OPTIONAL.map(({ service, section, requests }) => {
  const verbs = requests.map((request) => request.split(" ")[0]).join(", ");
  return {
    name: `complete.${service ?? "connection"}`,
    level: 5,
    service,
    title: `the server has ${verbs}`,
    because: "A complete server has every request of its services.",
    section,
    hint: "Up to level 4, a check is skipped if the server does not have its request.",
    async run(bench) {
      const missing: string[] = [];
      for (const request of requests) {
        const client = await bench.connect();
        await client.send(`${request}\n`);
        const reply = await client.gets({ text: "OK or ERR", test: (reply) => /^(OK|ERR)/.test(reply) });
        if (reply.startsWith("ERR unknown-command")) missing.push(request.split(" ")[0]);
      }
      if (missing.length === 0) return;
      throw new Failure({ sent: verbs, expected: "any reply but ERR unknown-command", came: `that for ${missing.join(", ")}` });
    },
  };
});

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
