/** What a room says to those in it: see protocol/room_text.ts for how that is written. */
import { QUIZ_EVENT } from "../../../../protocol/quiz_text.ts";
import {
  ROOM_EVENT,
  ROOM_HOSTED,
  ROOM_JOINED,
  ROOM_JUDGED,
  ROOM_OPENED,
  type RoomLine,
} from "../../../../protocol/room_text.ts";
import { type Asked, choicesOf, letter, rightAnswer } from "./asked.ts";
import type { Player } from "./player.ts";
import type { Room, Standing } from "./room.ts";
import type { RoomReply } from "./rooms.ts";

/** How many are on the podium, and how many a host is told of between questions. */
const PODIUM = 3;
const RANKS = 10;
/** The shares of all marks that there are to get from which on a player is praised. */
const BRAVO = 0.9;
const GREAT = 0.5;

/** A line with what stands in front of it: `*` for programs, `#` for people. */
export type Line = readonly [prefix: "*" | "#", text: string];

const event = (line: RoomLine): Line => ["*", ROOM_EVENT.format(line)];

/** The reply to who asked for a change. */
export function replyText(reply: RoomReply): string {
  switch (reply.type) {
    case "joined": {
      const { room: { facts: { pin, mode }, of }, player: { token, name } } = reply;
      return `OK ${ROOM_JOINED.format({ token, room: pin, mode, questions: of, name })}`;
    }
    case "answered":
      return "OK answered";
    case "judged": {
      const { verdict, asked, score } = reply;
      return `OK ${ROOM_JUDGED.format({ verdict, ...rightAnswer(asked), marks: score / 100 })}`;
    }
    case "done":
      return "OK";
  }
}

/** The reply to who opened a room. */
export function openedText({ facts: { pin, token, mode, points, autoSeconds: auto, filter, title }, of }: Room): string {
  return `OK ${ROOM_OPENED.format({ room: pin, token, mode, points, auto, filter, questions: of, title })}`;
}

/** The reply to who hosts a room. */
export function hostedText({ facts, locked, phase, players, of }: Room): string {
  const { pin, mode, points, autoSeconds: auto, filter, title } = facts;
  const settings = { mode, points, auto, filter };
  return `OK ${ROOM_HOSTED.format({ room: pin, ...settings, locked, phase, players: players.size, questions: of, title })}`;
}

/** How many are in the lobby. */
export function lobbyLine({ players }: Room): Line {
  return event({ type: "lobby", players: players.size });
}

/** How many have answered, for hosts. */
export function answeredLine(room: Room): Line {
  return event({ type: "answered", head: { some: room.answered, of: room.players.size } });
}

/** Somebody has come or gone, for hosts. */
export function playerLine(type: "joined" | "left", { name }: Player): Line {
  return event({ type, name });
}

/** Who is there, for a host who has just come; nobody once the game is over. */
export function presentLines({ isOver, players }: Room): Line[] {
  if (isOver) return [];
  return [...players.values()].filter(({ away }) => !away).map((player) => playerLine("joined", player));
}

/** The host has removed the player. */
export function removedLine(): Line {
  return event({ type: "removed" });
}

/** A question, and what there is to choose from. @param leftMs how long it is open; `null` for no limit */
export function questionLines(
  asked: Asked,
  { number, of, leftMs }: { number: number; of: number; leftMs: number | null },
): Line[] {
  const { kind, text, image } = asked.question;
  const seconds = leftMs === null ? 0 : Math.max(1, Math.ceil(leftMs / 1000));
  const choices = choicesOf(asked).map((text, i) => event({ type: "choice", head: letter(i), text }));
  return [event({ type: "question", head: { some: number, of }, kind, seconds, image, text }), ...choices];
}

/** The right answer, and how the player did; for a host, how all did. */
export function revealLines(room: Room, standing: Standing | null): Line[] {
  const { asked, number } = room;
  if (!asked) return [];
  const correct = { some: 0, of: room.players.size };
  for (const player of room.players.values()) if (player.answerTo(number)?.right) correct.some++;
  const marks = standing ? standing.score / 100 : undefined;
  const verdict = standing ? verdictOf(standing.player, number) : undefined;
  const line = event({ type: "reveal", ...rightAnswer(asked), correct, marks, verdict });
  const { explanation } = asked.question;
  return explanation === undefined ? [line] : [line, ["#", explanation]];
}

/** How a player did; `none` for no answer. */
export function verdictOf(player: Player, number: number): "correct" | "wrong" | "none" {
  const answer = player.answerTo(number);
  return answer?.right ? "correct" : typeof answer?.given === "string" ? "wrong" : "none";
}

/** Where the player is. */
export function standingsLine({ players }: Room, { rank, score }: Standing): Line {
  return event({ type: "standings", rank, players: players.size, marks: score / 100 });
}

/** Who leads, for hosts. */
export function rankLines(standings: readonly Standing[]): Line[] {
  return standings.slice(0, RANKS).map(({ rank, score, ms, player: { name } }): Line => {
    return ["*", QUIZ_EVENT.format({ type: "rank", rank, marks: score / 100, seconds: ms / 1000, name })];
  });
}

/** The best, at the end. */
export function podiumLines(standings: readonly Standing[]): Line[] {
  return standings.slice(0, PODIUM).map(({ rank, score, player: { name } }) => {
    return event({ type: "podium", head: rank, marks: score / 100, name });
  });
}

/** How the game ended for a player. */
export function resultLine(room: Room, { player, rank, score, ms }: Standing): Line {
  const { correct, wrong, skipped } = player.total(room.of);
  const games = room.players.size;
  const share = correct / room.of;
  const message = share >= BRAVO ? "Bravo!" : share > GREAT ? "You did great!" : "Better luck next time!";
  const [marks, seconds] = [score / 100, ms / 1000];
  return ["*", QUIZ_EVENT.format({ type: "result", marks, correct, wrong, skipped, seconds, rank, games, message })];
}
