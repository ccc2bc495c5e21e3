/** What can be told to `app bench` on its command line. */
import { parseServerAddress } from "../cli/address.ts";
import { operands } from "../cli/operands.ts";
import { choice, type Environment, flag, integer, type Option, text } from "../cli/options.ts";
import { seedOption } from "../cli/seed.ts";
import { tokenOf, tokenOptions } from "../cli/token.ts";
import { UsageError } from "../cli/usage_error.ts";
import { formatAddress } from "../protocol/address.ts";
import { quote } from "../protocol/quote.ts";
import { MAX_SEED } from "../protocol/seed.ts";
import { dialectOf, type Load, type Target } from "./load.ts";
import { parseMix } from "./mix.ts";

const DEFAULT_MIX = "add=70,get=20,sort=10";
const MAX_CLIENTS = 10_000;
const MAX_PIPELINE = 1000;
/** How many requests may be in flight on all connections together: what is known of each needs 9 bytes. */
const MAX_IN_FLIGHT = 1_000_000;
const MAX_RATE = 10_000_000;
const MAX_WORKERS = 64;

/** The options of `app bench`. */
export const BENCH_OPTIONS = {
  clients: integer({ placeholder: "N", help: "how many connections", min: 1, max: MAX_CLIENTS, fallback: 10 }),
  pipeline: integer({
    placeholder: "P",
    help: "how many requests to have in flight on each connection",
    min: 1,
    max: MAX_PIPELINE,
    fallback: 1,
  }),
  rate: rate(),
  seconds: integer({ placeholder: "S", help: "how long to measure", min: 1, max: 3600, fallback: 10 }),
  warmUp: integer({ placeholder: "S", help: "how long to send before measuring", min: 0, max: 60, fallback: 1 }),
  mix: mix(),
  protocol: choice(["app", "redis"], { help: "what the server speaks; http://… speaks HTTP", fallback: "app" }),
  seed: seedOption("make the values repeatable"),
  workers: integer({
    placeholder: "N",
    help: "how many threads; by default one per processor, but for one that is left to the server",
    min: 1,
    max: MAX_WORKERS,
    fallback: null,
  }),
  ...tokenOptions("the server's token, if it has one"),
  compare: text({ placeholder: "FILE", help: "compare with the figures in this file, which --json printed", fallback: null }),
  json: flag({ help: "print one JSON document" }),
};

/** A load, checked, and how to show its figures. */
export interface BenchConfig {
  readonly load: Load;
  readonly workers: number;
  /** The file to compare with. */
  readonly compare: string | null;
  readonly json: boolean;
}

const USAGE = "usage: app bench HOST:PORT [flags], as in app bench 127.0.0.1:4000, or app bench http://127.0.0.1:8000";

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseBenchConfig(
  args: readonly string[],
  env: Environment,
  { random, processors }: { random: () => number; processors: number },
): BenchConfig {
  const { given: [address], values, flags } = operands("bench", { names: ["HOST:PORT"], options: BENCH_OPTIONS, args, env });
  const { clients, pipeline, rate, seconds, warmUp } = values;
  const mix = parseMix(values.mix);
  const target = { ...targetOf(address, values.protocol, flags), token: tokenOf(values, flags) };
  if (clients * pipeline > MAX_IN_FLIGHT) {
    throw new UsageError(
      `--clients ${clients} with --pipeline ${pipeline} has ${clients * pipeline} requests in flight: ` +
        `at most ${MAX_IN_FLIGHT} are allowed`,
    );
  }
  const { operations, name } = dialectOf(target);
  const missing = mix.find(({ operation }) => !operations.includes(operation));
  if (missing) {
    throw new UsageError(`--mix has ${missing.operation}, and ${name} has nothing like it: choose of ${operations.join(", ")}`);
  }
  if (values.workers !== null && values.workers > clients) {
    throw new UsageError(`--workers ${values.workers} is more than --clients ${clients}: each thread needs a connection`);
  }
  return {
    load: {
      target,
      mix,
      seed: values.seed ?? Math.floor(random() * (MAX_SEED + 1)),
      clients,
      pipeline,
      rate: rate === "max" ? null : rate,
      seconds,
      warmUpSeconds: warmUp,
    },
    workers: values.workers ?? Math.max(1, Math.min(processors - 1, clients, MAX_WORKERS)),
    compare: values.compare,
    json: values.json,
  };
}

/** @throws {UsageError} for a text that is no address */
function targetOf(text: string, protocol: "app" | "redis", flags: ReadonlySet<string>): Omit<Target, "token"> {
  const address = parseServerAddress(text);
  if (address) return { ...address, where: formatAddress(address), protocol, path: "" };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === "https:") throw new UsageError("bench does not speak TLS: give the http:// address of the server");
  if (url?.protocol !== "http:" || url.search || url.hash || url.username) {
    throw new UsageError(`${quote(text)} is not HOST:PORT, nor http://HOST:PORT: ${USAGE}`);
  }
  if (flags.has("protocol")) {
    throw new UsageError(`--protocol ${protocol} and http:// do not go together: give HOST:PORT for ${protocol}`);
  }
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || 80),
    where: url.host,
    protocol: "http",
    path: url.pathname.replace(/\/$/, ""),
  };
}

function rate(): Option<number | "max"> {
  return {
    placeholder: "R",
    help:
      `requests per second, on a schedule that no reply delays (1 to ${MAX_RATE}); max sends the next requests when all are answered`,
    fallback: "max",
    parse(text) {
      const value = Number(text);
      if (text === "max") return text;
      if (/^\d+$/.test(text) && value >= 1 && value <= MAX_RATE) return value;
      throw new Error(`max or an integer from 1 to ${MAX_RATE}`);
    },
  };
}

function mix(): Option<string> {
  return {
    placeholder: "MIX",
    help: "which requests, and how often each",
    fallback: DEFAULT_MIX,
    parse(text) {
      parseMix(text);
      return text;
    },
  };
}
