/** Servers on a log in memory, whose time passes as the test says. */
import { setImmediate } from "node:timers";
import { FakeClock } from "./fake_clock.ts";
import { FakeStream } from "./fake_log.ts";
import { FakeSnapshotStore } from "./fake_snapshots.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { SimulatedServer } from "./simulated_server.ts";

const STEP_MS = 5;
/** How long a test waits at most, in milliseconds of this world. */
const WITHIN_MS = 120_000;

export class SimulatedWorld {
  readonly clock = new FakeClock();
  readonly stream = new FakeStream({ clock: this.clock, random: seededRandom(1) });
  readonly store = new FakeSnapshotStore(this.stream);
  readonly servers: SimulatedServer[] = [];
  /** Servers that stand still. */
  readonly paused = new Set<SimulatedServer>();
  #ids = 0;

  /** Begins to start a server. */
  add(): SimulatedServer {
    const server = new SimulatedServer({
      stream: this.stream,
      store: this.store,
      name: `server${this.servers.length + 1}`,
      newId: () => `id${++this.#ids}`,
    });
    server.clock.advance(this.clock.monotonic());
    this.servers.push(server);
    return server;
  }

  /** Starts a server, and waits until it is ready. */
  async start(): Promise<SimulatedServer> {
    const server = this.add();
    await this.until(() => server.isReady);
    const { length } = server.members.all;
    await this.until(() => this.servers.every(({ failure, members }) => failure !== null || members.all.length >= length));
    return server;
  }

  /** Has the log go away, or come back. */
  setAway(isAway: boolean): void {
    this.stream.isAway = isAway;
    this.stream.change();
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.monotonic() + ms;
    while (this.clock.monotonic() < end) await this.#step();
  }

  /** Lets time pass until something holds. @returns how long that took, in milliseconds @throws if it takes too long */
  async until(holds: () => boolean): Promise<number> {
    const begin = this.clock.monotonic();
    while (!holds()) {
      if (this.clock.monotonic() - begin > WITHIN_MS) throw new Error(`not in time: ${holds}`);
      await this.#step();
    }
    return this.clock.monotonic() - begin;
  }

  /** Lets time pass until a promise is settled. @returns how long that took, and what it rejected with, if it did */
  async settled(promise: Promise<unknown>): Promise<{ ms: number; error: unknown }> {
    let isSettled = false;
    let error: unknown = null;
    promise.catch((cause) => error = cause).finally(() => isSettled = true);
    const ms = await this.until(() => isSettled);
    return { ms, error };
  }

  async #step(): Promise<void> {
    this.clock.advance(STEP_MS);
    for (const server of this.servers) {
      if (!this.paused.has(server)) server.clock.advance(this.clock.monotonic() - server.clock.monotonic());
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
