import type { GameResult } from "./game.ts";

/** How many finished games are kept. A journal is replayed with this: changing it changes what old journals come to. */
export const MAX_FINISHED = 10_000;

/** The last finished games: by rank, and in the order in which they finished. */
export class Leaderboard {
  readonly #max: number;
  #ranked: GameResult[] = [];
  #finished: GameResult[] = [];
  #dropped = 0;

  /** @param max how many are kept: when another one finishes, the oldest is dropped, however good it was */
  constructor({ max = MAX_FINISHED } = {}) {
    this.#max = max;
  }

  /** How many games are kept. */
  get count(): number {
    return this.#finished.length;
  }

  /** How many games were finished before those, and are not kept. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The games that are kept, in the order in which they finished. */
  get finished(): readonly GameResult[] {
    return this.#finished;
  }

  /**
   * Puts a game in its place: by marks, then by time, then by who finished first. Cost: a search, and the move of what ranks
   * behind it.
   *
   * @returns its rank, from 1 on
   */
  add(result: GameResult): number {
    if (this.#finished.length === this.#max) this.#dropOldest();
    this.#finished.push(result);
    const place = this.#search((other) => byRank(result, other) < 0);
    this.#ranked.splice(place, 0, result);
    return place + 1;
  }

  /** The rank of a game that {@linkcode add} took, from 1 on; 0 if it is not kept. Cost: a search, and a walk over the games that tie with it. */
  rankOf(result: GameResult): number {
    return this.#ranked.indexOf(result, this.#search((other) => byRank(result, other) <= 0)) + 1;
  }

  /** Puts games on a new leaderboard, in the order in which they finished, behind `dropped` others. Cost: a sort. */
  restore(finished: readonly GameResult[], dropped: number): void {
    // An earlier version kept all.
    this.#finished = finished.slice(-this.#max);
    this.#dropped = dropped + finished.length - this.#finished.length;
    this.#ranked = this.#finished.toSorted(byRank);
  }

  /** Forgets all games. @returns them, the best first */
  clear(): readonly GameResult[] {
    const ranked = this.#ranked;
    [this.#ranked, this.#finished, this.#dropped] = [[], [], 0];
    return ranked;
  }

  /** The best games, at most `limit`. */
  top(limit: number): readonly GameResult[] {
    return this.#ranked.slice(0, limit);
  }

  #dropOldest(): void {
    const oldest = this.#finished.shift();
    if (!oldest) return;
    // Of games that tie, it is the first.
    this.#ranked.splice(this.rankOf(oldest) - 1, 1);
    this.#dropped++;
  }

  /** The first position whose game, and so every one behind it, `isBehind`; how many there are if none is. */
  #search(isBehind: (other: GameResult) => boolean): number {
    let low = 0;
    let high = this.#ranked.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBehind(this.#ranked[middle])) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Negative where `a` ranks before `b`; 0 where it does if it finished first. */
function byRank(a: GameResult, b: GameResult): number {
  return b.quarters - a.quarters || a.ms - b.ms;
}
