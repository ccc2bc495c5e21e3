import { LineLink, REPLY_MS } from "./line_link.ts";
import type { ServerLine } from "../protocol/reply.ts";
import type { Timing } from "./terminal.ts";

const TICK_MS = 1000;
/** After this long without a line from the server it is asked for a sign of life, in milliseconds. */
const HEARTBEAT_MS = 15_000;
const HEARTBEAT = "heartbeat";

/**
 * A connection that notices when the server is silent, as when the Wi-Fi is gone and no close ever comes: if a request stays
 * unanswered for {@linkcode REPLY_MS}, the connection is closed and {@linkcode next} throws. While somebody waits for a line and
 * none comes, it sends a `PING` now and then.
 */
export class WatchedLink extends LineLink {
  readonly #link: LineLink;
  readonly #endWatch: () => void;
  /** Fails the call of `next` that waits. */
  #fail: ((error: unknown) => void) | null = null;
  /** How many requests are not answered. */
  #owed = 0;
  /** Counted in ticks, not read from a clock: a computer that slept, or was too busy, has not listened meanwhile. */
  #silentMs = 0;

  constructor(link: LineLink, timing: Timing) {
    super(link.where);
    this.#link = link;
    this.#endWatch = timing.every(TICK_MS, () => this.#tick());
  }

  override send(line: string): Promise<void> {
    if (this.#owed++ === 0) this.#silentMs = 0;
    return this.#link.send(line);
  }

  override next(): Promise<ServerLine> {
    return new Promise((resolve, reject) => {
      const take = (line: ServerLine) => {
        if (line.kind === "ok" || line.kind === "error") this.#owed = Math.max(0, this.#owed - 1);
        this.#silentMs = 0;
        if (line.kind === "ok" && line.text === HEARTBEAT) return void this.#link.next().then(take, fail);
        this.#fail = null;
        resolve(line);
      };
      const fail = this.#fail = (error) => {
        this.#fail = null;
        reject(error);
      };
      this.#link.next().then(take, fail);
    });
  }

  override [Symbol.dispose](): void {
    this.#endWatch();
    this.#link[Symbol.dispose]();
  }

  #tick(): void {
    if (!this.#fail) return;
    this.#silentMs += TICK_MS;
    if (this.#owed > 0 && this.#silentMs > REPLY_MS) {
      this.#fail(this.tookTooLong());
      this[Symbol.dispose]();
    } else if (this.#owed === 0 && this.#silentMs >= HEARTBEAT_MS) {
      // Where it can't be sent, `next` tells.
      this.send(`PING ${HEARTBEAT}`).catch(() => {});
    }
  }
}
