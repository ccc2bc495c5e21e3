/** What a client does on a server that outlasts a lost connection: a game, or the hosting of one. */
import type { ServerLine } from "../protocol/reply.ts";
import { ConnectionError, type LineLink, ReplyError } from "./line_link.ts";
import { growingPauses, isEnding, isPassing } from "./reconnection.ts";
import type { Timing } from "./terminal.ts";
import { WatchedLink } from "./watched_link.ts";

/** How long a lost connection is tried again, in milliseconds. */
const TRIES_MS = 300_000;

export interface SessionOptions {
  /** Connects to the server, and shows the token where it needs one. */
  connect: () => Promise<LineLink>;
  signal: AbortSignal;
  timing: Timing;
  /** A random number from 0 up to, without, 1. */
  random: () => number;
}

/** The connection is lost, and made again. */
export type LinkMessage = { type: "lost" | "resumed" };

/** Connects, and looks after the connection from then on. @throws {ConnectionError} @throws {ReplyError} */
export async function openLink({ connect, timing }: SessionOptions): Promise<LineLink> {
  return new WatchedLink(await connect(), timing);
}

export abstract class LastingSession<Message> implements Disposable {
  readonly #options: SessionOptions;
  #link: LineLink | null;
  #lost: boolean;

  /** @param link `null` for a session that was begun before: the next message tells whether it goes on */
  constructor(options: SessionOptions, link: LineLink | null) {
    this.#options = options;
    this.#link = link;
    this.#lost = link === null;
  }

  /** What a line means; `null` for nothing. @throws {ReplyError} for an error that nothing can be done about */
  protected abstract read(line: ServerLine): Message | null;

  /** Has the server continue the session on a new connection. @throws {ReplyError} */
  protected abstract continueOn(link: LineLink): Promise<Message>;

  /** What happens next. One call at a time. @throws {ConnectionError} if a lost connection can't be made again */
  async next(): Promise<Message | LinkMessage> {
    if (this.#lost) return await this.#resume();
    for (;;) {
      try {
        const message = this.read(await this.link.next());
        if (message !== null) return message;
      } catch (error) {
        const isLost = error instanceof ReplyError ? isEnding(error) : error instanceof ConnectionError;
        if (!isLost || this.#options.signal.aborted) throw error;
        this[Symbol.dispose]();
        this.#lost = true;
        return { type: "lost" };
      }
    }
  }

  /** Sends a line; if the connection is lost, the next message tells. */
  protected async send(line: string): Promise<void> {
    try {
      await this.#link?.send(line);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
    }
  }

  /** Leaves, and closes the connection. */
  async quit(): Promise<void> {
    await this.send("QUIT");
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#link?.[Symbol.dispose]();
  }

  /** @throws {ConnectionError} before there is one */
  protected get link(): LineLink {
    if (this.#link) return this.#link;
    throw new ConnectionError("not connected");
  }

  async #resume(): Promise<Message> {
    const { timing, random, signal } = this.#options;
    const startedAt = timing.now();
    const pauses = growingPauses(random);
    for (;;) {
      try {
        const message = await this.continueOn(this.#link = await openLink(this.#options));
        this.#lost = false;
        return message;
      } catch (error) {
        this[Symbol.dispose]();
        if (!isPassing(error) || signal.aborted || timing.now() - startedAt > TRIES_MS) throw error;
      }
      await timing.pause(pauses.next().value, signal);
    }
  }
}
