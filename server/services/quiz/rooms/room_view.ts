/** What everybody may see of a room: nothing in it tells an answer before it is revealed. */
import { z } from "@hono/zod-openapi";
import { type Asked, choicesOf, letter, readable, rightAnswer } from "./asked.ts";
import { MODES, PHASES, POINTS } from "./room_changes.ts";
import { verdictOf } from "./room_lines.ts";
import type { Room, Standing } from "./room.ts";

/** How many different answers are told of, where there is nothing to choose from. */
const TOLD_ANSWERS = 5;

const Given = z.object({ text: z.string(), count: z.int(), right: z.boolean() });

export const RoomView = z.object({
  pin: z.string(),
  title: z.string(),
  mode: z.enum(MODES),
  points: z.enum(POINTS),
  phase: z.enum(PHASES).openapi({ description: "Where the game is; a self-paced room is at question until it is ended" }),
  number: z.int().openapi({ description: "The number of the question, 0 before the first" }),
  of: z.int().openapi({ description: "How many questions there are" }),
  locked: z.boolean(),
  autoSeconds: z.int().openapi({ description: "After so many seconds the room goes on by itself; 0 if it waits for the host" }),
  answered: z.int().openapi({ description: "How many have answered the question" }),
  question: z.object({
    kind: z.string(),
    text: z.string(),
    choices: z.array(z.string()),
    image: z.string().nullable(),
    seconds: z.int().openapi({ description: "How long it is open in all; 0 for no limit" }),
    leftMs: z.int().nullable().openapi({
      description: "How long it still is, in milliseconds; null for no limit, or once it is closed",
    }),
  }).nullable(),
  reveal: z.object({
    answer: z.string().nullable().openapi({ description: "The right answer as it is sent: letters, or a number" }),
    text: z.string().openapi({ description: "The right answer as it reads" }),
    explanation: z.string().nullable(),
    counts: z.array(z.int()).openapi({ description: "How many chose each choice" }),
    given: z.array(Given).openapi({ description: "The answers that most gave, where there was nothing to choose from" }),
    correct: z.int(),
    fastest: z.object({ name: z.string(), seconds: z.number() }).nullable(),
  }).nullable(),
  players: z.array(z.object({
    name: z.string(),
    away: z.boolean().openapi({ description: "Whether the connection is lost" }),
    number: z.int().openapi({ description: "How many questions the player is through with" }),
    answered: z.boolean().openapi({ description: "Whether the player has answered the question" }),
    marks: z.number(),
    rank: z.int(),
    behind: z.number().openapi({ description: "How many marks the player is behind the next" }),
    seconds: z.number(),
    verdict: z.enum(["correct", "wrong", "none"]).nullable().openapi({
      description: "How the player did, once that is revealed",
    }),
  })).openapi({ description: "In the order of their ranks; in the lobby in the order in which they came" }),
}).openapi("Room");

export type RoomView = z.infer<typeof RoomView>;

/** @param at now, on a clock that never jumps */
export function viewOf(room: Room, at: number): RoomView {
  const { facts: { pin, title, mode, points, autoSeconds }, phase, number, of, locked, answered, asked } = room;
  const isRevealed = phase === "reveal";
  return {
    ...{ pin, title, mode, points, phase, number, of, locked, autoSeconds, answered },
    question: asked && (phase === "question" || isRevealed) ? questionOf(room, asked, at) : null,
    reveal: asked && isRevealed ? revealOf(room, asked) : null,
    players: playersOf(room, room.standings()),
  };
}

function questionOf(room: Room, asked: Asked, at: number): RoomView["question"] {
  const { kind, text, image = null } = asked.question;
  return { kind, text, choices: [...choicesOf(asked)], image, seconds: room.secondsFor(asked), leftMs: room.leftMs(at) };
}

function revealOf(room: Room, asked: Asked): RoomView["reveal"] {
  const answers = [...room.players.values()].flatMap((player) => {
    const answer = player.answerTo(room.number);
    return typeof answer?.given === "string" ? [{ ...answer, given: answer.given, name: player.name }] : [];
  });
  const right = answers.filter(({ right }) => right);
  const fastest = right.toSorted((a, b) => a.ms - b.ms)[0];
  const choices = choicesOf(asked);
  const isChoice = choices.length > 0 && asked.question.kind !== "order";
  const { answer = null, text } = rightAnswer(asked);
  return {
    answer,
    text,
    explanation: asked.question.explanation ?? null,
    counts: isChoice ? choices.map((_choice, i) => answers.filter(({ given }) => given.includes(letter(i))).length) : [],
    given: isChoice ? [] : mostGiven(asked, answers),
    correct: right.length,
    fastest: fastest ? { name: fastest.name, seconds: fastest.ms / 1000 } : null,
  };
}

function mostGiven(asked: Asked, answers: readonly { given: string; right: boolean }[]): z.infer<typeof Given>[] {
  const counts = new Map<string, z.infer<typeof Given>>();
  for (const { given, right } of answers) {
    const text = readable(asked, given);
    const known = counts.get(text);
    if (known) known.count++;
    else counts.set(text, { text, count: 1, right });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, TOLD_ANSWERS);
}

function playersOf(room: Room, standings: readonly Standing[]): RoomView["players"] {
  const { phase, number, isLive } = room;
  const isClosed = isLive && number > 0 && phase !== "question";
  return standings.map(({ player, score, ms, rank }, i) => ({
    name: player.name,
    away: player.away,
    number: player.answers.length,
    answered: isLive && number > 0 && player.hasAnswered(number),
    marks: score / 100,
    rank,
    behind: i === 0 ? 0 : (standings[i - 1].score - score) / 100,
    seconds: ms / 1000,
    verdict: isClosed ? verdictOf(player, number) : null,
  }));
}
