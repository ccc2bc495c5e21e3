/** What happens in the server as events of the live feed. */
import { CHANGE, type ChangeBatch, type ChangeResult } from "../change_batch.ts";
import type { Connection, Connections } from "../connections.ts";
import type { Counter } from "../counter/registry.ts";
import type { ChangeObserver, Engine } from "../engine.ts";
import type { QuizEvent } from "../quiz/quiz_change.ts";
import type { Broker } from "./broker.ts";

/** Of what was put into the array together so many values are told. */
const TOLD_VALUES = 20;

export class Feed implements ChangeObserver {
  readonly #engine: Engine;
  readonly #broker: Broker;
  #added = 0;
  #removed = 0;
  #values: number[] = [];
  /** How many wait for a seat, if the line has moved. */
  #waiting: number | null = null;

  /** Begins to tell the broker. */
  constructor({ engine, connections, broker }: { engine: Engine; connections: Connections; broker: Broker }) {
    this.#engine = engine;
    this.#broker = broker;
    engine.observe(this);
    engine.listen((event) => this.#onQuiz(event));
    connections.listen((what, connection) => this.#onConnection(what, connection));
  }

  applied(batch: ChangeBatch, i: number, result: ChangeResult): void {
    switch (batch.kinds[i]) {
      case CHANGE.add: {
        const start = batch.start(i);
        const end = batch.ends[i];
        this.#added += end - start;
        for (let at = start; at < end && this.#values.length < TOLD_VALUES; at++) this.#values.push(batch.values[at]);
        break;
      }
      case CHANGE.remove:
      case CHANGE.clear:
        this.#removed += result as number;
        break;
      case CHANGE.counter: {
        const { id, value, increment, connected } = result as Counter;
        this.#broker.publish({ type: "counter", id, value, increment, connected });
      }
    }
  }

  settled(): void {
    if (this.#waiting !== null) this.#broker.publish({ type: "line", waiting: this.#waiting });
    this.#waiting = null;
    if (this.#added === 0 && this.#removed === 0) return;
    const { count } = this.#engine.array;
    this.#broker.publish({ type: "array", added: this.#added, values: this.#values, removed: this.#removed, count });
    this.#added = this.#removed = 0;
    this.#values = [];
  }

  #onQuiz(event: QuizEvent): void {
    if (event.type === "line") {
      this.#waiting = event.waiting;
      return;
    }
    const { name } = event;
    switch (event.type) {
      case "player":
        this.#broker.publish({ type: "player", name, what: event.what, place: event.place });
        break;
      case "left":
        this.#broker.publish({ type: "player", name, what: "left", place: 0 });
        break;
      case "judged": {
        const { number: question, verdict, quarters } = event;
        this.#broker.publish({ type: "answer", name, question, verdict, marks: quarters / 4 });
        break;
      }
      case "result": {
        const { result: { quarters, ms }, rank } = event;
        this.#broker.publish({ type: "result", name, marks: quarters / 4, seconds: ms / 1000, rank });
      }
    }
  }

  #onConnection(what: "opened" | "closed", { id, transport, address }: Connection): void {
    this.#broker.publish({ type: "connection", id, what, transport, address });
  }
}
