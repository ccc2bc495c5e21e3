import { parseServerLine, type ServerLine } from "../../protocol/reply.ts";
import { ConnectionError, LineLink, ReplyError } from "../line_link.ts";
import { urlOf } from "./place.ts";
import { serverToken } from "./session_token.ts";

/** How long connecting may take, in milliseconds. */
const CONNECT_MS = 5000;

/** A connection to the server that the page came from, over a WebSocket. */
export class WebSocketLink extends LineLink {
  readonly #socket: WebSocket;
  readonly #lines: string[] = [];
  /** What has come of a line whose end has not: a long one comes in many pieces. */
  #unfinished: string[] = [];
  #closed = false;
  #wake: (() => void) | null = null;
  /** The server's first line, once the link is open. */
  greeting: ServerLine = { kind: "comment", text: "" };

  private constructor(socket: WebSocket) {
    super(location.host);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const [first, ...rest]: string[] = data.split("\n");
      this.#unfinished.push(first);
      for (const next of rest) {
        this.#lines.push(this.#unfinished.join(""));
        this.#unfinished = [next];
      }
      this.#wake?.();
    });
    socket.addEventListener("close", () => {
      this.#closed = true;
      this.#wake?.();
    });
  }

  /**
   * Connects, and shows the page's token where it has one.
   *
   * @param showToken whether to do so; where somebody types at the server, that is for them to do
   * @throws {ConnectionError}
   * @throws {ReplyError}
   */
  static async open({ showToken = true }: { showToken?: boolean } = {}): Promise<WebSocketLink> {
    const socket = new WebSocket(urlOf("/ws").replace(/^http/, "ws"));
    const link = new WebSocketLink(socket);
    const timer = setTimeout(() => socket.close(), CONNECT_MS);
    try {
      link.greeting = await link.next();
      await link.introduce(link.greeting, showToken ? serverToken.get() : null);
      return link;
    } catch (error) {
      // To try a wrong one again and again would shut out all who come from here.
      if (error instanceof ReplyError && error.code === "unauthorized") serverToken.forget();
      link[Symbol.dispose]();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  override send(line: string): Promise<void> {
    if (this.#closed || this.#socket.readyState !== WebSocket.OPEN) return Promise.reject(this.#gone());
    this.#socket.send(line);
    return Promise.resolve();
  }

  override async next(): Promise<ServerLine> {
    for (;;) {
      const line = this.#lines.shift();
      const parsed = line === undefined ? null : parseServerLine(line);
      if (parsed) return parsed;
      if (line !== undefined) continue;
      if (this.#closed) throw this.#gone();
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  override [Symbol.dispose](): void {
    this.#socket.close();
  }

  #gone(): ConnectionError {
    return new ConnectionError("the connection to the server was lost");
  }
}
