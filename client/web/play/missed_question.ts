/** A question of a room that the player did not get right, to be read again after the game. */
export interface MissedQuestion {
  readonly number: number;
  readonly text: string;
  /** The right answer, as it reads. */
  readonly answer: string;
}

/** The missed questions with the one that has just been judged, if it belongs to them and is known. */
export function withMissed(
  { number, text, missed }: { number: number; text: string; missed: readonly MissedQuestion[] },
  verdict: string,
  answer: string,
): readonly MissedQuestion[] {
  const isKnown = missed.some((other) => other.number === number);
  return verdict === "correct" || text === "" || isKnown ? missed : [...missed, { number, text, answer }];
}

/** Under this the tab keeps them, beside the token that the game is resumed with; the PIN follows. */
const KEY = "app-room-missed-";

/** For after a reload: the server tells only of what comes next. */
export const keptMissed = {
  get(pin: string): readonly MissedQuestion[] {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(KEY + pin) ?? "[]");
      return Array.isArray(kept) && kept.every(isMissedQuestion) ? kept : [];
    } catch {
      return [];
    }
  },
  set: (pin: string, missed: readonly MissedQuestion[]): void => sessionStorage.setItem(KEY + pin, JSON.stringify(missed)),
  forget: (pin: string): void => sessionStorage.removeItem(KEY + pin),
};

function isMissedQuestion(value: unknown): value is MissedQuestion {
  if (typeof value !== "object" || value === null) return false;
  const { number, text, answer }: Partial<Record<keyof MissedQuestion, unknown>> = value;
  return typeof number === "number" && typeof text === "string" && typeof answer === "string";
}
