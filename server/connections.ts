import { RequestError } from "../protocol/request_error.ts";

/** How a connection came. */
export type Transport = "tcp";

/** An open connection, as the server's other parts see it. */
export interface Connection {
  /** `host:port` of the other side. */
  readonly address: string;
  readonly transport: Transport;
  /** Called again and again, within a second: the connection looks to its own time limits. */
  tick(now: number): void;
  /** Finishes what was received, tells the client that the server stops, and closes. */
  shutDown(): void;
  /** Closes at once. */
  abort(): void;
}

/** The connections that are open. */
export class Connections implements Iterable<Connection> {
  readonly #open = new Set<Connection>();
  /** Those for which there is no room, until they have been told so. */
  readonly #refused = new Set<Connection>();
  readonly #max: number;
  #lastId = 0;
  #whenEmpty = Promise.withResolvers<void>();

  constructor({ max }: { max: number }) {
    this.#max = max;
    this.#whenEmpty.resolve();
  }

  get count(): number {
    return this.#open.size;
  }

  /** Resolves when no connection is open. */
  get empty(): Promise<void> {
    return this.#whenEmpty.promise;
  }

  /** The next connection's number, from 1 on; none is given twice. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** @throws {RequestError} `too-many-connections`; then it is not counted, but looked after until it has closed */
  add(connection: Connection): void {
    if (this.#size === 0) this.#whenEmpty = Promise.withResolvers();
    if (this.count < this.#max) {
      this.#open.add(connection);
      return;
    }
    this.#refused.add(connection);
    throw new RequestError(
      "too-many-connections",
      `the server takes ${this.#max} connections at once: try again when one has closed, or raise --max-connections`,
    );
  }

  delete(connection: Connection): void {
    const known = this.#open.delete(connection) || this.#refused.delete(connection);
    if (known && this.#size === 0) this.#whenEmpty.resolve();
  }

  *[Symbol.iterator](): Generator<Connection> {
    yield* this.#open;
    yield* this.#refused;
  }

  get #size(): number {
    return this.#open.size + this.#refused.size;
  }
}
