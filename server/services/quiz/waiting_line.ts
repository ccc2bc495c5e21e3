import { FenwickTree } from "../fenwick_tree.ts";

const INITIAL_TICKETS = 64;

/**
 * A line of those who wait. Everybody draws a ticket, and a Fenwick tree over the tickets still held tells a place, so that nobody
 * has to walk the line. Each cost is O(log n), n being how many wait; where tickets run out, O(n), amortized.
 *
 * @example
 * ```ts
 * const line = new WaitingLine<string>();
 * line.join("Ada"); // 1
 * line.join("Ben"); // 2
 * line.leave("Ada"); // true
 * line.place("Ben"); // 1
 * ```
 */
export class WaitingLine<Player> implements Iterable<Player> {
  /** The ticket that each one holds; the order of the line is that of the map. */
  #tickets = new Map<Player, number>();
  #held = new FenwickTree(new Uint8Array(INITIAL_TICKETS));
  #capacity = INITIAL_TICKETS;
  #nextTicket = 0;

  /** How many wait. */
  get length(): number {
    return this.#tickets.size;
  }

  /** Goes to the end. @returns the place, from 1 on */
  join(player: Player): number {
    if (this.#nextTicket === this.#capacity) this.#renumber();
    this.#held.add(this.#nextTicket, 1);
    this.#tickets.set(player, this.#nextTicket++);
    return this.length;
  }

  /** Leaves from anywhere. @returns whether the player was in line */
  leave(player: Player): boolean {
    const ticket = this.#tickets.get(player);
    if (ticket === undefined) return false;
    this.#held.add(ticket, -1);
    return this.#tickets.delete(player);
  }

  /** Takes the first one out; `null` if nobody waits. */
  shift(): Player | null {
    for (const first of this) {
      this.leave(first);
      return first;
    }
    return null;
  }

  /** The place, from 1 on; 0 for somebody who is not in line. */
  place(player: Player): number {
    const ticket = this.#tickets.get(player);
    return ticket === undefined ? 0 : this.#held.prefixSum(ticket) + 1;
  }

  /** Those who wait, the next one first. */
  [Symbol.iterator](): Iterator<Player> {
    return this.#tickets.keys();
  }

  /** Hands out new tickets, in the same order, with as many to spare. */
  #renumber(): void {
    const players = [...this];
    this.#capacity = Math.max(INITIAL_TICKETS, 2 * players.length);
    this.#held = new FenwickTree(new Uint8Array(this.#capacity).fill(1, 0, players.length));
    this.#tickets = new Map(players.map((player, ticket) => [player, ticket]));
    this.#nextTicket = players.length;
  }
}
