import { useSyncExternalStore } from "hono/jsx/dom";

/** How often what has changed is shown anew, in milliseconds: as often as anybody can follow. */
const SHOW_MS = 50;

/** A value that parts of the page show. What changes within a moment is shown once. */
export class Store<State extends object> {
  #state: State;
  #scheduled = false;
  readonly #listeners = new Set<() => void>();

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Changes some of it. */
  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    }, SHOW_MS);
  }

  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): State => this.#state;
}

/** The state of a store, for a component: it is shown anew when that changes. */
export function useStore<State extends object>(store: Store<State>): State {
  return useSyncExternalStore(store.subscribe, store.snapshot);
}
