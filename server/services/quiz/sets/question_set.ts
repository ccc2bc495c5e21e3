/** What a question set is: its JSON over REST, in the journal, and in an export. */
import { z } from "@hono/zod-openapi";

/** The most questions of a set; an arithmetic one counts as as many as it makes. */
export const MAX_QUESTIONS = 200;
/** How long a question is open if its set does not say; 0 stands for no limit. */
const DEFAULT_SECONDS = 20;
const MAX_SECONDS = 600;
const MAX_MARKS = 100;

/** Text for people: without characters that could break a line, or the order of what stands beside it. */
const text = (max: number) =>
  z.string().trim().min(1, { error: "must not be empty" }).max(max, { error: `must have at most ${max} characters` })
    .refine((value) => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(value), {
      error: "must be one line, without control characters",
    });

/** Marks have two decimal places at most: they are counted in hundredths, so that they never drift. */
const mark = z.number().min(-MAX_MARKS).max(MAX_MARKS).refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e4), {
  error: "must have at most two decimal places",
});

/** What a right answer scores, and a wrong one. */
const Marks = z.strictObject({ right: mark, wrong: mark });

/** What every question may have. */
const common = {
  text: text(500),
  explanation: text(500).optional().openapi({ description: "Shown when the right answer is" }),
  seconds: z.int().min(1).max(MAX_SECONDS).optional().openapi({
    description: "How long it is open, if not as long as its set says",
  }),
  marks: Marks.optional().openapi({ description: "What it scores, if not what its set says" }),
  image: z.string().regex(/^[a-z0-9-]{1,64}$/).optional().openapi({ description: "The name of an uploaded image" }),
};
const choices = z.array(text(200)).min(2).max(8);
const place = z.int().min(0).max(7);

/** A question as it is asked. */
export const Question = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("number"),
    ...common,
    answer: z.number(),
    tolerance: z.number().min(0).default(0).openapi({ description: "By how much an answer may differ and be right" }),
  }),
  z.strictObject({ kind: z.literal("choice"), ...common, choices, answer: place.openapi({ description: "From 0 on" }) }),
  z.strictObject({
    kind: z.literal("multiple"),
    ...common,
    choices,
    answers: z.array(place).min(1).openapi({
      description: "From 0 on: an answer is right if it names all of them and no other",
    }),
  }),
  z.strictObject({ kind: z.literal("boolean"), ...common, answer: z.boolean() }),
  z.strictObject({
    kind: z.literal("text"),
    ...common,
    accepted: z.array(text(200)).min(1).max(20).openapi({
      description: "The spellings that are right; case, accents and spaces make no difference",
    }),
  }),
  z.strictObject({
    kind: z.literal("order"),
    ...common,
    items: z.array(text(200)).min(2).max(8).openapi({ description: "In the right order; they are shown in another" }),
  }),
]).superRefine((question, context) => {
  const refuse = (message: string, ...path: (string | number)[]) => context.addIssue({ code: "custom", path, message });
  if (question.kind === "choice" && question.answer >= question.choices.length) {
    refuse("must be the place of a choice", "answer");
  }
  if (question.kind === "multiple") {
    for (const [i, answer] of question.answers.entries()) {
      if (answer >= question.choices.length) refuse("must be the place of a choice", "answers", i);
      if (question.answers.indexOf(answer) < i) refuse("is there twice", "answers", i);
    }
  }
});

/** A number of arithmetic questions, which are made when the set is played. */
export const Arithmetic = z.strictObject({
  kind: z.literal("arithmetic"),
  count: z.int().min(1).max(100),
  operators: z.string().regex(/^[-+*/]{1,4}$/, { error: "must be some of + - * /" }).default("+-*/"),
  from: z.int().min(-1000).max(1000).default(0),
  to: z.int().min(-1000).max(1000).default(9),
}).refine(({ from, to }) => from <= to, { error: "from must not be above to" })
  .refine(({ operators, from, to }) => !operators.includes("/") || from !== 0 || to !== 0, {
    error: "with / there must be a number other than 0 to divide by",
  });

export const QuestionSet = z.strictObject({
  title: text(100),
  seconds: z.int().min(0).max(MAX_SECONDS).default(DEFAULT_SECONDS).openapi({
    description: "How long a question is open; 0 for no limit",
  }),
  marks: Marks.default({ right: 1, wrong: -0.25 }),
  questions: z.array(z.union([Question, Arithmetic])).min(1, { error: "must have at least one question" }),
}).refine(({ questions }) => questionCount(questions) <= MAX_QUESTIONS, {
  error: `must have at most ${MAX_QUESTIONS} questions`,
  path: ["questions"],
}).openapi("QuestionSet");

export type Question = z.infer<typeof Question>;
export type Arithmetic = z.infer<typeof Arithmetic>;
/** A set of questions, checked, with its defaults filled in. */
export type QuestionSet = z.infer<typeof QuestionSet>;

/** How many questions a set comes to when it is played. */
export function questionCount(questions: readonly (Question | Arithmetic)[]): number {
  return questions.reduce((sum, question) => sum + (question.kind === "arithmetic" ? question.count : 1), 0);
}
