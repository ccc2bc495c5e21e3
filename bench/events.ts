/**
 * Measures the live feed: so many readers, so many changes a second over TCP, for so long.
 *
 *     deno task build && deno run --allow-all bench/events.ts [readers] [changes per second] [seconds]
 *
 * The server runs on processor 0, this program on the others. Each reader checks that the ids follow on one another; what
 * each ADD took is told. Everything goes over loopback, is bounded in count, and ends by itself.
 */
import { APP, LISTENING, pinned, start, stop } from "./running_app.ts";

const [readers = 200, perSecond = 1000, seconds = 20] = Deno.args.map(Number);
/** Changes go out in groups, so often a second. */
const GROUPS = 100;

interface Reader {
  events: number;
  /** The id that comes next, and how often it was another. */
  next: number | null;
  gaps: number;
  cut: boolean;
  added: number;
}

/** Reads the feed over a plain connection: what a browser parses costs more than what is measured. */
async function read(port: number, reader: Reader, ready: () => void): Promise<void> {
  using conn = await Deno.connect({ port });
  await conn.write(new TextEncoder().encode("GET /api/events HTTP/1.1\r\nhost: localhost\r\n\r\n"));
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let text = "";
  for (;;) {
    const length = await conn.read(buffer).catch(() => null);
    if (length === null) return;
    text += decoder.decode(buffer.subarray(0, length), { stream: true });
    // Lines of the body stand between those with the lengths of its chunks.
    const end = text.lastIndexOf("\n\n");
    if (end < 0) continue;
    const whole = text.slice(0, end);
    text = text.slice(end + 2);
    if (whole.includes("event: hello")) ready();
    if (whole.includes("event: cut")) reader.cut = true;
    for (const [, id] of whole.matchAll(/^id: \w+-(\d+)$/gm)) {
      const number = Number(id);
      if (reader.next !== null && number !== reader.next) reader.gaps++;
      reader.next = number + 1;
      reader.events++;
    }
    for (const [, added] of whole.matchAll(/"added":(\d+)/g)) reader.added += Number(added);
  }
}

async function change(port: number): Promise<number[]> {
  using conn = await Deno.connect({ port });
  const buffer = new Uint8Array(65_536);
  await conn.read(buffer);
  const times: number[] = [];
  const group = Math.round(perSecond / GROUPS);
  const startedAt = performance.now();
  for (let i = 0; i < GROUPS * seconds; i++) {
    const dueAt = startedAt + i * 1000 / GROUPS;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    for (let k = 0; k < group; k++) {
      const sentAt = performance.now();
      await conn.write(new TextEncoder().encode(`ADD ${i * group + k}\n`));
      await conn.read(buffer);
      times.push(performance.now() - sentAt);
    }
  }
  return times;
}

const folder = await Deno.makeTempDir();
const command = [APP, "serve", "--json", "--tcp-port", "0", "--http-port", "0", "--data", folder, "--log-messages", "off"];
const { child, said } = await start(pinned(0, command), LISTENING);
const { tcp, http } = JSON.parse(said[0]);
const all: Reader[] = Array.from({ length: readers }, () => ({ events: 0, next: null, gaps: 0, cut: false, added: 0 }));
let open = 0;
const allOpen = Promise.withResolvers<void>();
const reading = all.map((reader) => read(http.port, reader, () => ++open === readers && allOpen.resolve()));
await allOpen.promise;
const cpuBefore = await cpu(http.port);
const times = await change(tcp.port);
const cpuAfter = await cpu(http.port);
await new Promise((resolve) => setTimeout(resolve, 1000));
await stop(child);
await Promise.all(reading);
await Deno.remove(folder, { recursive: true });

async function cpu(port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(metrics.match(/^process_cpu_seconds_total (\S+)$/m)?.[1]);
}

const sorted = times.toSorted((a, b) => a - b);
const at = (share: number) => Number(sorted[Math.floor(share * (sorted.length - 1))].toFixed(3));
const kept = all.filter(({ cut }) => !cut);
const out = {
  readers,
  changes: times.length,
  seconds,
  p50_ms: at(0.5),
  p99_ms: at(0.99),
  max_ms: at(1),
  cut: readers - kept.length,
  gaps: all.reduce((sum, { gaps }) => sum + gaps, 0),
  incomplete: kept.filter(({ added }) => added !== times.length).length,
  events_each: Math.max(...all.map(({ events }) => events)),
  server_cpu: Number(((cpuAfter - cpuBefore) / seconds).toFixed(2)),
};
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(out)}\n`));
