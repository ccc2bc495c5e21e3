/**
 * A client that behaves, in a process of its own and from an address of its own: every 200 ms an `ADD` over one connection, a `GET` over
 * HTTP and a new connection. Ends when its standard input does, and prints how long they took, in milliseconds, and how many
 * seconds after the start the longest began.
 */
import { connect, type Socket } from "node:net";
import { request } from "node:http";
import { HOST } from "./sockets.ts";

const [tcp, http] = Deno.args.map(Number);
const localAddress = "127.0.0.9";
const EVERY_MS = 200;

interface Wait {
  /** How long it was, and when it began, in milliseconds. */
  ms: number;
  at: number;
}

const took: Record<string, Wait[]> = { add: [], get: [], connect: [] };
const failures: string[] = [];

function answer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.removeAllListeners();
    socket.once("data", (data) => resolve(String(data)));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed")));
  });
}

function connected(): Promise<{ socket: Socket; banner: string }> {
  const socket = connect({ host: HOST, port: tcp, localAddress });
  return answer(socket).then((banner) => ({ socket, banner }));
}

const WORK: Record<string, () => Promise<unknown>> = {
  async add() {
    const reply = answer(line);
    line.write("ADD 5\n");
    if (await reply !== "OK 1\n") throw new Error(await reply);
  },
  get: () =>
    new Promise((resolve, reject) => {
      const asked = request({ host: HOST, port: http, path: "/api/array/stats", localAddress, agent: false }, (response) => {
        response.resume();
        response.on(
          "end",
          () => response.statusCode === 200 ? resolve(200) : reject(new Error(`status ${response.statusCode}`)),
        );
      });
      asked.on("error", reject);
      asked.end();
    }),
  async connect() {
    const { socket, banner } = await connected();
    socket.destroy();
    if (!banner.startsWith("# app/1 ")) throw new Error(banner);
  },
};

const { socket: line } = await connected();
let isOver = false;
(async () => {
  const buffer = new Uint8Array(16);
  while (await Deno.stdin.read(buffer) !== null);
  isOver = true;
})();
const measuredFrom = performance.now();
Deno.stdout.writeSync(new TextEncoder().encode("ready\n"));

await Promise.all(
  Object.entries(WORK).map(async ([what, work]) => {
    while (!isOver) {
      const startedAt = performance.now();
      try {
        await work();
      } catch (error) {
        failures.push(`${what}: ${error}`);
      }
      const ms = performance.now() - startedAt;
      took[what].push({ ms, at: startedAt });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVERY_MS - ms)));
    }
  }),
);

const summary = Object.entries(took).map(([what, waits]) => {
  const ascending = waits.toSorted((a, b) => a.ms - b.ms);
  const at = (share: number) => ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)];
  const ms = (share: number) => Number(at(share).ms.toFixed(1));
  const longestAfter = Number(((at(1).at - measuredFrom) / 1000).toFixed(1));
  return [what, { count: waits.length, p50: ms(0.5), p99: ms(0.99), max: ms(1), longestAfter }];
});
Deno.stdout.writeSync(
  new TextEncoder().encode(
    `${JSON.stringify({ ...Object.fromEntries(summary), failures: failures.slice(0, 5), failed: failures.length })}\n`,
  ),
);
Deno.exit();
