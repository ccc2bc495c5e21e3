/** Knows which connection counts with which counter, and gives a counter back when its connection is gone. */
import type { ConnectionRange } from "../../engine/state.ts";
import { Attachments } from "../attachments.ts";
import type { Client, ServiceContext } from "../service.ts";
import type { CounterChange } from "./changes.ts";
import type { Counter } from "./registry.ts";
import type { CounterState } from "./state.ts";

/** A change without what every change has. */
type Requested = CounterChange extends infer Change ? Change extends CounterChange ? Omit<Change, "connection" | "at"> : never
  : never;

export class CounterHost {
  readonly state: CounterState;
  readonly #context: Pick<ServiceContext, "engine" | "clock">;
  readonly #attachments = new Attachments<number>();

  constructor(state: CounterState, context: Pick<ServiceContext, "engine" | "clock">) {
    this.state = state;
    this.#context = context;
  }

  /** A change that a connection asks for, now. */
  changeBy(client: Client, change: Requested): CounterChange {
    return { ...change, connection: client.id, at: this.#context.clock.now() };
  }

  /** The ID of the counter that a connection has. */
  idOf(client: Client): number | undefined {
    return this.#attachments.keyOf(client);
  }

  /** The connection has the counter from now on. */
  attach(id: number, client: Client): void {
    this.#attachments.attach(id, client, `counter ${id}`);
    if (client.closed) this.release(client);
  }

  /** A counter has changed, wherever: another connection may have it now. */
  onChange({ id, connection }: Counter): void {
    this.#attachments.follow(id, connection, `counter ${id}`);
  }

  /** Frees the counters that are said to be used here, and are not. */
  reconcile(own: ConnectionRange): void {
    const { engine, clock } = this.#context;
    for (const { id, connection } of this.state.counters.connected(own)) {
      if (this.#attachments.clientOf(id)?.id === connection) continue;
      engine.submit(this.state.change, { type: "release", id, connection, at: clock.now() });
    }
  }

  /** The connection is gone: its counter, if it has one, is free. */
  release(client: Client): void {
    const id = this.#attachments.detach(client);
    if (id !== undefined) this.#context.engine.submit(this.state.change, this.changeBy(client, { type: "release", id }));
  }
}
