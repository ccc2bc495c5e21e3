/**
 * Servers that share a state, simulated with a seed: minutes of killed and paused servers, of lost, late and repeated messages pass in
 * a second. What clients saw is recorded.
 */
import { setImmediate } from "node:timers";
import { FakeClock } from "./fake_clock.ts";
import { FakeStream, type LogFaults, NO_FAULTS } from "./fake_log.ts";
import { FakeSnapshotStore } from "./fake_snapshots.ts";
import type { Call, Operation } from "../../judge/linearizability.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { saysNotDone, SimulatedServer } from "./simulated_server.ts";

const STEP_MS = 5;
const SERVERS = 3;
/** How many clients each server has. */
const CLIENTS = 2;
/** How likely it is in each step that a client asks for something, or that something breaks. */
const ASKS = 0.02;
const BREAKS = 0.0006;
const FAULTS: LogFaults = { lost: 0.05, unanswered: 0.05, late: 0.05, again: 0.05 };
/** How long all servers have at most to be of one mind when nothing breaks any more, in milliseconds. */
const RECOVERY_MS = 60_000;

/** A place for a server, and the client that uses it. */
interface Seat {
  server: SimulatedServer;
  /** Until when it stands still, or is not there. */
  pausedUntil: number;
  deadUntil: number;
  /** What its clients wait for. */
  readonly asked: Set<{ readonly call: Call; readonly sentAt: number }>;
}

export class ClusterSimulation {
  readonly history: Operation[] = [];
  readonly #clock = new FakeClock();
  readonly #random: () => number;
  readonly #stream: FakeStream;
  readonly #store: FakeSnapshotStore;
  readonly #seats: Seat[];
  #servers = 0;
  #ids = 0;
  #lastValue = 0;
  /** Why servers could not go on. */
  readonly failures: unknown[] = [];
  /** What broke, with when. */
  readonly story: string[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#stream = new FakeStream({ clock: this.#clock, random: this.#random });
    this.#store = new FakeSnapshotStore(this.#stream);
    this.#seats = Array.from({ length: SERVERS }, () => ({
      server: this.#newServer(),
      pausedUntil: 0,
      deadUntil: 0,
      asked: new Set(),
    }));
  }

  get servers(): readonly SimulatedServer[] {
    return this.#seats.map(({ server }) => server);
  }

  /** Lets clients ask, and things break, for so long; then mends all, and waits until all servers have applied the same. */
  async run(ms: number): Promise<void> {
    this.#stream.faults = FAULTS;
    await this.#pass(ms, () => {
      for (const seat of this.#seats) if (this.#random() < ASKS) this.#ask(seat);
      if (this.#random() < BREAKS) this.#break();
      return false;
    });
    this.#stream.faults = NO_FAULTS;
    this.#stream.isAway = false;
    for (const seat of this.#seats) {
      seat.server.log.isConnected = true;
      seat.pausedUntil = seat.deadUntil = 0;
    }
    this.#stream.change();
    // What is late comes by then, and those who are lost are given up.
    await this.#pass(RECOVERY_MS / 2, () => false);
    for (const seat of this.#seats) this.#ask(seat, { op: "get" });
    const isOver = await this.#pass(RECOVERY_MS / 2, () => this.#isOfOneMind());
    if (!isOver) throw new Error(`The servers do not come to the same: ${this.servers.map(describe).join("; ")}`);
  }

  async stop(): Promise<void> {
    const stopping = Promise.all(this.servers.map((server) => server.stop()));
    let isOver = false;
    stopping.then(() => isOver = true);
    if (!await this.#pass(RECOVERY_MS, () => isOver)) throw new Error("The servers do not stop");
    await stopping;
  }

  #isOfOneMind(): boolean {
    return this.#seats.every(({ server, asked }) =>
      server.isReady && server.journal.self !== null && asked.size === 0 && server.journal.sequence === this.#stream.last
    );
  }

  /** Lets time pass. @returns whether it ended before its time */
  async #pass(ms: number, step: () => boolean): Promise<boolean> {
    const end = this.#clock.monotonic() + ms;
    while (this.#clock.monotonic() < end) {
      this.#clock.advance(STEP_MS);
      for (const seat of this.#seats) this.#live(seat);
      await new Promise((resolve) => setImmediate(resolve));
      if (step()) return true;
    }
    return false;
  }

  #live(seat: Seat): void {
    const now = this.#clock.monotonic();
    if (now < seat.deadUntil) return;
    if (seat.deadUntil > 0 || seat.server.failure) {
      if (seat.server.failure) this.failures.push(seat.server.failure);
      this.#lose(seat);
      seat.deadUntil = 0;
      seat.server = this.#newServer();
    }
    if (now < seat.pausedUntil) return;
    seat.server.clock.advance(now - seat.server.clock.monotonic());
  }

  #newServer(): SimulatedServer {
    const server = new SimulatedServer({
      stream: this.#stream,
      store: this.#store,
      name: `server${++this.#servers}`,
      newId: () => `id${++this.#ids}`,
      bytesBetween: 20_000,
    });
    // It has been running for ever.
    server.clock.advance(this.#clock.monotonic());
    return server;
  }

  #break(): void {
    const roll = Math.floor(this.#random() * 5);
    const now = this.#clock.monotonic();
    const seat = this.#seats[Math.floor(this.#random() * SERVERS)];
    const ms = 500 + this.#random() * 20_000;
    switch (roll) {
      case 0:
        this.#tell(`${seat.server.name} is killed for ${ms} ms`);
        seat.server.log.isConnected = false;
        seat.deadUntil = now + ms;
        return this.#lose(seat);
      case 1:
        this.#tell(`${seat.server.name} is paused for ${ms} ms`);
        seat.pausedUntil = now + ms;
        return;
      case 2:
        this.#tell(`the log is away for ${ms} ms`);
        this.#stream.isAway = true;
        this.#clock.after(ms, () => {
          this.#stream.isAway = false;
          this.#stream.change();
        });
        return;
      default: {
        const { log, name } = seat.server;
        this.#tell(`${name} has no connection for ${ms} ms`);
        log.isConnected = false;
        this.#clock.after(ms, () => {
          if (seat.server.log !== log || seat.deadUntil > 0) return;
          log.isConnected = true;
          this.#stream.change();
        });
      }
    }
  }

  /** A server is gone: nobody knows what becomes of what it was asked. */
  #lose({ asked }: Seat): void {
    for (const { call, sentAt } of asked) this.#record({ call, sentAt, result: null, answeredAt: Infinity });
    asked.clear();
  }

  async #ask(seat: Seat, call = this.#call()): Promise<void> {
    const { server, asked } = seat;
    if (!server.isReady || seat.deadUntil > 0 || asked.size >= CLIENTS) return;
    const request = { call, sentAt: this.#clock.monotonic() };
    asked.add(request);
    let result: Operation["result"] = null;
    let isDone = true;
    try {
      result = await server.ask(call);
    } catch (error) {
      isDone = !saysNotDone(error);
    }
    if (!asked.delete(request)) return;
    const answeredAt = result === null ? Infinity : this.#clock.monotonic();
    if (isDone) this.#record({ ...request, result, answeredAt });
  }

  #record(operation: Omit<Operation, "client">): void {
    const isRead = operation.call.op === "get" || operation.call.op === "count";
    if (!isRead || operation.result !== null) this.history.push({ client: 0, ...operation });
  }

  #call(): Call {
    const roll = this.#random();
    const some = (value: () => number) => Array.from({ length: 1 + Math.floor(this.#random() * 30) }, value);
    if (roll < 0.4) return { op: "add", values: some(() => ++this.#lastValue) };
    if (roll < 0.6) return { op: "remove", values: some(() => Math.max(1, this.#lastValue - Math.floor(this.#random() * 99))) };
    if (roll < 0.62) return { op: "clear" };
    return { op: roll < 0.7 ? "count" : "get" };
  }

  #tell(what: string): void {
    this.story.push(`${this.#clock.monotonic()}: ${what}`);
  }
}

function describe({ name, isReady, journal, failure }: SimulatedServer): string {
  return `${name} ${isReady ? "ready" : "not ready"} at ${journal.sequence}, member ${journal.self?.number}, ${failure}`;
}
