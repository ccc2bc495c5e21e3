/** What happens to rooms, and how it is kept. */
import { z } from "@hono/zod-openapi";
import { Question } from "../sets/question_set.ts";

/** How a room is played: by all together, question by question, or by each at their own pace. */
export const MODES = ["live", "self-paced"] as const;
export type Mode = typeof MODES[number];

/** What a right answer scores: the marks of the set, or up to 1000 points, the more the faster. */
export const POINTS = ["marks", "speed"] as const;
export type Points = typeof POINTS[number];

/** Where a room is. */
export const PHASES = ["lobby", "question", "reveal", "standings", "podium"] as const;
export type Phase = typeof PHASES[number];

const Asked = z.object({ question: Question, shown: z.array(z.int()).readonly().optional() });

/** When it happens: on a clock that never jumps, comparable while the same server runs, and the date; in milliseconds. */
const time = { at: z.number(), date: z.number() };
const room = { ...time, pin: z.string() };
/** Where a remote control believes the room to be: elsewhere, nothing is done. */
const expected = { phase: z.enum(PHASES), number: z.int() };

const RoomChange = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("open"),
    ...room,
    token: z.string(),
    title: z.string(),
    mode: z.enum(MODES),
    points: z.enum(POINTS),
    /** How long a reveal and standings are shown before the room goes on by itself; 0 if it waits for the host. */
    autoSeconds: z.int(),
    /** Whether names are looked at for rude words. */
    filter: z.boolean(),
    /** How long a question is open, unless it says otherwise; 0 for no limit. */
    seconds: z.int(),
    marks: z.object({ right: z.number(), wrong: z.number() }),
    questions: z.array(Asked),
  }),
  z.object({ type: z.literal("close"), ...room }),
  z.object({
    type: z.literal("advance"),
    ...room,
    expected: z.object(expected).optional(),
    what: z.enum(["start", "next", "end"]),
  }),
  z.object({ type: z.literal("lock"), ...room, locked: z.boolean() }),
  z.object({ type: z.literal("remove"), ...room, name: z.string() }),
  z.object({ type: z.literal("rename"), ...room, name: z.string(), to: z.string() }),
  z.object({ type: z.literal("join"), ...room, token: z.string(), name: z.string(), connection: z.int() }),
  z.object({ type: z.literal("answer"), ...time, token: z.string(), text: z.string() }),
  z.object({ type: z.literal("skip"), ...time, token: z.string() }),
  z.object({ type: z.literal("lose"), ...time, token: z.string(), connection: z.int() }),
  z.object({ type: z.literal("resume"), ...time, token: z.string(), connection: z.int() }),
  /** The player goes: out of a lobby for good, out of a game as one who may come back. */
  z.object({ type: z.literal("leave"), ...time, token: z.string(), connection: z.int() }),
]);

/** Something that happens to a room. */
export type RoomChange = z.infer<typeof RoomChange>;

/** Reads a change as it was kept. @throws where it can't have been */
export function readRoomChange(kept: unknown): RoomChange {
  return RoomChange.parse(kept);
}
