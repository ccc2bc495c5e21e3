/**
 * Questions in GIFT, the text format of Moodle. Only what can be asked here as it was meant is taken; titles of questions, feedback to
 * wrong answers, tags and penalties are left out.
 *
 * @example
 * ```
 * Which planet is closest to the sun? {~Venus =Mercury ~Mars}
 *
 * The sun is a star. {T}
 * ```
 */
import { z } from "@hono/zod-openapi";
import { parse, SyntaxError as GiftError } from "gift-pegjs";
import { giftParts, type GiftSource, MARK } from "./gift_source.ts";
import { hasPicture, htmlText } from "./html_text.ts";
import { DEFAULT_TITLE, type Import, type ImportOptions, SetBuilder, wrongLine } from "./imported.ts";
import { numericAnswer } from "./numeric_answer.ts";
import type { Question } from "./question_set.ts";

/** What the parser makes of a number, of a text and of a question, as far as it is used here. */
const Digits = z.union([z.number(), z.literal([Infinity, -Infinity])]).optional();
const Text = z.object({ format: z.string(), text: z.string() });
const Choice = z.object({ isCorrect: z.boolean(), weight: z.number().nullable(), text: Text, feedback: Text.nullable() });
const common = { stem: Text, globalFeedback: Text.nullish() };
const Parsed = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["MC", "Short"]), ...common, choices: z.array(Choice) }),
  z.object({
    type: z.literal("Numerical"),
    ...common,
    choices: z.array(z.object({
      ...Choice.shape,
      text: z.object({
        number: Digits,
        range: Digits,
        numberLow: Digits,
        numberHigh: Digits,
      }),
    })),
  }),
  z.object({
    type: z.literal("TF"),
    ...common,
    isTrue: z.boolean(),
    // The parser gives the first one this name, though Moodle shows it to those whose answer is wrong.
    trueFeedback: Text.nullable(),
    falseFeedback: Text.nullable(),
  }),
  z.object({ type: z.literal("Matching") }),
  z.object({ type: z.literal("Essay") }),
]);
type Text = z.infer<typeof Text>;
type Choice = z.infer<typeof Choice>;
type Parsed = z.infer<typeof Parsed>;

/** Reads a set. @throws {RequestError} at the line of the first question that can't be kept */
export function* importGift(text: string, { title }: ImportOptions = {}): Import {
  const builder = new SetBuilder();
  let titleLine: number | undefined;
  for (const part of giftParts(text)) {
    if (!("category" in part)) builder.add(part.line, questionOf(part));
    else if (title === undefined) [title, titleLine] = [titleOf(part.category) || undefined, part.line];
    yield;
  }
  return builder.build(title ?? DEFAULT_TITLE, titleLine);
}

/** The last name of a category's path, in which `//` stands for a slash. */
function titleOf(category: string): string {
  return category.split(/(?<!\/)\/(?!\/)/).at(-1)?.replaceAll("//", "/").trim() ?? "";
}

function questionOf(source: GiftSource): z.input<typeof Question> {
  const { line } = source;
  const parsed = parsedOf(source);
  if (parsed.type === "Essay") throw wrongLine(line, "an essay question has no right answer: give one, as in {=Mercury}");
  if (parsed.type === "Matching") {
    throw wrongLine(line, "matching questions can't be asked here: make a choice question of each pair");
  }
  const { stem, globalFeedback } = parsed;
  const plain = (text: Text) => plainText(line, text);
  const explained = (feedback: Text | null | undefined) => {
    const explanation = [globalFeedback, feedback].map((text) => text ? plain(text) : "").find((text) => text !== "");
    return explanation === undefined ? {} : { explanation };
  };
  // What was behind the answers may begin with a punctuation mark.
  const text = plain(stem).replace(/_____ (?=[.,;:!?)\]])/, "_____");
  switch (parsed.type) {
    case "TF":
      return {
        kind: "boolean",
        text,
        answer: parsed.isTrue,
        ...explained(parsed.falseFeedback ?? parsed.trueFeedback),
      };
    case "Numerical": {
      const [right] = rightOnes(line, parsed.choices, { most: 1 });
      return { kind: "number", text, ...numericAnswer(line, right.text), ...explained(right.feedback) };
    }
    case "Short": {
      const right = rightOnes(line, parsed.choices, { most: Infinity });
      return {
        kind: "text",
        text,
        accepted: right.map((choice) => spelling(line, plain(choice.text))),
        ...explained(right[0].feedback),
      };
    }
    case "MC":
      return { ...chosen(line, parsed.choices, plain), text, ...explained(parsed.choices.find(isRight)?.feedback) };
  }
}

function parsedOf({ line, gift, answers, lines }: GiftSource): Parsed {
  try {
    return Parsed.parse(parse(gift)[0]);
  } catch (error) {
    if (!(error instanceof GiftError)) throw error;
    const { found, location: { start } } = error;
    const at = lines[start.line - 1] ?? line;
    if (/^\s*#(?!###)/.test(answers)) {
      throw wrongLine(at, "expected a number such as {#3}, one with a tolerance such as {#3:0.1}, or a range such as {#1..5}");
    }
    if (error.message.includes("-100 and 100")) {
      throw wrongLine(at, "a weight must be a number from -100 to 100, such as %50%");
    }
    if (found === null || !"=~#".includes(found)) {
      throw wrongLine(at, "these answers can't be read: expected = before a right answer, and ~ before a wrong one");
    }
    throw wrongLine(at, `there is a ${found} without a text behind it: write \\${found} if it is part of a text`);
  }
}

const isRight = ({ isCorrect, weight }: Pick<Choice, "isCorrect" | "weight">) => isCorrect || (weight ?? 0) > 0;

/** The right answers that are to be typed in. */
function rightOnes<Item extends Pick<Choice, "isCorrect" | "weight">>(
  line: number,
  choices: readonly Item[],
  { most }: { most: number },
): Item[] {
  const right = choices.filter(isRight);
  refusePartial(line, right.filter(({ weight }) => weight !== null && weight !== 100));
  if (right.length === 0) throw wrongLine(line, "no answer is right: mark one with =");
  if (right.length > most) throw wrongLine(line, "only one number can be right here: give a range, as in {#1..5}");
  return right;
}

function refusePartial(line: number, partly: readonly unknown[]): void {
  if (partly.length > 0) {
    throw wrongLine(line, "an answer that is partly right can't be kept: remove it, or give it the weight %100%");
  }
}

/** What is to be chosen: one choice where a `=` stands, all right ones where there are weights only. */
function chosen(line: number, choices: readonly Choice[], plain: (text: Text) => string) {
  const texts = choices.map(({ text }) => plain(text));
  const marked = choices.filter(({ isCorrect }) => isCorrect);
  const places = [...choices.keys()].filter((place) => isRight(choices[place]));
  if (places.length === 0) throw wrongLine(line, "no answer is right: mark one with =, or several with weights such as ~%50%");
  if (marked.length === 0) return { kind: "multiple" as const, choices: texts, answers: places };
  refusePartial(line, choices.filter(({ isCorrect, weight }) => weight !== null && (isCorrect ? weight !== 100 : weight > 0)));
  if (marked.length > 1) {
    throw wrongLine(
      line,
      "only one of the choices can have =: if all of them must be chosen, give each a weight, such as ~%50%",
    );
  }
  return { kind: "choice" as const, choices: texts, answer: places[0] };
}

/** A spelling, in which no `*` stands for any text. */
function spelling(line: number, text: string): string {
  if (/(?<!\\)\*/.test(text)) {
    throw wrongLine(line, "a * that stands for any text can't be kept: list the answers, or write \\* for the character");
  }
  return text.replaceAll("\\*", "*");
}

/** A text as one line, without tags if it is HTML. */
function plainText(line: number, { format, text }: Text): string {
  const bare = text.replaceAll(MARK, "");
  if ((format === "html" || format === "markdown") && hasPicture(bare)) {
    throw wrongLine(line, "a picture can't be imported: remove it, and add an image to the question later");
  }
  return format === "html" ? htmlText(bare) : bare.replace(/\s+/g, " ").trim();
}
