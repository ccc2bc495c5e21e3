/** How many requests a connection may send per second, and all connections from one address together; in a burst as many again. */
import { RequestError } from "../protocol/request_error.ts";
import { networkOf } from "./address_counts.ts";
import type { Clock } from "./clock.ts";
import { KeyedBuckets, TokenBucket } from "./token_bucket.ts";

export interface RateLimitsOptions {
  /** Requests per second; 0 for no limit. */
  perConnection: number;
  perAddress: number;
  clock: Pick<Clock, "monotonic">;
}

/** What is limited. */
export type Limited = "connection" | "address";

/** Asks whether a connection may do another request. @returns why not; `null` if it may, and then that is counted */
export type RateLimit = () => RequestError | null;

export class RateLimits {
  readonly #options: RateLimitsOptions;
  readonly #connections: KeyedBuckets<TokenBucket>;
  readonly #addresses: KeyedBuckets<TokenBucket>;
  /** How many requests were refused, by what was above its limit. */
  readonly refused: Record<Limited, number> = { connection: 0, address: 0 };

  constructor(options: RateLimitsOptions) {
    this.#options = options;
    this.#connections = new KeyedBuckets((_, now) => this.#bucket(options.perConnection, now));
    this.#addresses = new KeyedBuckets((_, now) => this.#bucket(options.perAddress, now));
  }

  /** How many connections and addresses are remembered. */
  get size(): number {
    return this.#connections.size + this.#addresses.size;
  }

  /** The limit of a new connection that is known as long as it lasts; `null` if there is none. */
  of(host: string): RateLimit | null {
    const { perConnection, perAddress, clock } = this.#options;
    if (perConnection === 0 && perAddress === 0) return null;
    const own = perConnection === 0 ? null : this.#bucket(perConnection, clock.monotonic());
    const network = networkOf(host);
    return () => this.#take(own, network);
  }

  /**
   * Asks for a request on a connection that is known by its host and port alone.
   *
   * @param port 0 if it is not known, since a proxy connects for the client: then only the address is limited
   * @returns why not; `null` if it may be done
   */
  take(host: string, port: number): RequestError | null {
    const { perConnection, perAddress, clock } = this.#options;
    if (perConnection === 0 && perAddress === 0) return null;
    const isKnown = perConnection > 0 && port > 0;
    const own = isKnown ? this.#connections.of(`${host} ${port}`, clock.monotonic()) : null;
    return this.#take(own, networkOf(host));
  }

  #take(own: TokenBucket | null, network: string): RequestError | null {
    const { perConnection, perAddress, clock } = this.#options;
    const now = clock.monotonic();
    const ownWaitMs = own?.waitMs(1, now) ?? 0;
    if (ownWaitMs > 0) return this.#refuse("connection", ownWaitMs, `this connection sent more than ${perConnection}`);
    if (perAddress > 0) {
      const shared = this.#addresses.of(network, now);
      const waitMs = shared.waitMs(1, now);
      if (waitMs > 0) return this.#refuse("address", waitMs, `${network} sent more than ${perAddress}`);
      shared.spend(1);
    }
    own?.spend(1);
    return null;
  }

  #refuse(limited: Limited, waitMs: number, what: string): RequestError {
    this.refused[limited]++;
    const ms = Math.ceil(waitMs);
    return new RequestError("rate-limited", `${what} requests per second, so this one was not done: try again in ${ms} ms`, {
      retryAfterSeconds: Math.ceil(ms / 1000),
    });
  }

  #bucket(perSecond: number, now: number): TokenBucket {
    return new TokenBucket({ perSecond, burst: perSecond }, now);
  }
}
