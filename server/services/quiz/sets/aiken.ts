/**
 * Questions in the Aiken format: a question, its choices behind `A.` or `A)`, and `ANSWER:` with the letter of the right one.
 *
 * @example
 * ```
 * Which planet is closest to the sun?
 * A. Venus
 * B. Mercury
 * ANSWER: B
 * ```
 */
import { DEFAULT_TITLE, type Import, type ImportOptions, type Line, linesOf, SetBuilder, wrongLine } from "./imported.ts";

const CHOICE = /^([A-Za-z])[.)]\s+(.*)$/;
const ANSWER = /^ANSWER:(.*)$/i;

/** A question of which not all has been read. */
interface Begun {
  readonly line: number;
  readonly text: string[];
  readonly choices: string[];
}

/** Reads a set. @throws {RequestError} at the first line that is wrong */
export function* importAiken(text: string, { title = DEFAULT_TITLE }: ImportOptions = {}): Import {
  const builder = new SetBuilder();
  let begun: Begun | null = null;
  for (const line of linesOf(text).map(({ number, text }) => ({ number, text: text.trim() }))) {
    if (line.text === "") continue;
    const [, answer] = line.text.match(ANSWER) ?? [];
    if (answer !== undefined) {
      builder.add(...finished(line, answer, begun));
      begun = null;
      yield;
    } else begun = continued(line, begun);
  }
  if (begun) throw wrongLine(begun.line, "this question has no answer: end it with a line such as ANSWER: A");
  return builder.build(title);
}

/** What a question is with one more line, which is part of its text or a choice. */
function continued({ number, text }: Line, begun: Begun | null): Begun {
  const [, letter, choice] = text.match(CHOICE) ?? [];
  if (letter === undefined || !begun) {
    if (!begun) return { line: number, text: [text], choices: [] };
    if (begun.choices.length > 0) {
      throw wrongLine(number, `expected a choice such as ${letterOf(begun.choices.length)}. or a line such as ANSWER: A`);
    }
    begun.text.push(text);
    return begun;
  }
  const expected = letterOf(begun.choices.length);
  if (letter.toUpperCase() !== expected) {
    throw wrongLine(number, `expected the choice ${expected}, but found ${letter}: letter the choices A, B, C and so on`);
  }
  begun.choices.push(choice);
  return begun;
}

function finished({ number }: Line, letter: string, begun: Begun | null): Parameters<SetBuilder["add"]> {
  if (!begun) throw wrongLine(number, "there is no question before this ANSWER");
  const { line, text, choices } = begun;
  if (choices.length < 2) throw wrongLine(number, "expected at least two choices, such as A. and B., before this ANSWER");
  const answer = /^[A-Z]$/i.test(letter.trim()) ? letter.trim().toUpperCase().charCodeAt(0) - A : -1;
  if (answer < 0 || answer >= choices.length) {
    throw wrongLine(number, `ANSWER must be one letter from A to ${letterOf(choices.length - 1)}`);
  }
  return [line, { kind: "choice", text: text.join(" "), choices, answer }];
}

const A = 65;

/** The letter of a choice, by its place from 0 on. */
function letterOf(place: number): string {
  return String.fromCharCode(A + place);
}
