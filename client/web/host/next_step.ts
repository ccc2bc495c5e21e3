import type { Room } from "../rooms.ts";

/** The phases of a game, for people. */
export const PHASES = {
  lobby: "Waiting to start",
  question: "Question",
  reveal: "Answer shown",
  standings: "Standings shown",
  podium: "Finished",
} as const;

/** What the big button does: the next right thing. */
export interface NextStep {
  readonly label: string;
  readonly does: "start" | "next" | "end" | "new";
}

/** The next right thing in a game. */
export function nextStep({ phase, mode, number, of }: Room): NextStep {
  if (phase === "podium") return { label: "New game", does: "new" };
  if (mode === "self-paced" && phase !== "lobby") return { label: "End the game", does: "end" };
  switch (phase) {
    case "lobby":
      return { label: "Start", does: "start" };
    case "question":
      return { label: "Show the answer", does: "next" };
    case "reveal":
      return { label: number < of ? "Show the standings" : "Show the podium", does: "next" };
    case "standings":
      return { label: "Next question", does: "next" };
  }
}

/** Where a game is, in a few short pieces. @param left the seconds that the question is still open; `null` for no limit */
export function statusOf({ phase, mode, number, of, answered, players }: Room, left: number | null): string[] {
  if (phase === "podium") return [PHASES.podium];
  if (mode === "self-paced" && phase !== "lobby") return ["At their own pace", `${of} questions`];
  if (phase === "lobby") return [PHASES.lobby, `${of} ${of === 1 ? "question" : "questions"}`];
  const place = `Question ${number} of ${of}`;
  if (phase !== "question") return [place, PHASES[phase]];
  return [place, ...left === null ? [] : [`${left} s left`], `${answered} of ${players.length} answered`];
}
