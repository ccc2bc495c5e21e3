import { RequestError } from "../../protocol/request_error.ts";
import type { Counter, CounterChange } from "../counter/registry.ts";
import type { Dispatcher, Handler } from "../dispatcher.ts";

/** An odd number is one of 50, from 1 to 99, and so is an even one, from 0 to 98. */
const CHOICES = 50;

/** The requests under "The counter" in the specification. */
export const COUNTER_COMMANDS = {
  COUNTER(dispatcher, { numbers, count, text }) {
    const { counterHost, clock, newToken } = dispatcher.services;
    const held = counterHost.idOf(dispatcher);
    if (held !== undefined) {
      throw new RequestError("in-use", `this connection already has counter ${held}: send VALUE, ODD or EVEN`);
    }
    const change: CounterChange = {
      type: "register",
      id: count === 0 ? null : numbers[0],
      token: newToken(),
      proof: text || null,
      connection: dispatcher.id,
      at: clock.now(),
    };
    dispatcher.changeCounter(change, ({ id, value, increment, token }) => {
      dispatcher.replies.out.ascii(`OK id=${id} value=${value} increment=${increment} token=${token}`);
      counterHost.attach(id, dispatcher);
    });
  },

  VALUE(dispatcher, { numbers: [value] }) {
    const change: CounterChange = {
      type: "value",
      id: heldBy(dispatcher),
      value,
      connection: dispatcher.id,
      at: dispatcher.services.clock.now(),
    };
    dispatcher.changeCounter(change, (counter) => reply(dispatcher, counter.value));
  },

  ODD(dispatcher) {
    changeIncrement(dispatcher, 1);
  },

  EVEN(dispatcher) {
    changeIncrement(dispatcher, 0);
  },
} satisfies Record<string, Handler>;

function changeIncrement(dispatcher: Dispatcher, lowest: 0 | 1): void {
  const { random, clock } = dispatcher.services;
  const increment = lowest + 2 * Math.floor(random() * CHOICES);
  const change: CounterChange = {
    type: "increment",
    id: heldBy(dispatcher),
    increment,
    connection: dispatcher.id,
    at: clock.now(),
  };
  dispatcher.changeCounter(change, (counter: Counter) => reply(dispatcher, counter.increment));
}

function reply({ replies: { out } }: Dispatcher, number: number): void {
  out.ascii("OK ");
  out.integer(number);
}

function heldBy(dispatcher: Dispatcher): number {
  const id = dispatcher.services.counterHost.idOf(dispatcher);
  if (id !== undefined) return id;
  throw new RequestError("no-counter", "this connection has no counter: send COUNTER first, or COUNTER and an ID");
}
