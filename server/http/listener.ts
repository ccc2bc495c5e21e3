/** Answers what it is asked. */
export type HttpHandler = (request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => Response | Promise<Response>;

/**
 * Listens for HTTP, and knows what is under way: until that is done, Deno's own `shutdown()` must wait, since once it was called
 * the server can't be aborted any more (that throws where nobody can catch it).
 */
export class HttpListener {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #aborter = new AbortController();
  #shuttingDown = false;
  readonly #underWay = new Set<Promise<void>>();

  /**
   * Begins to listen.
   *
   * @param port 0 takes a free one
   * @throws where the address can't be had
   */
  constructor(address: { hostname: string; port: number }, handle: HttpHandler) {
    this.#server = Deno.serve({ ...address, signal: this.#aborter.signal, onListen() {} }, (request, info) => {
      const completed = info.completed.catch(() => {}).finally(() => this.#underWay.delete(completed));
      this.#underWay.add(completed);
      return handle(request, info);
    });
  }

  get address(): Deno.NetAddr {
    return this.#server.addr;
  }

  /** Stops listening when nothing is under way, and resolves when all has been sent. */
  async drain(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#shuttingDown = true;
    await this.#server.shutdown();
  }

  /** Stops listening at once, and cuts off what is under way, if {@linkcode drain} has not come so far that it can't be. */
  async close(): Promise<void> {
    if (this.#shuttingDown) return;
    this.#shuttingDown = true;
    this.#aborter.abort();
    await this.#server.finished;
  }
}
