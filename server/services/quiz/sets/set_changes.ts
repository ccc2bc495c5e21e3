/** What happens to the question sets, and how it is kept. */
import { z } from "@hono/zod-openapi";
import type { Random } from "../../../random.ts";
import { QuestionSet } from "./question_set.ts";

/** Whatever was asked for: a change that is refused is kept as well, and must be readable. */
const id = z.string();
const SetChange = z.discriminatedUnion("type", [
  z.object({ type: z.literal("add"), id, set: QuestionSet }),
  z.object({ type: z.literal("replace"), id, set: QuestionSet }),
  z.object({ type: z.literal("remove"), id }),
]);

/** Something that happens to a set. */
export type SetChange = z.infer<typeof SetChange>;

/** Reads a change as it was kept. @throws where it can't have been */
export function readSetChange(kept: unknown): SetChange {
  return SetChange.parse(kept);
}

/** What IDs are made of: nothing that is easily taken for something else. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const ID_LENGTH = 4;

/** A new ID for a set, such as `x7k2`; one that is taken gets more letters. */
export function newSetId(random: Random, isTaken: (id: string) => boolean): string {
  let id = "";
  do id += LETTERS[Math.floor(random() * LETTERS.length)]; while (id.length < ID_LENGTH || isTaken(id));
  return id;
}
