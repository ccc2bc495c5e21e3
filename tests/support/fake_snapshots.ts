/** Snapshots of a state that servers share, in memory. */
import type { Moment, Snapshots } from "../../server/cluster/snapshots.ts";
import { freeze, type State } from "../../server/engine/state.ts";
import type { FakeStream } from "./fake_log.ts";

/** A snapshot as it would be in a file. */
interface Kept {
  readonly sequence: number;
  readonly hash: string;
  readonly services: readonly {
    readonly version: number;
    readonly record: string;
    readonly numbers: readonly Float64Array[];
  }[];
}

/** Where the servers keep them. */
export class FakeSnapshotStore {
  newest: Kept | null = null;
  readonly stream: FakeStream;

  constructor(stream: FakeStream) {
    this.stream = stream;
  }

  keep(kept: Kept): void {
    if (this.newest) this.stream.forget(this.newest.sequence);
    this.newest = kept;
  }
}

/** One server's view of them. */
export class FakeSnapshots implements Pick<Snapshots, "load" | "count" | "next" | "close"> {
  readonly #store: FakeSnapshotStore;
  readonly #bytesBetween: number;
  #bytes = 0;

  constructor(store: FakeSnapshotStore, { bytesBetween = Infinity }: { bytesBetween?: number } = {}) {
    this.#store = store;
    this.#bytesBetween = bytesBetween;
  }

  load(state: State): Promise<number> {
    const { newest } = this.#store;
    if (!newest) return Promise.resolve(0);
    for (const [i, { version, record, numbers }] of newest.services.entries()) {
      state.services[i].restore({ version, record: JSON.parse(record), numbers });
    }
    if (state.hash() !== newest.hash) throw new Error("A snapshot does not come to the state that it was made of");
    return Promise.resolve(newest.sequence);
  }

  count(bytes: number): void {
    this.#bytes += bytes;
  }

  next(state: State, { sequence, isOwn }: Moment): Iterator<void> | void {
    if (this.#bytes < this.#bytesBetween) return;
    this.#bytes = 0;
    if (isOwn) this.write(state, sequence);
  }

  write(state: State, sequence: number): void {
    const services = freeze(state).map(({ version, record, numbers }) => ({
      version,
      record: JSON.stringify(record),
      numbers: [...numbers?.runs() ?? []].map(({ values, start, end }) => values.slice(start, end)),
    }));
    this.#store.keep({ sequence, hash: state.hash(), services });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
