import { formatAddress } from "../../protocol/address.ts";

/** Lines over a WebSocket, as a test wants them. */
export class WebSocketClient implements AsyncDisposable {
  readonly #socket: WebSocket;
  #text = "";
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
      const end = this.#text.indexOf("\n");
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      if (this.#closed) throw new Error(`The server closed the WebSocket after ${JSON.stringify(this.#text)}`);
      await this.#changed.promise;
    }
  }

  async ask(request: string): Promise<string> {
    await this.send(request);
    return await this.line();
  }

  /** Resolves when the socket is closed: how, and what was left to read. */
  async closed(): Promise<{ code: number; reason: string; rest: string[] }> {
    while (!this.#closed) await this.#changed.promise;
    const lines = this.#text.split("\n");
    if (lines.pop() !== "") throw new Error("The last line does not end");
    return { code: this.#closed.code, reason: this.#closed.reason, rest: lines };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    while (!this.#closed) await this.#changed.promise;
  }

  #change(what: () => void): void {
    what();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
