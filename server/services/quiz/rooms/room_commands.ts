/** The requests under "Rooms" in the specification; what those of the quiz do in a room. */
import { checkName } from "../../../../protocol/player_name.ts";
import { RequestError } from "../../../../protocol/request_error.ts";
import type { Client, ServiceCommand, ServiceContext } from "../../service.ts";
import type { QuestionSet } from "../sets/question_set.ts";
import type { QuizState } from "../state.ts";
import type { PinGuesses } from "./pin_guesses.ts";
import { opening } from "./opening.ts";
import { type Mode, MODES, type RoomChange } from "./room_changes.ts";
import type { Room } from "./room.ts";
import { hostedText, openedText, replyText } from "./room_lines.ts";
import { checkIsFree, type Stage } from "./stage.ts";
import { isRude } from "./word_filter.ts";

/** What the commands of the rooms work on. */
export interface RoomDesk extends Pick<ServiceContext, "random" | "newToken" | "isSecret" | "logger"> {
  readonly state: QuizState;
  readonly stage: Stage;
  readonly guesses: PinGuesses;
  /** @throws {RequestError} where no set has this ID */
  readonly setOf: (id: string) => QuestionSet;
  /** Whether the quiz is played on a connection. */
  readonly isPlaying: (client: Client) => boolean;
}

type Handler = ServiceCommand<RoomDesk>["handle"];

export const ROOM_COMMANDS = {
  JOIN: {
    usage: "JOIN pin name",
    summary: "joins the game in a room",
    details: ["A name that is taken gets a number behind it. The reply has a token for RESUME."],
    example: "JOIN 482913 Ada",
    arguments: { kind: "text", required: true },
    changes: true,
    handle(desk, { text }, client) {
      const { state, stage, guesses, newToken, isSecret } = desk;
      const [, pin, given = ""] = text.match(/^(\S+)(?:\s+(.*))?$/s) ?? [];
      const name = nameFor(guesses.take(client.host, () => state.rooms.room(pin)), given);
      if (isSecret(name)) {
        throw new RequestError("bad-name", "this is a secret token, not a name: to continue a game, send RESUME and it");
      }
      enter(desk, client, { type: "join", pin, name, token: newToken(), connection: client.id, ...stage.time() });
    },
  },

  ROOM: {
    usage: "ROOM set [mode]",
    role: "host",
    summary: "opens a room with a set, and hosts it",
    details: [
      `The mode is ${MODES.join(" or ")}.`,
      "The reply has the PIN that lets players in, and the token that lets others host the room.",
    ],
    example: "ROOM network live",
    arguments: { kind: "text", required: true },
    changes: true,
    handle({ state, stage, setOf, isPlaying, random, newToken }, { text }, client) {
      checkPlaysNothing({ stage, isPlaying }, client);
      const [id, mode = "live", ...others] = text.split(/\s+/);
      if (!isMode(mode) || others.length > 0) {
        throw new RequestError(
          "bad-arguments",
          `ROOM takes a set and a mode, ${MODES.join(" or ")}: send ROOM arithmetic live`,
        );
      }
      const settings = { mode, points: "marks", autoSeconds: 0, filter: false } as const;
      const { rooms } = state;
      const change = opening({ set: setOf(id), rooms, random, newToken, time: stage.time(), ...settings });
      client.change(state.room, change, (out, { reply }) => {
        if (reply.type !== "done") return;
        out.utf8(openedText(reply.room));
        stage.host(reply.room, client);
      });
    },
  },

  HOST: {
    usage: "HOST pin [token]",
    summary: "hosts a room on this connection",
    details: ["The token is that of the reply to ROOM. START, NEXT, LOCK, UNLOCK, KICK and END run the game."],
    example: "HOST 482913 5nJvZkQ3u0yLh2aW",
    arguments: { kind: "text", required: true },
    changes: true,
    secret: true,
    handle({ state, stage, guesses, isPlaying }, { text }, client) {
      checkPlaysNothing({ stage, isPlaying }, client);
      const [pin, token = ""] = text.split(/\s+/);
      const room = guesses.take(client.host, () => state.rooms.room(pin));
      if (!client.isHost && !state.rooms.isHostedBy(room, token)) {
        throw new RequestError(
          "unauthorized",
          "this is not the token of this room: send HOST, its PIN, and the token it was opened with",
        );
      }
      client.out.utf8(hostedText(room));
      for (const line of stage.host(room, client)) client.line(...line);
    },
  },

  START: hostCommand("START", "starts the game of the room", (pin) => ({ type: "advance", what: "start", pin })),
  NEXT: hostCommand("NEXT", "goes on: to the answer, the standings, the next question", (pin) => {
    return { type: "advance", what: "next", pin };
  }),
  LOCK: hostCommand("LOCK", "lets nobody else join", (pin) => ({ type: "lock", locked: true, pin })),
  UNLOCK: hostCommand("UNLOCK", "lets others join again", (pin) => ({ type: "lock", locked: false, pin })),

  KICK: {
    usage: "KICK name",
    summary: "removes a player from the room, who may join again",
    example: "KICK Ada",
    arguments: { kind: "text", required: true },
    changes: true,
    handle: (desk, { text: name }, client) => manage(desk, client, (pin) => ({ type: "remove", name, pin })),
  },

  END: hostCommand("END", "ends the game now", (pin) => ({ type: "advance", what: "end", pin })),
} satisfies Record<string, ServiceCommand<RoomDesk>>;

/** Answers the question of a room, or skips it. @returns `false` for a connection that plays in none */
export function moveInRoom(
  { state, stage }: RoomDesk,
  client: Client,
  move: { type: "answer"; text: string } | { type: "skip" },
): boolean {
  const token = stage.tokenOf(client);
  if (token === undefined) return false;
  client.change(state.room, { ...move, token, ...stage.time() }, (out, { reply }) => out.utf8(replyText(reply)));
  return true;
}

/** Comes back to a room. @returns `false` for a token of none */
export function resumeInRoom(desk: RoomDesk, client: Client, token: string): boolean {
  if (!desk.state.rooms.of(token)) return false;
  enter(desk, client, { type: "resume", token, connection: client.id, ...desk.stage.time() });
  return true;
}

/** The name of somebody who wants to join a room. @throws {RequestError} where it can't be one */
export function nameFor({ facts }: Room, name: string): string {
  checkName(name, `send JOIN, the PIN and your name, for example JOIN ${facts.pin} Ada`);
  if (facts.filter && isRude(name)) throw new RequestError("bad-name", "this name is not for a classroom: choose another");
  return name;
}

function enter(desk: RoomDesk, client: Client, change: RoomChange & { type: "join" | "resume" }): void {
  const { state, stage, logger } = desk;
  checkPlaysNothing(desk, client);
  client.change(state.room, change, (out, { reply }) => {
    out.utf8(replyText(reply));
    if (reply.type !== "joined") return;
    stage.attach(reply.player, client);
    const { player: { name }, room: { facts: { pin } } } = reply;
    logger.info("quiz: {name} is in room {pin} from {address}", { name, pin, address: client.address });
  });
}

type HostChange = RoomChange & { type: "advance" | "lock" | "remove" };
type WithoutTime<Change> = Change extends unknown ? Omit<Change, "at" | "date"> : never;

/** A request of a host that takes no arguments. */
function hostCommand(verb: string, summary: string, change: (pin: string) => WithoutTime<HostChange>) {
  const handle: Handler = (desk, _request, client) => manage(desk, client, change);
  return { usage: verb, summary, example: verb, arguments: { kind: "none" }, changes: true, handle } as const;
}

/** Does something with the room that a connection hosts. */
function manage({ state, stage }: RoomDesk, client: Client, change: (pin: string) => WithoutTime<HostChange>): void {
  const pin = stage.hostedOn(client);
  if (pin === undefined) {
    throw new RequestError("no-room", "you host no room: send ROOM and a set to open one, or HOST, its PIN and its token");
  }
  client.change(state.room, { ...change(pin), ...stage.time() }, (out, { reply }) => out.utf8(replyText(reply)));
}

function checkPlaysNothing({ stage, isPlaying }: Pick<RoomDesk, "stage" | "isPlaying">, client: Client): void {
  checkIsFree(stage, client);
  if (isPlaying(client)) {
    throw new RequestError("in-use", "you are in a quiz: answer its questions first, or use another connection");
  }
}

function isMode(word: string): word is Mode {
  return MODES.some((mode) => mode === word);
}
