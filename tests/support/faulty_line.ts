import { FakeClock } from "./fake_clock.ts";
import { RawClient } from "./raw_client.ts";
import type { TestServer } from "./test_server.ts";

/** How far the clock is moved on between two looks, in milliseconds; and for a test that looks at much time. */
const STEP_MS = 10;
const LARGE_STEP_MS = 500;
const MUCH_MS = 10_000;

/** So often a condition is looked at. */
const MOST_LOOKS = 200;

/** What came at a time: when, in milliseconds from the start on, and what. */
export type Chunk = readonly [at: number, text: string];

/** How a connection stands: a client sees `broken` when what it sends is refused. */
export type Ending = "open" | "closed" | "broken";

/**
 * A connection that takes what comes when it comes, on a clock that stands still between steps, beside a neighbour that must not
 * notice anything.
 */
export class FaultyLine implements Disposable {
  readonly chunks: Chunk[] = [];
  ending: Ending = "open";
  readonly #conn: Deno.TcpConn;
  readonly #clock: FakeClock;
  readonly #neighbour: RawClient;
  /** Since when the times of chunks are counted. */
  #from: number;
  #asked = 0;
  #isOpen = true;

  private constructor(conn: Deno.TcpConn, { clock, neighbour }: { clock: FakeClock; neighbour: RawClient }) {
    this.#conn = conn;
    this.#clock = clock;
    this.#neighbour = neighbour;
    this.#from = clock.monotonic();
    this.#read();
  }

  /** Connects, and asks for faults; what comes up to the reply is no chunk. @param faults `null` for none */
  static async open(
    server: TestServer,
    { clock, neighbour, faults }: { clock: FakeClock; neighbour: RawClient; faults: string | null },
  ): Promise<FaultyLine> {
    const { hostname, port } = server.tcp;
    const conn = await Deno.connect({ hostname, port });
    conn.setNoDelay(true);
    const line = new FaultyLine(conn, { clock, neighbour });
    await line.send(faults === null ? "PING\n" : `FAULT ${faults}\n`);
    await line.until(() => /\nOK.*\n/.test(line.text));
    line.chunks.length = 0;
    line.#from = clock.monotonic();
    return line;
  }

  /** All that has come. */
  get text(): string {
    return this.chunks.map(([, text]) => text).join("");
  }

  async send(text: string): Promise<void> {
    try {
      await this.#conn.write(new TextEncoder().encode(text));
    } catch {
      this.ending = "broken";
    }
  }

  /** Sends lines one after the other, and gives the server time to handle each of them. */
  async sendEach(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      await this.send(`${line}\n`);
      await this.settle();
    }
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const step = ms > MUCH_MS ? LARGE_STEP_MS : STEP_MS;
    for (let passed = 0; passed < ms; passed += step) {
      this.#clock.advance(step);
      await this.settle();
    }
  }

  /** Waits until a condition holds, while no time passes. */
  async until(condition: () => boolean): Promise<void> {
    for (let i = 0; !condition(); i++) {
      if (i === MOST_LOOKS) throw new Error(`Not in time: ${condition}, after ${JSON.stringify(this.text)}`);
      await this.settle();
    }
  }

  /** Waits until the server has done what is to be done now: the neighbour is answered at once, and as always. */
  async settle(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      const text = `neighbour ${++this.#asked}`;
      const reply = await this.#neighbour.ask(`PING ${text}`);
      if (reply !== `OK ${text}`) throw new Error(`The neighbour was told ${JSON.stringify(reply)}`);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    const decoder = new TextDecoder("latin1");
    try {
      for (let length; (length = await this.#conn.read(buffer)) !== null;) {
        this.chunks.push([Math.round(this.#clock.monotonic() - this.#from), decoder.decode(buffer.subarray(0, length))]);
      }
    } catch {
      // It was reset, or the test is over.
    }
    if (this.ending === "open") this.ending = "closed";
  }

  [Symbol.dispose](): void {
    if (this.#isOpen) this.#conn.close();
    this.#isOpen = false;
  }
}
