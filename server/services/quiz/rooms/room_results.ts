/** How the game of a room went, for the teacher: what each player answered, and how each question was answered. */
import { z } from "@hono/zod-openapi";
import { csvOf, csvRows } from "../../rest/csv.ts";
import { type Asked, readable, rightAnswer } from "./asked.ts";
import type { Answer } from "./player.ts";
import type { Room, RoomFacts } from "./room.ts";

const Answered = z.object({ text: z.string().nullable(), right: z.boolean(), marks: z.number(), seconds: z.number() });

const QuestionFacts = z.object({ number: z.int(), kind: z.string(), text: z.string(), answer: z.string() });

const Tally = z.object({
  correct: z.int(),
  wrong: z.int(),
  none: z.int().openapi({ description: "How many gave no answer" }),
  meanSeconds: z.number().nullable().openapi({ description: "How long an answer took; null where there is none" }),
});

export const RoomQuestions = z.object({
  questions: z.array(QuestionFacts.extend({
    outcome: Tally.nullable().openapi({ description: "How it was answered; null until it is closed" }),
  })),
}).openapi("RoomQuestions");

export const RoomResults = z.object({
  pin: z.string(),
  title: z.string(),
  openedAt: z.iso.datetime(),
  questions: z.array(QuestionFacts.extend(Tally.shape)),
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

type PlayerResult = RoomResults["players"][number];

/** What has come of the closed questions, as it stood at one moment. It shares the answers, which never change. */
export interface Outcome {
  readonly facts: RoomFacts;
  /** The questions that are closed. */
  readonly questions: readonly Asked[];
  /** The players, the best first. */
  readonly players: readonly (Omit<PlayerResult, "answers"> & { readonly answers: readonly (Answer | null)[] })[];
}

/** What has come of the questions that are closed by now. Cost: O(players log players). */
export function outcomeOf(room: Room): Outcome {
  const { facts } = room;
  const closed = closedOf(room);
  const players = room.standings().map(({ player, rank, score, ms }) => {
    const { correct, wrong, skipped } = player.total(closed);
    const answers = player.answers.slice(0, closed);
    return { rank, name: player.name, marks: score / 100, correct, wrong, skipped, seconds: ms / 1000, answers };
  });
  return { facts, questions: facts.questions.slice(0, closed), players };
}

/** The JSON of {@linkcode RoomResults}: a text for each question and each player. */
export function* resultsJson(outcome: Outcome): Generator<string> {
  const { facts: { pin, title, date }, questions, players } = outcome;
  const openedAt = new Date(date).toISOString();
  yield `${JSON.stringify({ pin, title, openedAt }).slice(0, -1)},"questions":[`;
  for (const i of questions.keys()) yield separated(i, questionOf(outcome, i));
  yield '],"players":[';
  for (const [i, player] of players.entries()) {
    const answers = player.answers.map((answer, i) =>
      answer &&
      { text: answerText(questions[i], answer), right: answer.right, marks: answer.score / 100, seconds: answer.ms / 1000 }
    );
    yield separated(i, { ...player, answers });
  }
  yield "]}";
}

/** The players, with their answers, as comma-separated values: a text for each. */
export function* resultsCsv({ questions, players }: Outcome): Generator<string> {
  const columns = ["rank", "name", "marks", "correct", "wrong", "skipped", "seconds"];
  yield csvOf([...columns, ...questions.map(({ question }, i) => `${i + 1}: ${question.text}`)]);
  for (const { rank, name, marks, correct, wrong, skipped, seconds, answers } of players) {
    const texts = questions.map((asked, i) => answerText(asked, answers[i]) ?? "");
    yield csvRows([[rank, name, marks, correct, wrong, skipped, seconds, ...texts]]);
  }
}

/** One of several values in a JSON list. */
function separated(i: number, value: RoomResults["questions"][number] | PlayerResult): string {
  return `${i === 0 ? "" : ","}${JSON.stringify(value)}`;
}

/** All questions, also those to come, for hosts alone. */
export function questionsOf(room: Room): z.infer<typeof RoomQuestions> {
  const { questions, players } = outcomeOf(room);
  return {
    questions: room.facts.questions.map((asked, i) => {
      return { ...factsOf(asked, i + 1), outcome: i < questions.length ? tallyOf(players, i) : null };
    }),
  };
}

/** How many questions have been closed. */
function closedOf({ isLive, phase, number, of }: Room): number {
  return isLive ? phase === "question" ? number - 1 : number : of;
}

/** An answer as it reads; `null` for none. */
function answerText(asked: Asked, answer: Answer | null | undefined): string | null {
  return typeof answer?.given === "string" ? readable(asked, answer.given) : null;
}

function questionOf({ questions, players }: Outcome, i: number): RoomResults["questions"][number] {
  return { ...factsOf(questions[i], i + 1), ...tallyOf(players, i) };
}

function factsOf(asked: Asked, number: number): z.infer<typeof QuestionFacts> {
  const { kind, text } = asked.question;
  return { number, kind, text, answer: rightAnswer(asked).text };
}

function tallyOf(players: Outcome["players"], i: number): z.infer<typeof Tally> {
  const answers = players.flatMap((player) => player.answers[i] ?? []);
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
