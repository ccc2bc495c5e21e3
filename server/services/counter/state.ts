/** The state of the counter service. */
import { RecordKind } from "../../engine/change_kind.ts";
import type { ConnectionRange, KeptSnapshot, Retired, ServiceState, Snapshot } from "../../engine/state.ts";
import { readCounterChange } from "./changes.ts";
import { type Counter, CounterRegistry } from "./registry.ts";

/** An archive has at most this many counters. A journal is replayed with this: changing it changes what old journals come to. */
const RETIRED_COUNTERS = 2000;

/** What readers may ask of the counters. */
export type ReadableCounters = Pick<CounterRegistry, "count" | "get" | "all" | "hasToken" | "connected">;

export class CounterState implements ServiceState {
  readonly name = "counter";
  readonly version = 1;
  readonly #registry = new CounterRegistry();

  /** Something happens to a counter. The result is the counter as it is then. */
  readonly change = new RecordKind({
    name: "counter.change",
    version: 1,
    formerly: ["counter"],
    read: readCounterChange,
    apply: (change) => this.#registry.apply(change),
  });

  /** A server has taken the counters over: no connection has one yet. */
  readonly start = new RecordKind({
    name: "counter.start",
    version: 1,
    formerly: ["start"],
    read: () => ({}),
    apply: () => this.#registry.start(),
  });

  readonly kinds = [this.change, this.start];

  /** Is told which counters a server had that is gone. */
  onLost: (counters: readonly Counter[]) => void = () => {};

  /** The counters, to be read. */
  get counters(): ReadableCounters {
    return this.#registry;
  }

  snapshot(): Snapshot {
    return { record: this.#registry.all() };
  }

  restoreUnversioned(record: unknown): void {
    this.#registry.restore((record as { counters: Counter[] }).counters);
  }

  restore({ record }: KeptSnapshot): void {
    this.#registry.restore(record as Counter[]);
  }

  moveTo(): void {
    this.#registry.start();
  }

  lose(connections: ConnectionRange): void {
    this.onLost(this.#registry.lose(connections));
  }

  retire(): Retired {
    const counters = this.#registry.retire();
    const rows = counters.slice(0, RETIRED_COUNTERS).map(({ id, value, increment, writtenAt }) => {
      return [id, value, increment, new Date(writtenAt).toISOString()];
    });
    return {
      summary: { counters: counters.length },
      tables: { counters: { columns: ["id", "value", "increment", "written_at"], rows } },
    };
  }

  summary(): Record<string, number> {
    return { counters: this.#registry.count };
  }
}
