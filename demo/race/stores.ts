/**
 * The two stores that race: a sorted array to which many clients add. To add is to read the array, to compute the next one, and to
 * write that. Each of the three waits, as it would for a disk or a database; meanwhile other clients have their turns.
 *
 * Both run in a browser as well.
 */
import { Semaphore } from "es-toolkit/promise";
import type { EventLoop } from "./event_loop.ts";
import { withValue } from "./sorted.ts";

/** A sorted array to which many clients add at once. */
export interface Store {
  readonly values: readonly number[];
  add(value: number): Promise<void>;
}

/** A store that loses updates: between a client's read and its write, others read the same array, and write over each other. */
export class UnprotectedStore implements Store {
  readonly #loop: EventLoop;
  #values: readonly number[] = [];

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  get values(): readonly number[] {
    return this.#values;
  }

  async add(value: number): Promise<void> {
    const seen = await this.#read();
    const next = await this.#compute(seen, value);
    await this.#write(next);
  }

  async #read(): Promise<readonly number[]> {
    await this.#loop.turn();
    return this.#values;
  }

  async #compute(seen: readonly number[], value: number): Promise<readonly number[]> {
    await this.#loop.turn();
    return withValue(seen, value);
  }

  async #write(next: readonly number[]): Promise<void> {
    await this.#loop.turn();
    this.#values = next;
  }
}

/** The same store behind a semaphore, as the server's engine has one: it admits one client, and the others wait. */
export class ProtectedStore implements Store {
  readonly #store: UnprotectedStore;
  readonly #writer = new Semaphore(1);

  constructor(loop: EventLoop) {
    this.#store = new UnprotectedStore(loop);
  }

  get values(): readonly number[] {
    return this.#store.values;
  }

  async add(value: number): Promise<void> {
    await this.#writer.acquire();
    try {
      await this.#store.add(value);
    } finally {
      this.#writer.release();
    }
  }
}
