/** That a server is one of several which share a state, from now until it is disposed of: all that it does as such. */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { ConnectionRange, State } from "../engine/state.ts";
import type { Turns } from "../turns.ts";
import { Audit } from "./audit.ts";
import { connectionsOf, type Member } from "./members.ts";
import { Membership, type MembershipOptions } from "./membership.ts";
import type { Cluster } from "./mod.ts";
import { type Answers, Peers } from "./peers.ts";
import { tapPeer, Wires } from "./wires.ts";

export interface ParticipationOptions {
  engine: Engine;
  state: State;
  connections: MembershipOptions["connections"];
  clock: Clock;
  turns: Turns;
  logger: Logger;
  /** What the other servers may ask, by topic. */
  answers: Answers;
  /** Takes what another server tells all. It is JSON, and nobody has looked at it. */
  onTold: (told: unknown) => void;
  /** The lines of an own connection from now on, for another server. @throws {RequestError} if it is not open */
  tap: (connection: number) => ReadableStream<Uint8Array>;
  /** A change whose outcome nobody knew was made: who is said to be connected here, with one of these numbers, may not be. */
  onAppliedLate: (connections: ConnectionRange) => void;
}

export class Participation implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #peers: Peers;
  readonly #parts = new AsyncDisposableStack();

  constructor(cluster: Cluster, { connections, state, answers, onTold, tap, onAppliedLate, ...options }: ParticipationOptions) {
    const { clock } = options;
    this.#cluster = cluster;
    this.#parts.use(new Membership(cluster, { ...options, connections }));
    this.#parts.use(new Audit(cluster, { ...options, state }));
    const wires = new Wires({ clock, tap });
    this.#peers = this.#parts.use(new Peers(cluster, { ...options, answers: { ...answers, ...wires.answers }, onTold }));
    this.#parts.defer(() => wires.close());
    cluster.journal.onAppliedLate(({ number }) => onAppliedLate(connectionsOf(number)));
  }

  /** This server; `null` while the others have given it up. */
  self(): Member | null {
    return this.#cluster.journal.self;
  }

  /** All servers, this one among them, in the order in which they joined. */
  all(): readonly Member[] {
    return this.#cluster.members.all;
  }

  /** Asks the others something at once. @returns what they answer, and which of them do not, or not in time */
  askAll(topic: string, question: unknown): ReturnType<Peers["askAll"]> {
    return this.#peers.askAll(topic, question);
  }

  /** Tells the others something that can be JSON; if it can't be told now, it is lost. */
  tell(told: unknown): void {
    this.#peers.tell(told);
  }

  /** The lines of a connection of another server; `null` if none can have it. @throws {RequestError} */
  tap(connection: number): ReturnType<typeof tapPeer> {
    return tapPeer(this.#peers, connection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.disposeAsync();
  }
}
