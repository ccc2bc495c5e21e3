import { RequestError } from "../../../../protocol/request_error.ts";
import { networkOf } from "../../../address_counts.ts";
import type { Clock } from "../../../clock.ts";

/** This many wrong PINs may come from one address in a window of time: a class that shares one mistypes some. */
const MAX_WRONG = 100;
const WINDOW_MS = 60_000;

/** Keeps clients from finding rooms by trying PINs. */
export class PinGuesses {
  readonly #clock: Pick<Clock, "monotonic">;
  /** How many wrong PINs came, by address, in the window that ends at `#windowEnd`. */
  readonly #wrong = new Map<string, number>();
  #windowEnd = -Infinity;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /**
   * Looks a room up for somebody.
   *
   * @param host where they come from
   * @throws {RequestError} what the look-up fails with; `rate-limited` if too many have failed before
   */
  take<Found>(host: string, lookUp: () => Found): Found {
    const now = this.#clock.monotonic();
    if (now >= this.#windowEnd) {
      this.#wrong.clear();
      this.#windowEnd = now + WINDOW_MS;
    }
    const network = networkOf(host);
    const wrong = this.#wrong.get(network) ?? 0;
    if (wrong >= MAX_WRONG) {
      const retryAfterSeconds = Math.ceil((this.#windowEnd - now) / 1000);
      throw new RequestError("rate-limited", `too many wrong PINs came from your address: wait ${retryAfterSeconds} seconds`, {
        retryAfterSeconds,
      });
    }
    try {
      return lookUp();
    } catch (error) {
      this.#wrong.set(network, wrong + 1);
      throw error;
    }
  }
}
