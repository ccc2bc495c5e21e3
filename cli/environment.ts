import { CLIENT_OPTIONS } from "../client/config.ts";
import { SERVE_OPTIONS } from "../server/config.ts";
import { type Environment, variableOf } from "./options.ts";
import { didYouMean, suggestions } from "./suggestions.ts";
import { UsageError } from "./usage_error.ts";

/** Every variable that some command reads. */
const VARIABLES = [SERVE_OPTIONS, ...Object.values(CLIENT_OPTIONS)].flatMap((options) => Object.keys(options).map(variableOf));

/** Makes sure that no variable is misspelt, and so has no effect. @throws {UsageError} if a variable `APP_…` belongs to no command */
export function checkEnvironment(env: Environment): void {
  const unknown = Object.keys(env).find((name) => name.startsWith("APP_") && !VARIABLES.includes(name));
  if (unknown === undefined) return;
  const names = [...new Set(VARIABLES)].map((name) => name.slice("APP_".length));
  const meant = suggestions(unknown.slice("APP_".length), names).map((name) => `APP_${name}`);
  throw new UsageError(
    `there is no environment variable ${unknown}: ${didYouMean(meant, "app help serve and app help client list the flags")}`,
  );
}
