/** JUnit's XML, as CI servers read it: a suite for each level, a case for each check. */
import { escapeControls } from "../../protocol/quote.ts";
import { placeOf, type Result } from "../check.ts";
import { LEVELS } from "../config.ts";
import { LEVEL_TITLES, type Reporter, summaryOf } from "./reporter.ts";

export function junitReporter(): Reporter {
  return {
    begin: () => "",
    result: () => "",
    end(results) {
      const suites = LEVELS.map((level) => ({ level, own: results.filter(({ check }) => check.level === level) }))
        .filter(({ own }) => own.length > 0)
        .map(({ level, own }) =>
          `  <testsuite name="${escaped(`Level ${level}: ${LEVEL_TITLES[level]}`)}" ${sums(own)}>\n${
            own.map(caseOf).join("")
          }  </testsuite>\n`
        );
      return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="app judge" ${sums(results)}>\n${
        suites.join("")
      }</testsuites>\n`;
    },
  };
}

function sums(results: readonly Result[]): string {
  const { failed, skipped, seconds } = summaryOf(results);
  return `tests="${results.length}" failures="${failed}" errors="0" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
}

function caseOf({ check, outcome, seconds }: Result): string {
  const [suite, ...name] = check.name.split(".");
  const start = `    <testcase classname="${suite}" name="${escaped(`${name.join(".")}: ${check.title}`)}" time="${
    seconds.toFixed(3)
  }"`;
  switch (outcome.status) {
    case "passed":
      return `${start}/>\n`;
    case "skipped":
      return `${start}>\n      <skipped message="${escaped(outcome.reason)}"/>\n    </testcase>\n`;
    case "failed": {
      const { sent, expected, came, hint } = outcome;
      const facts = { sent, expected, came, because: check.because, hint, see: placeOf(check.section) };
      const text = Object.entries(facts).map(([name, value]) => `${name}: ${value}`).join("\n");
      return `${start}>\n      <failure message="${escaped(`expected ${expected}, came ${came}`)}">${
        escaped(text)
      }</failure>\n    </testcase>\n`;
    }
  }
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text for XML, which has no way to write most control characters. */
function escaped(text: string): string {
  return text.split("\n").map(escapeControls).join("\n").replace(/[&<>"]/g, (character) => ENTITIES[character]);
}
