/**
 * Readers of the live feed, over plain connections: what a browser parses costs more than what is measured.
 *
 *     feed_readers.ts HTTP_PORT READERS
 *
 * Prints `ready` when each has got its first event. When standard input ends, it prints the number of the last event, and how
 * many readers got that one: a reader that was cut off did not.
 */
const [port, readers] = Deno.args.map(Number);
const REQUEST = new TextEncoder().encode("GET /api/events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
/** The end of what was read that is kept: it holds at least the last event. */
const TAIL_BYTES = 2048;
const decoder = new TextDecoder();

class Reader {
  readonly #conn: Deno.TcpConn;
  readonly #buffer = new Uint8Array(32_768);
  #tail = "";

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  /** The number of the last event; -1 if there was none yet. */
  get last(): number {
    return Number(this.#tail.match(/.*^id: \w+-(-?\d+)$/ms)?.[1] ?? -1);
  }

  get isReady(): boolean {
    return this.#tail.includes("event: hello");
  }

  /** @returns whether more may come */
  async read(): Promise<boolean> {
    const length = await this.#conn.read(this.#buffer).catch(() => null);
    if (length === null) return false;
    const end = decoder.decode(this.#buffer.subarray(Math.max(0, length - TAIL_BYTES), length));
    this.#tail = `${this.#tail}${end}`.slice(-TAIL_BYTES);
    return true;
  }
}

async function open(): Promise<Reader> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(REQUEST);
  const reader = new Reader(conn);
  while (!reader.isReady) {
    if (!await reader.read()) throw new Error("A stream ended before its first event");
  }
  return reader;
}

const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

const all = await Promise.all(Array.from({ length: readers }, open));
for (const reader of all) {
  (async () => {
    while (await reader.read());
  })();
}
say("ready");
while (await Deno.stdin.read(new Uint8Array(16)) !== null);
const last = Math.max(...all.map((reader) => reader.last));
say(JSON.stringify({ last, complete: all.filter((reader) => reader.last === last).length }));
Deno.exit();
