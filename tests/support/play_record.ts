/** What a player of a test answers, and the record of what that must have scored. */
import { NETWORK_SET } from "../../server/services/quiz/sets/network_set.ts";
import type { Question } from "../../server/services/quiz/sets/question_set.ts";
import type { Random } from "../../server/random.ts";

/** The marks of the set that is played. */
const { marks: MARKS } = NETWORK_SET;
const SHARE_RIGHT = 0.6;
const SHARE_NONE = 0.1;

const QUESTIONS = new Map(
  NETWORK_SET.questions.flatMap((question) => question.kind === "arithmetic" ? [] : [[question.text, question]]),
);

/** A question of the built-in set, by its text. */
export function questionOf(text: string): Question {
  const question = QUESTIONS.get(text);
  if (!question) throw new Error(`There is no question ${text}`);
  return question;
}

/** How many choices a question has. */
export function choicesOf(question: Question): number {
  if (question.kind === "boolean") return 2;
  if (question.kind === "order") return question.items.length;
  return question.kind === "choice" || question.kind === "multiple" ? question.choices.length : 0;
}

/** A question as a player sees it. */
export interface Shown {
  /** From 1. */
  readonly number: number;
  readonly question: Question;
  readonly choices: readonly string[];
}

/** Draws what one player answers, and keeps what was acknowledged. */
export class PlayRecord {
  readonly #random: Random;
  /** Whether the answer to each question was right, by its number; only what counts. */
  readonly #right = new Map<number, boolean>();
  /** What was drawn for the last question; `text` is `null` for a player who does not answer it. */
  #last: { readonly number: number; readonly text: string | null; readonly right: boolean } | null = null;
  /** Whether the last answer was given, and nothing was heard of it. */
  #isUnheard = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The marks that the record comes to. */
  get marks(): number {
    const right = [...this.#right.values()].filter((right) => right).length;
    return right * MARKS.right + (this.#right.size - right) * MARKS.wrong;
  }

  /** Whether a question has come, and every answer to it was acknowledged. */
  isThrough(number: number): boolean {
    return this.#last?.number === number && !this.#isUnheard;
  }

  /**
   * What to answer, the same each time that the question is asked; `null` for nothing.
   *
   * @throws {Error} if the answer was acknowledged: whoever asks again has lost it
   */
  answer(shown: Shown): string | null {
    const { number } = shown;
    if (this.#right.has(number)) throw new Error(`Question ${number} is asked again, and was answered`);
    if (this.#last?.number !== number) {
      const luck = this.#random();
      const right = luck < SHARE_RIGHT;
      const isAnswered = luck < 1 - SHARE_NONE;
      this.#last = { number, right, text: isAnswered ? right ? rightAnswer(shown) : wrongAnswer(shown) : null };
    }
    this.#isUnheard = this.#last.text !== null;
    return this.#last.text;
  }

  /** The server has the last answer. */
  heard(): void {
    if (this.#isUnheard && this.#last) this.#right.set(this.#last.number, this.#last.right);
    this.#isUnheard = false;
  }

  /** The last answer does not count: the question was closed before it came. */
  missed(): void {
    this.#isUnheard = false;
  }
}

const letter = (place: number) => "ABCDEFGH"[place];

function rightAnswer({ question, choices }: Shown): string {
  switch (question.kind) {
    case "number":
      return String(question.answer);
    case "text":
      return question.accepted[0];
    case "boolean":
      return question.answer ? "A" : "B";
    case "choice":
      return letter(question.answer);
    case "multiple":
      return question.answers.map(letter).join("");
    case "order":
      return question.items.map((item) => letter(choices.indexOf(item))).join("");
  }
}

function wrongAnswer(shown: Shown): string {
  const { question } = shown;
  switch (question.kind) {
    case "number":
      return String(question.answer + question.tolerance + 1000);
    case "text":
      return "no idea";
    case "boolean":
      return question.answer ? "B" : "A";
    case "choice":
      return letter((question.answer + 1) % question.choices.length);
    case "multiple":
      return question.answers.length === 1
        ? letter((question.answers[0] + 1) % question.choices.length)
        : letter(question.answers[0]);
    case "order":
      return [...rightAnswer(shown)].reverse().join("");
  }
}
