/** One JSON object per line: one for each check, and at the end one with the sums. */
import { placeOf } from "../check.ts";
import { type Reporter, summaryOf } from "./reporter.ts";

export function jsonReporter(): Reporter {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  return {
    begin: ({ where, services, level, checks }) => line({ event: "begin", server: where, services, level, checks }),
    result({ check, outcome, seconds }) {
      const { name, level, service, title, because, section } = check;
      const { status, ...facts } = outcome;
      const rounded = Number(seconds.toFixed(3));
      return line({
        event: "check",
        name,
        level,
        service: service ?? null,
        status,
        seconds: rounded,
        title,
        ...status === "failed" ? { ...facts, because, see: placeOf(section) } : facts,
      });
    },
    end(results) {
      const { seconds, ...sums } = summaryOf(results);
      return line({ event: "end", ...sums, seconds: Number(seconds.toFixed(3)) });
    },
  };
}
