import { RequestError } from "../../protocol/request_error.ts";

/** How a connection came. */
export type Transport = "tcp" | "websocket";

/** An open connection, as the server's other parts see it. */
export interface Connection {
  /** From 1 on; none is given twice. */
  readonly id: number;
  /** `host:port` of the other side. */
  readonly address: string;
  readonly transport: Transport;
  /** What it is used for just now, in a few words. */
  readonly activity: string;
  /** When it was opened, in milliseconds since 1970 began in UTC. */
  readonly openedAt: number;
  /** How many requests came, and how many bytes each way. */
  readonly requests: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Called again and again, within a second: the connection looks to its own time limits. */
  tick(now: number): void;
  /** Finishes what was received, tells the client that the server stops, and closes. */
  shutDown(): void;
  /** Closes at once. */
  abort(): void;
}

/** Is told who comes and goes. */
export type ConnectionListener = (what: "opened" | "closed", connection: Connection) => void;

/** The connections that are open. */
export class Connections implements Iterable<Connection> {
  /** By number, in the order in which they came. */
  readonly #open = new Map<number, Connection>();
  /** Those for which there is no room, until they have been told so. */
  readonly #refused = new Set<Connection>();
  readonly #max: number;
  readonly #listeners: ConnectionListener[] = [];
  #lastId = 0;
  #whenEmpty = Promise.withResolvers<void>();

  /** When the connections looked to their time limits last, on a clock that never jumps: the time, as far as they need it. */
  now: number;

  constructor({ max, now }: { max: number; now: number }) {
    this.#max = max;
    this.now = now;
    this.#whenEmpty.resolve();
  }

  get count(): number {
    return this.#open.size;
  }

  /** Has all of them look to their time limits. @param now on a clock that never jumps */
  tick(now: number): void {
    this.now = now;
    for (const connection of this) connection.tick(now);
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

  /** Those that are served, in the order in which they came. */
  served(): Iterable<Connection> {
    return this.#open.values();
  }

  /** Those with a lower number than `before`, the newest first, at most `limit`. Cost: O(connections). */
  newest(limit: number, before: number): Connection[] {
    const ids = [...this.#open.keys()].filter((id) => id < before).slice(-limit).reverse();
    return ids.flatMap((id) => this.#open.get(id) ?? []);
  }

  /** The next connection's number. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** @throws {RequestError} `too-many-connections`; then it is not counted, but looked after until it has closed */
  add(connection: Connection): void {
    if (this.#size === 0) this.#whenEmpty = Promise.withResolvers();
    if (this.count < this.#max) {
      this.#open.set(connection.id, connection);
      for (const listener of this.#listeners) listener("opened", connection);
      return;
    }
    this.#refused.add(connection);
    throw new RequestError(
      "too-many-connections",
      `the server takes at most ${this.#max} connections: try again later, or start it with a higher --max-connections`,
    );
  }

  delete(connection: Connection): void {
    const served = this.#open.delete(connection.id);
    const known = served || this.#refused.delete(connection);
    if (served) { for (const listener of this.#listeners) listener("closed", connection); }
    if (known && this.#size === 0) this.#whenEmpty.resolve();
  }

  *[Symbol.iterator](): Generator<Connection> {
    yield* this.#open.values();
    yield* this.#refused;
  }

  get #size(): number {
    return this.#open.size + this.#refused.size;
  }
}
