import type { Logger } from "@logtape/logtape";
import { messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import type { Turns } from "../turns.ts";
import { TcpConnection } from "./connection.ts";

/** How many connections may wait to be accepted: enough for thousands that come at once. */
const BACKLOG = 4096;
/** What accepting fails with if the client went away before, as after a port scan. */
const GONE = [Deno.errors.NotConnected, Deno.errors.ConnectionAborted, Deno.errors.ConnectionReset];
/** So many are accepted before others have a turn, and no fewer, however much those have to do. */
const ACCEPTED_PER_TURN = 64;
/** How long accepting pauses when the operating system has no room for another connection, in milliseconds. */
const PAUSE_MS = 100;

export interface TcpListenerOptions {
  clock: Clock;
  turns: Turns;
  logger: Logger;
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
  }

  async #accept(): Promise<void> {
    const { turns } = this.#options;
    let accepted = 0;
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
      const mustShare = ++accepted % ACCEPTED_PER_TURN === 0 && (turns.over || turns.isAwaited);
      if (mustShare) await new Promise<void>((resolve) => turns.later(resolve));
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
    this.#options.serve(new TcpConnection(conn));
  }

  async #recover(error: unknown): Promise<void> {
    if (!this.#open || GONE.some((kind) => error instanceof kind)) return;
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
