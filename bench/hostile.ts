/**
 * What a client that behaves notices of one that does not: `deno run --allow-all bench/hostile.ts [APP [NAME]]` starts the
 * executable once for each attack, lets the attack run for some seconds with a neighbour beside it, and prints what the neighbour
 * measured. The server has one processor, attack and neighbour share the other, and the attack gives way (nice).
 */
import { connect } from "node:net";
import { resolve } from "node:path";
import { LISTENING, pinned, start, stop } from "./running_app.ts";

const APP = resolve(Deno.args[0] ?? `${import.meta.dirname}/../dist/app`);
const ATTACK_MS = 5000;
const hostname = "127.0.0.1";
const encode = (text: string) => new TextEncoder().encode(text);

interface Target {
  port: number;
  httpPort: number;
}

async function writeAll(conn: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
}

/** Sends the same again and again on some connections, and takes what comes, until the time is over. */
async function flood(port: number, { connections, bytes, hello }: { connections: number; bytes: Uint8Array; hello?: string }) {
  await Promise.all(Array.from({ length: connections }, async () => {
    const conn = await Deno.connect({ hostname, port });
    const buffer = new Uint8Array(65_536);
    if (hello) {
      await writeAll(conn, encode(hello));
      await conn.read(buffer);
    }
    const reading = (async () => {
      while (await conn.read(buffer) !== null);
    })().catch(() => {});
    const timer = setTimeout(() => conn.close(), ATTACK_MS);
    try {
      for (;;) await writeAll(conn, bytes);
    } catch {
      // It was closed, by the timer or by the server.
    }
    clearTimeout(timer);
    await reading;
  }));
}

const UPGRADE = `GET /ws HTTP/1.1\r\nhost: ${hostname}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";
const emptyMessages = new Uint8Array(60_000);
for (let i = 0; i < emptyMessages.length; i += 6) emptyMessages.set([0x81, 0x80], i);

const numbers = (count: number, separator: string) =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join(separator);

const ATTACKS: Record<string, { before?: (target: Target) => Promise<void>; run: (target: Target) => Promise<void> }> = {
  "nothing": { run: () => new Promise((resolve) => setTimeout(resolve, ATTACK_MS)) },
  "one TCP connection pipelines PING": {
    run: ({ port }) => flood(port, { connections: 1, bytes: encode("PING\n".repeat(13_000)) }),
  },
  "one WebSocket sends empty messages": {
    run: ({ httpPort }) => flood(httpPort, { connections: 1, bytes: emptyMessages, hello: UPGRADE }),
  },
  "50 connections ask STATS of 5 million values": {
    async before({ httpPort }) {
      for (let i = 0; i < 50; i++) {
        const values = Array.from({ length: 100_000 }, () => Math.floor(Math.random() * 1e9));
        const headers = { "content-type": "application/json" };
        const url = `http://${hostname}:${httpPort}/api/array`;
        await (await fetch(url, { method: "POST", headers, body: JSON.stringify({ values }) })).text();
      }
    },
    run: ({ port }) => flood(port, { connections: 50, bytes: encode("STATS\n".repeat(1000)) }),
  },
  "8 connections send lines of half a million numbers": {
    run: ({ port }) => flood(port, { connections: 8, bytes: encode(`ADD ${numbers(500_000, " ")}\n`) }),
  },
  "8 clients post bodies of half a million numbers": {
    async run({ httpPort }) {
      const endAt = performance.now() + ATTACK_MS;
      const body = `{"values":[${numbers(500_000, ",")}]}`;
      const headers = { "content-type": "application/json" };
      await Promise.all(Array.from({ length: 8 }, async () => {
        while (performance.now() < endAt) {
          const response = await fetch(`http://${hostname}:${httpPort}/api/array`, { method: "POST", headers, body });
          await response.text();
        }
      }));
    },
  },
  "500 connections that are reset at once": {
    async run({ port }) {
      const endAt = performance.now() + ATTACK_MS;
      while (performance.now() < endAt) {
        await Promise.all(Array.from({ length: 500 }, () =>
          new Promise<void>((done) => {
            const socket = connect(port, hostname);
            socket.on("connect", () => socket.resetAndDestroy());
            socket.on("error", () => {});
            socket.on("close", () => done());
          })));
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    },
  },
};

async function measure(name: string): Promise<void> {
  const args = ["serve", "--json", "--memory", "--tcp-port", "0", "--http-port", "0", "--max-line", "4194304"];
  const { child, said } = await start(pinned(0, [APP, ...args]), LISTENING);
  const { tcp, http } = JSON.parse(said[0]);
  const ports = [`${tcp.port}`, `${http.port}`];
  await ATTACKS[name].before?.({ port: tcp.port, httpPort: http.port });
  const deno = [Deno.execPath(), "run", "--no-check", "--allow-all"];
  const neighbour = new Deno.Command("taskset", {
    args: ["-c", "1", ...deno, `${import.meta.dirname}/neighbour.ts`, ...ports],
    stdin: "piped",
    stdout: "piped",
  });
  const witness = neighbour.spawn();
  const lines = witness.stdout.pipeThrough(new TextDecoderStream()).getReader();
  await lines.read();
  const attack = ["nice", "-n", "19", ...deno, import.meta.filename ?? "", APP, name, ...ports];
  await pinned(1, attack).output();
  await witness.stdin.close();
  const { value: measured = "nothing\n" } = await lines.read();
  Deno.stdout.writeSync(encode(`${name}: ${measured}`));
  await witness.status;
  await stop(child, "SIGKILL");
}

const [, only = "", port, httpPort] = Deno.args;
if (port) {
  await ATTACKS[only].run({ port: Number(port), httpPort: Number(httpPort) });
  Deno.exit();
}
for (const name of Object.keys(ATTACKS).filter((name) => name.includes(only))) await measure(name);
