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

  /** @throws {RequestError} `too-many-connections` */
  checkRoom(): void {
    if (this.count < this.#max) return;
    throw new RequestError(
      "too-many-connections",
      `the server takes ${this.#max} connections at once: try again when one has closed, or raise --max-connections`,
    );
  }

  add(connection: Connection): void {
    if (this.#open.size === 0) this.#whenEmpty = Promise.withResolvers();
    this.#open.add(connection);
  }

  delete(connection: Connection): void {
    if (this.#open.delete(connection) && this.#open.size === 0) this.#whenEmpty.resolve();
  }

  [Symbol.iterator](): Iterator<Connection> {
    return this.#open.values();
  }
}
