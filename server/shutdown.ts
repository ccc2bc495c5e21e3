/** How a server stops: it tells the clients, finishes what is under way, and closes its parts. */
import type { Logger } from "@logtape/logtape";
import { RequestError } from "../protocol/request_error.ts";
import type { Clock } from "./clock.ts";
import type { Engine } from "./engine/engine.ts";
import type { Broker } from "./events/broker.ts";
import type { Wiretaps } from "./events/wiretaps.ts";
import type { HttpListener } from "./http/listener.ts";
import type { Connections } from "./line/connections.ts";

export interface ShutdownOptions {
  /** For how long it serves on, not ready any more, and for how long it finishes what is under way, in seconds. */
  readonly shutdownDelay: number;
  readonly drainSeconds: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Accepts no more connections for lines. */
  readonly closeDoors: () => Promise<void>;
  readonly connections: Connections;
  readonly broker: Broker;
  readonly wiretaps: Wiretaps;
  readonly engine: Engine;
  readonly http: HttpListener;
  /** Everything that is open; closed at the end. */
  readonly parts: AsyncDisposableStack;
}

export class Shutdown {
  readonly #options: ShutdownOptions;
  readonly #finished = Promise.withResolvers<void>();
  #stopping: Promise<void> | null = null;
  #isDraining = false;

  constructor(options: ShutdownOptions) {
    this.#options = options;
  }

  /** Whether it was asked to stop. */
  get isStopping(): boolean {
    return this.#stopping !== null;
  }

  /** Whether it takes no new requests. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Resolves when the server has stopped; rejects if it could not go on. */
  get finished(): Promise<void> {
    return this.#finished.promise;
  }

  /** Stops. @returns {@linkcode finished} */
  stop(): Promise<void> {
    const { resolve, reject } = this.#finished;
    return this.#stopping ??= this.#shutDown().then(resolve, reject).then(() => this.finished);
  }

  /** Stops because the server can't go on. */
  fail(error: unknown): void {
    const { reject } = this.#finished;
    this.#stopping ??= this.#shutDown().then(() => reject(error), reject);
  }

  async #shutDown(): Promise<void> {
    const { shutdownDelay, drainSeconds, clock, logger, closeDoors, parts } = this.#options;
    const { connections, broker, wiretaps, engine, http } = this.#options;
    if (shutdownDelay > 0) {
      logger.info(`stopping in ${shutdownDelay} seconds: /readyz answers 503 from now on`);
      await new Promise<void>((resolve) => clock.after(shutdownDelay * 1000, resolve));
    }
    this.#isDraining = true;
    logger.info("stopping");
    const overdue = Promise.withResolvers<void>();
    parts.defer(clock.after(drainSeconds * 1000, () => {
      logger.warn(`not all that was under way could be finished in ${drainSeconds} seconds`);
      overdue.resolve();
    }));
    await closeDoors();
    const reason = new RequestError("shutting-down", "the server is stopping: connect again when it is back");
    for (const connection of connections) connection.dismiss(reason);
    broker.close();
    wiretaps.close();
    // WebSockets are not under way for HTTP any more, and would be cut off with what they are owed.
    const drained = Promise.all([connections.empty, engine.drained]).then(() => http.drain());
    await Promise.race([drained, overdue.promise]);
    await http.close();
    for (const connection of connections) connection.abort();
    await connections.empty;
    // Those who have gone have left changes behind: that they are away.
    await Promise.race([engine.drained, overdue.promise]);
    await parts.disposeAsync();
    logger.info("stopped");
  }
}
