/** The forms of report, by name. */
import type { Style } from "../../cli/style.ts";
import type { Format } from "../config.ts";
import { jsonReporter } from "./json.ts";
import { junitReporter } from "./junit.ts";
import type { Reporter } from "./reporter.ts";
import { tapReporter } from "./tap.ts";
import { textReporter } from "./text.ts";

const REPORTERS: Readonly<Record<Format, (style: Style) => Reporter>> = {
  text: textReporter,
  json: jsonReporter,
  junit: junitReporter,
  tap: tapReporter,
};

export function reporterFor(format: Format, style: Style): Reporter {
  return REPORTERS[format](style);
}
