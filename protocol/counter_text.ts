/** What the counter says on the wire: written by the server, read by its clients. */
import { factsLine, integer, word } from "./facts.ts";

/** The highest ID of a counter. */
export const MAX_COUNTER_ID = 10_000;

/** The reply to `COUNTER`, behind `OK`. */
export const COUNTER_TAKEN = factsLine("", { id: integer, value: integer, increment: integer, token: word });
