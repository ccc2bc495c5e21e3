/** What the live feed tells of the counters. */
import { z } from "@hono/zod-openapi";
import type { CounterState } from "./state.ts";

const CounterEvent = z.object({
  id: z.int(),
  value: z.int().openapi({ description: "What its client has calculated last" }),
  increment: z.int().openapi({ description: "The odd or even number that was handed out last" }),
  connected: z.boolean(),
}).openapi({ description: "A counter has changed: as it is now" });

/** The events of the counters. */
export const COUNTER_EVENTS = { counter: CounterEvent };

/** Tells what happens to the counters. */
export function tellCounters(
  { change }: CounterState,
  publish: (event: { type: "counter" } & z.infer<typeof CounterEvent>) => void,
): void {
  change.observer = {
    answered: ({ id, value, increment, connected }) => publish({ type: "counter", id, value, increment, connected }),
  };
}
