/** What decides about a place. */
export interface Scored {
  readonly name: string;
  readonly marks: number;
  readonly seconds: number;
}

/** Whether somebody else has as many marks, so that the time has decided. */
export function isTied({ name, marks }: Scored, players: readonly Scored[]): boolean {
  return players.some((other) => other.name !== name && other.marks === marks);
}

const WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Who has won. Whoever has the same marks in the same time shares the first place. @param players at least one, by rank */
export function winnersOf(players: readonly Scored[]): { readonly winner: string } | { readonly tie: string } {
  const [first] = players;
  const best = players.filter(({ marks, seconds }) => marks === first.marks && seconds === first.seconds).length;
  if (best === 1) return { winner: first.name };
  const many = WORDS[best - 2] ?? `${best}`;
  return { tie: `${/^(8|11|18|e)/.test(many) ? "An" : "A"} ${many}-way tie!` };
}
