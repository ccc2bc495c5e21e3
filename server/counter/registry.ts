/** The counters: for each ID what its client has counted. Pure: it knows no clock and no connections. */
import { MAX_COUNTER_ID } from "../../protocol/command.ts";
import { RequestError } from "../../protocol/request_error.ts";

/** One counter. */
export interface Counter {
  readonly id: number;
  /** The value that the client has calculated last. */
  readonly value: number;
  /** The odd or even number that was handed out last; 1 before the first. */
  readonly increment: number;
  /** Whether a connection has it. */
  readonly connected: boolean;
  /** When the client wrote last, in milliseconds since 1970 began in UTC. */
  readonly writtenAt: number;
}

/** Something that happens to a counter, at a time in milliseconds since 1970 began in UTC. */
export type CounterChange =
  & { readonly at: number }
  & (
    /** A connection takes the counter; `null` for any that is free. */
    | { readonly type: "register"; readonly id: number | null }
    | { readonly type: "value"; readonly id: number; readonly value: number }
    | { readonly type: "increment"; readonly id: number; readonly increment: number }
    /** The connection that has it is gone. */
    | { readonly type: "release"; readonly id: number }
  );

export class CounterRegistry {
  readonly #counters = new Map<number, Counter>();
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

  /** All counters by ID. */
  all(): Counter[] {
    return [...this.#counters.values()].sort((a, b) => a.id - b.id);
  }

  /** Makes this registry, a new one, as {@linkcode all} told it. */
  restore(counters: readonly Counter[]): void {
    for (const counter of counters) this.#put(counter);
  }

  /** A server has taken the counters over: no connection has one yet. */
  start(): void {
    for (const counter of this.#counters.values()) this.#put({ ...counter, connected: false });
  }

  /** @throws {RequestError} `in-use` or `no-counter`; then nothing has changed. @returns the counter as it is now */
  apply(change: CounterChange): Counter {
    if (change.type === "register") return this.#register(change.id ?? this.#freeId(), change.at);
    const counter = this.#counters.get(change.id);
    if (!counter) throw new RequestError("no-counter", `there is no counter ${change.id}: send COUNTER to get one`);
    switch (change.type) {
      case "value":
        return this.#put({ ...counter, value: change.value, writtenAt: change.at });
      case "increment":
        return this.#put({ ...counter, increment: change.increment, writtenAt: change.at });
      case "release":
        return this.#put({ ...counter, connected: false });
    }
  }

  #register(id: number, at: number): Counter {
    const counter = this.#counters.get(id);
    if (counter?.connected) {
      throw new RequestError("in-use", `another connection has counter ${id}: send COUNTER alone for one that is free`);
    }
    return this.#put({ ...counter ?? { id, value: 0, increment: 1, writtenAt: at }, connected: true });
  }

  /** The lowest ID that was never used; where all were, the lowest that no connection has. */
  #freeId(): number {
    while (this.#counters.has(this.#firstUnused)) this.#firstUnused++;
    if (this.#firstUnused <= MAX_COUNTER_ID) return this.#firstUnused;
    const free = this.all().find(({ connected }) => !connected);
    if (!free) {
      throw new RequestError("in-use", `all counters from 0 to ${MAX_COUNTER_ID} are in use: try again when one has gone`);
    }
    return free.id;
  }

  #put(counter: Counter): Counter {
    this.#counters.set(counter.id, counter);
    return counter;
  }
}
