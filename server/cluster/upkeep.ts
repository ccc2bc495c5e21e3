/** What is done with a log that servers share from outside, also while they use it: it is checked, backed up, and made of a backup. */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import { Engine } from "../engine/engine.ts";
import type { Journal } from "../engine/journal.ts";
import { freeze, type FrozenState, State } from "../engine/state.ts";
import { backUpState, mustBeThere } from "../journal/backup.ts";
import { checkJournal, type Findings } from "../journal/check.ts";
import type { LogAddress } from "../log_address.ts";
import { OperatorError } from "../operator_error.ts";
import { messageOf } from "../../protocol/message_of.ts";
import { encodeRestore, readEntry } from "./entry.ts";
import { MembersState } from "./members.ts";
import { openCluster, usualReplicas } from "./mod.ts";
import { Snapshots } from "./snapshots.ts";
import { type LoggedMessage, StreamLog } from "./stream_log.ts";

export interface UpkeepOptions {
  address: LogAddress;
  credentials: { readonly token: string | null; readonly creds: Uint8Array | null };
  clock: Clock;
  logger: Logger;
}

/**
 * Reads all that is in a log, and verifies it.
 *
 * @param services a new state, without the servers
 * @returns what it holds, with the hash of the services, which is that of a data folder with the same
 * @throws {OperatorError} if there is no such log, or it can't be read
 */
export async function checkLog(services: State, options: UpkeepOptions): Promise<Findings> {
  const { problems, members } = await readLog(services, options);
  for (const service of services.services) {
    try {
      service.checkInvariants?.();
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  const summary = Object.assign({}, ...[...services.services, members].map((service) => service.summary()));
  return { problems, summary, hash: problems.length === 0 ? services.hash() : null };
}

/**
 * Writes what a log holds, without the servers that use it, into a new file that a server alone can start from, and checks that.
 *
 * @param newState makes a new state, without the servers
 * @throws {OperatorError} if that can't be done, or the file exists
 */
export async function backUpLog(copy: string, newState: () => State, options: UpkeepOptions): Promise<Findings> {
  const services = newState();
  await readLog(services, options);
  const frozen: FrozenState = freeze(services);
  return await backUpState(frozen, copy, { source: String(options.address), state: newState() });
}

/**
 * Makes a log of a backup, for servers to join. Nobody is connected to them, and the clocks of quiz games go on from here.
 *
 * @param services a new state, without the servers
 * @returns what the log holds
 * @throws {OperatorError} if the file is not sound, or the log is in use; then it is as it was
 */
export async function restoreLog(
  path: string,
  services: State,
  { address, replicas, credentials, clock, logger }: UpkeepOptions & { replicas: number | null },
): Promise<Findings> {
  mustBeThere(path);
  const { problems: [problem] } = checkJournal(path, services);
  if (problem) throw new OperatorError(`${path} is damaged (${problem}), and was not restored: use another backup`);
  const log = await StreamLog.open({ address, replicas: replicas ?? usualReplicas(address), credentials, clock });
  const snapshots = new Snapshots({ log, clock, logger });
  try {
    const begin = await beginLog(log, snapshots);
    if (!begin) {
      throw new OperatorError(`the log ${address} is in use: put another name behind the slash, and start servers with that`);
    }
    for (const service of services.services) service.moveTo?.(begin.keptAt);
    await snapshots.write(new State([...services.services, new MembersState()]), begin.sequence);
  } finally {
    await snapshots.close();
    await log.close();
  }
  const summary = Object.assign({}, ...services.services.map((service) => service.summary()));
  return { problems: [], summary, hash: services.hash() };
}

/** Begins a log that is new, or that was begun when a backup was restored. @returns its first message; `null` if it is in use */
async function beginLog(log: StreamLog, snapshots: Snapshots): Promise<LoggedMessage | null> {
  await log.begin(encodeRestore());
  if (await log.lastSequence() > 1 || !await snapshots.isEmpty()) return null;
  for await (const message of log.messages(1)) return readEntry(message.data).type === "restore" ? message : null;
  return null;
}

/** Brings what is in a log into a state, without joining the servers. */
async function readLog(services: State, options: UpkeepOptions): Promise<{ members: MembersState; problems: string[] }> {
  const { journal, members } = await openCluster({ ...options, name: "", replicas: null, mustExist: true });
  const problems: string[] = [];
  const reader: Journal = {
    follow: (apply) => journal.follow(apply),
    replay: (state) => journal.read(state),
    commit: () => {
      throw new Error("A log that is only read takes no changes");
    },
    verify() {},
    compact() {},
    close: () => journal.close(),
  };
  try {
    const { ready } = new Engine({
      journal: reader,
      state: new State([...services.services, members]),
      onError: (error) => problems.push(`a change failed: ${messageOf(error)}`),
      onHealth() {},
    });
    await ready;
    return { members, problems };
  } finally {
    await reader.close();
  }
}
