/** Many clients add values to one store, each on its own: what they do at the same time is up to the event loop. */
import { EventLoop } from "./event_loop.ts";
import { ProtectedStore, type Store, UnprotectedStore } from "./stores.ts";

/**
 * Before it adds a value, a client pauses for up to this many turns of the event loop for each client there is: so the load is
 * about the same however many there are. It pauses for no more than the most.
 */
const PAUSE_PER_CLIENT = 8;
const LONGEST_PAUSE = 400;
/** Values are integers from 0 up to, without, this. */
const VALUES = 1_000_000;

/** How a race is to be. */
export interface RaceOptions {
  readonly clients: number;
  /** How many values they add, all together. */
  readonly values: number;
  /** Whether a semaphore admits one client at a time. */
  readonly semaphore: boolean;
  /** Ends the race early. */
  readonly signal: AbortSignal;
}

/** How a race ended. */
export interface RaceResult extends Pick<RaceOptions, "clients" | "values" | "semaphore"> {
  /** How many values the store has. */
  readonly there: number;
  /** How many values were added, and are not there. */
  readonly lost: number;
}

/**
 * Runs a race in a store of its own.
 *
 * @throws the signal's reason if it is aborted
 */
export async function race({ clients, values, semaphore, signal }: RaceOptions): Promise<RaceResult> {
  const loop = new EventLoop();
  try {
    const store = semaphore ? new ProtectedStore(loop) : new UnprotectedStore(loop);
    await addAll(store, { loop, clients, values, signal });
    const there = store.values.length;
    return { clients, values, semaphore, there, lost: values - there };
  } finally {
    loop.close();
  }
}

/** Has the clients add random values, and waits until all are added. */
export async function addAll(
  store: Store,
  { loop, clients, values, signal }: Omit<RaceOptions, "semaphore"> & { loop: EventLoop },
): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE, PAUSE_PER_CLIENT * clients);
  let left = values;
  const client = async () => {
    // Nobody else has a turn between the question and the answer: there is no await in between.
    while (left > 0) {
      left--;
      for (let turns = Math.random() * longest; turns > 0; turns--) await loop.turn();
      signal.throwIfAborted();
      await store.add(Math.floor(Math.random() * VALUES));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}
