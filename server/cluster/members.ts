/**
 * Which servers share the state. It is a part of the state itself: all of them agree on who is one of them, and on which batches
 * count, since they read that out of the same log.
 */
import { z } from "@hono/zod-openapi";
import { RecordKind } from "../engine/change_kind.ts";
import type { ConnectionRange, KeptSnapshot, ServiceState, Snapshot } from "../engine/state.ts";

/** The numbers of a server's connections: behind its own number, so that no two servers give out the same. */
const CONNECTIONS_PER_MEMBER = 1_000_000_000;

/** A server, from when it joins until it leaves or is lost. */
export interface Member {
  /** From 1 on; none is given twice. */
  readonly number: number;
  /** What it is known by in the log when it joins. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** When it joined, in milliseconds since 1970 began in UTC. */
  readonly joinedAt: number;
  /** The number of its last batch that counted; 0 before the first. */
  readonly lastBatch: number;
}

const LeftChange = z.object({
  number: z.int(),
  /** The last batch of the server that is known of: if another one has come since, the server is there. `null` if it says so itself. */
  lastBatch: z.int().nullable(),
  /** When, on the clock that all servers share, in milliseconds. */
  at: z.number(),
});
export type LeftChange = z.infer<typeof LeftChange>;

/** Names a place in the log; it is found there once. */
const AuditChange = z.object({ mark: z.string() });

export class MembersState implements ServiceState {
  readonly name = "servers";
  readonly version = 1;
  readonly #members = new Map<number, Member>();
  /** How many have joined. */
  #joined = 0;
  #services: readonly ServiceState[] = [];

  /** A server leaves, or is lost: nobody is connected there any more. The result is the server; `null` if it had gone, or is there. */
  readonly left = new RecordKind({
    name: "servers.left",
    version: 1,
    read: (kept) => LeftChange.parse(kept),
    apply: ({ number, lastBatch, at }: LeftChange): Member | null => {
      const member = this.#members.get(number);
      if (!member || (lastBatch !== null && lastBatch !== member.lastBatch)) return null;
      this.#members.delete(number);
      for (const service of this.#services) service.lose?.(connectionsOf(number), at);
      return member;
    },
  });

  /** Has all servers compare what they hold here. It changes nothing. */
  readonly audit = new RecordKind({
    name: "servers.audit",
    version: 1,
    read: (kept) => AuditChange.parse(kept),
    apply: ({ mark }: z.infer<typeof AuditChange>) => mark,
  });

  readonly kinds = [this.left, this.audit];

  /** The servers, in the order in which they joined. */
  get all(): readonly Member[] {
    return [...this.#members.values()];
  }

  get(number: number): Member | undefined {
    return this.#members.get(number);
  }

  link(services: readonly ServiceState[]): void {
    this.#services = services;
  }

  /** A server joins. To join twice with the same ID is to join once. */
  join({ id, name, at }: { id: string; name: string; at: number }): Member {
    const known = this.all.find((member) => member.id === id);
    if (known) return known;
    const member = { number: ++this.#joined, id, name, joinedAt: at, lastBatch: 0 };
    this.#members.set(member.number, member);
    return member;
  }

  /** Whether a server's batch counts: not one that comes again, nor one of a server that was given up. */
  admit(number: number, batch: number): boolean {
    const member = this.#members.get(number);
    if (!member || batch <= member.lastBatch) return false;
    this.#members.set(number, { ...member, lastBatch: batch });
    return true;
  }

  snapshot(): Snapshot {
    return { record: { joined: this.#joined, members: this.all } };
  }

  restore({ record }: KeptSnapshot): void {
    const { joined, members } = MembersRecord.parse(record);
    this.#joined = joined;
    for (const member of members) this.#members.set(member.number, member);
  }

  summary(): Record<string, number> {
    return { servers: this.#members.size };
  }
}

const MembersRecord = z.object({
  joined: z.int(),
  members: z.array(z.object({
    number: z.int(),
    id: z.string(),
    name: z.string(),
    joinedAt: z.number(),
    lastBatch: z.int(),
  })),
});

/** The numbers that a server gives its connections. */
export function connectionsOf(number: number): ConnectionRange {
  return { first: number * CONNECTIONS_PER_MEMBER + 1, last: (number + 1) * CONNECTIONS_PER_MEMBER };
}

/** The number of the server that has a connection; 0 for a server alone. */
export function memberOf(connection: number): number {
  return Math.floor((connection - 1) / CONNECTIONS_PER_MEMBER);
}
