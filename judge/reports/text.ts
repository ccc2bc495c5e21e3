/** The report for people: a line for each check, and under one that failed what to know to mend it. */
import { wrapped } from "../../cli/options.ts";
import type { Style } from "../../cli/style.ts";
import { placeOf, type Result } from "../check.ts";
import { LEVEL_TITLES, type Plan, type Reporter, summaryOf } from "./reporter.ts";

/** Where the text of a fact about a failure begins, and where the title of a check does, in columns. */
const FACT_COLUMN = 18;
const TITLE_COLUMN = 8;

export function textReporter({ colors, columns }: Style): Reporter {
  let level = 0;
  const marks = {
    passed: colors.green("ok  "),
    failed: colors.red("FAIL"),
    skipped: colors.yellow("skip"),
  };
  const folded = (text: string, column: number) =>
    wrapped(text, Math.max(20, columns - column)).join(`\n${" ".repeat(column)}`);
  const fact = (name: string, text: string) => `${`        ${name}`.padEnd(FACT_COLUMN)}${folded(text, FACT_COLUMN)}\n`;

  return {
    begin: ({ where, services, level, checks }: Plan) =>
      `Judging ${colors.bold(where)}: ${services.join(", ")}, ${
        level === 1 ? "level 1" : `levels 1 to ${level}`
      }, ${checks} checks\n`,

    result({ check, outcome }) {
      const isNew = check.level !== level;
      level = check.level;
      const heading = isNew ? `\n${colors.bold(`Level ${check.level}: ${LEVEL_TITLES[check.level]}`)}\n` : "";
      const line = `${heading}  ${marks[outcome.status]}  ${folded(check.title, TITLE_COLUMN)}\n`;
      if (outcome.status === "passed") return line;
      if (outcome.status === "skipped") return `${line}        ${colors.dim(folded(outcome.reason, TITLE_COLUMN))}\n`;
      return [
        line,
        "\n",
        fact("check", check.name),
        fact("sent", outcome.sent),
        fact("expected", outcome.expected),
        fact("came", outcome.came),
        fact("because", check.because),
        fact("hint", outcome.hint),
        fact("see", placeOf(check.section)),
        "\n",
      ].join("");
    },

    end(results) {
      const { passed, failed, skipped, level, seconds } = summaryOf(results);
      const counts = [
        `${passed} passed`,
        failed > 0 ? colors.red(`${failed} failed`) : "0 failed",
        ...skipped > 0 ? [`${skipped} skipped`] : [],
      ];
      return `\n${counts.join(", ")}, in ${seconds.toFixed(1)} s\n${verdict(level, results)}\n`;
    },
  };
}

function verdict(level: number, results: readonly Result[]): string {
  const next = results.find(({ outcome }) => outcome.status === "failed");
  const reached = level === 0 ? "Level 1 is not passed yet." : `Level ${level} is passed.`;
  return next ? `${reached} Begin with ${next.check.name}.` : reached;
}
