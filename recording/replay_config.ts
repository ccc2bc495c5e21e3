/** What can be told to `app replay` on its command line. */
import { type Address, parseServerAddress } from "../cli/address.ts";
import { operands } from "../cli/operands.ts";
import { type Environment, flag, integer, type Option, parsed } from "../cli/options.ts";
import { tokenOf, tokenOptions } from "../cli/token.ts";
import { UsageError } from "../cli/usage_error.ts";
import { quote } from "../protocol/quote.ts";

/** How much faster than recorded; `max` is as fast as the answers come. */
export type Speed = number | "max";

const SPEED: Option<Speed> = {
  placeholder: "N|max",
  help: "how many times as fast as recorded, such as 10 or 0.5; max waits only for the answers",
  fallback: 1,
  parse(text) {
    if (text === "max") return text;
    const speed = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && speed >= 0.001 && speed <= 1_000_000) return speed;
    throw new Error("a number from 0.001 to 1000000, or max");
  },
};

/** The options of `app replay`. */
export const REPLAY_OPTIONS = {
  speed: SPEED,
  ignore: parsed({
    placeholder: "REGEX",
    help: "also ignore what this matches in answers; a|b for several",
    parse(text) {
      try {
        return new RegExp(text, "gu");
      } catch {
        throw new Error("a regular expression, as in id=\\d+|at=\\S+");
      }
    },
  }),
  ...tokenOptions("send this token where the recording hides what AUTH sent"),
  exact: flag({ help: "ignore nothing but what --ignore matches" }),
  timeout: integer({ placeholder: "SECONDS", help: "how long an answer may take", min: 1, max: 3600, fallback: 5 }),
  json: flag({ help: "one JSON object per line: each difference, and a summary" }),
};

/** What to replay, checked. */
export interface ReplayConfig {
  readonly file: string;
  readonly server: Address;
  readonly speed: Speed;
  readonly ignore: RegExp | null;
  readonly token: string | null;
  readonly exact: boolean;
  readonly timeoutMs: number;
  readonly json: boolean;
}

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseReplayConfig(args: readonly string[], env: Environment): ReplayConfig {
  const names = ["FILE", "HOST:PORT"] as const;
  const { given: [file, address], values, flags } = operands("replay", { names, options: REPLAY_OPTIONS, args, env });
  const server = parseServerAddress(address);
  if (!server) {
    throw new UsageError(
      `${quote(address)} is not HOST:PORT: usage: app replay FILE HOST:PORT [flags], as in app replay talk.txt 127.0.0.1:4000`,
    );
  }
  const { speed, ignore, exact, timeout, json } = values;
  return { file, server, speed, ignore, token: tokenOf(values, flags), exact, timeoutMs: timeout * 1000, json };
}
