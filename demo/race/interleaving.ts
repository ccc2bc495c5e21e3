/**
 * Two clients that add a value each, step by step: which of them has its turn when is a schedule, and the same schedule is run
 * without a semaphore and with one.
 */
import { seededRandom } from "../../server/seeded_random.ts";
import { withValue } from "./sorted.ts";

/** The two clients. */
export type ClientName = "A" | "B";
/** The array before they come. */
export const FIRST: readonly number[] = [3, 7];
/** What each of them adds. */
export const ADDED: Readonly<Record<ClientName, number>> = { A: 5, B: 9 };

/** The steps of a client: after each of them, the other may have its turn. */
const STEPS = 3;

/** A step. */
export interface Move {
  readonly client: ClientName;
  /** A client that may not read yet waits for the other. */
  readonly does: "reads" | "computes" | "writes" | "waits";
  /** What it reads, computes or writes; none if it waits. */
  readonly values: readonly number[];
  /** The array that is stored after the step. */
  readonly stored: readonly number[];
  /** Whether it acquires the semaphore before it reads, or releases it when it has written. */
  readonly takes: "acquires" | "releases" | null;
  /** Whether the other client waits for the semaphore meanwhile. */
  readonly isOtherWaiting: boolean;
}

/** What a schedule leads to. */
export interface Interleaving {
  readonly moves: readonly Move[];
  /** The array in the end. */
  readonly stored: readonly number[];
  /** Whose value is not in it; `null` if both are. */
  readonly loser: ClientName | null;
}

/** All schedules: who has each turn, such as `ABABAB`. */
export const SCHEDULES: readonly string[] = schedules("", { A: STEPS, B: STEPS });

/** How many of them lose a value without a semaphore. */
export const LOSING_SCHEDULES: number = SCHEDULES.filter((schedule) => loses(schedule)).length;

/** The client that is not this one. */
export function other(client: ClientName): ClientName {
  return client === "A" ? "B" : "A";
}

/** The schedule that a seed picks: each is as likely as any other. */
export function scheduleOf(seed: number): string {
  return SCHEDULES[Math.floor(seededRandom(seed)() * SCHEDULES.length)];
}

/** A seed whose schedule loses a value without a semaphore. */
export function losingSeed(random: () => number): number {
  for (;;) {
    const seed = Math.floor(random() * 1000);
    if (loses(scheduleOf(seed))) return seed;
  }
}

/** Runs a schedule. With a semaphore, the turns of a client that waits pass; it catches up in the end. */
export function interleave(schedule: string, { semaphore }: { semaphore: boolean }): Interleaving {
  const store: SharedStore = { values: FIRST, isTaken: false };
  const running = { A: adding("A", { store, semaphore }), B: adding("B", { store, semaphore }) };
  const waiting = new Set<ClientName>();
  const moves: Move[] = [];
  const turn = (client: ClientName) => {
    if (waiting.has(client) && store.isTaken) return;
    const { value: move } = running[client].next();
    if (!move) return;
    if (move.does === "waits") waiting.add(client);
    else waiting.delete(client);
    moves.push({ ...move, isOtherWaiting: waiting.has(other(client)) });
  };
  for (const client of schedule) turn(client === "A" ? "A" : "B");
  for (const client of ["A", "B", "A"] as const) for (let i = 0; i < STEPS; i++) turn(client);
  const missing = (client: ClientName) => !store.values.includes(ADDED[client]);
  return { moves, stored: store.values, loser: missing("A") ? "A" : missing("B") ? "B" : null };
}

interface SharedStore {
  values: readonly number[];
  /** Whether a client holds the semaphore. */
  isTaken: boolean;
}

/** A client that adds its value: it stops after each step, until it has its next turn. */
function* adding(
  client: ClientName,
  { store, semaphore }: { store: SharedStore; semaphore: boolean },
): Generator<Omit<Move, "isOtherWaiting">, undefined> {
  while (semaphore && store.isTaken) yield { client, does: "waits", values: [], stored: store.values, takes: null };
  store.isTaken = semaphore;
  const seen = store.values;
  yield { client, does: "reads", values: seen, stored: store.values, takes: semaphore ? "acquires" : null };
  const next = withValue(seen, ADDED[client]);
  yield { client, does: "computes", values: next, stored: store.values, takes: null };
  store.values = next;
  store.isTaken = false;
  yield { client, does: "writes", values: next, stored: store.values, takes: semaphore ? "releases" : null };
}

function loses(schedule: string): boolean {
  return interleave(schedule, { semaphore: false }).loser !== null;
}

function schedules(begun: string, left: Readonly<Record<ClientName, number>>): string[] {
  if (left.A + left.B === 0) return [begun];
  return [
    ...left.A > 0 ? schedules(`${begun}A`, { ...left, A: left.A - 1 }) : [],
    ...left.B > 0 ? schedules(`${begun}B`, { ...left, B: left.B - 1 }) : [],
  ];
}
