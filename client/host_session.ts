/** The hosting of a room: what the server says as messages, and the way back after a lost connection. */
import type { ServerLine } from "../protocol/reply.ts";
import { QUIZ_EVENT, type RankedGame } from "../protocol/quiz_text.ts";
import { ROOM_HOSTED, ROOM_OPENED } from "../protocol/room_text.ts";
import { LastingSession, type LinkMessage, openLink, type SessionOptions } from "./lasting_session.ts";
import { ConnectionError, type LineLink, ReplyError } from "./line_link.ts";
import { type HostNews, type RoomNews, RoomNewsReader } from "./room_news.ts";

/** What happens in the room. */
export type HostMessage =
  /** The room is open, and hosted here. `token` lets others host it. */
  | {
    type: "hosting";
    room: string;
    token: string | null;
    mode: string;
    points: string;
    auto: number;
    filter: boolean;
    locked: boolean;
    phase: string;
    players: number;
    questions: number;
    title: string;
  }
  | RoomNews
  | HostNews
  /** One of the best ten, between questions. */
  | ({ type: "rank" } & RankedGame)
  /** A request was executed, or not. */
  | { type: "done" }
  | { type: "refused"; code: string; text: string }
  | LinkMessage;

/** What a host can send. */
export const HOST_VERBS = ["START", "NEXT", "LOCK", "UNLOCK", "KICK", "END"] as const;
export type HostVerb = typeof HOST_VERBS[number];

/** With these codes the connection, or the hosting, is at its end. */
const ENDING_CODES = new Set(["idle", "shutting-down", "taken-over", "line-too-long", "not-utf8"]);

export class HostSession extends LastingSession<HostMessage> {
  readonly #news = new RoomNewsReader();
  #room: string;
  #token: string | null;

  private constructor(
    options: SessionOptions,
    { link, room, token }: { link: LineLink; room: string; token: string | null },
  ) {
    super(options, link);
    this.#room = room;
    this.#token = token;
  }

  /** Opens a room with a set, and hosts it. @throws {ReplyError} where the server does not want to @throws {ConnectionError} */
  static async open(
    options: SessionOptions,
    { set, mode }: { set: string; mode: "live" | "self-paced" },
  ): Promise<{ session: HostSession; first: HostMessage }> {
    return await begin(options, async (link) => {
      const opened = link.understood(ROOM_OPENED, await link.request(`ROOM ${set} ${mode}`));
      const first: HostMessage = { type: "hosting", phase: "lobby", locked: false, players: 0, ...opened };
      return { session: new HostSession(options, { link, ...opened }), first };
    });
  }

  /** Hosts a room that is open. @throws {ReplyError} where the server does not want to @throws {ConnectionError} */
  static async host(
    options: SessionOptions,
    { room, token }: { room: string; token: string | null },
  ): Promise<{ session: HostSession; first: HostMessage }> {
    return await begin(options, async (link) => {
      const session = new HostSession(options, { link, room, token });
      return { session, first: await session.#host(link) };
    });
  }

  /** The PIN of the room. */
  get room(): string {
    return this.#room;
  }

  /** What lets others host the room, if this client knows it. */
  get token(): string | null {
    return this.#token;
  }

  /** Has the server close the connection when it has answered everything; what comes before still comes as messages. */
  async leave(): Promise<void> {
    await this.send("QUIT");
  }

  /** Does something with the room. */
  async act(verb: HostVerb, name = ""): Promise<void> {
    await this.send(`${verb} ${name}`.trimEnd());
  }

  async #host(link: LineLink): Promise<HostMessage> {
    const hosted = link.understood(ROOM_HOSTED, await link.request(`HOST ${this.#room} ${this.#token ?? ""}`.trimEnd()));
    return { type: "hosting", token: this.#token, ...hosted };
  }

  protected override continueOn(link: LineLink): Promise<HostMessage> {
    return this.#host(link);
  }

  protected override read(line: ServerLine): HostMessage | null {
    if (line.kind === "error") {
      const { code, message } = line;
      if (ENDING_CODES.has(code)) throw new ReplyError(line);
      return { type: "refused", code, text: message };
    }
    if (line.kind === "ok") return line.text === "" ? { type: "done" } : null;
    const news = this.#news.read(line);
    if (news) return news;
    const event = line.kind === "event" ? QUIZ_EVENT.parse(line.text) : null;
    return event?.type === "rank" ? event : null;
  }
}

/** Connects, and does something; the connection does not outlast its failure. */
async function begin<Begun>(options: SessionOptions, use: (link: LineLink) => Promise<Begun>): Promise<Begun> {
  const link = await openLink(options);
  try {
    return await use(link);
  } catch (error) {
    link[Symbol.dispose]();
    if (!(error instanceof ReplyError) || error.code !== "unauthorized") throw error;
    throw new ConnectionError(
      "only a host can do this: give the host token with --token-file or --token, " +
        "or the token of an open room with --room and --room-token",
      { cause: error },
    );
  }
}
