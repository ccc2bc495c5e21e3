// @ts-types="../std/timing_safe_equal.d.ts"
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import { RequestError } from "../protocol/request_error.ts";
import type { Clock } from "./clock.ts";

/** So many wrong tokens may come from one address in a window of time. */
const MAX_WRONG = 10;
const WINDOW_MS = 60_000;

/** Checks tokens, where the server was started with one, and slows down those who guess. */
export class Authorizer {
  readonly #token: Uint8Array | null;
  readonly #clock: Clock;
  /** Wrong tokens by address, in the window of time that ends at `#windowEnd`. */
  readonly #wrong = new Map<string, number>();
  #windowEnd = 0;

  constructor({ token, clock }: { token: string | null; clock: Clock }) {
    this.#token = token === null ? null : new TextEncoder().encode(token);
    this.#clock = clock;
  }

  /** Whether a change needs a token. */
  get required(): boolean {
    return this.#token !== null;
  }

  /**
   * @param host where the token comes from
   * @throws {RequestError} `unauthorized` where it is wrong, `rate-limited` where too many wrong ones came from there
   */
  check(token: string, host: string): void {
    if (this.#token === null) return;
    const now = this.#clock.now();
    if (now >= this.#windowEnd) {
      this.#wrong.clear();
      this.#windowEnd = now + WINDOW_MS;
    }
    const wrong = this.#wrong.get(host) ?? 0;
    if (wrong >= MAX_WRONG) {
      const seconds = Math.ceil((this.#windowEnd - now) / 1000);
      throw new RequestError(
        "rate-limited",
        `${MAX_WRONG} wrong tokens came from your address: try again in ${seconds} seconds`,
      );
    }
    const given = new TextEncoder().encode(token);
    if (given.length === this.#token.length && timingSafeEqual(given, this.#token)) return;
    this.#wrong.set(host, wrong + 1);
    throw new RequestError("unauthorized", "this is not the token that the server was started with: ask whoever started it");
  }
}
