/** Level 5: clients that misbehave, and load, while a neighbour is served. */
import { type Bench, numbersIn } from "../bench.ts";
import type { Check } from "../check.ts";
import { Failure } from "../failure.ts";
import { shown } from "../shown.ts";

const FEW = 20;
const MANY = 100;
/** How many times a client comes and goes. */
const CHURN = 300;
/** How many requests a flood has, and how many go out in one write. */
const FLOOD = 20_000;
const FLOOD_BATCH = 1000;
/** How much a client that reads nothing asks for, in requests of 8 KiB each. */
const UNREAD = 1024;
const UNREAD_TEXT = "y".repeat(8190);
/** Long enough without a byte to say that the server takes no more, in milliseconds. */
const STUCK_MS = 300;

export const FAULT_CHECKS: readonly Check[] = [
  {
    name: "faults.silent",
    level: 5,
    title: `${MANY} clients that say nothing, or half a line, keep nobody waiting`,
    because: "Clients die without a word, and their connections stay: nobody else may notice.",
    section: "Requests and replies",
    hint: "Wait for all connections at once (a thread each, poll, or a task each), never for a certain one.",
    async run(bench) {
      await bench.besideNeighbour(`${MANY} connections, half of them with half a line`, async () => {
        const clients = await bench.connectAll(MANY);
        for (const client of clients.slice(MANY / 2)) await client.send("ECHO hal");
        await bench.pause(200);
        for (const client of clients.slice(-5)) {
          await client.send("f\n");
          await client.gets("OK half");
        }
      });
    },
  },
  {
    name: "faults.resets",
    level: 5,
    title: "clients that vanish with replies unread do no harm",
    because: "A client that closes with bytes unread resets the connection: the server's next write or read fails.",
    section: "Requests and replies",
    hint: "Take a failed write for the end of that connection only. In C, ignore SIGPIPE, or the process dies of it.",
    async run(bench) {
      await bench.besideNeighbour(`${FEW} clients that ask for much and vanish`, async () => {
        for (let round = 0; round < 3; round++) {
          const clients = await bench.connectAll(FEW);
          await Promise.all(clients.map((client) => client.offer(`ECHO ${UNREAD_TEXT}\n`.repeat(20), STUCK_MS)));
          for (const client of clients) client[Symbol.dispose]();
        }
      });
      await (await bench.connect()).answers("PING after", "OK after");
    },
  },
  {
    name: "faults.slow_reader",
    level: 5,
    title: "a client that reads nothing keeps nobody waiting, and loses nothing",
    because: "The server stops reading from a client that does not read its replies, and continues when the client does.",
    section: "Requests and replies",
    hint: "Do not write to one client while you hold a lock that the others need; and stop reading from whoever does not read.",
    async run(bench) {
      const client = await bench.connect();
      const request = `ECHO ${UNREAD_TEXT}\n`;
      let asked = 0;
      client.says(`${UNREAD} times ECHO with 8 KiB, with nothing read`);
      await bench.besideNeighbour("ECHO with 8 KiB, again and again, from a client that reads nothing", async () => {
        // What was begun has to be sent to its end: it goes on in the background when the server takes no more.
        while (asked < UNREAD) {
          asked++;
          if (!await client.offer(request, STUCK_MS)) break;
        }
        await bench.pause(STUCK_MS);
      });
      for (let i = 1; i <= asked; i++) {
        await client.gets({ text: `reply ${i} of ${asked}, whole`, test: (reply) => reply === `OK ${UNREAD_TEXT}` });
      }
    },
  },
  {
    name: "faults.flood",
    level: 5,
    title: `a flood of ${FLOOD} requests is answered, and so is a neighbour`,
    because: "Requests can be pipelined, and each gets its reply; but nobody has the server for themselves.",
    section: "Requests and replies",
    hint: "After some lines of one client, look at the others; and do not copy the whole buffer for each line.",
    async run(bench) {
      const client = await bench.connect();
      await bench.besideNeighbour(`${FLOOD} PINGs at once`, async () => {
        const sending = async () => {
          for (let i = 0; i < FLOOD; i += FLOOD_BATCH) {
            client.says(`${FLOOD} PINGs at once`);
            await client.offer(Array.from({ length: FLOOD_BATCH }, (_, n) => `PING ${i + n}\n`).join(""), bench.replyMs * 3);
          }
        };
        const taking = async () => {
          for (let i = 0; i < FLOOD; i++) await client.gets(`OK ${i}`);
        };
        await Promise.all([sending(), taking()]);
      });
    },
  },
  {
    name: "faults.drip",
    level: 5,
    title: `${MANY} clients that send one byte at a time keep nobody waiting`,
    because: "A line may arrive in any number of pieces, with any time in between.",
    section: "Messages",
    hint: "Do not loop until a line is complete: keep what came, and serve the others until more comes.",
    async run(bench) {
      await bench.besideNeighbour(`single bytes from ${MANY} clients`, async () => {
        const clients = await bench.connectAll(MANY);
        for (const byte of "ECHO slowly\n") {
          await Promise.all(clients.map((client) => client.send(byte)));
          await bench.pause(20);
        }
        for (const client of clients) await client.gets("OK slowly");
      });
    },
  },
  {
    name: "faults.churn",
    level: 5,
    title: `after ${CHURN} clients have come and gone there is still room`,
    because: "What a connection used is free again when it ends, however it ended.",
    section: "Requests and replies",
    hint: "Close the socket and forget the client on every way out: QUIT, end of stream, reset and error.",
    async run(bench) {
      for (let i = 0; i < CHURN; i++) {
        using client = await bench.connect();
        // One says goodbye, one is asking, one just goes.
        if (i % 3 === 0) await client.answers("QUIT", "OK bye");
        else if (i % 3 === 1) await client.offer("PING\nPING\nECHO hal");
      }
      const clients = await bench.connectAll(MANY);
      for (const client of clients) await client.answers("PING here", "OK here");
      await forgets(bench);
    },
  },
  {
    name: "faults.endless_line",
    level: 5,
    title: "a line without an end keeps nobody waiting",
    because: "A line longer than the server's limit gets ERR line-too-long; meanwhile all others are served.",
    section: "Error codes",
    hint: "Do not search the whole buffer for a newline after each read: go on where you stopped.",
    async run(bench) {
      await bench.besideNeighbour("up to 4 MiB without a newline", async () => {
        const clients = await bench.connectAll(4);
        const piece = new Uint8Array(16_384).fill(0x78);
        for (let sent = 0; sent < 1024 * 1024 && clients.some(({ isOpen }) => isOpen); sent += piece.length) {
          await Promise.all(clients.map((client) => client.offer(piece, STUCK_MS)));
          await bench.pause(1);
        }
      });
    },
  },
  {
    name: "faults.http",
    level: 5,
    title: "a web page cannot make a browser send requests to the server",
    because: "A line from an HTTP request gets ERR, and the connection is closed: the lines behind it come from a web page.",
    section: "Requests and replies",
    hint: "Close the connection at a line such as POST / HTTP/1.1.",
    async run(bench) {
      const client = await bench.connectOnly();
      await client.send("POST / HTTP/1.1\r\nHost: example.org\r\nContent-Length: 6\r\n\r\nECHO x\r\n");
      await client.getsError("unknown-command", "bad-arguments");
      await client.isClosed();
    },
  },
  {
    service: "array",
    name: "faults.array_load",
    level: 5,
    title: `${MANY} clients change the array at once, and it is right after it`,
    because: "Every change that got OK has taken effect, once, however many there are.",
    section: "The sorted array",
    hint: "See crowd.lost_updates; and keep the time under the lock short.",
    async run(bench) {
      const clients = await bench.connectAll(MANY);
      const shares = clients.map(() => bench.fresh(10));
      await bench.besideNeighbour(`changes from ${MANY} clients at once`, async () => {
        await Promise.all(clients.map(async (client, i) => {
          for (const value of shares[i]) {
            await client.answers(`ADD ${value} ${value}`, "OK 2");
            await client.ok("COUNT");
            await client.answers(`REMOVE ${value}`, "OK 1");
          }
        }));
      });
      const [first] = clients;
      const there = (await bench.own(first)).join(" ");
      first.says(`ADD and REMOVE from ${MANY} clients at once`);
      const wanted = shares.flat().toSorted((a, b) => a - b).join(" ");
      if (there !== wanted) throw first.failure(shown(wanted), shown(there));
    },
  },
  {
    service: "array",
    name: "faults.array_vanished",
    level: 5,
    title: "a client that vanishes in mid-request leaves all or nothing of it",
    because: "A request takes effect completely or not at all, and half a line is no request.",
    section: "Requests and replies",
    hint: "Change the array only when the whole line is there.",
    async run(bench) {
      const [a, b] = bench.fresh(2);
      for (let i = 0; i < FEW; i++) {
        const client = await bench.connect();
        await client.send(`ADD ${a}\nADD ${b} ${b}`);
        await client.gets("OK 1");
        client[Symbol.dispose]();
      }
      const client = await bench.connect();
      const there = (await bench.own(client)).join(" ");
      client.says(`${FEW} times an ADD, and half of another one before the end`);
      const wanted = Array(FEW).fill(a).join(" ");
      if (there !== wanted) throw client.failure(shown(wanted), shown(there || "none of them"));
    },
  },
];

/** @throws {Failure} if the server counts connections that have ended, as far as INFO tells */
async function forgets(bench: Bench): Promise<void> {
  const client = await bench.connect();
  const count = async () => numbersIn((await client.ok("INFO")).match(/ ?connections=(\d+)/)?.[1] ?? "")[0] ?? 0;
  try {
    // Its own clients are still there: those of the churn must not be.
    for (let i = 0; await count() > CHURN; i++) {
      if (i === 20) {
        throw client.failure(`fewer than ${CHURN} connections, since most have ended`, `connections=${await count()}`);
      }
      await bench.pause(50);
    }
  } catch (error) {
    if (error instanceof Failure && /^ERR /.test(error.came)) return;
    throw error;
  }
}
