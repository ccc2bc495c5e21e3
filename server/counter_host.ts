/** Knows which connection counts with which counter, and gives a counter back when its connection is gone. */
import { Attachments, type HolderConnection } from "./attachments.ts";
import { CHANGE } from "./change_batch.ts";
import type { Clock } from "./clock.ts";
import type { Engine } from "./engine.ts";

export class CounterHost {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #attachments = new Attachments<number>();

  constructor({ engine, clock }: { engine: Engine; clock: Clock }) {
    this.#engine = engine;
    this.#clock = clock;
  }

  /** The ID of the counter that a connection has. */
  idOf(connection: HolderConnection): number | undefined {
    return this.#attachments.keyOf(connection);
  }

  /** The connection has the counter from now on. */
  attach(id: number, connection: HolderConnection): void {
    this.#attachments.attach(id, connection, `counter ${id}`);
    if (connection.closed) this.release(connection);
  }

  /** The connection is gone: its counter, if it has one, is free. */
  release(connection: HolderConnection): void {
    const id = this.#attachments.detach(connection);
    if (id === undefined) return;
    this.#engine.submitDetails(CHANGE.counter, { type: "release", id, connection: connection.id, at: this.#clock.now() });
  }
}
