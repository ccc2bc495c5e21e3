import { CLIENT_OPTIONS } from "../client/config.ts";
import { SERVE_OPTIONS } from "../server/config.ts";
import { type Environment, variableOf } from "./options.ts";
import { didYouMean, suggestions } from "./suggestions.ts";
import { UsageError } from "./usage_error.ts";

/** Every variable that some command reads. */
const VARIABLES = [SERVE_OPTIONS, ...Object.values(CLIENT_OPTIONS)].flatMap((options) => Object.keys(options).map(variableOf));

/** Makes sure that no variable of ours is misspelt, and so has no effect. @throws {UsageError} with what was meant */
export function checkEnvironment(env: Environment): void {
  const names = [...new Set(VARIABLES)].map((name) => name.slice("APP_".length));
  for (const unknown of Object.keys(env).filter((name) => name.startsWith("APP_") && !VARIABLES.includes(name))) {
    const meant = suggestions(unknown.slice("APP_".length), names).map((name) => `APP_${name}`);
    // One that is near none of ours, such as APP_ENV, is for another program.
    if (meant.length > 0) throw new UsageError(`there is no environment variable ${unknown}: ${didYouMean(meant, "")}`);
  }
}
