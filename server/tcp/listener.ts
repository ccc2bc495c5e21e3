import { type ConnectionOptions, LineConnection } from "../line_connection.ts";

/** How many connections may wait to be accepted: enough for thousands that come at once. */
const BACKLOG = 4096;
/** How long accepting pauses when the operating system has no room for another connection, in milliseconds. */
const PAUSE_MS = 100;

/** Accepts the connections of the line protocol. */
export class TcpListener {
  readonly #listener: Deno.TcpListener;
  readonly #options: ConnectionOptions;
  #open = true;
  readonly #accepting: Promise<void>;

  /**
   * Begins to listen.
   *
   * @param port 0 takes a free one
   * @throws where the address can't be had
   */
  constructor({ hostname, port }: { hostname: string; port: number }, options: ConnectionOptions) {
    this.#listener = Deno.listen({ hostname, port, tcpBacklog: BACKLOG });
    this.#options = options;
    this.#accepting = this.#accept();
  }

  get address(): Deno.NetAddr {
    return this.#listener.addr;
  }

  /** Stops accepting. The connections that are open stay. May be called again. */
  async close(): Promise<void> {
    if (this.#open) this.#listener.close();
    this.#open = false;
    await this.#accepting;
  }

  #serve(conn: Deno.TcpConn): void {
    try {
      conn.setNoDelay(true);
      conn.setKeepAlive(true);
      new LineConnection(conn, "tcp", this.#options).start();
    } catch (error) {
      conn.close();
      throw error;
    }
  }

  async #accept(): Promise<void> {
    const { clock, logger } = this.#options.services;
    while (this.#open) {
      try {
        this.#serve(await this.#listener.accept());
      } catch (error) {
        if (!this.#open) return;
        // Too many open files, or a client that went away before it was accepted.
        logger.warn("a connection could not be accepted: {error}", { error });
        await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
      }
    }
  }
}
