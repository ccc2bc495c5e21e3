import { RequestError } from "../../protocol/request_error.ts";
import type { LineFaults } from "../faults/line_faults.ts";
import { type PlaceHolder, Places, type Refused } from "../places.ts";
import { resetStalled, type Sender } from "../stalled.ts";

/** If there is no room, a connection that was idle for this long may lose its place to a new one, in milliseconds. */
const IDLE_MS = 200;
/** This many connections without a place are told why at the same time; more are cut off. */
const MAX_LEAVING = 1000;

/** How a connection can come. */
export const TRANSPORTS = ["tcp", "tls", "websocket"] as const;
export type Transport = typeof TRANSPORTS[number];

/** An open connection, as the server's other parts see it. */
export interface Connection extends PlaceHolder, Sender {
  /** From 1 on; none is given twice. */
  readonly id: number;
  /** `host:port` of the other side. */
  readonly address: string;
  readonly host: string;
  readonly transport: Transport;
  /** What it is used for just now, in a few words. */
  readonly activity: string;
  /** When it was opened, in milliseconds since 1970 began in UTC. */
  readonly openedAt: number;
  /** How many requests came, and how many bytes each way. */
  readonly requests: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The faults that it has, with the seed that was chosen if none was given; `null` for none. */
  readonly faults: LineFaults | null;
  /** Gives it these faults from the next line on, in place of those that it has; `null` ends them. */
  setFaults(faults: LineFaults | null): void;
  /** Called again and again, within a second: the connection looks to its own time limits. */
  tick(now: number): void;
  /** Finishes what was received, tells the client why, and closes. */
  dismiss(reason: RequestError): void;
  /** Closes at once. */
  abort(): void;
}

/** Where a connection stands in the list of all: by when it was opened, and by its number. */
export interface Place {
  readonly id: number;
  /** In milliseconds since 1970 began in UTC; `null` where the number alone counts. */
  readonly openedAt: number | null;
}

/** Is told who comes and goes. */
export type ConnectionListener = (what: "opened" | "closed", connection: Connection) => void;

/** The connections that are open. */
export class Connections implements Iterable<Connection> {
  /** By number, in the order in which they came. */
  readonly #open = new Map<number, Connection>();
  readonly #places: Places<Connection>;
  /** Those that got no place, or lost it, until they have been told so. */
  readonly #leaving = new Set<Connection>();
  readonly #listeners: ConnectionListener[] = [];
  #lastId = 0;
  #whenEmpty = Promise.withResolvers<void>();

  /** When the connections looked to their time limits last, on a clock that never jumps: the time, as far as they need it. */
  now: number;

  constructor({ max, maxPerAddress, now }: { max: number; maxPerAddress: number; now: number }) {
    this.#places = new Places({ max, maxPerAddress, idleMs: IDLE_MS, onEvict: (connection) => this.#evict(connection) });
    this.now = now;
    this.#whenEmpty.resolve();
  }

  /** How many got no place, by the limit that was met. */
  get refused(): Readonly<Refused> {
    return this.#places.refused;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Has all of them look to their time limits. @param now on a clock that never jumps */
  tick(now: number): void {
    this.now = now;
    this.#places.tick(now);
    for (const connection of this) connection.tick(now);
    resetStalled(this, now);
  }

  /** Resolves when no connection is open. */
  get empty(): Promise<void> {
    return this.#whenEmpty.promise;
  }

  /** Tells who comes and goes. */
  listen(listener: ConnectionListener): void {
    this.#listeners.push(listener);
  }

  /** Whether the connection with this number is being served. */
  has(id: number): boolean {
    return this.#open.has(id);
  }

  /** The connection with this number, if it is being served. */
  get(id: number): Connection | undefined {
    return this.#open.get(id);
  }

  /** Those that are served, in the order in which they came. */
  served(): Iterable<Connection> {
    return this.#open.values();
  }

  /** Those before a place in the list, if one is given, the newest first, at most `limit`. Cost: O(connections). */
  newest(limit: number, before: Place | null): Connection[] {
    return [...this.#open.values()].filter((connection) => !before || isBefore(connection, before)).slice(-limit).reverse();
  }

  /** Numbers the connections that come from now on from this number on. */
  numberFrom(first: number): void {
    this.#lastId = first - 1;
  }

  /** The next connection's number. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** @throws {RequestError} `too-many-connections`; then it is not counted, but looked after until it has closed */
  add(connection: Connection): void {
    this.#expectOne();
    try {
      this.#places.take(connection);
    } catch (error) {
      this.#leave(connection);
      throw error;
    }
    this.#open.set(connection.id, connection);
    for (const listener of this.#listeners) listener("opened", connection);
  }

  /** Looks after a connection that is refused without a word, until it has closed. */
  seeOff(connection: Connection): void {
    this.#expectOne();
    this.#leave(connection);
  }

  delete(connection: Connection): void {
    this.#places.free(connection);
    const known = this.#close(connection) || this.#leaving.delete(connection);
    if (known && this.#size === 0) this.#whenEmpty.resolve();
  }

  /** Has an idle connection give its place away. @returns whether there was one */
  evictIdle(): boolean {
    return this.#places.evictIdle();
  }

  *[Symbol.iterator](): Generator<Connection> {
    yield* this.#open.values();
    yield* this.#leaving;
  }

  #expectOne(): void {
    if (this.#size === 0) this.#whenEmpty = Promise.withResolvers();
  }

  get #size(): number {
    return this.#open.size + this.#leaving.size;
  }

  /** @returns whether it was open */
  #close(connection: Connection): boolean {
    const wasOpen = this.#open.delete(connection.id);
    if (wasOpen) { for (const listener of this.#listeners) listener("closed", connection); }
    return wasOpen;
  }

  #evict(connection: Connection): void {
    this.#close(connection);
    this.#leave(connection);
    connection.dismiss(
      new RequestError("idle", "the server is full, and you were idle: connect again when there is more to do"),
    );
  }

  #leave(connection: Connection): void {
    this.#leaving.add(connection);
    if (this.#leaving.size > MAX_LEAVING) queueMicrotask(() => connection.abort());
  }
}

function isBefore({ id, openedAt }: Connection, before: Place): boolean {
  if (before.openedAt === null || before.openedAt === openedAt) return id < before.id;
  return openedAt < before.openedAt;
}
