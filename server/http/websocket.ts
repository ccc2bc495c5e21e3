/** The line protocol over a WebSocket: the messages that come are bytes for a connection like any other. */
import type { Context } from "hono";
import type { WebSocket } from "ws";
import { formatAddress } from "../../protocol/address.ts";
import { type ErrorCode, RequestError } from "../../protocol/request_error.ts";
import { type LineFaults, parseOwnFaults } from "../faults/line_faults.ts";
import { inputGivenUp } from "../input_budget.ts";
import { LineConnection, type LineOptions } from "../line/connection.ts";
import type { LineChannel } from "../line_channel.ts";
import { type HttpEnv, remoteAddressOf, type UnfinishedInput } from "../services/rest/http_env.ts";
import { problem } from "../services/rest/problem.ts";

const LINE_FEED = 0x0a;
/** What a request for a WebSocket says of itself (RFC 6455, 4.2.1). */
const VERSION = "13";
const KEY = /^[+/\dA-Za-z]{22}==$/;
/** When this many bytes of messages wait to be handled, no more are read from the socket. */
const MAX_WAITING_BYTES = 65_536;
/** The longest reason for a close, in bytes (RFC 6455, 5.5). */
const MAX_REASON_BYTES = 123;
/** The bytes of a message are sent as they are, and are text. */
const TEXT = { binary: false };
/** What a WebSocket's close tells by its code (RFC 6455, 7.4.1). */
const NORMAL = 1000;
const POLICY = 1008;
const CLOSE_CODES: Partial<Record<ErrorCode, number>> = { "shutting-down": 1001, "not-utf8": 1007, "line-too-long": 1009 };

/** Answers a request to open a WebSocket. */
export function openWebSocket(c: Context<HttpEnv>, options: LineOptions): Response {
  const { openWebSocket } = c.env ?? {};
  const remoteAddr = remoteAddressOf(c);
  if (!openWebSocket || c.req.method !== "GET") {
    const detail = "/ws speaks the line protocol over a WebSocket: open it as ws://; /docs shows the REST API";
    return problem(c, { code: "bad-arguments", status: 426, detail, headers: { upgrade: "websocket" } });
  }
  if (c.req.header("sec-websocket-version") !== VERSION) {
    const detail = `this server speaks version ${VERSION} of the WebSocket protocol: send sec-websocket-version: ${VERSION}`;
    const headers = { upgrade: "websocket", "sec-websocket-version": VERSION };
    return problem(c, { code: "bad-arguments", status: 426, detail, headers });
  }
  if (!KEY.test(c.req.header("sec-websocket-key") ?? "")) {
    const detail = "a WebSocket is opened with the header sec-websocket-key: send 16 random bytes in it, in Base64";
    return problem(c, { code: "bad-arguments", status: 400, detail });
  }
  const wanted = c.req.query("fault");
  let faults: LineFaults | null = null;
  try {
    if (wanted !== undefined) faults = parseOwnFaults(wanted);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const detail = `the fault in the query is wrong: ${error.message}; send /ws?fault=delay=200;chop=1`;
    return problem(c, { code: error.code, status: 400, detail });
  }
  return openWebSocket((socket, input) => {
    socket.on("error", (error) => {
      const address = formatAddress(remoteAddr);
      options.logger.debug("the WebSocket of {address} broke: {error}", { address, error: error.message });
    });
    const connection = new LineConnection(new WebSocketChannel({ socket, input, remoteAddr }), "websocket", options);
    input.onInputGivenUp = () => connection.dismiss(inputGivenUp());
    connection.setFaults(faults);
    connection.start();
  });
}

/** Carries the bytes of a connection in messages. A message ends the line that it ends with, with a newline or without. */
class WebSocketChannel implements LineChannel {
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  readonly isText = true;
  readonly #socket: WebSocket;
  readonly #input: UnfinishedInput;
  /** What has come and was not read yet; of the first the part from `#taken` on. */
  readonly #waiting: Uint8Array[] = [];
  #taken = 0;
  #waitingBytes = 0;
  #reader: { buffer: Uint8Array; done: (length: number | null) => void } | null = null;
  #ended = false;
  /** Told when the WebSocket is closed: whoever waits for a write, which nobody answers then, and whoever waits for that. */
  #onUnsent = () => {};
  #onGone = () => {};

  constructor(
    { socket, input, remoteAddr }: { socket: WebSocket; input: UnfinishedInput; remoteAddr: LineChannel["remoteAddr"] },
  ) {
    this.remoteAddr = remoteAddr;
    this.#socket = socket;
    this.#input = input;
    socket.on("message", (data) => this.#take(data as Uint8Array));
    socket.on("close", () => {
      this.#end();
      this.#onUnsent();
      this.#onGone();
    });
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return new Promise((done) => {
      this.#reader = { buffer, done };
      this.#deliver();
    });
  }

  write(bytes: Uint8Array): Promise<number> {
    // While it closes nobody takes anything any more, and to break off would leave the client without the code.
    if (this.#socket.readyState !== this.#socket.OPEN) return Promise.resolve(bytes.length);
    return new Promise((resolve, reject) => {
      this.#onUnsent = () => reject(new Error("The WebSocket was closed"));
      // What is sent at a time ends with a line or, in a long reply, with an integer: it is text by itself.
      this.#socket.send(bytes, TEXT, (error) => error ? reject(error) : resolve(bytes.length));
    });
  }

  closeWrite(reason: RequestError | null): Promise<void> {
    if (reason === null) this.#socket.close(NORMAL);
    else this.#socket.close(CLOSE_CODES[reason.code] ?? POLICY, beginningOf(reason.message, MAX_REASON_BYTES));
    return Promise.resolve();
  }

  close(): void {
    this.reset(() => {});
  }

  reset(onGone: () => void): void {
    this.#end();
    if (this.#socket.readyState === this.#socket.CLOSED) onGone();
    else {
      this.#onGone = onGone;
      this.#socket.terminate();
    }
  }

  #take(message: Uint8Array): void {
    if (this.#ended) return;
    const lines = withEnd(message);
    this.#waiting.push(lines);
    this.#waitingBytes += lines.length;
    this.#input.inputTaken(this.#waitingBytes);
    if (this.#waitingBytes > MAX_WAITING_BYTES) this.#socket.pause();
    this.#deliver();
  }

  #deliver(): void {
    if (!this.#reader) return;
    const { buffer, done } = this.#reader;
    let length = 0;
    let read = 0;
    while (read < this.#waiting.length && length < buffer.length) {
      const message = this.#waiting[read];
      const part = message.subarray(this.#taken, this.#taken + buffer.length - length);
      buffer.set(part, length);
      length += part.length;
      this.#taken += part.length;
      if (this.#taken < message.length) break;
      read++;
      this.#taken = 0;
    }
    this.#waiting.splice(0, read);
    this.#waitingBytes -= length;
    this.#input.inputTaken(this.#waitingBytes);
    if (length === 0 && !this.#ended) return;
    if (this.#socket.isPaused && this.#waitingBytes <= MAX_WAITING_BYTES) this.#socket.resume();
    this.#reader = null;
    done(length > 0 ? length : null);
  }

  #end(): void {
    this.#ended = true;
    this.#deliver();
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

/** As much of a text as fits into so many bytes. */
function beginningOf(text: string, bytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
