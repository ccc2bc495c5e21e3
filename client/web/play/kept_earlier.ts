import { type EarlierQuestion, OUTCOMES } from "./earlier_question.ts";

const KEY = "app-quiz-earlier";

/** What became of the questions so far, for after a reload: the server tells only of what comes next. */
export const keptEarlier = {
  get(): readonly EarlierQuestion[] {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
      return Array.isArray(kept) && kept.every(isEarlierQuestion) ? kept : [];
    } catch {
      return [];
    }
  },
  set: (earlier: readonly EarlierQuestion[]): void => sessionStorage.setItem(KEY, JSON.stringify(earlier)),
};

function isEarlierQuestion(value: unknown): value is EarlierQuestion {
  if (typeof value !== "object" || value === null) return false;
  const { number, question, outcome, given, answer }: Partial<Record<keyof EarlierQuestion, unknown>> = value;
  const isNumberOrNull = (value: unknown) => value === null || typeof value === "number";
  return typeof number === "number" && typeof question === "string" && OUTCOMES.some((known) => known === outcome) &&
    isNumberOrNull(given) && isNumberOrNull(answer);
}
