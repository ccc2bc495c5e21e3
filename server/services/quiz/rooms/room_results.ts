/** How the game of a room went, for the teacher: what each player answered, and how each question was answered. */
import { z } from "@hono/zod-openapi";
import { csvOf } from "../../rest/csv.ts";
import { readable, rightAnswer } from "./asked.ts";
import type { Player } from "./player.ts";
import type { Room } from "./room.ts";

const Answered = z.object({ text: z.string().nullable(), right: z.boolean(), marks: z.number(), seconds: z.number() });

export const RoomResults = z.object({
  pin: z.string(),
  title: z.string(),
  openedAt: z.iso.datetime(),
  questions: z.array(z.object({
    number: z.int(),
    kind: z.string(),
    text: z.string(),
    answer: z.string(),
    correct: z.int(),
    wrong: z.int(),
    none: z.int().openapi({ description: "How many gave no answer" }),
    meanSeconds: z.number().nullable().openapi({ description: "How long an answer took; null where there is none" }),
  })),
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
  return { pin, title, openedAt: new Date(date).toISOString(), questions: questionsOf(room), players };
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

function questionsOf(room: Room): RoomResults["questions"] {
  return room.facts.questions.slice(0, closedOf(room)).map((asked, i) => {
    const answers = [...room.players.values()].flatMap((player) => player.answerTo(i + 1) ?? []);
    const given = answers.filter(({ given }) => given !== null);
    const correct = given.filter(({ right }) => right).length;
    const seconds = given.reduce((sum, { ms }) => sum + ms, 0) / 1000;
    return {
      number: i + 1,
      kind: asked.question.kind,
      text: asked.question.text,
      answer: rightAnswer(asked).text,
      correct,
      wrong: given.length - correct,
      none: answers.length - given.length,
      meanSeconds: given.length === 0 ? null : Math.round(1000 * seconds / given.length) / 1000,
    };
  });
}
