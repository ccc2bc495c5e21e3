/** What can be told to `app demo` on its command line. */
import { operands } from "../cli/operands.ts";
import { type Environment, flag, integer } from "../cli/options.ts";
import { seedOption } from "../cli/seed.ts";
import { UsageError } from "../cli/usage_error.ts";
import { quote } from "../protocol/quote.ts";

/** The options of `app demo`. */
export const DEMO_OPTIONS = {
  clients: integer({ placeholder: "N", help: "how many clients race", min: 2, max: 1000, fallback: 50 }),
  values: integer({
    placeholder: "N",
    help: "how many values they add in all",
    min: 2,
    max: 20_000,
    fallback: 10_000,
  }),
  seed: seedOption("picks the schedule of the picture; without it, one that loses a value"),
  json: flag({ help: "print one JSON object per line" }),
};

/** What to show, checked. */
export interface DemoConfig {
  readonly clients: number;
  readonly values: number;
  readonly seed: number | null;
  readonly json: boolean;
}

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseDemoConfig(args: readonly string[], env: Environment): DemoConfig {
  const { given: [name], values } = operands("demo", { names: ["race"], options: DEMO_OPTIONS, args, env });
  if (name !== "race") throw new UsageError(`there is no demo ${quote(name)}: usage: app demo race [flags]`);
  return values;
}
