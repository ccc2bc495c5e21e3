/**
 * Notices which servers are gone. Each server writes to the log again and again, if only batches of nothing; one of which nothing
 * comes any more is given up by whoever notices first. Time counts only while the own batches come through: when the log itself stood
 * still, nobody is given up.
 */
import type { Logger } from "@logtape/logtape";
import { messageOf } from "../../protocol/message_of.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { Clock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import { inTime } from "./in_time.ts";
import { connectionsOf, type Member } from "./members.ts";
import type { Cluster } from "./mod.ts";

/** How often a server shows that it is there, in milliseconds. */
const BEAT_MS = 2000;
/** After so many own beats without a sign of another server, that one is given up: some ten seconds. */
const MISSED_BEATS = 5;
/** How long a server that stops tries to say so, in milliseconds: without that, the others find out. */
const LEAVE_MS = 2000;

export interface MembershipOptions {
  engine: Engine;
  /** The connections of this server. */
  connections: Iterable<{ dismiss(reason: RequestError): void }> & { numberFrom(first: number): void };
  clock: Clock;
  logger: Logger;
}

/** What was seen of another server last. */
interface Sign {
  readonly lastBatch: number;
  /** How many own beats ago. */
  readonly beats: number;
}

/** That this server is one of several, from now until it is disposed of. */
export class Membership implements AsyncDisposable {
  readonly #cluster: Pick<Cluster, "journal" | "members" | "clock">;
  readonly #options: MembershipOptions;
  readonly #signs = new Map<number, Sign>();
  readonly #stopTimer: () => void;
  #isBeating = false;

  constructor(cluster: Pick<Cluster, "journal" | "members" | "clock">, options: MembershipOptions) {
    const { journal } = cluster;
    this.#cluster = cluster;
    this.#options = options;
    if (journal.self) options.connections.numberFrom(connectionsOf(journal.self.number).first);
    journal.onJoinedAgain((member) => this.#startAnew(member));
    this.#stopTimer = options.clock.every(BEAT_MS, () => this.#beat());
  }

  /** Tells the others that this server leaves. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopTimer();
    const { journal } = this.#cluster;
    const { self } = journal;
    journal.willLeave();
    if (!self) return;
    const { clock, logger } = this.#options;
    try {
      await inTime(this.#giveUp(self, null), { clock, ms: LEAVE_MS, reason: "the log does not answer" });
    } catch (error) {
      logger.warn("the other servers could not be told that this one leaves: {error}", {
        error: messageOf(error),
      });
    }
  }

  /** The others have given this server up, and taken its clients for lost. */
  #startAnew({ number }: Member): void {
    const { connections, logger } = this.#options;
    logger.warn("the other servers had given this one up: it has joined them again, and its clients have to connect again");
    connections.numberFrom(connectionsOf(number).first);
    const reason = new RequestError(
      "unavailable",
      "this server was cut off from the others for a while: connect again, and send RESUME and your token to go on",
    );
    for (const connection of connections) connection.dismiss(reason);
  }

  async #beat(): Promise<void> {
    if (this.#isBeating) return;
    this.#isBeating = true;
    try {
      await this.#options.engine.flush();
      await this.#giveUpTheLost();
    } catch {
      // The log can't be written: the engine has said so.
    } finally {
      this.#isBeating = false;
    }
  }

  async #giveUpTheLost(): Promise<void> {
    const { members, journal: { self } } = this.#cluster;
    for (const member of members.all) {
      if (member.number === self?.number) continue;
      const sign = this.#signs.get(member.number);
      const beats = sign?.lastBatch === member.lastBatch ? sign.beats + 1 : 0;
      this.#signs.set(member.number, { lastBatch: member.lastBatch, beats });
      if (beats < MISSED_BEATS) continue;
      this.#signs.delete(member.number);
      const lost = await this.#giveUp(member, member.lastBatch);
      if (lost) this.#options.logger.warn("the server {name} is gone: its clients are away", { name: lost.name });
    }
    for (const number of this.#signs.keys()) if (!members.get(number)) this.#signs.delete(number);
  }

  #giveUp({ number }: Member, lastBatch: number | null): Promise<Member | null> {
    const { members, clock } = this.#cluster;
    const at = Math.round(clock.monotonic());
    return this.#options.engine.change(members.left, { number, lastBatch, at }, (member) => member);
  }
}
