/** How the game of a room went, for the teacher: what each player answered, and how each question was answered. */
import { z } from "@hono/zod-openapi";
import { csvOf } from "../../rest/csv.ts";
import { type Asked, readable, rightAnswer } from "./asked.ts";
import type { Player } from "./player.ts";
import type { Room } from "./room.ts";

const Answered = z.object({ text: z.string().nullable(), right: z.boolean(), marks: z.number(), seconds: z.number() });

const QuestionFacts = z.object({ number: z.int(), kind: z.string(), text: z.string(), answer: z.string() });

const Outcome = z.object({
  correct: z.int(),
  wrong: z.int(),
  none: z.int().openapi({ description: "How many gave no answer" }),
  meanSeconds: z.number().nullable().openapi({ description: "How long an answer took; null where there is none" }),
});

export const RoomQuestions = z.object({
  questions: z.array(QuestionFacts.extend({
    outcome: Outcome.nullable().openapi({ description: "How it was answered; null until it is closed" }),
  })),
}).openapi("RoomQuestions");

export const RoomResults = z.object({
  pin: z.string(),
  title: z.string(),
  openedAt: z.iso.datetime(),
  questions: z.array(QuestionFacts.extend(Outcome.shape)),
  players: z.array(z.object({
    rank: z.int(),
    name: z.string(),
    marks: z.number(),
    correct: z.int(),
    wrong: z.int(),
    skipped: z.int(),
    seconds: z.number(),
    answers: z.array(Answered.nullable()).openapi({
      description: "To each question that was asked; null if it was before the player came",
    }),
  })),
}).openapi("RoomResults");

export type RoomResults = z.infer<typeof RoomResults>;

/** What has come of the questions that are closed. */
export function resultsOf(room: Room): RoomResults {
  const { facts: { pin, title, date } } = room;
  const players = room.standings().map(({ player, rank, score, ms }) => ({
    rank,
    name: player.name,
    marks: score / 100,
    ...countsOf(player, room),
    seconds: ms / 1000,
    answers: player.answers.slice(0, closedOf(room)).map((answer, i) =>
      answer && {
        text: answer.given === null ? null : readable(room.facts.questions[i], answer.given),
        right: answer.right,
        marks: answer.score / 100,
        seconds: answer.ms / 1000,
      }
    ),
  }));
  const questions = room.facts.questions.slice(0, closedOf(room)).map((asked, i) => {
    return { ...factsOf(asked, i + 1), ...outcomeOf(room, i + 1) };
  });
  return { pin, title, openedAt: new Date(date).toISOString(), questions, players };
}

/** All questions, also those to come, for hosts alone. */
export function questionsOf(room: Room): z.infer<typeof RoomQuestions> {
  const closed = closedOf(room);
  return {
    questions: room.facts.questions.map((asked, i) => {
      return { ...factsOf(asked, i + 1), outcome: i < closed ? outcomeOf(room, i + 1) : null };
    }),
  };
}

/** The players, with their answers, as comma-separated values. */
export function resultsCsvOf(room: Room): string {
  const { questions, players } = resultsOf(room);
  const columns = ["rank", "name", "marks", "correct", "wrong", "skipped", "seconds"];
  const rows = players.map(({ rank, name, marks, correct, wrong, skipped, seconds, answers }) => {
    return [rank, name, marks, correct, wrong, skipped, seconds, ...questions.map((_, i) => answers[i]?.text ?? "")];
  });
  return csvOf([...columns, ...questions.map(({ number, text }) => `${number}: ${text}`)], rows);
}

/** How many questions have been closed. */
function closedOf({ isLive, phase, number, of }: Room): number {
  return isLive ? phase === "question" ? number - 1 : number : of;
}

function countsOf(player: Player, room: Room) {
  const { correct, wrong, skipped } = player.total(closedOf(room));
  return { correct, wrong, skipped };
}

function factsOf(asked: Asked, number: number): z.infer<typeof QuestionFacts> {
  const { kind, text } = asked.question;
  return { number, kind, text, answer: rightAnswer(asked).text };
}

function outcomeOf(room: Room, number: number): z.infer<typeof Outcome> {
  const answers = [...room.players.values()].flatMap((player) => player.answerTo(number) ?? []);
  const given = answers.filter(({ given }) => given !== null);
  const correct = given.filter(({ right }) => right).length;
  const seconds = given.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return {
    correct,
    wrong: given.length - correct,
    none: answers.length - given.length,
    meanSeconds: given.length === 0 ? null : Math.round(1000 * seconds / given.length) / 1000,
  };
}
