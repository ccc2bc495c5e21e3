import { ANY } from "../../../protocol/command.ts";
import { COUNTER_TAKEN, MAX_COUNTER_ID } from "../../../protocol/counter_text.ts";
import { RequestError } from "../../../protocol/request_error.ts";
import type { Random } from "../../random.ts";
import type { Client, ServiceCommand } from "../service.ts";
import type { CounterHost } from "./host.ts";
import { FIRST_INCREMENT } from "./registry.ts";

/** An odd number is one of 50, from 1 to 99, and so is an even one, from 0 to 98. */
const CHOICES = 50;

/** What the commands of the counter work on. */
interface CounterDesk {
  readonly host: CounterHost;
  readonly random: Random;
  readonly newToken: () => string;
}

/** The requests under "The counter" in the specification. */
export const COUNTER_COMMANDS = {
  COUNTER: {
    usage: "COUNTER [id [token]]",
    summary: `takes the counter with this ID (0 to ${MAX_COUNTER_ID}), or a free one`,
    details: [
      "The reply has the counter's value and increment as they were left, and a token. To count, add",
      "the increment and send the sum with VALUE. The counter is yours until the connection closes.",
      "If the connection is lost, COUNTER with the ID and the token takes the counter back.",
    ],
    example: "COUNTER 42",
    arguments: {
      kind: "positional",
      required: 0,
      names: [{ name: "id", min: 0, max: MAX_COUNTER_ID }],
      word: true,
      code: "bad-id",
    },
    changes: true,
    handle({ host, newToken }, { numbers, count, text }, client) {
      const held = host.idOf(client);
      if (held !== undefined) {
        throw new RequestError("in-use", `this connection already has counter ${held}: send VALUE, ODD or EVEN`);
      }
      const id = count === 0 ? null : numbers[0];
      const afresh = client.isScripted ? { increment: FIRST_INCREMENT } : {};
      const change = host.changeBy(client, { type: "register", id, token: newToken(), proof: text || null, ...afresh });
      client.change(host.state.change, change, (out, { id, value, increment, token }) => {
        if (token === null) throw new Error(`Counter ${id} was taken without a token`);
        out.ascii(`OK ${COUNTER_TAKEN.format({ id, value, increment, token })}`);
        host.attach(id, client);
      });
    },
  },

  VALUE: {
    usage: "VALUE n",
    summary: "stores the counter's value",
    example: "VALUE 17",
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: true,
    handle({ host }, { numbers: [value] }, client) {
      const change = host.changeBy(client, { type: "value", id: heldBy(client, host), value });
      client.change(host.state.change, change, (out, counter) => out.ascii(`OK ${counter.value}`));
    },
  },

  ODD: {
    usage: "ODD",
    summary: "sets the increment to a random odd number from 1 to 99 and returns it",
    example: "ODD",
    arguments: { kind: "none" },
    changes: true,
    handle: (desk, _request, client) => changeIncrement(desk, client, 1),
  },

  EVEN: {
    usage: "EVEN",
    summary: "sets the increment to a random even number from 0 to 98 and returns it",
    example: "EVEN",
    arguments: { kind: "none" },
    changes: true,
    handle: (desk, _request, client) => changeIncrement(desk, client, 0),
  },
} satisfies Record<string, ServiceCommand<CounterDesk>>;

function changeIncrement({ host, random }: CounterDesk, client: Client, lowest: 0 | 1): void {
  const increment = lowest + 2 * Math.floor(random() * CHOICES);
  const change = host.changeBy(client, { type: "increment", id: heldBy(client, host), increment });
  client.change(host.state.change, change, (out, counter) => out.ascii(`OK ${counter.increment}`));
}

function heldBy(client: Client, host: CounterHost): number {
  const id = host.idOf(client);
  if (id !== undefined) return id;
  throw new RequestError("no-counter", "this connection has no counter: send COUNTER first, or COUNTER and an ID");
}
