/** The faults of one connection: made when it gets the first, gone with the last. */
import type { Clock } from "../clock.ts";
import type { LineChannel } from "../line_channel.ts";
import { seededStream } from "../seeded_random.ts";
import type { FaultCounts } from "./fault_counts.ts";
import { formatFaults } from "./fault_words.ts";
import { FaultyChannel } from "./faulty_channel.ts";
import { type ConnectionEnd, LineFaultScript } from "./line_fault_script.ts";
import type { LineFaults } from "./line_faults.ts";

/** What all connections with faults share. */
export interface FaultSupplies {
  readonly clock: Clock;
  readonly faultCounts: FaultCounts;
  /** Chooses a seed where nobody gave one. */
  newSeed(): number;
}

/** The connection, as its faults know it. */
export interface FaultyConnection {
  /** How many bytes were written to it. */
  bytesOut(): number;
  onEnd(how: ConnectionEnd): void;
  onBroken(): void;
  onEmpty(): void;
  /** Logs what happened. */
  log(what: string): void;
}

export class ConnectionFaults {
  /** What stands in for the channel. */
  readonly channel: FaultyChannel;
  readonly inner: LineChannel;
  current: LineFaults | null = null;
  #script: LineFaultScript | null = null;
  readonly #supplies: FaultSupplies;
  readonly #connection: FaultyConnection;

  constructor(inner: LineChannel, supplies: FaultSupplies & { connection: FaultyConnection }) {
    const { connection, faultCounts, clock } = supplies;
    this.inner = inner;
    this.#supplies = supplies;
    this.#connection = connection;
    this.channel = new FaultyChannel(inner, {
      clock,
      position: () => connection.bytesOut(),
      onEnd: (how) => connection.onEnd(how),
      onBroken: () => connection.onBroken(),
      onEmpty: () => connection.onEmpty(),
      onSlowRead: () => faultCounts.strike("slow-read"),
    });
  }

  /**
   * Says which faults there are from now on; it begins with {@linkcode apply}.
   *
   * @returns whether the connection is to be closed at once
   */
  set(faults: LineFaults | null): boolean {
    const { faultCounts, newSeed } = this.#supplies;
    if (faults === null) {
      if (this.current) this.#connection.log("faults off");
      this.current = this.#script = null;
      this.channel.readRate = 0;
      return false;
    }
    const seed = faults.seed ?? newSeed();
    this.current = { ...faults, seed };
    this.#connection.log(`faults ${formatFaults(this.current)}`);
    this.channel.readRate = faults.kinds["slow-read"]?.value ?? 0;
    this.#script = new LineFaultScript(faults, {
      seed,
      isText: this.inner.isText,
      onStrike: (struck, where, isNotable) => {
        for (const kind of struck) faultCounts.strike(kind);
        if (isNotable) this.#connection.log(`fault ${struck.join(" ")} on ${where}`);
      },
    });
    const isRefused = faults.kinds.refuse !== undefined && seededStream(seed, "refuse")() < faults.rate;
    if (!isRefused) return false;
    faultCounts.strike("refuse");
    this.#connection.log("fault refuse");
    this.channel.mute();
    return true;
  }

  /** They strike from the byte `at` on that is written, or behind the line that is under way there. */
  apply(at: number, isInLine = false): void {
    this.channel.use(this.#script, { at, isInLine });
  }

  /** None of them strikes from the byte `at` on, until {@linkcode apply}. */
  spare(at: number): void {
    this.channel.use(null, { at, isInLine: false });
  }
}
