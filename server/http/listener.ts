import type { Clock } from "../clock.ts";

/** How long listening pauses when it broke off, as where the operating system has no room for another connection, in milliseconds. */
const PAUSE_MS = 100;

/** Answers what it is asked. */
export type HttpHandler = (request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) => Response | Promise<Response>;

/**
 * Listens for HTTP, and knows what is under way: until that is done, Deno's own `shutdown()` must wait, since once it was called
 * the server can't be aborted any more (that throws where nobody can catch it). Where accepting fails, Deno's server ends: another
 * one takes its place.
 */
export class HttpListener {
  readonly #options: { handle: HttpHandler; clock: Clock; onError: (error: unknown) => void };
  readonly #underWay = new Set<Promise<void>>();
  #server: Deno.HttpServer<Deno.NetAddr>;
  #aborter = new AbortController();
  #stopping = false;
  readonly address: Deno.NetAddr;

  /**
   * Begins to listen.
   *
   * @param port 0 takes a free one
   * @throws where the address can't be had
   */
  constructor(
    address: { hostname: string; port: number },
    options: { handle: HttpHandler; clock: Clock; onError: (error: unknown) => void },
  ) {
    this.#options = options;
    this.#server = this.#listen(address);
    this.address = this.#server.addr;
  }

  /** Stops listening when nothing is under way, and resolves when all has been sent. */
  async drain(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#stopping = true;
    await this.#server.shutdown();
  }

  /** Stops listening at once, and cuts off what is under way, if {@linkcode drain} has not come so far that it can't be. */
  async close(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#aborter.abort();
    await this.#server.finished.catch(() => {});
  }

  #listen(address: { hostname: string; port: number }): Deno.HttpServer<Deno.NetAddr> {
    const { handle } = this.#options;
    this.#aborter = new AbortController();
    const server = Deno.serve({ ...address, signal: this.#aborter.signal, onListen() {} }, (request, info) => {
      const completed = info.completed.catch(() => {}).finally(() => this.#underWay.delete(completed));
      this.#underWay.add(completed);
      return handle(request, info);
    });
    server.finished.catch((error) => this.#listenAgain(error));
    return server;
  }

  #listenAgain(error: unknown): void {
    const { clock, onError } = this.#options;
    if (this.#stopping) return;
    onError(error);
    clock.after(PAUSE_MS, () => {
      if (this.#stopping) return;
      try {
        this.#server = this.#listen({ hostname: this.address.hostname, port: this.address.port });
      } catch (error) {
        this.#listenAgain(error);
      }
    });
  }
}
