/** What the counter keeps, and what it refuses. */
import { COUNTER_TAKEN } from "../../protocol/counter_text.ts";
import type { TextOf } from "../../protocol/facts.ts";
import type { Bench } from "../bench.ts";
import type { Check } from "../check.ts";
import type { LineClient } from "../line_client.ts";
import { shown } from "../shown.ts";

const counter = { service: "counter", section: "The counter" } as const;
const COUNTERS = 5;

type Taken = TextOf<typeof COUNTER_TAKEN>;

/** Takes a counter: one that was never used, unless the request names another. */
async function take(client: LineClient, request = "COUNTER"): Promise<Taken> {
  const reply = await client.answers(request, {
    text: "OK id=… value=… increment=… token=…",
    test: (reply) => reply.startsWith("OK ") && COUNTER_TAKEN.parse(reply.slice(3)) !== null,
  });
  return COUNTER_TAKEN.parse(reply.slice(3)) ?? { id: 0, value: 0, increment: 0, token: "" };
}

/** Takes a counter that was free a moment ago: its connection has closed, which the server may not have noticed yet. */
async function takeAgain(bench: Bench, client: LineClient, id: number): Promise<Taken> {
  for (let i = 0; i < 20; i++) {
    await client.send(`COUNTER ${id}\n`);
    const reply = await client.gets({ text: "OK …", test: (reply) => /^(OK|ERR in-use) /.test(reply) });
    const taken = reply.startsWith("OK ") ? COUNTER_TAKEN.parse(reply.slice(3)) : null;
    if (taken) return taken;
    await bench.pause(50);
  }
  client.says(`COUNTER ${id}, a second after its connection was closed`);
  throw client.failure(`OK id=${id} …`, "ERR in-use");
}

export const COUNTER_CHECKS: readonly Check[] = [
  {
    ...counter,
    name: "counter.take",
    level: 1,
    title: "COUNTER takes a counter, and VALUE stores its value",
    because: "COUNTER gets OK id=42 value=0 increment=1 token=…, and VALUE n gets OK n.",
    hint: "Without an ID, give the lowest one that was never used.",
    async run(bench) {
      const client = await bench.connect();
      const { id, value, increment } = await take(client);
      if (id < 0 || id > 10_000) throw client.failure("an id from 0 to 10000", `id=${id}`);
      if (value !== 0 || increment !== 1) throw client.failure("value=0 increment=1", `value=${value} increment=${increment}`);
      await client.answers("VALUE 17", "OK 17");
      await client.answers("VALUE -5", "OK -5");
      await client.answers("VALUE 0", "OK 0");
    },
  },
  {
    ...counter,
    name: "counter.odd_and_even",
    level: 1,
    title: "ODD and EVEN give random numbers",
    because: "ODD gets a random odd number from 1 to 99, EVEN a random even number from 0 to 98.",
    hint: "Twice a number from 0 to 49, and one more for ODD.",
    async run(bench) {
      const client = await bench.connect();
      await take(client);
      for (let i = 0; i < 5; i++) {
        for (const [request, rest] of [["ODD", 1], ["EVEN", 0]] as const) {
          await client.answers(request, {
            text: `OK and an ${request.toLowerCase()} number from ${rest} to ${98 + rest}`,
            test: (reply) => /^OK \d{1,2}$/.test(reply) && Number(reply.slice(3)) % 2 === rest,
          });
        }
      }
    },
  },
  {
    ...counter,
    name: "counter.errors",
    level: 3,
    title: "VALUE without a counter, a wrong ID and a second COUNTER are refused",
    because: "The codes are no-counter, bad-id and in-use; one connection can have one counter.",
    hint: "An ID is an integer from 0 to 10000.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses("VALUE 1", "no-counter");
      await client.refuses("ODD", "no-counter");
      for (const id of ["10001", "-1", "x"]) await client.refuses(`COUNTER ${id}`, "bad-id");
      await take(client);
      await client.refuses("COUNTER", "in-use");
      await client.refuses("VALUE x", "not-an-integer");
      await client.answers("VALUE 0", "OK 0");
    },
  },
  {
    ...counter,
    name: "counter.own_ids",
    level: 4,
    title: `${COUNTERS} clients who take a counter at once get different ones`,
    because: "While an open connection has a counter, no other can take it.",
    hint: "Choosing an ID and marking it as taken must be one step.",
    async run(bench) {
      const clients = await bench.connectAll(COUNTERS);
      const taken = await Promise.all(clients.map((client) => take(client)));
      const ids = taken.map(({ id }) => id);
      clients[0].says(`COUNTER from ${COUNTERS} clients at once`);
      if (new Set(ids).size < COUNTERS) throw clients[0].failure(`${COUNTERS} different IDs`, ids.join(", "));
    },
  },
  {
    ...counter,
    name: "counter.in_use",
    level: 4,
    title: "a counter belongs to one connection, and keeps its value after it",
    because: "COUNTER 42 is in-use while another connection has it; when that closes, it is free, with value and increment.",
    hint: "Free the counter on every way out of the connection, and keep what it has.",
    async run(bench) {
      const first = await bench.connect();
      const { id } = await take(first);
      await first.answers("VALUE 123", "OK 123");
      const increment = Number(await first.ok("ODD"));
      const second = await bench.connect();
      await second.refuses(`COUNTER ${id}`, "in-use");
      first[Symbol.dispose]();
      const again = await takeAgain(bench, second, id);
      if (again.value !== 123 || again.increment !== increment) {
        second.says(`COUNTER ${id}, after its connection was closed`);
        throw second.failure(`value=123 increment=${increment}`, `value=${again.value} increment=${again.increment}`);
      }
      await second.answers("VALUE 0", "OK 0");
    },
  },
  {
    ...counter,
    name: "counter.taken_over",
    level: 4,
    title: "COUNTER with the token takes a counter over",
    because: "COUNTER 42 with its token takes it over: the old connection gets ERR taken-over and is closed.",
    hint: "A client may notice long before the server does that their connection is dead.",
    async run(bench) {
      const old = await bench.connect();
      const { id, token } = await take(old);
      await old.answers("VALUE 7", "OK 7");
      const client = await bench.connect();
      const { value } = await take(client, `COUNTER ${id} ${token}`);
      if (value !== 7) throw client.failure("value=7", shown(`value=${value}`));
      old.says("COUNTER with its ID and token, on another connection");
      await old.getsError("taken-over");
      await old.isClosed();
      await client.answers("VALUE 0", "OK 0");
    },
  },
];
