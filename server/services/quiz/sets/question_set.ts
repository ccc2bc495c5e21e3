/** What a question set is: its JSON over REST, in the journal, and in an export. */
import { z } from "@hono/zod-openapi";
import { notAnInteger } from "../../rest/schemas.ts";

/** The most questions of a set; an arithmetic one counts as as many as it makes. */
export const MAX_QUESTIONS = 200;
/** How long a question is open if its set does not say; 0 stands for no limit. */
const DEFAULT_SECONDS = 20;
const MAX_SECONDS = 600;
const MAX_MARKS = 100;

/** Text for people: without characters that could break a line, or the order of what stands beside it. */
const text = (max: number) =>
  z.string({ error: "must be a text" }).trim().min(1, { error: "must not be empty" })
    .max(max, { error: `must have at most ${max} characters` })
    .refine((value) => value.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(value), {
      error: "must be one line, without control characters",
    });

/** An object with these keys and no others. */
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return "must be an object";
      return `can't have ${JSON.stringify(issue.keys[0].slice(0, 40))}: use ${Object.keys(shape).join(", ")}`;
    },
  });

/** A list of `min` to `max` texts, all different if `distinct`. */
const texts = ({ min, max, maxLength, distinct }: { min: number; max: number; maxLength: number; distinct: boolean }) => {
  const error = `must be ${min} to ${max} texts`;
  const list = z.array(text(maxLength), { error }).min(min, { error }).max(max, { error });
  return distinct
    ? list.superRefine((items, context) => {
      if (items.length > max) return;
      const twice = items.findIndex((item, i) => items.indexOf(item) < i);
      if (twice >= 0) context.addIssue({ code: "custom", path: [twice], message: "is there twice" });
    })
    : list;
};

const integer = (min: number, max: number) => {
  const error = notAnInteger(min, max);
  return z.int({ error }).min(min, { error }).max(max, { error });
};

/** A number that is never -0, which a text does not have. */
const number = z.number({ error: "must be a number" }).overwrite((value) => value + 0);

/** Marks have two decimal places at most: they are counted in hundredths, so that they never drift. */
const MARK_ERROR = `must be a number from ${-MAX_MARKS} to ${MAX_MARKS}`;
const mark = number.min(-MAX_MARKS, { error: MARK_ERROR }).max(MAX_MARKS, { error: MARK_ERROR })
  .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e4), { error: "must have at most two decimal places" });

/** What a right answer scores, and a wrong one. */
const Marks = object({ right: mark, wrong: mark });

/** What every question may have. */
const common = {
  text: text(500),
  explanation: text(500).optional().openapi({ description: "Shown when the right answer is" }),
  seconds: integer(1, MAX_SECONDS).optional().openapi({
    description: "How long it is open, if not as long as its set says",
  }),
  marks: Marks.optional().openapi({ description: "What it scores, if not what its set says" }),
  image: z.string().regex(/^[a-z0-9-]{1,64}$/, { error: "must be the name of an image: 1 to 64 of a-z, 0-9 and -" }).optional()
    .openapi({ description: "The name of an uploaded image" }),
};
const choices = texts({ min: 2, max: 8, maxLength: 200, distinct: true });
const place = integer(0, 7);

const PLACE_ERROR = "must be the place of a choice: 0 for the first";
const KINDS = "arithmetic, number, choice, multiple, boolean, text or order";

/** A question as it is asked. */
export const Question = z.discriminatedUnion("kind", [
  object({
    kind: z.literal("number"),
    ...common,
    answer: number,
    tolerance: number.min(0, { error: "must not be below 0" }).default(0).openapi({
      description: "By how much an answer may differ and be right",
    }),
  }),
  object({ kind: z.literal("choice"), ...common, choices, answer: place.openapi({ description: "From 0 on" }) }),
  object({
    kind: z.literal("multiple"),
    ...common,
    choices,
    answers: z.array(place, { error: "must be a list of places" }).min(1, { error: "must have at least one place" }).openapi({
      description: "From 0 on: an answer is right if it names all of them and no other",
    }),
  }),
  object({ kind: z.literal("boolean"), ...common, answer: z.boolean({ error: "must be true or false" }) }),
  object({
    kind: z.literal("text"),
    ...common,
    accepted: texts({ min: 1, max: 20, maxLength: 200, distinct: false }).openapi({
      description: "The spellings that are right; case, accents and spaces make no difference",
    }),
  }),
  object({
    kind: z.literal("order"),
    ...common,
    items: choices.openapi({ description: "In the right order; they are shown in another" }),
  }),
]).superRefine((question, context) => {
  const refuse = (message: string, ...path: (string | number)[]) => context.addIssue({ code: "custom", path, message });
  if (question.kind === "choice" && question.answer >= question.choices.length) {
    refuse(PLACE_ERROR, "answer");
  }
  if (question.kind === "multiple") {
    const { answers, choices } = question;
    const outside = answers.findIndex((answer) => answer >= choices.length);
    if (outside >= 0) refuse(PLACE_ERROR, "answers", outside);
    const twice = answers.findIndex((answer, i) => answers.indexOf(answer) < i);
    if (twice >= 0) refuse("is there twice", "answers", twice);
  }
});

/** A number of arithmetic questions, which are made when the set is played. */
export const Arithmetic = object({
  kind: z.literal("arithmetic"),
  count: integer(1, 100),
  operators: z.string({ error: "must be some of + - * /" }).regex(/^[-+*/]{1,4}$/, { error: "must be some of + - * /" })
    .default("+-*/"),
  from: integer(-1000, 1000).default(0),
  to: integer(-1000, 1000).default(9),
}).refine(({ from, to }) => from <= to, { error: "from must not be above to" })
  .refine(({ operators, from, to }) => !operators.includes("/") || from !== 0 || to !== 0, {
    error: "with / there must be a number other than 0 to divide by",
  });

/** A question of a set: as it is asked, or as it is made. */
export const AnyQuestion = z.discriminatedUnion("kind", [Question, Arithmetic], {
  error: ({ code }) => code === "invalid_union" ? `must be ${KINDS}` : "must be an object",
});

export const QuestionSet = object({
  title: text(100),
  seconds: integer(0, MAX_SECONDS).default(DEFAULT_SECONDS).openapi({
    description: "How long a question is open; 0 for no limit",
  }),
  marks: Marks.default({ right: 1, wrong: -0.25 }),
  questions: z.array(AnyQuestion, { error: "must be a list of questions" }).min(1, { error: "must not be empty" }),
}).refine(({ questions }) => questionCount(questions) <= MAX_QUESTIONS, {
  error: `must come to at most ${MAX_QUESTIONS}, each arithmetic one counted as its count`,
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
