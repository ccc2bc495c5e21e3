/** All that the server holds: the states of its services. */
import { createHash } from "node:crypto";
import type { ChangeKind } from "./change_kind.ts";
import type { Gate } from "./gate.ts";
import { jsonPieces } from "./json_pieces.ts";
import type { NumberRuns } from "./number_runs.ts";
import type { Operation } from "./operation.ts";
import { Requests } from "./requests.ts";

/** The state of a service at one moment, to be written down: it stays so, whatever happens to the service later. */
export interface Snapshot {
  /** What can be JSON. */
  readonly record: unknown;
  /** Integers that are too many for that, if there are any. */
  readonly numbers?: NumberRuns;
}

/** A {@linkcode Snapshot} as it was kept. */
export interface KeptSnapshot {
  readonly version: number;
  readonly record: unknown;
  /** The integers, in pieces: they are read while they are taken, so that they need no room of their own. */
  readonly numbers: Iterable<Float64Array>;
}

/** The numbers of connections, from `first` to `last`; both count. */
export interface ConnectionRange {
  readonly first: number;
  readonly last: number;
}

/** Rows of texts and numbers, as for a spreadsheet. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a service holds for a class, to be looked at when the class is over. */
export interface Retired {
  /** How much it was. */
  readonly summary: Readonly<Record<string, number>>;
  /** What it was, by name; long tables are cut off. */
  readonly tables: Readonly<Record<string, Table>>;
}

/**
 * The state of a service. Pure: the same changes in the same order give the same state, on every machine, whether they come from
 * clients or from the journal.
 */
export interface ServiceState {
  /** The service's name. */
  readonly name: string;
  /** The changes that it knows. */
  readonly kinds: readonly ChangeKind[];
  /** What can be asked of it over REST that changes something. */
  readonly operations?: readonly Operation[];
  /** The version of the form of its snapshots: goes up when that becomes another; from 1 on. */
  readonly version: number;
  snapshot(): Snapshot;
  /** Makes this state, a new one, as it was written down. @throws where it can't have been */
  restore(kept: KeptSnapshot): void;
  /** The same for a snapshot from before services had versions: all of them were one record then. */
  restoreUnversioned?(record: unknown, numbers: Iterable<Float64Array>): void;
  /** Decides which changes are taken, if any are not: it is no part of the state, and does not look at what is replayed. */
  readonly gate?: Gate;
  /** How many integers its snapshot has. Cost: O(1). */
  readonly numberCount?: number;
  /** Hands over what a class leaves behind, and begins afresh. What is under way, such as a game, goes on. */
  retire?(): Retired;
  /**
   * The state is brought to other servers, whose clock says `at`: nobody is connected to them, and no time has passed. It is no change,
   * since nobody has the state yet.
   */
  moveTo?(at: number): void;
  /** A server that shares the state is gone, with the connections that have these numbers: whoever used them is away. */
  lose?(connections: ConnectionRange, at: number): void;
  /** Called once with the states of all services, this one among them. */
  link?(all: readonly ServiceState[]): void;
  /** How much it holds, for people, such as `values 3`. */
  summary(): Readonly<Record<string, number>>;
  /** @throws where something does not hold that must. Cost: looks at all of it */
  checkInvariants?(): void;
}

export class State {
  /** The states of the services, and behind them the requests that came with a key. */
  readonly services: readonly ServiceState[];
  readonly requests = new Requests();
  readonly #kinds = new Map<string, ChangeKind[]>();

  /** @throws {Error} where two services, or two kinds of change, have the same name */
  constructor(services: readonly ServiceState[]) {
    this.services = [...services, this.requests];
    for (const service of this.services) {
      if (this.services.filter(({ name }) => name === service.name).length > 1) {
        throw new Error(`Two services are called ${service.name}: give one of them another name`);
      }
      for (const kind of service.kinds) {
        if (!kind.name.startsWith(`${service.name}.`) || this.#kinds.has(kind.name)) {
          throw new Error(`The change ${kind.name} needs a name of its own that begins with ${service.name}.`);
        }
        this.#kinds.set(kind.name, [kind]);
      }
    }
    for (const service of this.services) service.link?.(this.services);
    for (const kind of this.services.flatMap(({ kinds }) => kinds)) {
      for (const name of kind.formerly) {
        const namesakes = this.#kinds.get(name) ?? [];
        if (namesakes.some((other) => other.name === name)) {
          throw new Error(`The change ${name} can't be what ${kind.name} was before`);
        }
        this.#kinds.set(name, [...namesakes, kind]);
      }
    }
  }

  /** The kinds of change that go by a name, or did before: then they may be several. */
  kindsNamed(name: string): readonly ChangeKind[] {
    return this.#kinds.get(name) ?? [];
  }

  /** How many integers a snapshot of it has. Cost: O(services). */
  get numberCount(): number {
    let count = 0;
    for (const { numberCount = 0 } of this.services) count += numberCount;
    return count;
  }

  /** A SHA-256 of all of it, in hexadecimal digits: equal states have the same, on every machine. Cost: looks at all of it. */
  hash(): string {
    return hashOf(freeze(this));
  }
}

/** What a state holds at one moment. */
export type FrozenState = readonly (Snapshot & { readonly service: string; readonly version: number })[];

/** What the state holds now, whatever happens to it later. Cost: O(what is not numbers, and runs of numbers). */
export function freeze(state: State): FrozenState {
  return state.services.map((service) => ({ service: service.name, version: service.version, ...service.snapshot() }));
}

/** In which form a state is hashed, such as `array@1,quiz@3`: only states in the same form can be compared by their hashes. */
export function formOf(frozen: FrozenState): string {
  return frozen.map(({ service, version }) => `${service}@${version}`).join();
}

/** How many numbers are hashed in one slice. */
const HASHED_NUMBERS = 2 ** 18;

/** {@linkcode State.hash} of what a state, or a part of one, holds. */
export function hashOf(frozen: FrozenState): string {
  const work = hashing(frozen);
  for (let slice = work.next();; slice = work.next()) if (slice.done) return slice.value;
}

/** The same in slices. */
export function* hashing(frozen: FrozenState): Generator<void, string> {
  const hash = createHash("sha256");
  let left = HASHED_NUMBERS;
  for (const { service, version, record, numbers } of frozen) {
    hash.update(`[${JSON.stringify(service)},${version},`);
    for (const piece of jsonPieces(record, { isSorted: true })) {
      hash.update(piece);
      yield;
    }
    hash.update(`,${numbers?.length ?? 0}]\n`);
    for (const { values, start, end } of numbers?.runs() ?? []) {
      hash.update(littleEndian(values, start, end));
      left -= end - start;
      if (left > 0) continue;
      left = HASHED_NUMBERS;
      yield;
    }
  }
  return hash.digest("hex");
}

/** Doubles as bytes, in the order that all machines have on which Deno runs. */
function littleEndian(values: Float64Array, start: number, end: number): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset + 8 * start, 8 * (end - start));
}

/** A hash as people are shown it: its first 16 digits. */
export function shownHash(hash: string): string {
  return hash.slice(0, 16);
}
