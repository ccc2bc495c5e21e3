import type { Clock } from "../../server/clock.ts";

/** A server that answers every line with `OK`, and at fixed times holds back its replies for a while. */
export class StallingServer implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns: Deno.TcpConn[] = [];
  readonly #tasks: Promise<void>[];
  readonly #endTimer: () => void;
  #open = Promise.resolve();

  /** @param everyMs from the beginning of a stall to that of the next; the first one begins after this time */
  constructor({ clock, everyMs, stallMs }: { clock: Clock; everyMs: number; stallMs: number }) {
    this.#tasks = [this.#accept()];
    this.#endTimer = clock.every(everyMs, () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#open = promise;
      clock.after(stallMs, resolve);
    });
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#endTimer();
    this.#listener.close();
    await this.#open;
    for (const conn of this.#conns) conn.close();
    await Promise.all(this.#tasks);
  }

  async #accept(): Promise<void> {
    for await (const conn of this.#listener) {
      this.#conns.push(conn);
      this.#tasks.push(this.#serve(conn));
    }
  }

  async #serve(conn: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(65_536);
    try {
      for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
        const lines = buffer.subarray(0, length).filter((byte) => byte === 10).length;
        await this.#open;
        const replies = new TextEncoder().encode("OK\n".repeat(lines));
        for (let sent = 0; sent < replies.length;) sent += await conn.write(replies.subarray(sent));
      }
    } catch {
      // The client, or the test, has closed it.
    }
  }
}
