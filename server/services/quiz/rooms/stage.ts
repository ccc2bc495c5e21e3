/**
 * Brings the rooms to those in them: knows who plays, or hosts, on which connection, tells them what happens, and looks to the
 * time of the open question.
 */
import { RequestError } from "../../../../protocol/request_error.ts";
import type { ConnectionRange } from "../../../engine/state.ts";
import { Attachments } from "../../attachments.ts";
import type { Client, ServiceContext } from "../../service.ts";
import { timeOn, Timers } from "../timers.ts";
import type { QuizState } from "../state.ts";
import type { Player } from "./player.ts";
import type { RoomChange } from "./room_changes.ts";
import type { Room, Standing } from "./room.ts";
import * as lines from "./room_lines.ts";
import type { RoomEvent } from "./rooms.ts";

/** How often a room tells how many are in its lobby, or have answered, in milliseconds. */
const PAUSE_MS = 200;
/** How many are told in one turn of the event loop: each is a write, and Deno does some dozens of them at a time. */
const TOLD_PER_TURN = 32;

type Context = Pick<ServiceContext, "engine" | "clock" | "turns" | "logger">;

export class Stage {
  readonly #state: QuizState;
  readonly #context: Context;
  readonly #players = new Attachments<string>();
  /** Who hosts which room; several may host one. */
  readonly #hosts = new Map<Client, string>();
  readonly #timers: Timers<RoomChange>;
  /** The rooms of which it is told in a moment how many are there, and what cancels that. */
  readonly #counting = new Map<string, () => void>();

  constructor(state: QuizState, context: Context) {
    const { engine, clock, turns } = context;
    this.#state = state;
    this.#context = context;
    this.#timers = new Timers({ clock, turns, submit: (change, waiter) => engine.submit(state.room, change, waiter) });
  }

  /** A server has taken the rooms over: their clocks go on. */
  onStarted(): void {
    for (const room of this.#state.rooms.all) this.#time(room);
  }

  /** When it is now, for a change. */
  time(): { at: number; date: number } {
    return timeOn(this.#context.clock);
  }

  /** The token of who plays in a room on a connection. */
  tokenOf(client: Client): string | undefined {
    return this.#players.keyOf(client);
  }

  /** The PIN of the room that is hosted on a connection. */
  hostedOn(client: Client): string | undefined {
    return this.#hosts.get(client);
  }

  /** Whether a connection is in a room, as a player or a host; and what it does there. */
  activityOf(client: Client): string | undefined {
    const pin = this.#hosts.get(client);
    if (pin !== undefined) return `host of room ${pin}`;
    const token = this.tokenOf(client);
    return token === undefined ? undefined : `quiz as ${this.#state.rooms.of(token)?.player.name}`;
  }

  /** Somebody plays on this connection from now on. */
  attach(player: Player, client: Client): void {
    this.#players.attach(player.token, client, "your game");
    if (client.closed) this.lose(client);
  }

  /** Somebody hosts a room on this connection from now on. @returns who is there, and where the game is */
  host(room: Room, client: Client): readonly lines.Line[] {
    if (!client.closed) this.#hosts.set(client, room.facts.pin);
    return [...lines.presentLines(room), ...this.#hostLines(room, room.standings())];
  }

  /** The connection is lost: what was scored is kept, and the player may come back. */
  lose(client: Client): void {
    this.#depart(client, "lose");
  }

  /** The player goes. */
  leave(client: Client): void {
    this.#depart(client, "leave");
  }

  /** Takes those for lost who are said to be connected here, and are not. */
  reconcile(own: ConnectionRange): void {
    for (const { token, connection } of this.#state.rooms.connected(own)) {
      if (this.#players.clientOf(token)?.id === connection) continue;
      this.#context.engine.submit(this.#state.room, { type: "lose", token, connection, ...this.time() });
    }
  }

  /** Tells those whom it is about what has happened. */
  onEvent(event: RoomEvent): void {
    const { room } = event;
    switch (event.type) {
      case "phase":
        this.#time(room);
        this.#tellAll(room, event);
        return;
      case "player":
        this.#onPlayer(room, event);
        return;
      case "here":
        this.#players.follow(event.player.token, event.player.connection, "your game");
        this.#tellPlayer(room, event.player);
        return;
      case "answered":
        this.#countSoon(room);
        if (!room.isLive) this.#goOn(room, event.player);
        return;
      case "closed":
        this.#onClosed(room);
        return;
      case "changed":
    }
  }

  /** Cancels all timers. */
  stop(): void {
    this.#timers.stop();
    for (const cancel of this.#counting.values()) cancel();
    this.#counting.clear();
  }

  #depart(client: Client, type: "lose" | "leave"): void {
    this.#hosts.delete(client);
    const token = this.#players.detach(client);
    if (token === undefined) return;
    this.#context.engine.submit(this.#state.room, { type, token, connection: client.id, ...this.time() });
  }

  #onPlayer(room: Room, { what, player }: RoomEvent & { type: "player" }): void {
    if (room.phase === "lobby") this.#countSoon(room);
    if (what === "removed") this.#letGo(player.token);
    const isHere = what === "joined" || what === "back";
    for (const host of this.#hostsOf(room)) host.notify(...lines.playerLine(isHere ? "joined" : "left", player));
  }

  #onClosed(room: Room): void {
    const { pin } = room.facts;
    this.#timers.cancel(pin);
    this.#counting.get(pin)?.();
    this.#counting.delete(pin);
    for (const host of this.#hostsOf(room)) {
      this.#hosts.delete(host);
      host.notify(...lines.removedLine());
    }
    for (const token of room.players.keys()) this.#letGo(token);
  }

  /** The player is in the room no more, and is told so. */
  #letGo(token: string): void {
    const client = this.#players.clientOf(token);
    if (!client) return;
    this.#players.detach(client);
    client.notify(...lines.removedLine());
  }

  /** Has the room go on when its time has come. */
  #time(room: Room): void {
    const { pin, autoSeconds } = room.facts;
    const { phase, number } = room;
    this.#timers.cancel(pin);
    const isShown = phase === "reveal" || phase === "standings";
    const ms = isShown && autoSeconds > 0 ? 1000 * autoSeconds : room.leftMs(this.time().at);
    if (ms === null) return;
    const expected = { phase, number };
    this.#timers.set(pin, ms, () => ({ type: "advance", what: "next", pin, expected, ...this.time() }));
  }

  /** Tells all in a room where it is now, some of them in each turn of the event loop. */
  #tellAll(room: Room, { reveals = false }: RoomEvent & { type: "phase" }): void {
    const standings = room.standings();
    for (const host of this.#hostsOf(room)) {
      if (reveals) send(host, lines.revealLines(room, null));
      send(host, this.#hostLines(room, standings));
      // The game is over: the connection can host another one.
      if (room.isOver) this.#hosts.delete(host);
    }
    const { phase, number } = room;
    // Who has not been told yet is told of what came next.
    this.#inSlices(
      standings,
      (standing) => {
        const client = this.#players.clientOf(standing.player.token);
        if (reveals && client) send(client, lines.revealLines(room, standing));
        this.#tellPlayer(room, standing.player, standings, standing);
      },
      () => room.phase === phase && room.number === number,
    );
  }

  /** Does something with each of them, some in each turn of the event loop, as long as it still `isDue`. */
  #inSlices<Each>(all: readonly Each[], tell: (each: Each) => void, isDue: () => boolean, from = 0): void {
    if (!isDue()) return;
    const end = Math.min(from + TOLD_PER_TURN, all.length);
    for (let i = from; i < end; i++) tell(all[i]);
    if (end < all.length) this.#context.turns.later(() => this.#inSlices(all, tell, isDue, end));
  }

  /** Tells a player where the room is now. */
  #tellPlayer(
    room: Room,
    player: Player,
    standings: readonly Standing[] = room.standings(),
    standing = standings.find((row) => row.player === player),
  ): void {
    const client = this.#players.clientOf(player.token);
    if (!client || !standing) return;
    switch (room.phase) {
      case "lobby":
        client.notify(...lines.lobbyLine(room));
        return;
      case "question":
        this.#goOn(room, player);
        return;
      case "reveal":
        send(client, lines.revealLines(room, standing));
        return;
      case "standings":
        client.notify(...lines.standingsLine(room, standing));
        return;
      case "podium":
        send(client, [...lines.podiumLines(standings), lines.resultLine(room, standing)]);
        this.#players.detach(client);
    }
  }

  /** Asks a player the question that is open for them; one at their own pace who has answered all is told how it ended. */
  #goOn(room: Room, player: Player): void {
    const client = this.#players.clientOf(player.token);
    if (!client) return;
    const open = room.openFor(player);
    if (open) {
      const leftMs = room.leftMs(this.time().at);
      send(client, lines.questionLines(open.asked, { number: open.number, of: room.of, leftMs }));
    } else if (!room.isLive) {
      const standing = room.standings().find((row) => row.player === player);
      if (standing) client.notify(...lines.resultLine(room, standing));
      this.#players.detach(client);
    } else client.notify("#", "You have answered this question: wait for the next one.");
  }

  #hostLines(room: Room, standings: readonly Standing[]): readonly lines.Line[] {
    const { asked, number, of, phase } = room;
    if (phase === "standings") return lines.rankLines(standings);
    if (phase === "podium") return lines.podiumLines(standings);
    if (!asked) return [];
    if (phase === "reveal") return lines.revealLines(room, null);
    return lines.questionLines(asked, { number, of, leftMs: room.leftMs(this.time().at) });
  }

  /** Tells in a moment how many are there, or have answered. */
  #countSoon(room: Room): void {
    const { pin } = room.facts;
    if (this.#counting.has(pin)) return;
    this.#counting.set(
      pin,
      this.#context.clock.after(PAUSE_MS, () => {
        this.#counting.delete(pin);
        this.#tellCount(room);
      }),
    );
  }

  #tellCount(room: Room): void {
    const { phase } = room;
    if (phase === "lobby") {
      const line = lines.lobbyLine(room);
      for (const host of this.#hostsOf(room)) host.notify(...line);
      const tell = (token: string) => this.#players.clientOf(token)?.notify(...line);
      this.#inSlices([...room.players.keys()], tell, () => room.phase === phase);
    } else if (phase === "question" && room.isLive) {
      for (const host of this.#hostsOf(room)) host.notify(...lines.answeredLine(room));
    }
  }

  #hostsOf({ facts: { pin } }: Room): Client[] {
    return [...this.#hosts].filter(([, hosted]) => hosted === pin).map(([client]) => client);
  }
}

/** A connection can play in one room, or host one. @throws {RequestError} `in-use` */
export function checkIsFree(stage: Stage, client: Client): void {
  if (stage.hostedOn(client) !== undefined) {
    throw new RequestError("in-use", "this connection hosts a room: use another connection to play, or to host another room");
  }
  if (stage.tokenOf(client) !== undefined) {
    throw new RequestError("in-use", "you are in a room already: answer its questions, or send QUIT to leave");
  }
}

function send(client: Client, lines: readonly lines.Line[]): void {
  for (const line of lines) client.notify(...line);
}
