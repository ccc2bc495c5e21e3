/** What the live feed tells of the counters. */
import { z } from "@hono/zod-openapi";
import type { Counter } from "./registry.ts";

const CounterEvent = z.object({
  id: z.int(),
  value: z.int().openapi({ description: "What its client has calculated last" }),
  increment: z.int().openapi({ description: "The odd or even number that was handed out last" }),
  connected: z.boolean(),
}).openapi({
  description: "A counter has changed: as it is now",
  example: { id: 42, value: 17, increment: 5, connected: true },
});

/** The events of the counters. */
export const COUNTER_EVENTS = { counter: CounterEvent };

/** Tells what happens to the counters. @returns what is to be called with each counter that has changed */
export function tellCounters(
  publish: (event: { type: "counter" } & z.infer<typeof CounterEvent>) => void,
): (counter: Counter) => void {
  return ({ id, value, increment, connected }) => publish({ type: "counter", id, value, increment, connected });
}
