/** The line protocol over a WebSocket: the messages that come are bytes for a connection like any other. */
import type { Context } from "hono";
import { formatAddress } from "../../protocol/address.ts";
import type { Clock } from "../clock.ts";
import { type ConnectionOptions, type LineChannel, LineConnection } from "../line_connection.ts";
import type { HttpEnv } from "./http_env.ts";
import { problem } from "./problem.ts";

const LINE_FEED = 0x0a;
/** Beside one line of the greatest length, so much may wait to be handled: nothing can keep a WebSocket from sending. */
const WAITING_BYTES = 1_048_576;
/** What a message takes beside its bytes. */
const MESSAGE_BYTES = 128;
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
  const remoteAddr = c.env.remoteAddr ?? { hostname: "local", port: 0 };
  let upgrade: Deno.WebSocketUpgrade;
  try {
    upgrade = Deno.upgradeWebSocket(c.req.raw);
  } catch (error) {
    const detail = `this is no request for a WebSocket (${(error as Error).message}): RFC 6455 says what it needs`;
    return problem(c, { code: "bad-arguments", status: 400, detail });
  }
  const { socket, response } = upgrade;
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
    const lines = withEnd(message);
    this.#waiting.push(lines);
    this.#waitingBytes += lines.length + MESSAGE_BYTES;
    this.#deliver();
    if (this.#waitingBytes <= this.#maxWaitingBytes) return;
    this.#close(TOO_MUCH, `over ${this.#maxWaitingBytes} bytes wait: take the replies before you send more`);
    this.#end();
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
      this.#waitingBytes -= first.length + MESSAGE_BYTES;
      this.#taken = 0;
    }
    if (length === 0 && !this.#ended) return;
    this.#reader = null;
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

/** A message with the end of its last line. */
function withEnd(message: Uint8Array): Uint8Array {
  if (message.at(-1) === LINE_FEED) return message;
  const lines = new Uint8Array(message.length + 1);
  lines.set(message);
  lines[message.length] = LINE_FEED;
  return lines;
}
