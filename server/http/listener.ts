/**
 * The door for HTTP. Connections are accepted as those for lines are, and handed to `node:http`: what is read from them can wait for
 * its turn, and a lack of descriptors never closes the door. Deno's own server allows neither.
 */
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import { RequestError } from "../../protocol/request_error.ts";
import type { InputBudget } from "../input_budget.ts";
import { Places } from "../places.ts";
import { resetStalled } from "../stalled.ts";
import type { TcpConnection } from "../tcp/connection.ts";
import { TcpListener, type TcpListenerOptions } from "../tcp/listener.ts";
import type { HttpEnv, UnfinishedInput } from "../services/rest/http_env.ts";
import { problemText } from "../services/rest/problem.ts";
import type { TcpSocket } from "../tcp/tcp_socket.ts";
import { HttpConnection, PROBLEM_TYPE } from "./http_connection.ts";

/** How long a connection on which nothing is asked is kept, and how long a request may take to come, in milliseconds. */
const KEEP_ALIVE_MS = 60_000;
const REQUEST_MS = 60_000;
/** While the server stops, a client for which it has waited so long is cut off, in milliseconds. */
const DRAIN_STALL_MS = 1000;
/** If there is no room, a connection on which nothing was asked for this long gives its place to a new one, in milliseconds. */
const IDLE_MS = 1000;

export interface HttpListenerOptions extends Omit<TcpListenerOptions, "serve"> {
  /** How many connections there may be at once, in all and from one address; those that became WebSockets are not among them. */
  limits: { max: number; maxPerAddress: number };
  inputBudget: InputBudget;
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
  readonly #connections = new Map<unknown, HttpConnection>();
  readonly #places: Places<HttpConnection>;
  readonly #underWay = new Set<Promise<void>>();
  #isOpen = true;
  #isDraining = false;

  /**
   * Begins to listen.
   *
   * @param port 0 takes a free one
   * @throws if the address can't be had
   */
  constructor(address: { hostname: string; port: number }, options: HttpListenerOptions) {
    this.#options = options;
    this.#places = new Places({ ...options.limits, idleMs: IDLE_MS, onEvict: ({ socket }) => socket.destroySoon() });
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
    this.#server.on("clientError", (error, socket) => this.#onClientError(error, socket as TcpSocket));
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

  /** How many connections there are that have not become WebSockets. */
  get connectionCount(): number {
    return this.#places.count;
  }

  /** Looks to the timeouts of connections. @param now on a clock that never jumps */
  tick(now: number): void {
    this.#places.tick(now);
    for (const { socket } of this.#connections.values()) {
      socket.tick(now);
      if (this.#isDraining && socket.isStalled(now, DRAIN_STALL_MS)) socket.destroy();
    }
    resetStalled(this.#connections.values(), now);
  }

  /** Resolves when nothing is under way, or only for clients that send and take nothing, which are cut off. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Stops listening, and cuts off what is under way. May be called again. */
  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#tcp.close();
    for (const { socket } of this.#connections.values()) socket.destroy();
  }

  /** Has the connection make room on which nothing was asked for longest. @returns whether there was one */
  evictIdle(): boolean {
    return this.#places.evictIdle();
  }

  #serve(conn: TcpConnection): void {
    const connection = new HttpConnection(conn, this.#options);
    const { socket } = connection;
    this.#connections.set(socket, connection);
    socket.once("close", () => {
      this.#connections.delete(socket);
      this.#places.free(connection);
    });
    socket.setTimeout(REQUEST_MS);
    try {
      this.#places.take(connection);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      connection.refuse({ code: error.code, detail: error.message });
      return;
    }
    this.#server.emit("connection", socket);
  }

  #onRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const connection = this.#connections.get(incoming.socket);
    if (!connection) return;
    const { socket } = connection;
    // Of a request without a body nothing more is to come; else the rest of it has the time that a whole one has.
    const onWhole = () => {
      socket.setTimeout(0);
      socket.inputTaken();
    };
    if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined) onWhole();
    else incoming.once("end", onWhole);
    connection.answerInTurn(outgoing, () => {
      if (!socket.destroyed) this.#answer(incoming, outgoing);
    });
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
    return { remoteAddr: { hostname: remoteAddress, port: remotePort }, completed, disconnect: () => socket.destroy() };
  }

  /** Answers what is no HTTP, if its sender is still there. */
  #onClientError(error: Error & { code?: string }, socket: TcpSocket): void {
    const connection = this.#connections.get(socket);
    const isWrong = error.code !== undefined && /^HPE_/.test(error.code);
    if (!connection || !socket.writable || !isWrong) socket.destroy();
    else connection.refuse(error.code === "HPE_HEADER_OVERFLOW" ? HEADERS_TOO_LONG : NOT_HTTP);
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
    const connection = this.#connections.get(socket);
    if (!connection) return;
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
    const opening: { onOpen?: (socket: WebSocket, input: UnfinishedInput) => void } = {};
    const env: HttpEnv["Bindings"] = {
      ...this.#envOf(outgoing),
      openWebSocket(onOpen) {
        opening.onOpen = onOpen;
        return new Response();
      },
    };
    try {
      const base = `http://${incoming.headers.host}`;
      const url = new URL(incoming.url ?? "", URL.canParse(base) ? base : BASE);
      const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
      const response = await this.#options.handle(new Request(url, { method: incoming.method, headers }), env);
      const { onOpen } = opening;
      if (onOpen) {
        outgoing.detachSocket(socket as unknown as Parameters<ServerResponse["detachSocket"]>[0]);
        outgoing.emit("close");
        this.#places.free(connection);
        connection.inputTaken();
        this.#webSockets.handleUpgrade(
          incoming,
          socket,
          head as Parameters<WebSocketServer["handleUpgrade"]>[2],
          (webSocket) => onOpen(webSocket, connection),
        );
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
