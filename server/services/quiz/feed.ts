/** What the live feed tells of the quiz. */
import { z } from "@hono/zod-openapi";
import type { Engine } from "../../engine/engine.ts";
import type { QuizEvent } from "./events.ts";
import type { RoomEvent as RoomOutcomeEvent } from "./rooms/rooms.ts";

const name = z.string();
const marks = z.number();

const PlayerEvent = z.object({
  name,
  what: z.enum(["waiting", "playing", "away", "back", "left"]),
  place: z.int().openapi({ description: "The place in line, 0 where there is none" }),
}).openapi({
  description: "Somebody has joined, has got a seat, is away, is back, or has given up",
  example: { name: "Ada", what: "waiting", place: 2 },
});

const LineMovedEvent = z.object({ waiting: z.int() })
  .openapi({ description: "The line for the quiz has become shorter: how many wait now", example: { waiting: 12 } });

const AnswerEvent = z.object({
  name,
  question: z.int(),
  verdict: z.enum(["correct", "wrong", "skipped", "timeout"]),
  marks,
}).openapi({ description: "A question was closed", example: { name: "Ada", question: 3, verdict: "wrong", marks: 1.75 } });

const ResultEvent = z.object({ name, marks, seconds: z.number(), rank: z.int() })
  .openapi({ description: "A game has ended", example: { name: "Ada", marks: 9.75, seconds: 41.21, rank: 1 } });

const RoomEvent = z.object({
  pin: z.string().optional().openapi({ description: "Which room it is, for hosts only: a PIN is what lets people in" }),
}).openapi({ description: "Something has happened in a room: read it anew", example: { pin: "482913" } });

/** The events of the quiz. */
export const QUIZ_EVENTS = {
  player: PlayerEvent,
  line: LineMovedEvent,
  answer: AnswerEvent,
  result: ResultEvent,
  room: RoomEvent,
};

/** An event of the quiz, in the live feed. */
type LiveQuizEvent = {
  [Type in keyof typeof QUIZ_EVENTS]: { readonly type: Type } & z.infer<typeof QUIZ_EVENTS[Type]>;
}[keyof typeof QUIZ_EVENTS];

/**
 * Tells what happens to the quiz. How the line moved is told once for all that was committed together.
 *
 * @returns what is to be called with each event
 */
export function tellQuiz(
  engine: Pick<Engine, "onSettled">,
  publish: (event: LiveQuizEvent) => void,
): (event: QuizEvent) => void {
  let lineMoved: LiveQuizEvent | null = null;
  engine.onSettled(() => {
    if (lineMoved) publish(lineMoved);
    lineMoved = null;
  });
  return (event) => {
    const told = liveEvent(event);
    if (told?.type === "line") lineMoved = told;
    else if (told) publish(told);
  };
}

/**
 * Tells that something has happened in a room: once for all that was committed together.
 *
 * @returns what is to be called with each event
 */
export function tellRooms(
  engine: Pick<Engine, "onSettled">,
  publish: (event: LiveQuizEvent, forPlayers: LiveQuizEvent) => void,
): (event: Pick<RoomOutcomeEvent, "room">) => void {
  const changed = new Set<string>();
  engine.onSettled(() => {
    for (const pin of changed) publish({ type: "room", pin }, { type: "room" });
    changed.clear();
  });
  return ({ room }) => void changed.add(room.facts.pin);
}

/** What the live feed tells of an event; `null` where that is nothing. */
function liveEvent(event: QuizEvent): LiveQuizEvent | null {
  switch (event.type) {
    case "line":
      return { type: "line", waiting: event.waiting };
    case "player":
      return { type: "player", name: event.name, what: event.what, place: event.place };
    case "left":
      return { type: "player", name: event.name, what: "left", place: 0 };
    case "judged": {
      const { name, number: question, verdict, quarters } = event;
      return { type: "answer", name, question, verdict, marks: quarters / 4 };
    }
    case "result": {
      const { name, result: { quarters, ms }, rank } = event;
      return { type: "result", name, marks: quarters / 4, seconds: ms / 1000, rank };
    }
    case "question":
    case "timeout":
      return null;
  }
}
