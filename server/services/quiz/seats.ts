import { WaitingLine } from "./waiting_line.ts";

/** Who can have a seat. */
export interface Seatable {
  /** Where they came from; `null` for those of whom that is not known. */
  readonly from: string | null;
}

/** How many seats there are, and how many of them those from one address can have. */
export interface SeatLimits {
  readonly seats: number;
  readonly seatsPerAddress: number;
}

/**
 * A number of seats, and a line of those who wait for one. Whoever is first in line has the next seat, save those whose address has all
 * seats that it may have: nobody can keep all others out.
 *
 * @example
 * ```ts
 * const seats = new Seats<Player>({ seats: 1, seatsPerAddress: 1 });
 * seats.join(ada); // 0: she has a seat
 * seats.join(ben); // 1: he is first in line
 * seats.leave(ada); // ben: he has the seat now
 * ```
 */
export class Seats<Player extends Seatable> {
  #limits: SeatLimits;
  readonly #seated = new Set<Player>();
  readonly #line = new WaitingLine<Player>();
  /** How many are seated, and how many wait, by where they came from. */
  readonly #seatedFrom = new Map<string, number>();
  readonly #waitingFrom = new Map<string, number>();

  constructor(limits: SeatLimits) {
    this.#limits = limits;
  }

  get limits(): SeatLimits {
    return this.#limits;
  }

  /** Those who wait, the next one first. */
  get line(): Iterable<Player> {
    return this.#line;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** How many who came from there wait. */
  waitingFrom(from: string | null): number {
    return from === null ? 0 : this.#waitingFrom.get(from) ?? 0;
  }

  /** Takes a seat, or the end of the line. @returns the place in line; 0 for a seat */
  join(player: Player): number {
    if (this.#hasSeatFor(player)) {
      this.#seat(player);
      return 0;
    }
    return this.#wait(player);
  }

  /**
   * Gives up a seat, or a place in line. Cost: O(log n) for n who wait, or O(n) while those from an address wait that has all its seats.
   *
   * @returns who has the seat now, if somebody waited for it
   */
  leave(player: Player): Player | null {
    if (this.#line.leave(player)) count(this.#waitingFrom, player, -1);
    if (!this.#seated.delete(player)) return null;
    count(this.#seatedFrom, player, -1);
    return this.#seatNext();
  }

  /** Puts players on new seats and in line, as they were before. */
  restore({ limits, seated, line }: { limits: SeatLimits; seated: Iterable<Player>; line: Iterable<Player> }): void {
    this.#limits = limits;
    for (const player of seated) this.#seat(player);
    for (const player of line) this.#wait(player);
  }

  /** There are so many seats from now on; nobody is driven from theirs. @returns who has a seat now and had none */
  resize(limits: SeatLimits): Player[] {
    this.#limits = limits;
    const seated: Player[] = [];
    for (let next = this.#seatNext(); next; next = this.#seatNext()) seated.push(next);
    return seated;
  }

  /** The place in line from 1 on; 0 for who has a seat. Cost: O(log n) for n who wait. */
  place(player: Player): number {
    return this.#line.place(player);
  }

  #hasSeatFor({ from }: Player): boolean {
    const { seats, seatsPerAddress } = this.#limits;
    return this.#seated.size < seats && (from === null || (this.#seatedFrom.get(from) ?? 0) < seatsPerAddress);
  }

  #seatNext(): Player | null {
    if (this.#seated.size >= this.#limits.seats) return null;
    for (const next of this.#line) {
      if (!this.#hasSeatFor(next)) continue;
      this.#line.leave(next);
      count(this.#waitingFrom, next, -1);
      this.#seat(next);
      return next;
    }
    return null;
  }

  #seat(player: Player): void {
    this.#seated.add(player);
    count(this.#seatedFrom, player, 1);
  }

  #wait(player: Player): number {
    count(this.#waitingFrom, player, 1);
    return this.#line.join(player);
  }
}

function count(counts: Map<string, number>, { from }: Seatable, change: 1 | -1): void {
  if (from === null) return;
  const sum = (counts.get(from) ?? 0) + change;
  if (sum > 0) counts.set(from, sum);
  else counts.delete(from);
}
