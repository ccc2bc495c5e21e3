import { setImmediate } from "node:timers";
import type { Turns } from "./turns.ts";

/** Whoever has sent this many bytes of one thing, or is sent as many at once, sends or takes much: if many do, they take turns. */
export const BULK_BYTES = 16_384;

type Work = () => void;

/**
 * Limits how many pieces of work are done in a turn of the event loop; the rest waits for later turns. It is for what thousands of
 * clients can cause at the same moment, such as connecting and closing. Even if each piece is short, tokio lets a task do only 128 reads
 * and writes between two polls of the sockets, and those left over wait behind all that arrives in the meantime: one unlucky connection
 * could wait for as long as the crowd lasts. Work that waits is taken from one address after the other, so nobody waits behind the
 * thousands of another address.
 */
export class Throttle {
  readonly #turns: Turns;
  readonly #perTurn: number;
  readonly #waiting = new Map<string, Work[]>();
  #size = 0;
  #done = 0;
  #nextTurn: Promise<void> | null = null;

  constructor(turns: Turns, perTurn: number) {
    this.#turns = turns;
    this.#perTurn = perTurn;
  }

  /** How many pieces of work wait. */
  get size(): number {
    return this.#size;
  }

  /** Resolves in the next turn, if this one has had its share; `null` if not. */
  get nextTurn(): Promise<void> | null {
    return this.#nextTurn;
  }

  /** Does a piece of work that an address has caused, now or in a later turn. Cost: O(1). */
  run(address: string, work: Work): void {
    if (!this.#nextTurn) return this.#do(work);
    const queue = this.#waiting.get(address);
    if (queue) queue.push(work);
    else this.#waiting.set(address, [work]);
    this.#size++;
  }

  #do(work: Work): void {
    this.#done++;
    if (this.#done === this.#perTurn) this.#awaitTurn();
    // Unless they come in a row, the loop turns by itself.
    else if (this.#done === this.#perTurn / 2) setImmediate(() => this.#done = this.#nextTurn ? this.#done : 0);
    work();
  }

  #awaitTurn(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#nextTurn = promise;
    this.#turns.later(() => {
      this.#nextTurn = null;
      this.#done = 0;
      for (let work; !this.#nextTurn && (work = this.#take());) this.#do(work);
      resolve();
    });
  }

  /** The first piece of work of the address whose turn it is, which comes last then. */
  #take(): Work | undefined {
    for (const [address, queue] of this.#waiting) {
      const work = queue.shift();
      this.#waiting.delete(address);
      if (queue.length > 0) this.#waiting.set(address, queue);
      this.#size--;
      return work;
    }
    return undefined;
  }
}
