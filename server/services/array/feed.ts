/** What the live feed tells of the array. */
import { z } from "@hono/zod-openapi";
import type { Engine } from "../../engine/engine.ts";
import type { ArrayState } from "./state.ts";

/** An event lists at most this many of the added values. */
const TOLD_VALUES = 20;

const ArrayEvent = z.object({
  added: z.int().openapi({ description: "How many values were put in" }),
  values: z.array(z.int()).openapi({ description: `The first of them, at most ${TOLD_VALUES}` }),
  removed: z.int().openapi({ description: "How many values were taken out" }),
  count: z.int().openapi({ description: "How many values the array holds now" }),
}).openapi({
  description: "The array has changed: all that was committed together",
  example: { added: 3, values: [5, 3, 9], removed: 0, count: 17 },
});

/** The events of the array. */
export const ARRAY_EVENTS = { array: ArrayEvent };

/** Tells what happens to the array: one event for all that was committed together. */
export function tellArray(
  { add, remove, clear, list }: ArrayState,
  engine: Pick<Engine, "onSettled">,
  publish: (event: { type: "array" } & z.infer<typeof ArrayEvent>) => void,
): void {
  let [added, removed] = [0, 0];
  let told: number[] = [];
  add.observer = {
    applied(_count, values, start, end) {
      added += end - start;
      for (let i = start; i < end && told.length < TOLD_VALUES; i++) told.push(values[i]);
    },
  };
  remove.observer = clear.observer = { applied: (count) => void (removed += count) };
  engine.onSettled(() => {
    if (added === 0 && removed === 0) return;
    publish({ type: "array", added, values: told, removed, count: list.count });
    [added, removed] = [0, 0];
    told = [];
  });
}
