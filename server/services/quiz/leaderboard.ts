import type { GameResult } from "./game.ts";

/** Finished games: by rank, and in the order in which they finished. */
export class Leaderboard {
  #ranked: GameResult[] = [];
  #finished: GameResult[] = [];

  get count(): number {
    return this.#finished.length;
  }

  /** All games in the order in which they finished. */
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
    this.#finished.push(result);
    const place = this.#search((other) => byRank(result, other) < 0);
    this.#ranked.splice(place, 0, result);
    return place + 1;
  }

  /** The rank of a game that {@linkcode add} took, from 1 on. Cost: a search, and a walk over the games that tie with it. */
  rankOf(result: GameResult): number {
    return this.#ranked.indexOf(result, this.#search((other) => byRank(result, other) <= 0)) + 1;
  }

  /** Puts games on a new leaderboard, in the order in which they finished. Cost: a sort. */
  restore(finished: readonly GameResult[]): void {
    this.#finished = [...finished];
    this.#ranked = finished.toSorted(byRank);
  }

  /** The best games, at most `limit`. */
  top(limit: number): readonly GameResult[] {
    return this.#ranked.slice(0, limit);
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
