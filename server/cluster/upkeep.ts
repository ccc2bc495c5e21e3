/** What is done with a log that servers share from outside, also while they use it: it is checked, backed up, and made of a backup. */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import { Engine } from "../engine/engine.ts";
import type { Journal } from "../engine/journal.ts";
import { freeze, type FrozenState, hashOf, type ServiceState, State } from "../engine/state.ts";
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
 * @param services new states
 * @returns what it holds, with the hash of that without the servers, which is that of a data folder with the same
 * @throws {OperatorError} if there is no such log, or it can't be read
 */
export async function checkLog(services: readonly ServiceState[], options: UpkeepOptions): Promise<Findings> {
  const { problems, state, members } = await readLog(services, options);
  for (const service of state.services) {
    try {
      service.checkInvariants?.();
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  const { summary, hash } = contentOf(state, members);
  return { problems, summary: { ...summary, ...members.summary() }, hash: problems.length === 0 ? hash : null };
}

/**
 * Writes what a log holds, without the servers that use it, into a new file that a server alone can start from, and checks that.
 *
 * @param newServices makes new states
 * @throws {OperatorError} if that can't be done, or the file exists
 */
export async function backUpLog(
  copy: string,
  newServices: () => readonly ServiceState[],
  options: UpkeepOptions,
): Promise<Findings> {
  const { state, members } = await readLog(newServices(), options);
  return await backUpState(withoutServers(state, members), copy, {
    source: String(options.address),
    state: new State(newServices()),
  });
}

/**
 * Makes a log of a backup, for servers to join. Nobody is connected to them, and the clocks of quiz games go on from here.
 *
 * @param services new states
 * @returns what the log holds
 * @throws {OperatorError} if the file is not sound, or the log is in use; then it is as it was
 */
export async function restoreLog(
  path: string,
  services: readonly ServiceState[],
  { address, replicas, credentials, clock, logger }: UpkeepOptions & { replicas: number | null },
): Promise<Findings> {
  mustBeThere(path);
  const members = new MembersState();
  const state = new State([...services, members]);
  const { problems: [problem] } = checkJournal(path, state);
  if (problem) throw new OperatorError(`${path} is damaged (${problem}), and was not restored: use another backup`);
  const log = await StreamLog.open({ address, replicas: replicas ?? usualReplicas(address), credentials, clock });
  const snapshots = new Snapshots({ log, clock, logger });
  try {
    const begin = await beginLog(log, snapshots);
    if (!begin) {
      throw new OperatorError(`the log ${address} is in use: put another name behind the slash, and start servers with that`);
    }
    for (const service of state.services) service.moveTo?.(begin.keptAt);
    await snapshots.write(state, begin.sequence);
  } finally {
    await snapshots.close();
    await log.close();
  }
  return { problems: [], ...contentOf(state, members) };
}

/** What a state holds, without the servers. */
function contentOf(state: State, members: MembersState): Pick<Findings, "summary" | "hash"> {
  const others = state.services.filter((service) => service !== members);
  const summary = Object.assign({}, ...others.map((service) => service.summary()));
  return { summary, hash: hashOf(withoutServers(state, members)) };
}

function withoutServers(state: State, members: MembersState): FrozenState {
  return freeze(state).filter(({ service }) => service !== members.name);
}

/** Begins a log that is new, or that was begun when a backup was restored. @returns its first message; `null` if it is in use */
async function beginLog(log: StreamLog, snapshots: Snapshots): Promise<LoggedMessage | null> {
  await log.begin(encodeRestore());
  if (await log.lastSequence() > 1 || !await snapshots.isEmpty()) return null;
  for await (const message of log.messages(1)) return readEntry(message.data).type === "restore" ? message : null;
  return null;
}

/** Brings what is in a log into a state, without joining the servers. */
async function readLog(
  services: readonly ServiceState[],
  options: UpkeepOptions,
): Promise<{ state: State; members: MembersState; problems: string[] }> {
  const { journal, members } = await openCluster({ ...options, name: "", replicas: null, mustExist: true });
  const state = new State([...services, members]);
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
      state,
      onError: (error) => problems.push(`a change failed: ${messageOf(error)}`),
      onHealth() {},
    });
    await ready;
    return { state, members, problems };
  } finally {
    await reader.close();
  }
}
