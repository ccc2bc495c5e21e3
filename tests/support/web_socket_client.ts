// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { formatAddress } from "../../protocol/address.ts";

/** How long nothing may come before a test has failed, in milliseconds. */
const SILENCE_MS = 30_000;

/** Lines over a WebSocket, as a test wants them. */
export class WebSocketClient implements AsyncDisposable {
  readonly #socket: WebSocket;
  #text = "";
  /** Where the next line begins. */
  #next = 0;
  #closed: CloseEvent | null = null;
  #changed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#change(() => this.#text += data);
    socket.onclose = (event) => this.#change(() => this.#closed = event);
  }

  /** Connects, and takes the banner. */
  static async connect(http: Deno.NetAddr): Promise<WebSocketClient> {
    const client = WebSocketClient.connectOnly(http);
    await client.line();
    return client;
  }

  static connectOnly(http: Deno.NetAddr): WebSocketClient {
    return new WebSocketClient(new WebSocket(`ws://${formatAddress(http)}/ws`));
  }

  /** How many bytes of what was sent have not gone out. */
  get unsent(): number {
    return this.#socket.bufferedAmount;
  }

  /** Sends a message as it is. */
  async send(data: string | Uint8Array<ArrayBuffer>): Promise<void> {
    while (this.#socket.readyState === WebSocket.CONNECTING) {
      await new Promise((resolve) => this.#socket.addEventListener("open", resolve, { once: true }));
    }
    this.#socket.send(data);
  }

  /** The next line, without its end; throws where the server closes before. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#text.indexOf("\n", this.#next);
      if (end >= 0) {
        const line = this.#text.slice(this.#next, end);
        this.#next = end + 1;
        return line;
      }
      this.#text = this.#text.slice(this.#next);
      this.#next = 0;
      if (this.#closed) throw new Error(`The server closed the WebSocket after ${JSON.stringify(this.#text)}`);
      await this.#nextChange();
    }
  }

  async ask(request: string): Promise<string> {
    await this.send(request);
    return await this.line();
  }

  /** Resolves when the socket is closed: how, and what was left to read. */
  async closed(): Promise<{ code: number; reason: string; rest: string[] }> {
    while (!this.#closed) await this.#nextChange();
    const lines = this.#text.slice(this.#next).split("\n");
    if (lines.pop() !== "") throw new Error("The last line does not end");
    return { code: this.#closed.code, reason: this.#closed.reason, rest: lines };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    while (!this.#closed) await this.#changed.promise;
  }

  /** Resolves when something has come, or the socket is closed; throws if nothing comes for too long. */
  #nextChange(): Promise<void> {
    return deadline(this.#changed.promise, SILENCE_MS);
  }

  #change(what: () => void): void {
    what();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
