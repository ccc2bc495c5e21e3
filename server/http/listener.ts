/**
 * The door for HTTP. Connections are accepted as those for lines are, and handed to `node:http`: what is read from them can wait for
 * its turn, and a lack of descriptors never closes the door. Deno's own server allows neither.
 */
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import { TcpListener, type TcpListenerOptions } from "../tcp/listener.ts";
import { Share } from "../turns.ts";
import type { HttpEnv } from "../services/rest/http_env.ts";
import { problemText } from "../services/rest/problem.ts";
import { TcpSocket } from "./tcp_socket.ts";

/** How long a connection on which nothing is asked is kept, and how long a request may take to come, in milliseconds. */
const KEEP_ALIVE_MS = 60_000;
const REQUEST_MS = 60_000;
/** When this many requests of a connection wait to be answered, no more are read from it. */
const MAX_WAITING = 100;

export interface HttpListenerOptions extends Omit<TcpListenerOptions, "serve"> {
  /** Answers what is asked. */
  handle: (request: Request, env: HttpEnv["Bindings"]) => Response | Promise<Response>;
  /** The longest message that may come over a WebSocket, in bytes. */
  maxMessageBytes: number;
}

export class HttpListener {
  readonly #options: HttpListenerOptions;
  readonly #tcp: TcpListener;
  readonly #server: Server;
  readonly #answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  readonly #webSockets: WebSocketServer;
  readonly #sockets = new Set<TcpSocket>();
  readonly #underWay = new Set<Promise<void>>();
  /** What answers the requests that came behind the one that is being answered on the same connection. */
  readonly #waiting = new WeakMap<TcpSocket, (() => void)[]>();
  #isOpen = true;

  /**
   * Begins to listen.
   *
   * @param port 0 takes a free one
   * @throws if the address can't be had
   */
  constructor(address: { hostname: string; port: number }, options: HttpListenerOptions) {
    this.#options = options;
    this.#tcp = new TcpListener(address, { ...options, serve: (conn) => this.#serve(conn) });
    this.#answer = getRequestListener(
      (request, { outgoing }) => options.handle(request, this.#envOf(outgoing as ServerResponse)),
      // HTTP/1.0 need not name a host. And node:http throws away by itself what is left of a body.
      { hostname: "localhost", autoCleanupIncoming: false, errorHandler: notHttp },
    );
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
    // It takes a server that listens to no port itself for one that is closing, and closes each connection after one answer.
    Object.defineProperty(this.#server, "listening", { get: () => this.#isOpen });
    this.#server.on("request", (incoming, outgoing) => {
      // Deno 2.7 loses the path of a request that has no header at all.
      if (incoming.url) this.#onRequest(incoming, outgoing);
      else outgoing.writeHead(400, PROBLEM_TYPE).end(problemText(NOT_HTTP).text);
    });
    this.#server.on("upgrade", (incoming, socket, head) => this.#onUpgrade(incoming, socket as TcpSocket, head));
    this.#server.on("clientError", (error, socket) => onClientError(error, socket as TcpSocket));
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.maxMessageBytes,
    });
  }

  get address(): Deno.NetAddr {
    return this.#tcp.address;
  }

  /** Looks to the timeouts of connections. @param now on a clock that never jumps */
  tick(now: number): void {
    for (const socket of this.#sockets) socket.tick(now);
  }

  /** Resolves when nothing is under way. */
  async drain(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Stops listening, and cuts off what is under way. May be called again. */
  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#tcp.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #serve(conn: Deno.TcpConn): void {
    const socket = new TcpSocket(conn, new Share(this.#options.turns));
    this.#sockets.add(socket);
    socket.setTimeout(REQUEST_MS);
    socket.once("close", () => this.#sockets.delete(socket));
    // What breaks is destroyed; once it speaks another protocol nobody else listens for that.
    socket.on("error", () => {});
    this.#server.emit("connection", socket);
  }

  /** Answers the requests of a connection one after the other, also when they come at once (RFC 9112, 9.3.2). */
  #onRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const socket = incoming.socket as unknown as TcpSocket;
    // Of a request without a body nothing more is to come; else the rest of it has the time that a whole one has.
    if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined) {
      socket.setTimeout(0);
    } else incoming.once("end", () => socket.setTimeout(0));
    const answer = () => {
      if (!socket.destroyed) this.#answer(incoming, outgoing);
    };
    outgoing.once("close", () => this.#answerNext(socket));
    const waiting = this.#waiting.get(socket);
    if (!waiting) {
      this.#waiting.set(socket, []);
      answer();
      return;
    }
    waiting.push(answer);
    if (waiting.length > MAX_WAITING) socket.pause();
  }

  #answerNext(socket: TcpSocket): void {
    const waiting = this.#waiting.get(socket);
    const next = waiting?.shift();
    if (!next) this.#waiting.delete(socket);
    else {
      if (waiting && waiting.length < MAX_WAITING / 2) socket.resume();
      next();
    }
  }

  #envOf(outgoing: ServerResponse): HttpEnv["Bindings"] {
    const { promise: completed, resolve } = Promise.withResolvers<void>();
    const { socket } = outgoing.req;
    this.#underWay.add(completed);
    const complete = () => {
      socket.off("close", onGone);
      this.#underWay.delete(completed);
      resolve();
    };
    const onGone = () => {
      outgoing.destroy();
      // One that has no socket yet, since others are before it, does not tell by itself.
      outgoing.emit("close");
    };
    outgoing.once("close", complete);
    socket.once("close", onGone);
    const { remoteAddress = "", remotePort = 0 } = outgoing.req.socket;
    return { remoteAddr: { hostname: remoteAddress, port: remotePort }, completed };
  }

  /** A server may go on as if it had not been asked to speak another protocol (RFC 9110, 7.8): the request is read once more without. */
  #ignoreUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage, socket: TcpSocket, head: Uint8Array): void {
    const requestLine = `${method} ${url} HTTP/${httpVersion}`;
    const lines = [requestLine];
    for (let i = 0; i < rawHeaders.length; i += 2) {
      if (!UPGRADE_HEADERS.has(rawHeaders[i].toLowerCase())) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
    }
    const rest = head.length > 0 ? head : behindHeaders(socket.lastChunk, requestLine);
    if (rest.length > 0) socket.unshift(rest);
    socket.unshift(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
    this.#server.emit("connection", socket);
    socket.resume();
  }

  async #onUpgrade(incoming: IncomingMessage, socket: TcpSocket, head: Uint8Array): Promise<void> {
    const isWebSocket = incoming.headers.upgrade?.toLowerCase() === "websocket";
    if (
      !isWebSocket || !URL.canParse(incoming.url ?? "", BASE) || new URL(incoming.url ?? "", BASE).pathname !== WEB_SOCKET_PATH
    ) {
      this.#ignoreUpgrade(incoming, socket, head);
      return;
    }
    const outgoing = new ServerResponse(incoming);
    outgoing.shouldKeepAlive = false;
    outgoing.assignSocket(socket as unknown as Parameters<ServerResponse["assignSocket"]>[0]);
    outgoing.once("finish", () => socket.destroySoon());
    let onOpen: ((socket: WebSocket) => void) | null = null;
    const env: HttpEnv["Bindings"] = {
      ...this.#envOf(outgoing),
      openWebSocket(callback) {
        onOpen = callback;
        return new Response();
      },
    };
    try {
      const base = `http://${incoming.headers.host}`;
      const url = new URL(incoming.url ?? "", URL.canParse(base) ? base : BASE);
      const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      const response = await this.#options.handle(new Request(url, { method: incoming.method, headers }), env);
      if (onOpen) {
        outgoing.detachSocket(socket as unknown as Parameters<ServerResponse["detachSocket"]>[0]);
        outgoing.emit("close");
        this.#webSockets.handleUpgrade(incoming, socket, head as Parameters<WebSocketServer["handleUpgrade"]>[2], onOpen);
      } else {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(new Uint8Array(await response.arrayBuffer()));
      }
    } catch {
      socket.destroy();
    }
  }
}

/** The path at which WebSockets are opened. */
const WEB_SOCKET_PATH = "/ws";
/** What a path is completed with. */
const BASE = "http://localhost";
/** What asks for another protocol. */
const UPGRADE_HEADERS = new Set(["upgrade", "connection", "http2-settings"]);
const PROBLEM_TYPE = { "content-type": "application/problem+json" };
const NOT_HTTP = {
  code: "bad-arguments",
  status: 400,
  detail: "this is not a valid HTTP request: send its method, path, version and host",
} as const;
const HEADERS_TOO_LONG = {
  code: "bad-arguments",
  status: 431,
  detail: "the headers are too long: send at most 16 KiB",
} as const;

function notHttp(): Response {
  return new Response(problemText(NOT_HTTP).text, { status: 400, headers: PROBLEM_TYPE });
}

/** What came behind the headers of a request, in the chunk in which they end: Deno leaves it out of an upgrade's `head`. */
function behindHeaders(chunk: Uint8Array, requestLine: string): Uint8Array {
  const text = new TextDecoder("latin1").decode(chunk);
  const end = text.indexOf("\r\n\r\n", Math.max(0, text.lastIndexOf(requestLine)));
  return end < 0 ? new Uint8Array(0) : chunk.subarray(end + 4);
}

/** Answers what is no HTTP, if its sender is still there. */
function onClientError(error: Error & { code?: string }, socket: TcpSocket): void {
  if (!socket.writable || error.code === undefined || !/^HPE_/.test(error.code)) {
    socket.destroy();
    return;
  }
  const what = error.code === "HPE_HEADER_OVERFLOW" ? HEADERS_TOO_LONG : NOT_HTTP;
  const { title, text } = problemText(what);
  socket.end(
    `HTTP/1.1 ${what.status} ${title}\r\nconnection: close\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${new TextEncoder().encode(text).length}\r\n\r\n${text}`,
    () => socket.destroySoon(),
  );
}
