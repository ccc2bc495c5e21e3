/** A game in a room as one player sees it, and what the lines of the server make of it. */
import type { ServerLine } from "../../../protocol/reply.ts";
import { QUIZ_EVENT, type QuizResult } from "../../../protocol/quiz_text.ts";
import { ROOM_EVENT, ROOM_JUDGED, type RoomLine } from "../../../protocol/room_text.ts";
import type { Outcome } from "./earlier_question.ts";
import { type MissedQuestion, withMissed } from "./missed_question.ts";

/** What became of the last question. */
export interface Reveal {
  readonly verdict: Outcome | "none";
  /** The right answer, as it reads. */
  readonly text: string;
  /** The letters of the right choices; `null` where there was nothing to choose from. */
  readonly letters: string | null;
  /** The marks for this question; `null` if those before it are not known, as after a reload. */
  readonly gained: number | null;
  readonly explanation: string | null;
  /** How many gave it, and how many there are; `null` in a self-paced room. */
  readonly correct: { readonly some: number; readonly of: number } | null;
}

/** What the player sees. `finding`: whether there is such a game; `missing`: there is none. */
export interface RoomState {
  readonly phase:
    | ("finding" | "missing")
    | ("joining" | "lobby" | "question" | "answered" | "reveal" | "standings" | "over" | "out");
  readonly isLive: boolean;
  readonly name: string;
  /** In the lobby, and in the standings. */
  readonly players: number;
  readonly number: number;
  readonly of: number;
  readonly kind: string;
  readonly text: string;
  readonly choices: readonly string[];
  /** The name of its picture. */
  readonly image: string | null;
  /** What the player answered, as it was sent; `null` if nothing, or before a reload. */
  readonly given: string | null;
  /** When the question closes, by `performance.now()`, and how long it is open; `null` for no limit. */
  readonly closes: { readonly at: number; readonly seconds: number } | null;
  readonly reveal: Reveal | null;
  /** How many answers were judged at once, as they are in a self-paced room. */
  readonly judged: number;
  readonly marks: number | null;
  readonly rank: number | null;
  /** What went wrong so far, in the order of the questions. */
  readonly missed: readonly MissedQuestion[];
  readonly podium: readonly { readonly rank: number; readonly name: string; readonly marks: number }[];
  readonly result: QuizResult | null;
  readonly lost: boolean;
  /** Why there is nothing to do for whoever comes in the middle of a game. */
  readonly note: string;
  /** What was wrong with the last answer, or why there is no game. */
  readonly problem: string;
}

export const JOINING: RoomState = {
  phase: "joining",
  isLive: true,
  name: "",
  players: 0,
  number: 0,
  of: 0,
  kind: "",
  text: "",
  choices: [],
  image: null,
  given: null,
  closes: null,
  reveal: null,
  judged: 0,
  marks: null,
  rank: null,
  missed: [],
  podium: [],
  result: null,
  lost: false,
  note: "",
  problem: "",
};

/** The game after a line of the server. @param now by `performance.now()` */
export function after(state: RoomState, line: ServerLine, now: number): RoomState {
  switch (line.kind) {
    case "comment":
      // It resumed the game, and is not asked again: the answer had come before the connection was lost.
      if (state.isLive && state.phase === "question" && state.given !== null) return { ...state, phase: "answered", note: "" };
      if (state.phase === "answered" && state.note) return { ...state, note: line.text };
      if (state.phase !== "reveal" || !state.reveal || state.reveal.explanation !== null) return state;
      return { ...state, reveal: { ...state.reveal, explanation: line.text } };
    case "ok":
      return afterReply(state, line.text);
    case "error":
      if (line.code === "answered") return { ...state, phase: "answered" };
      // The question closed while the answer was on its way.
      return line.code === "no-quiz" ? state : { ...state, phase: "question", problem: line.message };
    case "event": {
      const event = ROOM_EVENT.parse(line.text);
      if (event) return afterEvent(state, event, now);
      const quizEvent = QUIZ_EVENT.parse(line.text);
      return quizEvent?.type === "result" ? { ...state, phase: "over", result: quizEvent, marks: quizEvent.marks } : state;
    }
  }
}

function afterReply(state: RoomState, text: string): RoomState {
  if (text === "answered") return { ...state, phase: "answered", note: "" };
  const judged = ROOM_JUDGED.parse(text);
  if (!judged) return state;
  const { verdict, marks } = judged;
  const right = verdict === "correct" ? "" : judged.text;
  const reveal = { verdict, text: right, letters: null, gained: null, explanation: null, correct: null };
  return { ...state, marks, judged: state.judged + 1, reveal, missed: withMissed(state, verdict, right) };
}

function afterEvent(state: RoomState, event: RoomLine, now: number): RoomState {
  switch (event.type) {
    case "lobby":
      return { ...state, phase: "lobby", players: event.players };
    case "question": {
      const { head: { some: number, of }, kind, seconds, text, image = null } = event;
      const closes = seconds === 0 ? null : { at: now + seconds * 1000, seconds };
      // In a self-paced room the verdict on the last one is still seen.
      const reveal = state.isLive ? null : state.reveal;
      return {
        ...state,
        phase: "question",
        number,
        of,
        kind,
        text,
        image,
        choices: [],
        given: null,
        closes,
        reveal,
        problem: "",
      };
    }
    case "choice":
      return { ...state, choices: [...state.choices, event.text] };
    case "reveal": {
      const { text, correct, answer, marks = state.marks } = event;
      const verdict = readVerdict(event.verdict);
      const letters = answer && /^[A-H]+$/.test(answer) ? answer : null;
      // Once more after a reload or a lost connection, when the marks are those from after it.
      const isKnown = marks !== null && state.marks !== null && state.phase !== "reveal";
      const gained = isKnown ? Math.round(100 * (marks - state.marks)) / 100 : null;
      const reveal = { verdict, text, letters, gained, explanation: null, correct };
      return { ...state, phase: "reveal", closes: null, reveal, marks, missed: withMissed(state, verdict, text) };
    }
    case "standings":
      return { ...state, phase: "standings", rank: event.rank, players: event.players, marks: event.marks };
    case "podium":
      return { ...state, phase: "over", podium: [...state.podium, { rank: event.head, name: event.name, marks: event.marks }] };
    case "removed":
      return { ...state, phase: "out", problem: "The host has taken you out of this game, or closed it." };
    default:
      return state;
  }
}

function readVerdict(word: string | undefined): Reveal["verdict"] {
  return word === "correct" || word === "wrong" ? word : "none";
}
