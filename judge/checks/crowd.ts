/** Level 4: many clients at once. */
import { type Bench, numbersIn } from "../bench.ts";
import type { Check } from "../check.ts";
import { type Call, isLinearizable, type Operation } from "../linearizability.ts";
import type { LineClient } from "../line_client.ts";
import { shown } from "../shown.ts";

const CLIENTS = 20;
const CONNECTIONS = 50;
const LINES = 50;
/** The history that has to be explained: clients, requests of each, and how many times. */
const HISTORY = { clients: 4, calls: 6, rounds: 8 };
const ascending = (a: number, b: number) => a - b;

export const CROWD_CHECKS: readonly Check[] = [
  {
    name: "crowd.connections",
    level: 4,
    title: `${CONNECTIONS} clients are connected at once, and each is answered`,
    because: "A server serves many clients at once: one that says nothing keeps nobody waiting.",
    section: "Requests and replies",
    hint: "Give each connection a thread or a task of its own, or poll all of them; accept goes on meanwhile.",
    async run(bench) {
      const clients = await bench.connectAll(CONNECTIONS);
      // The last one first: nobody waits for those who came before.
      for (const [i, client] of clients.toReversed().entries()) await client.answers(`PING ${i}`, `OK ${i}`);
    },
  },
  {
    name: "crowd.own_buffer",
    level: 4,
    title: "the pieces of different clients are not mixed",
    because: "Each connection is a stream of its own.",
    section: "Messages",
    hint: "Keep one buffer for each connection, not one for the whole server.",
    async run(bench) {
      const clients = await bench.connectAll(5);
      for (const piece of ["EC", "HO from ", "client "]) {
        for (const client of clients) {
          await client.send(piece);
          await bench.pause(5);
        }
      }
      for (const [i, client] of clients.entries()) await client.send(`${i}\n`);
      for (const [i, client] of clients.entries()) await client.gets(`OK from client ${i}`);
    },
  },
  {
    name: "crowd.whole_lines",
    level: 4,
    title: `${CLIENTS} clients send ${LINES} requests each, and each gets its own replies, whole`,
    because: "Each request gets exactly one reply, on the connection that it came from.",
    section: "Requests and replies",
    hint: "Write a reply with its newline as one piece, and let only one task write to a connection at a time.",
    async run(bench) {
      const clients = await bench.connectAll(CLIENTS);
      await Promise.all(clients.map(async (client, i) => {
        const texts = Array.from({ length: LINES }, (_, line) => `${i}-${line}-${"x".repeat(200)}`);
        for (const text of texts) await client.send(`ECHO ${text}\n`);
        for (const text of texts) {
          await client.gets({ text: `OK ${shown(text)}`, test: (reply) => reply === `OK ${text}` });
        }
      }));
    },
  },
  {
    name: "crowd.order",
    level: 4,
    title: "replies come in the order of the requests, slow and fast ones",
    because: "Replies come in the order of the requests, also if a later one would be ready first.",
    section: "Requests and replies",
    hint: "Answer a connection's requests one after the other, or keep the replies until it is their turn.",
    async run(bench) {
      const client = await bench.connect();
      // One that takes work, and one that takes none, in turns.
      const slow = "0123456789".repeat(300);
      const requests = Array.from({ length: 100 }, (_, i) => i % 2 === 0 ? `${i} ${slow}` : `${i}`);
      await client.send(requests.map((text) => `ECHO ${text}\n`).join(""));
      for (const [i, text] of requests.entries()) {
        await client.gets({ text: `OK ${i} as reply ${i + 1} of 100`, test: (reply) => reply === `OK ${text}` });
      }
    },
  },
  {
    service: "array",
    name: "crowd.array_order",
    level: 4,
    title: "changes and reads of one client take effect in their order",
    because: "Replies come in the order of the requests, and each request sees what the ones before it did.",
    section: "Requests and replies",
    hint: "Do not start a request of a connection before the one before it is done.",
    async run(bench) {
      const client = await bench.connect();
      const values = bench.fresh(20);
      client.says("ADD, REMOVE and ADD of 20 numbers in one write");
      await client.offer(
        values.map((value) => `ADD ${value}\nREMOVE ${value} ${value}\nADD ${value}\nPING ${value}\n`).join(""),
      );
      for (const value of values) for (const reply of ["1", "1", "1", `${value}`]) await client.gets(`OK ${reply}`);
    },
  },
  {
    service: "array",
    name: "crowd.lost_updates",
    level: 4,
    title: `what ${CLIENTS} clients add and remove at once is neither lost nor done twice`,
    because: "Every change that got OK has taken effect, once.",
    section: "The sorted array",
    hint: "Reading the array, changing it and storing it must be one step: hold a lock (a mutex) from the first to the last.",
    async run(bench) {
      const clients = await bench.connectAll(CLIENTS);
      const shares = clients.map(() => bench.fresh(25));
      await Promise.all(clients.map(async (client, i) => {
        for (const value of shares[i]) await client.answers(`ADD ${value}`, "OK 1");
      }));
      const [first] = clients;
      const added = shares.flat().length;
      const there = (await bench.own(first)).length;
      first.says(`ADD from ${CLIENTS} clients at once`);
      if (there !== added) throw first.failure(`all ${added} values`, `${there} of them: ${lostOrTwice(there - added)}`);
      // Everybody wants the same values, and each can be had once.
      const wanted = shares.flat().slice(0, 100);
      const removed = await Promise.all(clients.map(async (client) => {
        let sum = 0;
        for (const value of wanted) sum += Number(await client.ok(`REMOVE ${value}`));
        return sum;
      }));
      const sum = removed.reduce((a, b) => a + b, 0);
      first.says(`REMOVE of the same ${wanted.length} values from ${CLIENTS} clients at once`);
      if (sum !== wanted.length) throw first.failure(`that each is removed once: ${wanted.length}`, `${sum} removals`);
    },
  },
  {
    service: "array",
    name: "crowd.whole_changes",
    level: 4,
    title: "nobody sees half of a change, or an array that is not sorted",
    because: "A request takes effect completely or not at all, and the array is in ascending order at all times.",
    section: "Requests and replies",
    hint: "Hold the lock for the whole request, not for each number; and let readers take it, too.",
    async run(bench) {
      const [writer, ...readers] = await bench.connectAll(4);
      const values = bench.fresh(10);
      let isDone = false;
      const writing = async () => {
        for (let i = 0; i < 40; i++) {
          await writer.answers(`ADD ${values.join(" ")}`, `OK ${values.length}`);
          await writer.answers(`REMOVE ${values.join(" ")}`, `OK ${values.length}`);
        }
      };
      const reading = readers.map(async (reader) => {
        while (!isDone) {
          const own = await bench.own(reader);
          reader.says(`GET, while another client adds and removes ${values.length} numbers at a time`);
          if (own.length !== 0 && own.length !== values.length) {
            throw reader.failure(`none or all ${values.length} of them`, `${own.length} of them`);
          }
          const wanted = own.toSorted(ascending).join(" ");
          if (own.join(" ") !== wanted) throw reader.failure(shown(wanted), shown(own.join(" ")));
        }
      });
      await Promise.all([writing().finally(() => void (isDone = true)), ...reading]);
    },
  },
  {
    service: "array",
    name: "crowd.linearizable",
    level: 4,
    title: "whatever the clients see can be explained by one request after the other",
    because: "A reply is sent after the change, and every read that starts later sees it.",
    section: "Requests and replies",
    hint: "Answer a change when it is done, not when it is planned; and read the array itself, not a copy that may be old.",
    async run(bench) {
      for (let round = 0; round < HISTORY.rounds; round++) {
        const clients = await bench.connectAll(HISTORY.clients);
        const history = await record(bench, clients);
        const [first] = clients;
        first.says(`${HISTORY.calls} requests from each of ${HISTORY.clients} clients at once`);
        if (!isLinearizable(history)) {
          throw first.failure("an order of these requests, one after the other, that explains every reply", told(history));
        }
        for (const client of clients) client[Symbol.dispose]();
      }
    },
  },
];

function lostOrTwice(more: number): string {
  return more < 0 ? `${-more} were lost` : `${more} are there twice`;
}

/** Lets clients loose on three values of the array, and records what they ask and are answered. */
async function record(bench: Bench, clients: readonly LineClient[]): Promise<Operation[]> {
  const { random } = bench.world;
  const values = bench.fresh(3);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  const history: Operation[] = [];
  await Promise.all(clients.map(async (client, i) => {
    for (let n = 0; n < HISTORY.calls; n++) {
      const op = pick(["add", "add", "remove", "get", "get"] as const);
      const call: Call = op === "get"
        ? { op }
        : { op, values: Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(values)) };
      const sentAt = bench.world.now();
      const result = "values" in call
        ? numbersIn(await client.ok(`${op.toUpperCase()} ${call.values.join(" ")}`))[0]
        : (await bench.own(client)).filter((value) => values.includes(value));
      history.push({ client: i, call, result, sentAt, answeredAt: bench.world.now() });
    }
  }));
  return history;
}

/** A history in short, with letters for the values. */
function told(history: readonly Operation[]): string {
  const names = new Map<number, string>();
  const name = (value: number) => {
    if (!names.has(value)) names.set(value, String.fromCharCode(0x61 + names.size));
    return names.get(value);
  };
  const list = (values: readonly number[]) => values.map(name).join(" ");
  return history.toSorted((a, b) => a.answeredAt - b.answeredAt).map(({ client, call, result }) => {
    const asked = "values" in call ? `${call.op} ${list(call.values)}` : call.op;
    const answer = result === null ? "nothing" : typeof result === "number" ? result : list(result) || "none";
    return `client ${client + 1}: ${asked} → ${answer}`;
  }).join("; ");
}
