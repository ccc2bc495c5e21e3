/** A server of several, without its doors: an engine with its journal on a log in memory, and a clock that can stand still. */
import { getLogger } from "@logtape/logtape";
import { Membership } from "../../server/cluster/membership.ts";
import { MembersState } from "../../server/cluster/members.ts";
import { SharedClock } from "../../server/cluster/shared_clock.ts";
import { SharedJournal } from "../../server/cluster/shared_journal.ts";
import { Engine } from "../../server/engine/engine.ts";
import type { State } from "../../server/engine/state.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeLog, type FakeStream } from "./fake_log.ts";
import { FakeSnapshots, type FakeSnapshotStore } from "./fake_snapshots.ts";
import type { Call } from "../../judge/linearizability.ts";
import { TestState } from "./test_state.ts";

export interface SimulatedServerOptions {
  stream: FakeStream;
  store: FakeSnapshotStore;
  name: string;
  newId: () => string;
  bytesBetween?: number;
}

export class SimulatedServer {
  readonly name: string;
  readonly clock = new FakeClock();
  readonly log: FakeLog;
  readonly members = new MembersState();
  readonly services = new TestState(undefined, [this.members]);
  readonly state: State = this.services;
  readonly journal: SharedJournal;
  readonly engine: Engine;
  /** What the server can't go on for, if it can't. */
  failure: unknown = null;
  /** Whether it is a member, and takes requests. */
  isReady = false;
  readonly errors: unknown[] = [];
  readonly #snapshots: FakeSnapshots;
  #membership: Membership | null = null;

  constructor({ stream, store, name, newId, bytesBetween }: SimulatedServerOptions) {
    this.name = name;
    this.log = new FakeLog(stream, this.clock);
    const sharedClock = new SharedClock(this.clock);
    this.#snapshots = new FakeSnapshots(store, { bytesBetween });
    this.journal = new SharedJournal({
      log: this.log,
      members: this.members,
      snapshots: this.#snapshots,
      clock: this.clock,
      sharedClock,
      name,
      newId,
    });
    this.journal.failed.catch((error) => void (this.failure = error));
    this.engine = new Engine({
      journal: this.journal,
      state: this.state,
      onError: (error) => void this.errors.push(error),
      onHealth() {},
    });
    this.engine.ready.then(() => {
      const connections = Object.assign([], { numberFrom() {} });
      const cluster = { journal: this.journal, members: this.members, clock: sharedClock };
      this.#membership = new Membership(cluster, {
        engine: this.engine,
        connections,
        clock: this.clock,
        logger: getLogger("test"),
      });
      this.isReady = true;
    }, (error) => void (this.failure = error));
  }

  /** Has it do what a client asks. @throws {RequestError} */
  async ask(call: Call): Promise<number | readonly number[]> {
    const { array } = this.services;
    switch (call.op) {
      case "add":
      case "remove": {
        const numbers = { numbers: Float64Array.from(call.values), count: call.values.length };
        return await this.engine.change(array[call.op], numbers, (result) => result);
      }
      case "clear":
        return await this.engine.change(array.clear, { numbers: new Float64Array(0), count: 0 }, (result) => result);
      case "count":
        await this.engine.barrier();
        return array.list.count;
      case "get":
        await this.engine.barrier();
        return [...array.list.slice()];
    }
  }

  /** Writes a snapshot now. */
  writeSnapshot(): void {
    this.#snapshots.write(this.state, this.journal.sequence);
  }

  /** Leaves the others, as at a stop. */
  async stop(): Promise<void> {
    await this.engine.stop();
    await this.#membership?.[Symbol.asyncDispose]();
    await this.journal.close();
  }
}

/** Whether an error says that nothing was done. @throws if it is none that a client may be given */
export function saysNotDone(error: unknown): boolean {
  if (error instanceof RequestError && error.code === "unavailable") return true;
  if (error instanceof RequestError && error.code === "unknown-outcome") return false;
  throw error;
}
