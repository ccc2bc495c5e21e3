/** Hands connections on to a port, and cuts or silences them when it is told. */
export class CuttableProxy implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns = new Set<Deno.TcpConn>();
  readonly #silent = new WeakSet<Deno.TcpConn>();
  readonly #target: number;
  readonly #pipes: Promise<unknown>[] = [];

  constructor(target: number) {
    this.#target = target;
    this.#pipes.push(this.#accept());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const conn of this.#conns) {
      this.#conns.delete(conn);
      conn.close();
    }
  }

  /**
   * From now on nothing gets through on the connections there are, in either direction, not even that one side has closed: as when
   * the Wi-Fi is gone. Connections that are made later work.
   */
  silence(): void {
    for (const conn of this.#conns) this.#silent.add(conn);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.cut();
    await Promise.all(this.#pipes);
  }

  async #accept(): Promise<void> {
    for await (const near of this.#listener) {
      const far = await Deno.connect({ port: this.#target });
      for (const conn of [near, far]) this.#conns.add(conn);
      this.#pipes.push(this.#pipe(near, far), this.#pipe(far, near));
    }
  }

  async #pipe(from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(4096);
    try {
      for (let length = await from.read(buffer); length !== null; length = await from.read(buffer)) {
        if (this.#silent.has(from)) continue;
        for (let sent = 0; sent < length;) sent += await to.write(buffer.subarray(sent, length));
      }
    } catch {
      // It was cut.
    }
    for (const conn of this.#silent.has(from) ? [from] : [from, to]) if (this.#conns.delete(conn)) conn.close();
  }
}
