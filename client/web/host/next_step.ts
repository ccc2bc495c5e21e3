import type { Room } from "../rooms.ts";

/** The phases of a game, for people. */
export const PHASES = {
  lobby: "waiting to start",
  question: "question",
  reveal: "answer",
  standings: "standings",
  podium: "over",
} as const;

/** What the big button does: the next right thing. */
export interface NextStep {
  readonly label: string;
  readonly does: "start" | "next" | "end" | "new";
}

/** The next right thing in a game. */
export function nextStep({ phase, mode, number, of, players }: Room): NextStep {
  if (phase === "podium") return { label: "New game", does: "new" };
  if (mode === "self-paced" && phase !== "lobby") return { label: "End the game", does: "end" };
  switch (phase) {
    case "lobby":
      return { label: players.length === 0 ? "Start without players" : `Start with ${count(players.length)}`, does: "start" };
    case "question":
      return { label: "Show the answer", does: "next" };
    case "reveal":
      return { label: number < of ? "Standings" : "Podium", does: "next" };
    case "standings":
      return { label: "Next question", does: "next" };
  }
}

function count(players: number): string {
  return `${players} ${players === 1 ? "player" : "players"}`;
}
