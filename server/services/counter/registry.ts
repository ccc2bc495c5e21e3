/** The counters: for each ID what its client has counted. Pure: it knows no clock and no connections. */
import { MAX_COUNTER_ID } from "../../../protocol/counter_text.ts";
import { RequestError } from "../../../protocol/request_error.ts";
import type { ConnectionRange } from "../../engine/state.ts";
import type { CounterChange } from "./changes.ts";

/** The increment of a counter that nobody has asked for another. */
export const FIRST_INCREMENT = 1;

/** One counter. */
export interface Counter {
  readonly id: number;
  /** The value that the client has calculated last. */
  readonly value: number;
  /** The odd or even number that was handed out last; 1 before the first. */
  readonly increment: number;
  /** Whether a connection has it. */
  readonly connected: boolean;
  /** When the client wrote last, in milliseconds since 1970-01-01 UTC. */
  readonly writtenAt: number;
  /** Proves that a connection belongs to the client that has it; `null` if an earlier version wrote it down. */
  readonly token: string | null;
  /** The number of the connection that has it, or had it last; `null` if an earlier version wrote it down. */
  readonly connection: number | null;
}

export class CounterRegistry {
  readonly #counters = new Map<number, Counter>();
  readonly #tokens = new Set<string>();
  /** No ID below this is unused. */
  #firstUnused = 0;

  /** How many counters there are. */
  get count(): number {
    return this.#counters.size;
  }

  /** The counter with this ID. */
  get(id: number): Counter | undefined {
    return this.#counters.get(id);
  }

  /** Whether a counter has this token. */
  hasToken(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** All counters by ID. */
  all(): Counter[] {
    return [...this.#counters.values()].sort((a, b) => a.id - b.id);
  }

  /** Makes this registry, a new one, as {@linkcode all} told it. */
  restore(counters: readonly Counter[]): void {
    for (const { token = null, connection = null, ...counter } of counters) this.#put({ ...counter, token, connection });
  }

  /** A server has taken the counters over: no connection has one yet. */
  start(): void {
    for (const counter of this.#counters.values()) this.#put({ ...counter, connected: false });
  }

  /** The connections with these numbers are lost, all at once. @returns the counters that they had */
  lose(connections: ConnectionRange): Counter[] {
    return this.connected(connections).map((counter) => this.#put({ ...counter, connected: false }));
  }

  /** The counters that connections with these numbers have. */
  connected({ first, last }: ConnectionRange): Counter[] {
    return this.all().filter(({ connected, connection }) =>
      connected && connection !== null && connection >= first && connection <= last
    );
  }

  /** Forgets the counters that no connection has, and sets the others back. @returns all as they were, by ID */
  retire(): Counter[] {
    const before = this.all();
    this.#counters.clear();
    this.#tokens.clear();
    this.#firstUnused = 0;
    for (const counter of before) if (counter.connected) this.#put({ ...counter, value: 0, increment: FIRST_INCREMENT });
    return before;
  }

  /** @throws {RequestError} `in-use` or `no-counter`; then nothing has changed. @returns the counter as it is now */
  apply(change: CounterChange): Counter {
    if (change.type === "register") return this.#register(change);
    const counter = this.#counters.get(change.id);
    if (!counter) throw new RequestError("no-counter", `there is no counter ${change.id}: send COUNTER to get one`);
    const isStale = change.connection !== undefined && change.connection !== counter.connection;
    if (isStale && change.type !== "release") {
      throw new RequestError("taken-over", `counter ${change.id} continues on a newer connection: nothing was changed`);
    }
    switch (change.type) {
      case "value":
        return this.#put({ ...counter, value: change.value, writtenAt: change.at });
      case "increment":
        return this.#put({ ...counter, increment: change.increment, writtenAt: change.at });
      case "release":
        return isStale ? counter : this.#put({ ...counter, connected: false });
    }
  }

  #register(change: CounterChange & { type: "register" }): Counter {
    const { id: wanted, at, token = null, proof = null, increment = null, connection = null } = change;
    const id = wanted ?? this.#freeId();
    const counter = this.#counters.get(id);
    const proved = proof !== null && counter?.token === proof;
    if (counter?.connected && !proved) {
      throw new RequestError(
        "in-use",
        `another connection has counter ${id}: send COUNTER alone for a free one, or COUNTER ${id} and its token to take it over`,
      );
    }
    const kept = counter ?? { id, value: 0, increment: FIRST_INCREMENT, writtenAt: at };
    const next = { ...kept, increment: increment ?? kept.increment };
    return this.#put({ ...next, connected: true, token: proved ? proof : token, connection });
  }

  /** The lowest ID that was never used; if all were, the lowest that no connection has. Cost: at most one look at each counter. */
  #freeId(): number {
    while (this.#counters.has(this.#firstUnused)) this.#firstUnused++;
    if (this.#firstUnused <= MAX_COUNTER_ID) return this.#firstUnused;
    for (let id = 0; id <= MAX_COUNTER_ID; id++) if (!this.#counters.get(id)?.connected) return id;
    throw new RequestError("in-use", `all counters from 0 to ${MAX_COUNTER_ID} are in use: try again later`);
  }

  #put(counter: Counter): Counter {
    const before = this.#counters.get(counter.id)?.token ?? null;
    if (before !== counter.token) {
      if (before !== null) this.#tokens.delete(before);
      if (counter.token !== null) this.#tokens.add(counter.token);
    }
    this.#counters.set(counter.id, counter);
    return counter;
  }
}
