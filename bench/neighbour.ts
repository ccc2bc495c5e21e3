/**
 * A client that behaves, in a process of its own: `PING` over one connection, `GET /healthz`, and a new connection, one after the
 * other, each measured. Ends when its standard input does, and prints how long they took, in milliseconds.
 */
const [port, httpPort] = Deno.args.map(Number);
const PAUSE_MS = 10;
const WARM_UP_ROUNDS = 30;
const hostname = "127.0.0.1";
const buffer = new Uint8Array(4096);

const took: Record<string, number[]> = { ping: [], connect: [], http: [] };
let failed = 0;

async function measure(what: keyof typeof took, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  try {
    await work();
  } catch {
    failed++;
  }
  took[what].push(performance.now() - startedAt);
}

const conn = await Deno.connect({ hostname, port });
await conn.read(buffer);
let over = false;
(async () => {
  while (await Deno.stdin.read(buffer) !== null);
  over = true;
})();
/** One of each. */
async function round(): Promise<void> {
  await measure("ping", async () => {
    await conn.write(new TextEncoder().encode("PING\n"));
    await conn.read(buffer);
  });
  await measure("connect", async () => {
    using fresh = await Deno.connect({ hostname, port });
    await fresh.read(buffer);
  });
  await measure("http", async () => void await (await fetch(`http://${hostname}:${httpPort}/healthz`)).text());
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

// The first ones take longer: this process compiles itself.
for (let i = 0; i < WARM_UP_ROUNDS; i++) await round();
for (const ms of Object.values(took)) ms.length = 0;
Deno.stdout.writeSync(new TextEncoder().encode("ready\n"));
while (!over) await round();
const summary = Object.entries(took).map(([what, ms]) => {
  const ascending = ms.toSorted((a, b) => a - b);
  const at = (share: number) => Number((ascending[Math.ceil(share * ascending.length) - 1] ?? 0).toFixed(1));
  return [what, { count: ms.length, p50: at(0.5), p99: at(0.99), max: at(1) }];
});
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify({ ...Object.fromEntries(summary), failed })}\n`));
Deno.exit();
