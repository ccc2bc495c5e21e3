/** How commands come by the log that several servers share. What that needs is loaded only when it is used: it takes time. */
import { flagOf } from "../cli/options.ts";
import type { Shell } from "../cli/shell.ts";
import { UsageError } from "../cli/usage_error.ts";
import { messageOf } from "../protocol/message_of.ts";
import { systemClock } from "../server/clock.ts";
import type { Cluster } from "../server/cluster/mod.ts";
import type { UpkeepOptions } from "../server/cluster/upkeep.ts";
import { checkCredentials, type ServerConfig } from "../server/config.ts";
import { LogAddress } from "../server/log_address.ts";
import { type Log, openLog } from "../server/log/mod.ts";
import { OperatorError } from "../server/operator_error.ts";
import { hostname } from "./computer.ts";

/** Where data is: a folder, or a log that several servers share. */
export const PLACE = "DIR|nats://…";

/** Connects to the log that several servers share. */
export async function joinCluster(address: LogAddress, config: ServerConfig, { logger }: Log): Promise<Cluster> {
  const { openCluster } = await import("../server/cluster/mod.ts");
  const { replicas, serverName } = config;
  return await openCluster({
    address,
    replicas,
    credentials: credentialsOf(config),
    name: serverName ?? hostname() ?? "server",
    clock: systemClock,
    logger,
  });
}

/** How NATS lets this program in. @throws {UsageError} */
function credentialsOf({ natsCreds, natsToken }: { natsCreds: string | null; natsToken: string | null }) {
  checkCredentials({ natsCreds, natsToken });
  return { token: natsToken, creds: natsCreds === null ? null : readCreds(natsCreds) };
}

function readCreds(path: string): Uint8Array {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    throw new OperatorError(`can't read the credentials ${path} (${messageOf(error)}): name a file that this user can read`);
  }
}

/** The address that a place is; `null` for a folder. @throws {UsageError} */
export function logAddressOf(place: string, flags: ReadonlySet<string>): LogAddress | null {
  if (LogAddress.isMeant(place)) {
    try {
      return LogAddress.parse(place);
    } catch (error) {
      throw new UsageError(`${JSON.stringify(place)} is not ${messageOf(error)}`);
    }
  }
  const [flag] = flags;
  if (flag !== undefined) throw new UsageError(`--${flagOf(flag)} needs nats://… in place of the folder ${place}`);
  return null;
}

type Upkeep = typeof import("../server/cluster/upkeep.ts");

/** Does something with a log that servers share. */
export async function withLog<Result>(
  { stderr, ...values }: { natsCreds: string | null; natsToken: string | null } & Pick<Shell, "stderr">,
  use: (upkeep: Upkeep, options: Omit<UpkeepOptions, "address">) => Promise<Result>,
): Promise<Result> {
  const credentials = credentialsOf(values);
  const upkeep = await import("../server/cluster/upkeep.ts");
  const send = (bytes: Uint8Array) => stderr.send(bytes);
  await using log = openLog({ path: null, send, level: "warning", messages: false, clock: systemClock });
  return await use(upkeep, { credentials, clock: systemClock, logger: log.logger });
}
