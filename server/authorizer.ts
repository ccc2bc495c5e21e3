// @ts-types="../std/timing_safe_equal.d.ts"
import { timingSafeEqual } from "@std/crypto/timing-safe-equal";
import { RequestError } from "../protocol/request_error.ts";
import { networkOf } from "./address_counts.ts";
import type { Clock } from "./clock.ts";

/** This many wrong tokens may come from one address in a window of time, and from all addresses together. */
const MAX_WRONG = 10;
const MAX_WRONG_IN_ALL = 50;
const WINDOW_MS = 60_000;

/** A host runs the server for the others: it may also do what would disturb them, and see who they are. Everybody else is a player. */
export const ROLES = ["host", "player"] as const;
export type Role = typeof ROLES[number];

/** What somebody may do. */
export interface Access {
  readonly role: Role;
  readonly mayChange: boolean;
}

/**
 * Knows what each token allows. The token lets its owner make changes; the host token does that too, and makes them a host. A right
 * token is always accepted: guesses must not lock out those who know it.
 */
export class Authorizer {
  /** What everybody may do. */
  readonly anonymous: Access;
  readonly #token: Uint8Array | null;
  readonly #hostToken: Uint8Array | null;
  readonly #clock: Clock;
  /** How many wrong tokens came, by address, in the window that ends at `#windowEnd`; counted only up to the limits. */
  readonly #wrong = new Map<string, number>();
  #wrongInAll = 0;
  #windowEnd = -Infinity;

  /**
   * @param token what changes need; `null` if they need none
   * @param hostToken what makes a host; `null` if everybody is one
   */
  constructor({ token, hostToken, clock }: { token: string | null; hostToken: string | null; clock: Clock }) {
    this.#token = token === null ? null : encode(token);
    this.#hostToken = hostToken === null ? null : encode(hostToken);
    this.#clock = clock;
    this.anonymous = { role: this.hostRequired ? "player" : "host", mayChange: !this.required };
  }

  /** Whether a change needs a token. */
  get required(): boolean {
    return this.#token !== null;
  }

  /** Whether it takes a token to be a host. */
  get hostRequired(): boolean {
    return this.#hostToken !== null;
  }

  /** Whether this is one of the server's tokens. */
  isToken(word: string): boolean {
    return this.#accessBy(word) !== null;
  }

  /**
   * What somebody with this token may do. A server without any token accepts every one.
   *
   * @param host where the token comes from
   * @throws {RequestError} `unauthorized` if it is wrong, `rate-limited` if too many wrong ones came before
   */
  check(token: string, host: string): Access {
    if (!this.required && !this.hostRequired) return this.anonymous;
    const access = this.#accessBy(token);
    if (access) return access;
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

  /** What a token allows; `null` if it is wrong. Both comparisons are always made, so that the time tells nothing of either. */
  #accessBy(token: string): Access | null {
    const given = encode(token);
    const isHostToken = isSame(given, this.#hostToken);
    const isToken = isSame(given, this.#token);
    if (isHostToken) return { role: "host", mayChange: true };
    return isToken ? { role: this.anonymous.role, mayChange: true } : null;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function isSame(given: Uint8Array, secret: Uint8Array | null): boolean {
  return secret !== null && given.length === secret.length && timingSafeEqual(given, secret);
}
