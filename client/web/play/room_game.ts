/** One player's game in a room: joins it, answers, and comes back after a reload or a lost connection. */
import { signal } from "@preact/signals";
import { messageOf } from "../../../protocol/message_of.ts";
import { ROOM_JOINED } from "../../../protocol/room_text.ts";
import { ConnectionError, type LineLink, ReplyError } from "../../line_link.ts";
import { growingPauses, isEnding, isPassing } from "../../reconnection.ts";
import { WatchedLink } from "../../watched_link.ts";
import { ApiError } from "../api.ts";
import { playerName } from "../player_name.ts";
import { findRoom } from "../rooms.ts";
import { timing } from "../timing.ts";
import { WebSocketLink } from "../web_socket_link.ts";
import { keptMissed } from "./missed_question.ts";
import { after, JOINING, type RoomState } from "./room_state.ts";

/** Under this the tab keeps what a game is resumed with; the PIN follows. */
const TOKEN_KEY = "app-room-token-";

/** A reply that is a problem in the middle of a game, and no end of it. */
const PROBLEMS = new Set(["bad-arguments", "not-an-integer", "answered", "no-quiz", "rate-limited"]);

export class RoomGame {
  readonly pin: string;
  /** `null` until a name is known. */
  readonly state = signal<RoomState | null>(null);
  #link: LineLink | null = null;
  readonly #leaving = new AbortController();

  constructor(pin: string) {
    this.pin = pin;
  }

  /** Continues the game that this tab had in the room, or joins it with the name from the front door, if there is one. */
  open(): void {
    const token = sessionStorage.getItem(TOKEN_KEY + this.pin);
    if (token) this.#play(`RESUME ${token}`);
    else if (playerName.get()) this.#play(`JOIN ${this.pin} ${playerName.get()}`);
    else this.#find();
  }

  /** Whether there is such a game, before anybody is asked for a name. */
  async #find(): Promise<void> {
    this.state.value = { ...JOINING, phase: "finding" };
    try {
      await findRoom(this.pin);
      this.state.value = null;
    } catch (error) {
      const isMissing = error instanceof ApiError && error.code === "no-room";
      // Whatever else went wrong is told to whoever tries to join.
      this.state.value = isMissing ? { ...JOINING, phase: "missing" } : null;
    }
  }

  join(name: string): void {
    playerName.set(name);
    this.#play(`JOIN ${this.pin} ${name}`);
  }

  /** Answers the open question: letters, a number or a text. `null` skips it, which a self-paced room has. */
  async answer(text: string | null): Promise<void> {
    this.#set({ given: text });
    try {
      await this.#link?.send(text === null ? "SKIP" : `ANSWER ${text}`);
    } catch (error) {
      // That the connection is lost comes out where it is read.
      if (!(error instanceof ConnectionError)) throw error;
    }
  }

  /** Leaves the room; in the lobby the place is free again. */
  leave(): void {
    this.#forget();
    this.#leaving.abort();
    this.#link?.send("QUIT").catch(() => {});
    location.href = "./";
  }

  async #play(opening: string): Promise<void> {
    // The marks from before a reload come with the next line that has them.
    const known = opening.startsWith("RESUME") ? { missed: keptMissed.get(this.pin) } : { marks: 0 };
    this.state.value = { ...JOINING, name: playerName.get(), ...known };
    let pauses = growingPauses(Math.random);
    let request = opening;
    while (!this.#leaving.signal.aborted) {
      try {
        const link = this.#link = new WatchedLink(await WebSocketLink.open(), timing);
        request = await this.#enter(link, request);
        pauses = growingPauses(Math.random);
        await this.#follow(link);
        return;
      } catch (error) {
        const mayPass = error instanceof ReplyError ? isEnding(error) || isPassing(error) : error instanceof ConnectionError;
        if (this.#leaving.signal.aborted) return;
        if (!mayPass) return this.#end(error);
        this.#set({ lost: true });
      } finally {
        this.#link?.[Symbol.dispose]();
      }
      await timing.pause(pauses.next().value, this.#leaving.signal).catch(() => {});
    }
  }

  /** @returns how to come back */
  async #enter(link: LineLink, request: string): Promise<string> {
    const { token, mode, questions, name } = link.understood(ROOM_JOINED, await link.request(request));
    sessionStorage.setItem(TOKEN_KEY + this.pin, token);
    this.#set({ name, isLive: mode === "live", of: questions, lost: false, podium: [] });
    // Between two questions nothing follows at once.
    if (this.state.value?.phase === "joining") this.#set({ phase: "answered", note: "Next question coming up." });
    return `RESUME ${token}`;
  }

  /** Until the game is over. */
  async #follow(link: LineLink): Promise<void> {
    for (;;) {
      const line = await link.next();
      if (line.kind === "error" && !PROBLEMS.has(line.code)) throw new ReplyError(line);
      if (!this.state.value) return;
      this.state.value = after(this.state.value, line, performance.now());
      const { phase, result, missed } = this.state.value;
      keptMissed.set(this.pin, missed);
      if (result === null && phase !== "out") continue;
      this.#forget();
      return;
    }
  }

  #end(error: unknown): void {
    const code = error instanceof ReplyError ? error.code : "";
    // A token of a game that is gone: whoever wants to can join anew.
    if (code === "unknown-token" || code === "no-quiz") this.#forget();
    const phase = code === "no-room" ? "missing" : "out";
    this.#set({ phase, lost: false, problem: ENDS[code] ?? `Could not join: ${withoutCommand(messageOf(error))}.` });
  }

  #forget(): void {
    sessionStorage.removeItem(TOKEN_KEY + this.pin);
    keptMissed.forget(this.pin);
  }

  #set(change: Partial<RoomState>): void {
    if (this.state.value) this.state.value = { ...this.state.value, ...change };
  }
}

const ENDS: Record<string, string | undefined> = {
  locked: "The host lets nobody else in at the moment. Ask, and try again.",
  "taken-over": "Your game goes on in another tab or on another device.",
  "unknown-token": "This game is over.",
  "no-quiz": "This game is over.",
};

/** A message without what to type instead on a connection: here there is a field for it. */
function withoutCommand(message: string): string {
  return message.replace(/: send .*$/, "");
}
