/** Old programs as tests play them: bytes that are sent as they are, and one read for each message. */
import type { LegacyPorts } from "../../server/legacy/mod.ts";
import { eventually, inTime } from "./eventually.ts";
import { FakeClock } from "./fake_clock.ts";
import { startTestServer, type TestServer } from "./test_server.ts";
import type { ServerConfig } from "../../server/config.ts";
import type { Dependencies } from "../../server/mod.ts";

/** The old clients read this many bytes at a time. */
const READ_BYTES = 1024;
/** How far the clock is put on while a client waits for its server, in milliseconds. */
const STEP_MS = 50;

/** A server with its ports for the old programs, and the clock that it goes by. */
export type LegacyServer = TestServer & {
  readonly ports: Pick<LegacyPorts, "quiz" | "counter" | "sorter">;
  readonly clock: FakeClock;
  /** Asks over REST. */
  // deno-lint-ignore no-explicit-any -- a test checks what it expects
  rest(path: string): Promise<any>;
};

/** Starts a server that serves old programs. */
export async function startLegacyServer(
  { config = {}, ...dependencies }: { config?: Partial<ServerConfig> } & Partial<Dependencies> = {},
): Promise<LegacyServer> {
  const clock = new FakeClock();
  const legacyPorts = { quiz: 0, counter: 0, sorter: 0 };
  const server = await startTestServer({ ...dependencies, clock, config: { legacyPorts, ...config } });
  if (!server.legacy) throw new Error("It serves no old programs");
  const rest = async (path: string) => await (await fetch(`http://127.0.0.1:${server.http.port}${path}`)).json();
  return { ...server, ports: server.legacy, clock, rest };
}

export class OldClient implements Disposable {
  readonly #server: LegacyServer;
  readonly #conn: Deno.TcpConn;
  readonly #port: number;
  #open = true;

  private constructor(server: LegacyServer, conn: Deno.TcpConn) {
    this.#server = server;
    this.#conn = conn;
    this.#port = conn.localAddr.port;
  }

  static async connect(server: LegacyServer, { hostname, port }: Deno.NetAddr): Promise<OldClient> {
    const conn = await Deno.connect({ hostname, port });
    // What is sent in pieces is to arrive in pieces.
    conn.setNoDelay(true);
    return new OldClient(server, conn);
  }

  /** Sends pieces, each when the server has the one before: as if the network had cut them. No time passes until it has all of them. */
  async send(...pieces: (string | Uint8Array)[]): Promise<void> {
    for (const [i, piece] of pieces.entries()) {
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      const goal = await this.bytesIn() + bytes.length;
      await this.#conn.write(bytes);
      // One piece alone is whole whenever it comes. Before the first, the server may not know the client; after the last, no more.
      const unknown = i === pieces.length - 1 ? goal : 0;
      if (pieces.length > 1) await eventually(async () => await this.bytesIn(unknown) >= goal);
    }
  }

  /** How many bytes the server has from it, or `unknown` where it has no such connection. */
  async bytesIn(unknown = 0): Promise<number> {
    const { connections } = await this.#server.rest("/api/connections");
    const own = connections.find(({ address }: { address: string }) => address.endsWith(`:${this.#port}`));
    return own?.bytesIn ?? unknown;
  }

  /** One read, as `recv(1024)`, while time passes; `null` at the end. */
  async receive(): Promise<Uint8Array | null> {
    const timer = setInterval(() => this.#server.clock.advance(STEP_MS), 1);
    const buffer = new Uint8Array(READ_BYTES);
    const length = await inTime(this.#conn.read(buffer)).finally(() => clearInterval(timer));
    return length === null ? null : buffer.slice(0, length);
  }

  /** One read as the text that a terminal shows of it: NUL bytes are nothing there. */
  async text(): Promise<string | null> {
    const bytes = await this.receive();
    return bytes && new TextDecoder().decode(bytes).replaceAll("\0", "");
  }

  /** Whether the server closes it, and says nothing more before. */
  async isClosed(): Promise<boolean> {
    try {
      return await this.receive() === null;
    } catch {
      return this.#open;
    }
  }

  /** Closes the sending side. */
  async end(): Promise<void> {
    await this.#conn.closeWrite();
  }

  [Symbol.dispose](): void {
    if (this.#open) this.#conn.close();
    this.#open = false;
  }
}

/** A text in two pieces, cut at every place between two of its bytes. */
export function splits(data: string | Uint8Array): Uint8Array[][] {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  return Array.from({ length: bytes.length - 1 }, (_, i) => [bytes.slice(0, i + 1), bytes.slice(i + 1)]);
}
