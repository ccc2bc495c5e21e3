/** A question as a room asks it: what players see of it, and whether an answer is right. */
import { RequestError } from "../../../../protocol/request_error.ts";
import type { Question } from "../sets/question_set.ts";

/**
 * A question, and in which order its choices are shown: `shown[i]` is the place of the one that stands at the letter `i`. Only
 * what is to be put in order is shuffled.
 */
export interface Asked {
  readonly question: Question;
  readonly shown?: readonly number[];
}

/** An answer as it was understood. */
export interface Given {
  /** The number, the letters in order, or the text. */
  readonly given: string;
  readonly right: boolean;
}

/** The longest answer, in characters. */
const MAX_ANSWER = 200;

/** Rounding must not make a right number wrong. */
const EPSILON = 1e-9;

/** What there is to choose from, or to put in order, in the order of the letters from A on; empty where there is nothing. */
export function choicesOf({ question, shown = [] }: Asked): readonly string[] {
  switch (question.kind) {
    case "choice":
    case "multiple":
      return question.choices;
    case "boolean":
      return ["True", "False"];
    case "order":
      return shown.map((place) => question.items[place]);
    case "number":
    case "text":
      return [];
  }
}

/** The right answer: as it is sent, unless it is a text, and as it reads. */
export function rightAnswer(asked: Asked): { readonly answer?: string; readonly text: string } {
  const { question, shown = [] } = asked;
  const choices = choicesOf(asked);
  const chosen = (places: readonly number[], between: string) => ({
    answer: places.map(letter).join(""),
    text: places.map((place) => choices[place]).join(between),
  });
  switch (question.kind) {
    case "number":
      return { answer: String(question.answer), text: String(question.answer) };
    case "choice":
      return chosen([question.answer], "");
    case "boolean":
      return chosen([question.answer ? 0 : 1], "");
    case "multiple":
      return chosen(question.answers.toSorted((a, b) => a - b), ", ");
    case "order":
      return chosen(question.items.map((_item, place) => shown.indexOf(place)), ", ");
    case "text":
      return { text: question.accepted[0] };
  }
}

/** Judges an answer. @throws {RequestError} `bad-arguments` where it can't be one */
export function judge(asked: Asked, text: string): Given {
  const { question } = asked;
  const trimmed = text.trim();
  if (trimmed === "") throw badAnswer("an answer is missing", asked);
  if (trimmed.length > MAX_ANSWER) throw badAnswer(`an answer has at most ${MAX_ANSWER} characters`, asked);
  switch (question.kind) {
    case "number": {
      const value = numberOf(trimmed);
      if (value === null) throw badAnswer("the answer is a number", asked);
      const slack = question.tolerance + EPSILON * Math.max(1, Math.abs(question.answer));
      return { given: String(value), right: Math.abs(value - question.answer) <= slack };
    }
    case "text":
      return { given: trimmed, right: question.accepted.some((accepted) => plain(accepted) === plain(trimmed)) };
    case "choice":
    case "boolean":
    case "multiple":
    case "order": {
      const given = lettersOf(trimmed, asked);
      return { given, right: given === rightAnswer(asked).answer };
    }
  }
}

/** An answer as it reads. @param given as {@linkcode judge} made it */
export function readable(asked: Asked, given: string): string {
  const choices = choicesOf(asked);
  return choices.length === 0 ? given : [...given].map((name) => choices[placeOf(name)]).join(", ");
}

/** The letter of a choice: A for 0. */
export function letter(place: number): string {
  return String.fromCharCode(65 + place);
}

function placeOf(name: string): number {
  return name.toUpperCase().charCodeAt(0) - 65;
}

/** A decimal number, with a point or a comma; `null` for what is none. */
function numberOf(text: string): number | null {
  return /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(",", ".")) + 0 : null;
}

/** A text without what makes no difference: case, spaces, and the accents of Latin, Greek and Cyrillic letters. */
function plain(text: string): string {
  const bare = text.normalize("NFKD").replace(/([\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])\p{M}+/gu, "$1");
  return bare.normalize("NFC").replace(/\s/gu, "").toLowerCase();
}

/**
 * The letters of an answer: one, several in the order of the alphabet, or all in the order that was given. A letter stands for a
 * choice even if another choice reads like it; the text of a choice works where only one has it.
 */
function lettersOf(text: string, asked: Asked): string {
  const { kind } = asked.question;
  const choices = choicesOf(asked);
  const isOne = kind === "choice" || kind === "boolean";
  const letters = [...text.replace(/[\s,;]/g, "")].map(placeOf);
  const areLetters = letters.every((place) => place >= 0 && place < choices.length);
  const places = areLetters && !(isOne && letters.length > 1) ? letters : written(text, choices) ?? letters;
  const range = `${letter(0)} to ${letter(choices.length - 1)}`;
  if (!places.every((place) => place >= 0 && place < choices.length)) throw badAnswer(`the choices are ${range}`, asked);
  if (isOne && places.length !== 1) throw badAnswer("the answer is one letter", asked);
  if (new Set(places).size < places.length) throw badAnswer("a letter is there twice", asked);
  if (kind === "order" && places.length < choices.length) {
    throw badAnswer(`the answer has each letter from ${range} once`, asked);
  }
  if (kind === "multiple") places.sort((a, b) => a - b);
  return places.map(letter).join("");
}

/** The place of the one choice that reads like this; `null` for none, or several. */
function written(text: string, choices: readonly string[]): number[] | null {
  const exact = choices.indexOf(text);
  if (exact >= 0) return [exact];
  const alike = choices.flatMap((choice, place) => plain(choice) === plain(text) ? [place] : []);
  return alike.length === 1 ? alike : null;
}

function badAnswer(what: string, { question }: Asked): RequestError {
  return new RequestError(
    "bad-arguments",
    `${what}, and the question is still open: send, for example, ${EXAMPLES[question.kind]}`,
  );
}

const EXAMPLES: Record<Question["kind"], string> = {
  number: "ANSWER 42",
  choice: "ANSWER B",
  boolean: "ANSWER A",
  multiple: "ANSWER AC",
  order: "ANSWER BAC",
  text: "ANSWER handshake",
};
