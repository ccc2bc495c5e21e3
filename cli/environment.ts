import { type Environment, type OptionTable, variableOf } from "./options.ts";
import { didYouMean, suggestions } from "./suggestions.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Makes sure that no variable of ours is misspelt, and so has no effect.
 *
 * @param tables the options of all commands
 * @throws {UsageError} with what was meant
 */
export function checkEnvironment(env: Environment, tables: readonly OptionTable[]): void {
  const variables = new Set(tables.flatMap((options) => Object.keys(options).map(variableOf)));
  const names = [...variables].map((name) => name.slice("APP_".length));
  for (const unknown of Object.keys(env).filter((name) => name.startsWith("APP_") && !variables.has(name))) {
    const meant = suggestions(unknown.slice("APP_".length), names).map((name) => `APP_${name}`);
    // One that is near none of ours, such as APP_ENV, is for another program.
    if (meant.length > 0) throw new UsageError(`there is no environment variable ${unknown}: ${didYouMean(meant, "")}`);
  }
}
