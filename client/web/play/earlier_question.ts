/** What can become of a question. */
export const OUTCOMES = ["correct", "wrong", "skipped", "timeout"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of a question. */
export interface EarlierQuestion {
  readonly number: number;
  readonly question: string;
  readonly outcome: Outcome;
  /** What the player answered; `null` for a question that was only skipped or timed out. */
  readonly given: number | null;
  /** The right answer; `null` if that is what the player gave. */
  readonly answer: number | null;
}
