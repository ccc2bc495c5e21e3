/** The line protocol over a WebSocket: the messages that come are bytes for a connection like any other. */
import type { Context } from "hono";
import { RequestError } from "../../protocol/request_error.ts";
import { formatAddress } from "../../protocol/address.ts";
import type { Clock } from "../clock.ts";
import { type ConnectionOptions, type LineChannel, LineConnection } from "../line_connection.ts";
import type { HttpEnv } from "./http_env.ts";
import { problem } from "./problem.ts";

const LINE_FEED = 0x0a;
/** Beside one line of the greatest length, so much may wait to be handled: nothing can keep a WebSocket from sending. */
const WAITING_BYTES = 1_048_576;
/** No more is sent while this much waits in the socket; and how often it is looked at then, in milliseconds, since nothing tells. */
const UNSENT_BYTES = 1_048_576;
const LOOK_MS = 5;
/** How a close is told of in the protocol of WebSockets (RFC 6455, 7.4.1). */
const NORMAL = 1000;
const TOO_MUCH = 1008;

/** Answers a request to open a WebSocket. */
export function openWebSocket(c: Context<HttpEnv>, options: ConnectionOptions): Response {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") {
    const detail = "this is for a WebSocket, which speaks the line protocol: open one at ws://, or GET /api for REST";
    return problem(c, { code: "bad-arguments", status: 426, detail, headers: { upgrade: "websocket" } });
  }
  const origin = c.req.header("origin");
  if (origin !== undefined && new URL(origin).host !== c.req.header("host")) {
    throw new RequestError("unauthorized", `a page of ${origin} can't connect here: do it from a page of this server`);
  }
  const remoteAddr = c.env.remoteAddr ?? { hostname: "local", port: 0 };
  const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
  const channel = new WebSocketChannel(socket, {
    remoteAddr,
    clock: options.services.clock,
    maxWaitingBytes: options.maxLineBytes + WAITING_BYTES,
  });
  socket.onopen = () => new LineConnection(channel, "websocket", options).start();
  socket.onerror = (event) => {
    const error = (event as ErrorEvent).message;
    options.services.logger.debug("the WebSocket of {address} broke: {error}", { address: formatAddress(remoteAddr), error });
  };
  return response;
}

/** Carries the bytes of a connection in messages. A message ends the line that it ends with, with a newline or without. */
class WebSocketChannel implements LineChannel {
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #maxWaitingBytes: number;
  readonly #decoder = new TextDecoder();
  /** What has come and was not read yet; of the first the part from `#taken` on. */
  readonly #waiting: Uint8Array[] = [];
  #taken = 0;
  #waitingBytes = 0;
  #reader: { buffer: Uint8Array; done: (length: number | null) => void } | null = null;
  #ended = false;

  constructor(
    socket: WebSocket,
    { remoteAddr, clock, maxWaitingBytes }: { remoteAddr: LineChannel["remoteAddr"]; clock: Clock; maxWaitingBytes: number },
  ) {
    this.remoteAddr = remoteAddr;
    this.#socket = socket;
    this.#clock = clock;
    this.#maxWaitingBytes = maxWaitingBytes;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
      this.#take(typeof data === "string" ? new TextEncoder().encode(data) : new Uint8Array(data));
    socket.onclose = () => this.#end();
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return new Promise((done) => {
      this.#reader = { buffer, done };
      this.#deliver();
    });
  }

  async write(bytes: Uint8Array): Promise<number> {
    this.#socket.send(this.#decoder.decode(bytes, { stream: true }));
    while (this.#socket.bufferedAmount > UNSENT_BYTES && !this.#ended) {
      await new Promise<void>((resolve) => this.#clock.after(LOOK_MS, resolve));
    }
    if (this.#ended) throw new Deno.errors.BrokenPipe("the WebSocket is closed");
    return bytes.length;
  }

  closeWrite(): Promise<void> {
    this.#close(NORMAL, "");
    return Promise.resolve();
  }

  close(): void {
    this.#close(NORMAL, "");
    this.#end();
  }

  #take(message: Uint8Array): void {
    if (this.#ended) return;
    this.#push(message);
    if (message.at(-1) !== LINE_FEED) this.#push(Uint8Array.of(LINE_FEED));
    this.#deliver();
    if (this.#waitingBytes <= this.#maxWaitingBytes) return;
    this.#close(TOO_MUCH, `over ${this.#maxWaitingBytes} bytes wait: take the replies before you send more`);
    this.#end();
  }

  #push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  #deliver(): void {
    if (!this.#reader) return;
    const { buffer, done } = this.#reader;
    let length = 0;
    while (this.#waiting.length > 0 && length < buffer.length) {
      const [first] = this.#waiting;
      const part = first.subarray(this.#taken, this.#taken + buffer.length - length);
      buffer.set(part, length);
      length += part.length;
      this.#taken += part.length;
      if (this.#taken < first.length) break;
      this.#waiting.shift();
      this.#taken = 0;
    }
    if (length === 0 && !this.#ended) return;
    this.#reader = null;
    this.#waitingBytes -= length;
    done(length > 0 ? length : null);
  }

  #end(): void {
    this.#ended = true;
    this.#deliver();
  }

  #close(code: number, reason: string): void {
    if (this.#socket.readyState <= WebSocket.OPEN) this.#socket.close(code, reason);
  }
}
