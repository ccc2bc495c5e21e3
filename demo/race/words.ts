/** What the race is told in, in the terminal and on the page. */
import { ADDED, FIRST, type Interleaving, LOSING_SCHEDULES, type Move, other, SCHEDULES } from "./interleaving.ts";
import type { RaceResult } from "./race.ts";

/** What the step-by-step part is about. */
export const STEPS_INTRODUCTION =
  `The array is ${shownArray(FIRST)}. Client A adds ${ADDED.A}, client B adds ${ADDED.B}. To add a value, a client ` +
  "reads the array, computes the next one, and writes that; after each step the other client may have its turn.";

/** An array in a few characters, such as `[3 7]`. */
export function shownArray(values: readonly number[]): string {
  return `[${values.join(" ")}]`;
}

/** A step in a few words, such as `reads [3 7]`. */
export function shownMove({ client, does, values }: Move): string {
  return does === "waits" ? `waits for ${other(client)}` : `${does} ${shownArray(values)}`;
}

/** What came of a schedule, and why. */
export function verdict({ moves, loser }: Interleaving): string {
  if (loser !== null) {
    const winner = other(loser);
    return `${ADDED[loser]} is lost: client ${winner} had read the array before client ${loser} wrote, and wrote over it.`;
  }
  const first = moves[0].client;
  const both = `client ${other(first)} read only after client ${first} had written`;
  if (moves[0].takes) return `Nothing is lost: ${both}.`;
  return `Nothing is lost this time: ${both}, by luck. ${LOSING_SCHEDULES} of the ${SCHEDULES.length} schedules lose a value.`;
}

/** How both races ended, in two or three sentences. */
export function outcome({ without, guarded }: { without: RaceResult; guarded: RaceResult }): string {
  const { clients, values, there, lost } = without;
  const bare = lost > 0
    ? `Without the semaphore ${formatCount(there)} are there, ${formatCount(lost)} were lost.`
    : "Without the semaphore all are there, by luck: try more clients and values.";
  return `${formatCount(clients)} clients added ${formatCount(values)} values. ${bare} With it: ${formatCount(guarded.there)}.`;
}

/** Why it is so. */
export const REASON =
  "A client that reads while another computes gets an array without the other's value, and writes it back. Each " +
  "function is right by itself; only the turns in between make them wrong, so a test with one client finds nothing. The " +
  "semaphore admits one client at a time, from its read to its write.";

/** Where to go on reading. */
export const SOURCES = {
  race: "demo/race/stores.ts",
  server: "server/engine/engine.ts",
};

/** A number with separators, such as `10,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en");
}
