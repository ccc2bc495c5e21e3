/** What happens to a counter, and how it is kept. */
import { z } from "@hono/zod-openapi";

/** When it happens, in milliseconds since 1970 began in UTC. */
const at = z.number();
const id = z.int();
/** The number of the connection that asks for it. What an earlier version wrote down has none. */
const connection = z.int().nullish();

const CounterChange = z.discriminatedUnion("type", [
  /**
   * A connection takes the counter; `null` for any that is free. It gets the new `token`, unless it shows, as its `proof`, the one
   * that the counter has. What an earlier version wrote down has neither. With an `increment`, the counter begins with that one, else
   * with the one that it was left with.
   */
  z.object({
    type: z.literal("register"),
    id: id.nullable(),
    token: z.string().nullish(),
    proof: z.string().nullish(),
    increment: z.int().nullish(),
    connection,
    at,
  }),
  z.object({ type: z.literal("value"), id, value: z.int(), connection, at }),
  z.object({ type: z.literal("increment"), id, increment: z.int(), connection, at }),
  /** The connection that has it is gone. Nothing happens if another one has it by now. */
  z.object({ type: z.literal("release"), id, connection, at }),
]);

export type CounterChange = z.infer<typeof CounterChange>;

/** Reads a change as it was kept. @throws where it can't have been */
export function readCounterChange(kept: unknown): CounterChange {
  return CounterChange.parse(kept);
}
