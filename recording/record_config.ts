/** What can be told to `app record` on its command line. */
import { type Address, parseAddress, parseServerAddress } from "../cli/address.ts";
import { operands } from "../cli/operands.ts";
import { type Environment, flag, integer, parsed } from "../cli/options.ts";
import { UsageError } from "../cli/usage_error.ts";

const LISTEN_HOST = "127.0.0.1";

/** The options of `app record`. */
export const RECORD_OPTIONS = {
  listen: parsed({
    placeholder: "[HOST:]PORT",
    help: `where clients connect; HOST is ${LISTEN_HOST} by default, and port 0 takes a free one`,
    parse: (text) => required(parseAddress(/^\d+$/.test(text) ? `${LISTEN_HOST}:${text}` : text), "a port or HOST:PORT"),
  }),
  to: parsed({
    placeholder: "HOST:PORT",
    help: "the server",
    parse: (text) => required(parseServerAddress(text), "HOST:PORT, as in 127.0.0.1:4000"),
  }),
  keepSecrets: flag({ help: "keep tokens and passwords in the recording" }),
  overwrite: flag({ help: "replace FILE if it exists" }),
  maxConnections: integer({
    placeholder: "N",
    help: "most connections at once; others are closed",
    min: 1,
    max: 1_000_000,
    fallback: 1000,
  }),
};

/** What to record, checked. */
export interface RecordConfig {
  readonly file: string;
  readonly listen: Address;
  readonly to: Address;
  readonly keepSecrets: boolean;
  readonly overwrite: boolean;
  readonly maxConnections: number;
}

const EXAMPLE = "as in app record --listen 5000 --to 127.0.0.1:4000 talk.txt";

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseRecordConfig(args: readonly string[], env: Environment): RecordConfig {
  const { given: [file], values } = operands("record", { names: ["FILE"], options: RECORD_OPTIONS, args, env });
  const { listen, to } = values;
  if (!listen) throw new UsageError(`record needs --listen [HOST:]PORT, where clients connect: ${EXAMPLE}`);
  if (!to) throw new UsageError(`record needs --to HOST:PORT, the server: ${EXAMPLE}`);
  return { ...values, file, listen, to };
}

function required(address: Address | null, allowed: string): Address {
  if (address) return address;
  throw new Error(allowed);
}
