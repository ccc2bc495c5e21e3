/** Hands connections on to a port, and holds back what the server sends: so several messages of it come in one read. */
export class HoldingProxy implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #target: number;
  readonly #holdMs: number;
  readonly #pipes: Promise<unknown>[] = [];

  constructor(target: number, holdMs: number) {
    this.#target = target;
    this.#holdMs = holdMs;
    this.#pipes.push(this.#accept());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Ends when the connections that it has handed on have ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await Promise.all(this.#pipes);
  }

  async #accept(): Promise<void> {
    for await (const near of this.#listener) {
      const far = await Deno.connect({ port: this.#target });
      const both = Promise.allSettled([this.#pipe(near, far, 0), this.#pipe(far, near, this.#holdMs)]);
      this.#pipes.push(both.then(() => [near, far].forEach((conn) => conn.close())));
    }
  }

  async #pipe(from: Deno.TcpConn, to: Deno.TcpConn, holdMs: number): Promise<void> {
    const buffer = new Uint8Array(65_536);
    for (let length = await from.read(buffer); length !== null; length = await from.read(buffer)) {
      if (holdMs > 0) await new Promise((resolve) => setTimeout(resolve, holdMs));
      for (let sent = 0; sent < length;) sent += await to.write(buffer.subarray(sent, length));
    }
    await to.closeWrite();
  }
}
