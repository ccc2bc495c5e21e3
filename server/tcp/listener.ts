import type { Logger } from "@logtape/logtape";
import { messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import { Throttle } from "../throttle.ts";
import type { Turns } from "../turns.ts";
import { TcpConnection } from "./connection.ts";
import { isGone } from "./gone.ts";

/** How many connections may wait to be accepted: enough for thousands that come at once. */
const BACKLOG = 4096;
/** How many more are accepted in a turn, and wait: a newcomer is behind the others of its own address only, not in the system's queue. */
const WAITING_PER_TURN = 64;
/** No more are accepted while so many wait to be served. */
const MAX_WAITING = 4096;
/** How long accepting pauses when the operating system has no room for another connection, in milliseconds. */
const PAUSE_MS = 20;

export interface TcpListenerOptions {
  clock: Clock;
  turns: Turns;
  logger: Logger;
  /** How many connections begin to be served in one turn of the event loop when many come at once. */
  servedPerTurn: number;
  /** Takes a connection that was accepted. It closes it. */
  serve(conn: TcpConnection): void;
  /** Closes some connections that nobody needs just now, since the operating system has no room for another. */
  makeRoom(): void;
}

/** Accepts connections, for as long as it takes: what goes wrong with one of them, or with the system, never closes the door. */
export class TcpListener {
  readonly #listener: Deno.TcpListener;
  readonly #options: TcpListenerOptions;
  #open = true;
  /** Whether the last one could be accepted. */
  #hasRoom = true;
  #endPause = () => {};
  readonly #throttle: Throttle;
  readonly #accepting: Promise<void>;

  /**
   * Begins to listen.
   *
   * @param port 0 takes a free one
   * @throws if the address can't be had
   */
  constructor({ hostname, port }: { hostname: string; port: number }, options: TcpListenerOptions) {
    this.#listener = Deno.listen({ hostname, port, tcpBacklog: BACKLOG });
    this.#options = options;
    this.#throttle = new Throttle(options.turns, options.servedPerTurn);
    this.#accepting = this.#accept();
  }

  get address(): Deno.NetAddr {
    return this.#listener.addr;
  }

  /** Stops accepting. The connections that are open stay. May be called again. */
  async close(): Promise<void> {
    if (this.#open) this.#listener.close();
    this.#open = false;
    this.#endPause();
    await this.#accepting;
    while (this.#throttle.nextTurn) await this.#throttle.nextTurn;
  }

  async #accept(): Promise<void> {
    const { turns } = this.#options;
    let inARow = 0;
    while (this.#open) {
      let conn: Deno.TcpConn;
      try {
        conn = await this.#listener.accept();
      } catch (error) {
        await this.#recover(error);
        await turns.share();
        continue;
      }
      if (!this.#hasRoom) this.#options.logger.info("connections can be accepted again");
      this.#hasRoom = true;
      turns.measure(() => this.#serve(conn), { littleMs: 0 });
      // Those who wait come at once, without the loop turning, however many they are.
      inARow = this.#throttle.nextTurn ? inARow + 1 : 0;
      if (inARow < WAITING_PER_TURN) continue;
      inARow = 0;
      do await this.#throttle.nextTurn; while (this.#throttle.size >= MAX_WAITING);
    }
  }

  #serve(conn: Deno.TcpConn): void {
    try {
      conn.setNoDelay(true);
      conn.setKeepAlive(true);
    } catch {
      // It is gone already.
      conn.close();
      return;
    }
    const { hostname } = conn.remoteAddr;
    this.#throttle.run(hostname, () => this.#open ? this.#options.serve(new TcpConnection(conn)) : conn.close());
  }

  async #recover(error: unknown): Promise<void> {
    if (!this.#open || isGone(error)) return;
    const { clock, logger } = this.#options;
    if (this.#hasRoom) {
      logger.warn("no connection can be accepted until another one closes ({why}): raise the limit of open files (ulimit -n)", {
        why: messageOf(error),
      });
    }
    this.#hasRoom = false;
    this.#options.makeRoom();
    await new Promise<void>((resolve) => {
      const cancel = clock.after(PAUSE_MS, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }
}
