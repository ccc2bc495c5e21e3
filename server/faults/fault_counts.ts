/** How often each kind of fault struck. */
export class FaultCounts {
  readonly #counts = new Map<string, number>();

  /** Counts a fault. */
  strike(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  [Symbol.iterator](): IterableIterator<[kind: string, count: number]> {
    return this.#counts.entries();
  }
}
