/** What can be told to `app judge` on its command line. */
import { parseServerAddress } from "../cli/address.ts";
import { operands } from "../cli/operands.ts";
import { choice, type Environment, flag, integer } from "../cli/options.ts";
import { tokenOf, tokenOptions } from "../cli/token.ts";
import { UsageError } from "../cli/usage_error.ts";
import { formatAddress } from "../protocol/address.ts";
import { quote } from "../protocol/quote.ts";

/** What a server can offer beside lines as such. */
export const SERVICES = ["array", "quiz", "counter"] as const;
export type ServiceName = typeof SERVICES[number];

/** How hard the checks are. */
export type Level = 1 | 2 | 3 | 4 | 5;
export const LEVELS: readonly Level[] = [1, 2, 3, 4, 5];

const FORMATS = ["text", "json", "junit", "tap"] as const;
export type Format = typeof FORMATS[number];

/** The options of `app judge`. */
export const JUDGE_OPTIONS = {
  service: choice([...SERVICES, "all"], { help: "which requests to check", fallback: "array" }),
  level: integer({ placeholder: "N", help: "check up to this level", min: 1, max: 5, fallback: 5 }),
  ...tokenOptions("the server's token, if it has one"),
  format: choice(FORMATS, { help: "how to print the results", fallback: "text" }),
  json: flag({ help: "the same as --format json: one JSON object per line" }),
};

/** What to judge, checked. */
export interface JudgeConfig {
  readonly hostname: string;
  readonly port: number;
  /** `host:port`, for people. */
  readonly where: string;
  readonly services: readonly ServiceName[];
  readonly level: Level;
  readonly format: Format;
  readonly token: string | null;
}

const USAGE = "usage: app judge HOST:PORT [flags], as in app judge 127.0.0.1:4000";

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseJudgeConfig(args: readonly string[], env: Environment): JudgeConfig {
  const { given: [address], values, flags } = operands("judge", { names: ["HOST:PORT"], options: JUDGE_OPTIONS, args, env });
  const { service, level, format, json } = values;
  if (json && flags.has("format") && format !== "json") {
    throw new UsageError(`--json and --format ${format} do not go together: give one of them`);
  }
  return {
    ...addressOf(address),
    services: service === "all" ? SERVICES : [service],
    level: LEVELS[level - 1],
    // A flag takes precedence over the environment.
    format: json && !flags.has("format") ? "json" : format,
    token: tokenOf(values, flags),
  };
}

/** @throws {UsageError} for a text that is no address */
function addressOf(text: string): Pick<JudgeConfig, "hostname" | "port" | "where"> {
  const address = parseServerAddress(text);
  if (!address) {
    const url = /^\w+:\/\//.test(text);
    throw new UsageError(
      `${quote(text)} is not HOST:PORT${url ? ": judge speaks lines over TCP, not over HTTP" : ""}: ${USAGE}`,
    );
  }
  return { ...address, where: formatAddress(address) };
}
