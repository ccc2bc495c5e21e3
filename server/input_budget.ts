import { RequestError } from "../protocol/request_error.ts";

/** What a client has begun to send counts for the budget of unfinished input from this many bytes on. */
export const HELD_BYTES = 16_384;

/**
 * How much unfinished input the server holds for all clients together: lines, bodies and messages that have begun to arrive. Each of
 * them has its own limit, but thousands of clients that never finish would still fill the memory. Beyond the budget, the oldest
 * unfinished input is given up: whoever sends without pausing is finished long before.
 */
export class InputBudget {
  readonly #maxBytes: number;
  /** The oldest first. */
  readonly #held = new Set<HeldInput>();
  #bytes = 0;

  /** @param maxBytes at least what one client may send */
  constructor({ maxBytes }: { maxBytes: number }) {
    this.#maxBytes = maxBytes;
  }

  /** How many bytes are held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Begins to hold input. @param onGiveUp called at most once, when it has to be dropped, and its sender told */
  hold(onGiveUp: () => void): HeldInput {
    const held = new HeldInput((change) => this.#change(held, change), onGiveUp);
    this.#held.add(held);
    return held;
  }

  #change(held: HeldInput, change: number): void {
    this.#bytes += change;
    if (held.bytes === 0) this.#held.delete(held);
    for (const oldest of this.#held) {
      if (this.#bytes <= this.#maxBytes) break;
      oldest.giveUp();
    }
  }
}

/** What the sender of input that was given up is told. */
export function inputGivenUp(): RequestError {
  return new RequestError("overloaded", "the server has too much unfinished input: send it again in a moment, without pauses", {
    retryAfterSeconds: 1,
  });
}

/** The input of one client that has not ended. */
export class HeldInput {
  bytes = 0;
  #isGivenUp = false;
  readonly #onChange: (change: number) => void;
  readonly #onGiveUp: () => void;

  constructor(onChange: (change: number) => void, onGiveUp: () => void) {
    this.#onChange = onChange;
    this.#onGiveUp = onGiveUp;
  }

  /** Tells how many bytes it has now. */
  set(bytes: number): void {
    if (this.#isGivenUp) return;
    const change = bytes - this.bytes;
    this.bytes = bytes;
    this.#onChange(change);
  }

  /** It has ended, or its sender is gone. */
  release(): void {
    this.set(0);
  }

  giveUp(): void {
    this.release();
    this.#isGivenUp = true;
    this.#onGiveUp();
  }
}
