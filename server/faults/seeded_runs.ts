/** So many runs are counted at once; of more, the one that nothing was asked of for longest is forgotten. */
const MAX_RUNS = 1000;

/** Which request of its run each is: those with the same seed from the same address are a run. */
export class SeededRuns {
  /** The number of the last request of each, that of the run that was idle longest first. */
  readonly #last = new Map<string, number>();

  /** The number of the next request: the one that it says it is, or the one behind the last. */
  next({ hostname, seed, nth }: { hostname: string; seed: number; nth: number | null }): number {
    const key = `${seed} ${hostname}`;
    const number = nth ?? (this.#last.get(key) ?? 0) + 1;
    this.#last.delete(key);
    this.#last.set(key, number);
    const [oldest] = this.#last.keys();
    if (this.#last.size > MAX_RUNS) this.#last.delete(oldest);
    return number;
  }
}
