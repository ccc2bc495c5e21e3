// @ts-types="../std/timing_safe_equal.d.ts"
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import { RequestError } from "../protocol/request_error.ts";
import { networkOf } from "./address_counts.ts";
import type { Clock } from "./clock.ts";

/** This many wrong tokens may come from one address in a window of time, and from all addresses together. */
const MAX_WRONG = 10;
const MAX_WRONG_IN_ALL = 50;
const WINDOW_MS = 60_000;

/**
 * Checks tokens, if the server was started with one. The right token is always accepted: guesses must not lock out those who
 * know it.
 */
export class Authorizer {
  readonly #token: Uint8Array | null;
  readonly #clock: Clock;
  /** How many wrong tokens came, by address, in the window that ends at `#windowEnd`; counted only up to the limits. */
  readonly #wrong = new Map<string, number>();
  #wrongInAll = 0;
  #windowEnd = -Infinity;

  constructor({ token, clock }: { token: string | null; clock: Clock }) {
    this.#token = token === null ? null : new TextEncoder().encode(token);
    this.#clock = clock;
  }

  /** Whether a change needs a token. */
  get required(): boolean {
    return this.#token !== null;
  }

  /** Whether this is the server's token. */
  isToken(word: string): boolean {
    const given = new TextEncoder().encode(word);
    return this.#token !== null && given.length === this.#token.length && timingSafeEqual(given, this.#token);
  }

  /**
   * @param host where the token comes from
   * @throws {RequestError} `unauthorized` if it is wrong, `rate-limited` if too many wrong ones came before
   */
  check(token: string, host: string): void {
    if (this.#token === null) return;
    if (this.isToken(token)) return;
    const now = this.#clock.monotonic();
    if (now >= this.#windowEnd) {
      this.#wrong.clear();
      this.#wrongInAll = 0;
      this.#windowEnd = now + WINDOW_MS;
    }
    const network = networkOf(host);
    const wrong = this.#wrong.get(network) ?? 0;
    if (wrong >= MAX_WRONG || this.#wrongInAll >= MAX_WRONG_IN_ALL) {
      const seconds = Math.ceil((this.#windowEnd - now) / 1000);
      throw new RequestError("rate-limited", `too many wrong tokens, this one among them: wait ${seconds} seconds`, {
        retryAfterSeconds: seconds,
      });
    }
    this.#wrong.set(network, wrong + 1);
    this.#wrongInAll++;
    throw new RequestError("unauthorized", "this is not the server's token: ask whoever started the server");
  }
}
