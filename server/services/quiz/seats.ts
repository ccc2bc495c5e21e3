import { WaitingLine } from "./waiting_line.ts";

/**
 * A number of seats, and a line of those who wait for one.
 *
 * @example
 * ```ts
 * const seats = new Seats<string>({ count: 1 });
 * seats.join("Ada"); // 0: she has a seat
 * seats.join("Ben"); // 1: he is first in line
 * seats.leave("Ada"); // "Ben": he has the seat now
 * ```
 */
export class Seats<Player> {
  #count: number;
  readonly #seated = new Set<Player>();
  readonly #line = new WaitingLine<Player>();

  constructor({ count }: { count: number }) {
    this.#count = count;
  }

  /** How many seats there are. */
  get count(): number {
    return this.#count;
  }

  /** Those who wait, the next one first. */
  get line(): Iterable<Player> {
    return this.#line;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Takes a seat, or the end of the line. @returns the place in line; 0 for a seat */
  join(player: Player): number {
    if (this.#seated.size < this.#count) {
      this.#seated.add(player);
      return 0;
    }
    return this.#line.join(player);
  }

  /** Gives up a seat, or a place in line. @returns who has the seat now, if somebody waited for it */
  leave(player: Player): Player | null {
    this.#line.leave(player);
    return this.#seated.delete(player) ? this.#seatNext() : null;
  }

  /** Puts players on new seats and in line, as they were before. */
  restore({ count, seated, line }: { count: number; seated: Iterable<Player>; line: Iterable<Player> }): void {
    this.#count = count;
    for (const player of seated) this.#seated.add(player);
    for (const player of line) this.#line.join(player);
  }

  /** There are so many seats from now on; nobody is driven from theirs. @returns who has a seat now and had none */
  resize(count: number): Player[] {
    this.#count = count;
    const seated: Player[] = [];
    for (let next = this.#seatNext(); next; next = this.#seatNext()) seated.push(next);
    return seated;
  }

  /** The place in line from 1 on; 0 for who has a seat. Cost: O(log n) for n who wait. */
  place(player: Player): number {
    return this.#line.place(player);
  }

  #seatNext(): Player | null {
    const next = this.#seated.size < this.#count ? this.#line.shift() : null;
    if (next !== null) this.#seated.add(next);
    return next;
  }
}
