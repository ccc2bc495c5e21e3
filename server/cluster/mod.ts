/**
 * Several servers, one state: each of them applies what stands in a log that they share, in its order. What is here is loaded only by
 * a server that is started with `--journal nats://…`.
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import type { LogAddress } from "../log_address.ts";
import { MembersState } from "./members.ts";
import { SharedClock } from "./shared_clock.ts";
import { SharedJournal } from "./shared_journal.ts";
import { Snapshots } from "./snapshots.ts";
import { StreamLog } from "./stream_log.ts";

/** How a server takes part in a state that several share. */
export interface Cluster {
  readonly journal: SharedJournal;
  /** Which servers there are, a part of the state. */
  readonly members: MembersState;
  readonly clock: SharedClock;
  readonly log: StreamLog;
  /** How often the servers compare their states, in milliseconds, if that is given. */
  readonly auditMs?: number;
}

export interface ClusterOptions {
  address: LogAddress;
  /** How many NATS nodes keep the log, if it has to be made; `null` for three, or as many as are named. */
  replicas: number | null;
  credentials: { readonly token: string | null; readonly creds: Uint8Array | null };
  /** What people call this server. */
  name: string;
  clock: Clock;
  logger: Logger;
  /** How many bytes of the log there may be at least before a snapshot is written. */
  compactBytes?: number;
  auditMs?: number;
  /** Whether the log has to be there already. */
  mustExist?: boolean;
}

/** As many nodes as this keep the log, if there are so many. */
const REPLICAS = 3;

/** On how many nodes a log is kept if nobody says so. */
export function usualReplicas({ servers }: LogAddress): number {
  return Math.min(REPLICAS, servers.length);
}

/** Connects to the log of servers that share a state. @throws {OperatorError} */
export async function openCluster(
  { address, replicas, credentials, name, clock, logger, compactBytes, auditMs, mustExist }: ClusterOptions,
): Promise<Cluster> {
  const log = await StreamLog.open({
    address,
    replicas: replicas ?? usualReplicas(address),
    credentials,
    clock,
    mustExist,
  });
  const members = new MembersState();
  const sharedClock = new SharedClock(clock);
  const snapshots = new Snapshots({ log, clock, logger, compactBytes });
  const newId = () => crypto.randomUUID();
  const journal = new SharedJournal({ log, members, snapshots, clock, sharedClock, name, newId });
  return { journal, members, clock: sharedClock, log, auditMs };
}
