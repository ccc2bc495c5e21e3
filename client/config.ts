import { type Environment, flagOf, parseOptions } from "../cli/options.ts";
import { alternatives } from "../cli/suggestions.ts";
import { MAX_COUNTER_ID } from "../protocol/counter_text.ts";
import { checkName } from "../protocol/player_name.ts";
import { fileProblem } from "../protocol/message_of.ts";
import { quote } from "../protocol/quote.ts";
import { tokenOf } from "../cli/token.ts";
import { UsageError } from "../cli/usage_error.ts";
import { CLIENT_OPTIONS, type Mode, MODES } from "./options.ts";
import type { TlsTrust } from "./tls.ts";

/** The server's port for lines over TLS, unless it is told another. */
const TLS_PORT = 4433;

const { common, sort, quiz, host, counter } = CLIENT_OPTIONS;
const ALL_OPTIONS = { ...common, ...sort, ...quiz, ...host, ...counter };

/** How a client is to run, checked. */
export type ClientConfig = ReturnType<typeof parseClientConfig>;

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseClientConfig(args: readonly string[], env: Environment) {
  const { values, given } = parseOptions(ALL_OPTIONS, {
    command: "client",
    args,
    env,
  });
  if (values.mode === null) throw new UsageError(`--mode is required: ${alternatives(MODES)}`);
  checkCombination(values.mode, values, given);
  if (given.has("size") && given.has("values")) {
    throw new UsageError("--size and --values do not go together: --values says how many there are");
  }
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

/** @throws {UsageError} for flags that another mode has, or that mean nothing without another flag */
function checkCombination(
  mode: Mode,
  { bot, bots, room }: { bot: boolean; bots: number | null; room: string | null },
  given: ReadonlySet<string>,
): void {
  const own = new Set(Object.keys({ ...common, ...CLIENT_OPTIONS[mode] }));
  for (const name of given) {
    if (own.has(name)) continue;
    const others = MODES.filter((other) => Object.hasOwn(CLIENT_OPTIONS[other], name));
    throw new UsageError(`--${flagOf(name)} needs --mode ${alternatives(others)}, not --mode ${mode}`);
  }
  const areBots = bot || bots !== null;
  const forBots = ["accuracy", "think"].find((name) => given.has(name));
  if (forBots && !areBots) throw new UsageError(`--${forBots} needs --bot or --bots: only bots play by chance`);
  if (given.has("resume") && areBots) throw new UsageError("--resume continues the game of one player, not of bots");
  if (given.has("roomToken") && room === null) throw new UsageError("--room-token needs --room: it is the token of that room");
  const settled = ["set", "selfPaced"].find((name) => given.has(name));
  if (mode === "host" && given.has("room") && settled) {
    throw new UsageError(`--room and --${flagOf(settled)} do not go together: the room is open already, with its set`);
  }
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
    throw new UsageError(`can't read --ca ${file}: ${fileProblem(error)}`);
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
