/** What the commands that look after a server's data share. */
import { type ServiceState, shownHash, State } from "../server/engine/state.ts";
import type { Findings } from "../server/journal/check.ts";
import { SERVICES } from "../server/services/mod.ts";

/** The state of a server that has not been started, to read data into. */
export function newState(): State {
  return new State(newServices());
}

export function newServices(): readonly ServiceState[] {
  return SERVICES.map((service) => service.create().state);
}

/** What was found. Data that is the same has the same hash. */
export function summary({ summary, hash }: Findings): string {
  return [...Object.entries(summary).map((entry) => entry.join(" ")), `hash ${hash && shownHash(hash)}`].join(", ");
}
