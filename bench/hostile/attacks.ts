/** What hostile clients do. Each attack goes on until it is told to stop. */
import type { Socket } from "node:net";
import { address, bytes, flood, frame, HOST, open, openMany, type Target, UPGRADE } from "./sockets.ts";

export interface Attack {
  /** Flags that the server needs for it. */
  readonly flags?: readonly string[];
  /** How many file descriptors the server has. */
  readonly descriptors?: number;
  /** How long it takes, in milliseconds, if not as long as others. */
  readonly ms?: number;
  /** What is done before somebody is measured beside it. */
  prepare?(target: Target): Promise<void>;
  run(target: Target, until: Promise<void>): Promise<void>;
}

const JSON_HEAD = `host: ${HOST}\r\ncontent-type: application/json\r\n`;
const post = (length: number) => `POST /api/array HTTP/1.1\r\n${JSON_HEAD}content-length: ${length}\r\n\r\n`;
const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`;
const numbers = (count: number, separator: string) =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join(separator);

/** Puts values in, in several lines. */
async function fill(port: number, count: number): Promise<void> {
  const socket = await open(port);
  const lines = 100_000;
  let answers = "";
  socket.on("data", (data) => answers += data);
  for (let i = 0; i < count; i += lines) {
    socket.write(`ADD ${Array.from({ length: lines }, () => Math.floor(Math.random() * 1e9)).join(" ")}\n`);
  }
  while (answers.split("OK ").length - 1 < count / lines) await new Promise((resolve) => setTimeout(resolve, 10));
  socket.destroy();
}

/** Holds sockets that were opened until the time is over. */
async function hold(sockets: Promise<Socket[]>, until: Promise<void>): Promise<void> {
  const held = await sockets;
  await until;
  for (const socket of held) socket.destroy();
}

/** Does something again and again. */
async function again(until: Promise<void>, work: () => Promise<void>): Promise<void> {
  let isOver = false;
  until.then(() => isOver = true);
  while (!isOver) await work();
}

const EMPTY_MESSAGES = new Uint8Array(60_000);
for (let i = 0; i < EMPTY_MESSAGES.length; i += 6) EMPTY_MESSAGES.set([0x81, 0x80], i);

/** `slowhttptest`. @param mode its flags */
function slowhttptest(...mode: string[]): Attack {
  return {
    ms: 20_000,
    async run({ http }, until) {
      const args = ["-c", "1000", "-r", "200", "-i", "5", "-l", "20", "-u", `http://${HOST}:${http}/api/array`, ...mode];
      const child = new Deno.Command("slowhttptest", { args, stdout: "null", stderr: "null", stdin: "null" }).spawn();
      await Promise.race([until, child.status]);
      try {
        child.kill();
      } catch {
        // It has ended.
      }
      await child.status;
    },
  };
}

export const ATTACKS: Record<string, Attack> = {
  "nothing": { run: (_target, until) => until },
  "1 TCP connection pipelines PING": {
    run: ({ tcp }, until) => flood(tcp, { data: bytes("PING\n".repeat(13_000)), until }),
  },
  "1 WebSocket sends empty messages": {
    run: ({ http }, until) => flood(http, { data: EMPTY_MESSAGES, hello: UPGRADE, until }),
  },
  "50 connections ask STATS of 5 million values": {
    prepare: ({ tcp }) => fill(tcp, 5_000_000),
    async run({ tcp }, until) {
      await Promise.all(Array.from({ length: 50 }, () => flood(tcp, { data: bytes("STATS\n".repeat(1000)), until })));
    },
  },
  "8 connections send lines of half a million numbers": {
    async run({ tcp }, until) {
      const data = bytes(`SORT ${numbers(500_000, " ")}\nREMOVE ${numbers(500_000, " ")}\n`);
      await Promise.all(Array.from({ length: 8 }, () => flood(tcp, { data, until })));
    },
  },
  "8 clients post bodies of half a million numbers": {
    async run({ http }, until) {
      const body = `{"values":[${numbers(500_000, ",")}]}`;
      const data = bytes(`${post(body.length)}${body}DELETE /api/array HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`);
      await Promise.all(Array.from({ length: 8 }, () => flood(http, { data, until })));
    },
  },
  "500 connections that are reset at once, every second": {
    run: ({ tcp }, until) =>
      again(until, async () => {
        for (const socket of await openMany(500, () => open(tcp))) socket.resetAndDestroy();
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }),
  },
  "10,064 players join and vanish": {
    flags: ["--quiz-resume-seconds", "5"],
    ms: 15_000,
    async run({ tcp }, until) {
      let joined = 0;
      await again(until, async () => {
        if (joined >= 10_064) return await until;
        const sockets = await openMany(
          500,
          (i) => open(tcp, { from: address(joined + i), hello: `QUIZ player ${joined + i}\n` }),
        );
        joined += sockets.length;
        for (const socket of sockets) socket.destroy();
      });
    },
  },
  "5,000 bodies of 1 MiB that stop after a byte": {
    ms: 15_000,
    run: ({ http }, until) =>
      hold(openMany(5000, (i) => open(http, { from: address(i), hello: `${post(1_048_576)} ` })), until),
  },
  "500 bodies of 1 MiB that stop before the last byte": {
    ms: 15_000,
    async run({ http }, until) {
      const hello = bytes(post(1_048_576) + " ".repeat(1_048_575));
      await hold(openMany(500, (i) => open(http, { from: address(i), hello })), until);
    },
  },
  "500 lines of 1 MiB that do not end": {
    ms: 15_000,
    async run({ tcp }, until) {
      const hello = bytes(`ADD ${" ".repeat(1_048_000)}`);
      await hold(openMany(500, (i) => open(tcp, { from: address(i), hello })), until);
    },
  },
  "1,000 TCP clients that read nothing": {
    ms: 40_000,
    prepare: ({ tcp }) => fill(tcp, 100_000),
    run: ({ tcp }, until) =>
      hold(
        openMany(1000, async (i) => {
          const socket = await open(tcp, { from: address(i), hello: "GET\n".repeat(20) });
          return socket.pause();
        }),
        until,
      ),
  },
  "1,000 WebSockets that read nothing": {
    ms: 40_000,
    prepare: ({ tcp }) => fill(tcp, 100_000),
    async run({ http }, until) {
      const asks = frame(0x81, bytes("GET\n".repeat(20)));
      await hold(
        openMany(1000, async (i) => {
          const socket = await open(http, { from: address(i), hello: UPGRADE });
          socket.pause();
          socket.write(asks);
          return socket;
        }),
        until,
      );
    },
  },
  "200 WebSocket messages of 20 MiB that do not end": {
    run: ({ http }, until) =>
      hold(
        openMany(200, async () => {
          const socket = await open(http, { hello: UPGRADE });
          socket.resume();
          socket.write(frame(0x81, new Uint8Array(1_900_000), 2_000_000));
          return socket;
        }),
        until,
      ),
  },
  "8 WebSockets send fragments without end": {
    async run({ http }, until) {
      const data = frame(0x01, new Uint8Array(100_000));
      data[0] = 0x00;
      const hello = new Uint8Array([...bytes(UPGRADE), ...frame(0x01, bytes("x"))]);
      await again(until, async () => {
        await Promise.all(Array.from({ length: 8 }, () => flood(http, { data, hello, until })));
      });
    },
  },
  "500 event streams that nobody reads, beside a flood of changes": {
    async run({ tcp, http }, until) {
      await Promise.all([
        hold(openMany(500, async () => (await open(http, { hello: get("/api/events") })).pause()), until),
        flood(tcp, { data: bytes("ADD 1 2 3\nREMOVE 1 2 3\n".repeat(1000)), until }),
      ]);
    },
  },
  "1,100 idle HTTP connections under 1,024 descriptors": {
    descriptors: 1024,
    run: ({ http }, until) => hold(openMany(1100, (i) => open(http, { from: address(i) })), until),
  },
  "5,000 idle HTTP connections": {
    ms: 15_000,
    run: ({ http }, until) => hold(openMany(5000, (i) => open(http, { from: address(i) })), until),
  },
  "9,990 idle line connections": {
    ms: 15_000,
    run: ({ tcp }, until) => hold(openMany(9990, (i) => open(tcp, { from: address(i) })), until),
  },
  "10,500 idle line connections, of which 10,000 may be": {
    ms: 15_000,
    run: ({ tcp }, until) => hold(openMany(10_500, (i) => open(tcp, { from: address(i) })), until),
  },
  "1 address opens connections without end": {
    run: ({ tcp }, until) =>
      again(until, async () => {
        await openMany(200, () => open(tcp));
      }),
  },
  "4 clients fetch the CSV of all finished games": {
    flags: ["--quiz-seats", "1000"],
    async prepare({ tcp }) {
      const games = 200;
      await Promise.all(Array.from({ length: 60 }, async (_, i) => {
        const socket = await open(tcp, { hello: `QUIZ player ${i}\n${"SKIP\n".repeat(10)}`.repeat(games) });
        let results = 0;
        await new Promise<void>((resolve) =>
          socket.on("data", (data) => {
            results += String(data).split("* result ").length - 1;
            if (results >= games - 1) resolve();
          })
        );
        socket.destroy();
      }));
    },
    run: ({ http }, until) =>
      again(until, async () => {
        await Promise.all(Array.from({ length: 4 }, async () => {
          await (await fetch(`http://${HOST}:${http}/api/quiz/results.csv`)).text();
        }));
      }),
  },
  "8 connections fill the array, and it is emptied": {
    ms: 15_000,
    async run({ tcp }, until) {
      const data = bytes(`ADD ${numbers(100_000, " ")}\n`);
      await Promise.all(Array.from({ length: 8 }, () => flood(tcp, { data, until })));
      (await open(tcp, { hello: "CLEAR\n" })).destroy();
    },
  },
  "16 connections that write the log full": {
    async run({ tcp }, until) {
      const data = bytes(`ECHO ${"x".repeat(1000)}\n`.repeat(60));
      await Promise.all(Array.from({ length: 16 }, () => flood(tcp, { data, until })));
    },
  },
  "slowhttptest: slow headers": slowhttptest("-H"),
  "slowhttptest: slow bodies": slowhttptest("-B"),
  "slowhttptest: slow reading": slowhttptest("-X", "-k", "3", "-w", "10", "-y", "20", "-n", "5", "-z", "32"),
};
