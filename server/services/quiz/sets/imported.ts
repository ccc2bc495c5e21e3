/** What the imports of all formats share: a text becomes a whole set, or an error that names the line. */
import type { z } from "@hono/zod-openapi";
import { RequestError } from "../../../../protocol/request_error.ts";
import { MAX_QUESTIONS, Question, QuestionSet } from "./question_set.ts";

/** What is handed in beside the text of a set. */
export interface ImportOptions {
  /** The title, if the text has none or another one is wanted. */
  readonly title?: string;
}

/**
 * A text on its way to a set, a question or so in each step: there may be other work between the steps.
 *
 * @throws {RequestError} at the first line that is wrong
 */
export type Import = Generator<void, QuestionSet>;

/** The most lines of a text. A set of 200 questions in the JSON that people read has a third of them. */
const MAX_LINES = 20_000;
/** The most characters of one question in a text: one that can be kept needs far fewer. It bounds what a step takes. */
export const MAX_QUESTION_LENGTH = 16_384;

/** A line of a text that is imported, as people count them: from 1 on. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The title of a set that has none. */
export const DEFAULT_TITLE = "Questions";

/** The lines of a text, which may begin with the mark that spreadsheets put in front. @throws {RequestError} for too many */
export function linesOf(text: string): Line[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/, MAX_LINES + 1);
  if (lines.length > MAX_LINES) {
    throw wrongLine(MAX_LINES + 1, `the text of a set can have at most ${MAX_LINES} lines: put what follows into another set`);
  }
  return lines.map((text, i) => ({ number: i + 1, text }));
}

/** What is wrong with a text: the line, what was found, and what to write instead. */
export function wrongLine(line: number, what: string): RequestError {
  return new RequestError("bad-arguments", `line ${line}: ${what}`);
}

/** Collects the questions of a set. */
export class SetBuilder {
  readonly #questions: Question[] = [];

  /** Takes a question that was read at a line. @throws {RequestError} if it can't be one */
  add(line: number, question: z.input<typeof Question>): void {
    if (this.#questions.length === MAX_QUESTIONS) {
      throw wrongLine(line, `a set can have at most ${MAX_QUESTIONS} questions, and this is one more: put it into another set`);
    }
    const { data, error } = Question.safeParse(question);
    if (error) throw wrongLine(line, describe(error));
    this.#questions.push(data);
  }

  /** The set, with a title that may come from a line. @throws {RequestError} if it has no questions, or no valid title */
  build(title: string, line?: number): QuestionSet {
    const { data, error } = QuestionSet.safeParse({ title, questions: this.#questions });
    if (data) return data;
    if (this.#questions.length === 0) throw wrongLine(1, "there are no questions in this text");
    const what = `the title ${error.issues[0].message}`;
    throw line === undefined ? new RequestError("bad-arguments", what) : wrongLine(line, what);
  }
}

/** What a part of a question is called, by its key. */
const PARTS: Record<string, string> = {
  text: "the question",
  choices: "choice",
  items: "item",
  accepted: "answer",
  explanation: "the explanation",
};

/** What a schema found wrong with a question, in words that fit every format. */
function describe({ issues: [{ path: [key, index], message }] }: z.ZodError): string {
  if (key === undefined) return `the question ${message}`;
  const part = PARTS[String(key)] ?? `the ${String(key)}`;
  if (typeof index === "number") return `${part} ${index + 1} ${message}`;
  return `${part.startsWith("the ") ? part : `its ${String(key)}`} ${message}`;
}
