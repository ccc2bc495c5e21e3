/**
 * The questions in a GIFT text, each by itself with its lines. Comments and titles are gone, and what authors often leave out, but the
 * parser insists on, is filled in. Cost: O(text), whatever is in it.
 */
import { type Line, linesOf, MAX_QUESTION_LENGTH, wrongLine } from "./imported.ts";

/** A question as it is written. */
export interface GiftSource {
  /** The line on which it begins. */
  readonly line: number;
  /** The whole question, for the parser. */
  readonly gift: string;
  /** What stands between its braces. */
  readonly answers: string;
  /** The numbers of the lines of `gift`. */
  readonly lines: readonly number[];
}

/** The path of a category, and the questions behind it. */
export type GiftPart = { readonly line: number; readonly category: string } | GiftSource;

/** Splits a text. @throws {RequestError} at the first question whose braces are wrong */
export function* giftParts(text: string): Generator<GiftPart> {
  for (const lines of paragraphs(linesOf(text))) {
    const [{ number, text: first }] = lines;
    const [, category] = first.match(/^\s*\$CATEGORY:(.*)$/) ?? [];
    if (category !== undefined) yield { line: number, category: category.trim() };
    const rest = category === undefined ? lines : lines.slice(1);
    if (rest.length > 0) yield sourceOf(rest);
  }
}

/** What empty lines separate, without comments. */
function* paragraphs(lines: readonly Line[]): Generator<Line[]> {
  let paragraph: Line[] = [];
  for (const line of lines) {
    const text = line.text.trim();
    if (text.startsWith("//")) continue;
    if (text !== "") paragraph.push(line);
    else if (paragraph.length > 0) {
      yield paragraph;
      paragraph = [];
    }
  }
  if (paragraph.length > 0) yield paragraph;
}

function sourceOf(lines: readonly Line[]): GiftSource {
  const line = lines[0].number;
  const wrongAt = (place: number, what: string) => wrongLine(lines[text.slice(0, place).split("\n").length - 1].number, what);
  const text = lines.map(({ text }) => text).join("\n");
  if (text.length > MAX_QUESTION_LENGTH) {
    throw wrongLine(line, `a question can have at most ${MAX_QUESTION_LENGTH} characters: put an empty line between questions`);
  }
  // deno-lint-ignore no-control-regex -- they are looked for
  const control = text.search(/[\x00-\x08\x0b-\x1f\x7f]/);
  if (control >= 0) throw wrongAt(control, "there is a control character: remove it");
  const start = titleEnd(text);
  if (start === null) throw wrongLine(line, "the title of a question needs :: on both sides, as in ::Planets::");
  const [open, close, ...others] = bracesIn(text, start);
  if (open === undefined) {
    throw wrongLine(line, "this question has no answers: add them in braces, as in {=right ~wrong}");
  }
  if (text[open] === "}") throw wrongAt(open, "there is no { before this }: write \\} if it is part of the text");
  if (close === undefined) throw wrongAt(open, "this { is never closed: end the answers with }, without an empty line in them");
  if (text[close] === "{") throw wrongAt(close, "there is a { among the answers: write \\{ if it is part of the text");
  if (others.length > 0) {
    const what = text[others[0]];
    throw wrongAt(
      others[0],
      `there is another ${what}: put an empty line between questions, or write \\${what} if it is part of the text`,
    );
  }
  const [before, answers, after] = [text.slice(start, open), text.slice(open + 1, close), text.slice(close + 1)];
  // The lines of the title stay, so that all others keep their numbers.
  const gift = `${text.slice(0, start).replace(/[^\n]/g, "")}${plain(escaped(before))}{${filledIn(answers)}}${
    plain(escaped(after))
  }`;
  return { line, gift, answers, lines: lines.map(({ number }) => number) };
}

/** Where the title ends; 0 if there is none, `null` if it never does. */
function titleEnd(text: string): number | null {
  if (!/^\s*::/.test(text)) return 0;
  return text.match(/^\s*::(?:\\[^]|(?!::)[^\\])*::/)?.[0].length ?? null;
}

/** The places of the braces that no backslash stands before. */
function bracesIn(text: string, start: number): number[] {
  const places: number[] = [];
  for (let i = start; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "{" || text[i] === "}") places.push(i);
  }
  return places;
}

/** Text outside of the answers, where these characters have no meaning, though the parser minds them. */
function escaped(text: string): string {
  return text.replace(/\\[^]|[=~#]/g, (found) => found.length > 1 ? found : `\\${found}`);
}

/** Text in which colons have no meaning, and nothing is taken for what the parser puts in the place of escaped characters. */
function plain(text: string): string {
  return text.replace(/\\[^]|:|&(?=&)/g, (found) => found === ":" ? "\\:" : found === "&" ? `&${MARK}` : found);
}

/** Keeps two characters apart; no text that is imported has it. */
export const MARK = "\u0001";

/** The answers, so that each has its sign. */
function filledIn(answers: string): string {
  const [space] = answers.match(/^\s*/) ?? [""];
  const rest = answers.slice(space.length);
  if (rest === "" || rest.startsWith("####")) return answers;
  if (rest.startsWith("#")) return `${space}#${numbers(rest.slice(1))}`;
  const [truth] = rest.match(/^(?:true|false|t|f)(?=\s*(?:#|$))/i) ?? [];
  if (truth !== undefined) return `${space}${truth.toUpperCase()}${plain(rest.slice(truth.length))}`;
  const signed = `${space}${/^[=~]/.test(rest) ? "" : "="}${plain(rest)}`;
  // The parser takes -> for matching, even where there are wrong answers.
  return /^(?:\\[^]|[^\\~])*~/.test(rest) ? signed.replaceAll("->", `-${MARK}>`) : signed;
}

/** The numbers, so that each has its sign right in front of it. */
function numbers(answers: string): string {
  const signed = /^\s*[=~]/.test(answers) ? answers : answers.replace(/^\s*/, "$&=");
  return signed.replace(/(?<!\\)([=~](?:%[^%=~]*%)?)[^\S\n]+(?=[-+\d])/g, "$1")
    .replace(/#(?:\\[^]|[^=~\\])*/g, plain);
}
