/** The Test Anything Protocol, version 14 (testanything.org). */
import { placeOf } from "../check.ts";
import type { Reporter } from "./reporter.ts";

export function tapReporter(): Reporter {
  let number = 0;
  return {
    begin: ({ checks }) => `TAP version 14\n1..${checks}\n`,
    result({ check, outcome, seconds }) {
      // A # would begin a directive.
      const title = `${check.name}: ${check.title}`.replaceAll("#", "\\#");
      const line = `${outcome.status === "failed" ? "not ok" : "ok"} ${++number} - ${title}`;
      if (outcome.status === "skipped") return `${line} # SKIP ${outcome.reason}\n`;
      const { sent, expected, came, hint } = { ...noFacts, ...outcome };
      const failure = { sent, expected, came, because: check.because, hint, see: placeOf(check.section) };
      const facts = { duration_ms: Math.round(seconds * 1000), ...outcome.status === "failed" ? failure : {} };
      // A text in JSON is one in YAML, too.
      const yaml = Object.entries(facts).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`).join("");
      return `${line}\n  ---\n${yaml}  ...\n`;
    },
    end: () => "",
  };
}

const noFacts = { sent: "", expected: "", came: "", hint: "" };
