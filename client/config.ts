import { choice, type Environment, flag, integer, type Option, parseOptions, text } from "../cli/options.ts";
import { MAX_COUNTER_ID } from "../protocol/counter_text.ts";
import { checkName } from "../protocol/player_name.ts";
import { messageOf } from "../protocol/message_of.ts";
import { quote } from "../protocol/quote.ts";
import { tokenOf, tokenOptions } from "../cli/token.ts";
import { UsageError } from "../cli/usage_error.ts";
import type { TlsTrust } from "./tls.ts";

/** The server's port for lines over TLS, unless it is told another. */
const TLS_PORT = 4433;

/** What the client can do. */
const MODES = ["sort", "quiz", "counter"] as const;
export type Mode = typeof MODES[number];

/** What every mode can be told. */
const COMMON_OPTIONS = {
  mode: choice(MODES, { help: "what to do", fallback: null }),
  host: text({ placeholder: "HOST", help: "the server's host", fallback: "127.0.0.1" }),
  port: integer({
    placeholder: "PORT",
    help: "the server's port for lines; with --tls its default is 4433",
    min: 1,
    max: 65_535,
    fallback: 4000,
  }),
  tls: flag({ help: "connect over TLS" }),
  ca: text({ placeholder: "FILE", help: "trust this certificate, in PEM, instead of the public authorities", fallback: null }),
  insecure: flag({ help: "with --tls: trust any certificate; whoever is on the way can read and change everything" }),
  ...tokenOptions("the server's token, if it has one"),
  json: flag({ help: "print one JSON object per line" }),
};

/** What one mode alone can be told. */
const SORT_OPTIONS = {
  size: integer({
    placeholder: "K",
    help: "how many random integers to send; without it, 10 to 20",
    min: 1,
    max: 100_000,
    fallback: null,
  }),
  values: integers({ placeholder: "3,1,2", help: "the integers to send" }),
  repeat: integer({ placeholder: "N", help: "how many rounds", min: 1, max: 10_000_000, fallback: 1 }),
};

const QUIZ_OPTIONS = {
  name: text({ placeholder: "NAME", help: "your name; asked for on a terminal", fallback: null }),
  bot: flag({ help: "play automatically" }),
  bots: integer({ placeholder: "N", help: "play with this many bots at once", min: 1, max: 10_000, fallback: null }),
  accuracy: fraction({ placeholder: "SHARE", help: "share of right answers that a bot gives, 0 to 1", fallback: 0.8 }),
};

const COUNTER_OPTIONS = {
  id: integer({
    placeholder: "ID",
    help: "counter to use; without it, one that is free",
    min: 0,
    max: MAX_COUNTER_ID,
    fallback: null,
  }),
  connect: flag({ help: "connect at once" }),
  seconds: integer({ placeholder: "S", help: "quit after this many seconds", min: 1, max: 31_536_000, fallback: null }),
  clients: integer({
    placeholder: "N",
    help: "run this many counters at once, with consecutive IDs from --id on",
    min: 1,
    max: 10_001,
    fallback: null,
  }),
};

/** The options of `app client`, by what they belong to, as its help lists them. */
export const CLIENT_OPTIONS = { common: COMMON_OPTIONS, sort: SORT_OPTIONS, quiz: QUIZ_OPTIONS, counter: COUNTER_OPTIONS };

/** How a client is to run, checked. */
export type ClientConfig = ReturnType<typeof parseClientConfig>;

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseClientConfig(args: readonly string[], env: Environment) {
  const { values, given } = parseOptions({ ...COMMON_OPTIONS, ...SORT_OPTIONS, ...QUIZ_OPTIONS, ...COUNTER_OPTIONS }, {
    command: "client",
    args,
    env,
  });
  if (values.mode === null) throw new UsageError(`--mode is required: sort, quiz or counter`);
  for (const mode of MODES.filter((mode) => mode !== values.mode)) {
    const foreign = Object.keys(CLIENT_OPTIONS[mode]).find((name) => given.has(name as keyof typeof values));
    if (foreign) throw new UsageError(`--${foreign} needs --mode ${mode}, not --mode ${values.mode}`);
  }
  if (given.has("accuracy") && !values.bot && values.bots === null) {
    throw new UsageError("--accuracy needs --bot or --bots: only bots answer at random");
  }
  if (given.has("size") && given.has("values")) throw new UsageError("--size and --values cannot be combined");
  if ((values.id ?? 0) + (values.clients ?? 1) - 1 > MAX_COUNTER_ID) {
    throw new UsageError(
      `--clients ${values.clients} with --id ${values.id ?? 0} exceeds the highest ID, ${MAX_COUNTER_ID}`,
    );
  }
  const name = values.name === null ? null : checkedName(values.name);
  // A flag takes precedence over the environment.
  return {
    ...values,
    port: values.tls && !given.has("port") && env.APP_PORT === undefined ? TLS_PORT : values.port,
    tls: trustOf(values, given),
    token: tokenOf(values, given),
    name,
    mode: values.mode,
    values: given.has("size") ? null : values.values,
  };
}

/** Whom to trust; `null` without TLS. @throws {UsageError} */
function trustOf(
  { tls, ca: file, insecure }: { tls: boolean; ca: string | null; insecure: boolean },
  given: ReadonlySet<string>,
): TlsTrust | null {
  if (!tls) {
    const flag = ["ca", "insecure"].find((name) => given.has(name));
    if (flag) throw new UsageError(`--${flag} needs --tls: without it there is no certificate`);
    return null;
  }
  if (given.has("ca") && given.has("insecure")) {
    throw new UsageError("--ca and --insecure do not go together: with --insecure no certificate is checked");
  }
  // A flag takes precedence over the environment.
  if (insecure && !given.has("ca")) return { ca: null, insecure };
  return { ca: file === null ? null : certificateIn(file), insecure: false };
}

function certificateIn(file: string): string {
  let text: string;
  try {
    text = Deno.readTextFileSync(file);
  } catch (error) {
    throw new UsageError(`can't read --ca ${file}: ${messageOf(error).replace(/: \w+ '.*'$/s, "")}`);
  }
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new UsageError(`--ca ${file} is not a certificate in PEM: name a file with -----BEGIN CERTIFICATE----- in it`);
}

/** @throws {UsageError} where nobody can play under this name */
function checkedName(name: string): string {
  try {
    return checkName(name.trim());
  } catch (error) {
    throw new UsageError(`--name ${quote(name)}: ${(error as Error).message.replace(/: send .*$/, "")}`);
  }
}

function integers({ placeholder, help }: { placeholder: string; help: string }): Option<readonly number[] | null> {
  return {
    placeholder,
    help,
    fallback: null,
    parse(text) {
      const values = text.trim().split(/\s*,\s*|\s+/).map((item) => /^-?\d+$/.test(item) ? Number(item) : NaN);
      if (values.every(Number.isSafeInteger)) return values;
      throw new Error(
        `a list of integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, separated by commas, as in 3,1,2`,
      );
    },
  };
}

function fraction({ placeholder, help, fallback }: { placeholder: string; help: string; fallback: number }): Option<number> {
  return {
    placeholder,
    help,
    fallback,
    parse(text) {
      const value = Number(text);
      if (/^\d*\.?\d+$/.test(text) && value <= 1) return value;
      throw new Error("a number from 0 to 1");
    },
  };
}
