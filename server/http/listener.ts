/**
 * The door for HTTP. Connections are accepted as those for lines are, and handed to `node:http`: what is read from them can wait for
 * its turn, and a lack of descriptors never closes the door. Deno's own server allows neither.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import { RequestError } from "../../protocol/request_error.ts";
import { Places, type Refused } from "../places.ts";
import { ENDING_STALL_MS, resetStalled } from "../stalled.ts";
import { TcpListener, type TcpListenerOptions } from "../tcp/listener.ts";
import type { HttpEnv, UnfinishedInput } from "../services/rest/http_env.ts";
import { type ProblemFacts, problemText } from "../services/rest/problem.ts";
import type { TlsAcceptor } from "../tls/acceptor.ts";
import type { Wire } from "../tcp/wire.ts";
import type { TcpSocket } from "../tcp/tcp_socket.ts";
import { HttpConnection, type HttpConnectionOptions } from "./http_connection.ts";
import { badRequest, NOT_HTTP, refuse } from "./refusal.ts";
import { flawOf, hasBody } from "./request_head.ts";
import { SecureResponse } from "./secure_response.ts";
import { tlsRequired } from "./tls_required.ts";

/** How long a connection on which nothing is asked is kept, and how long a request may take to come, in milliseconds. */
const KEEP_ALIVE_MS = 60_000;
const REQUEST_MS = 60_000;
/** If there is no room, a connection on which nothing was asked for this long may lose its place to a new one, in milliseconds. */
const IDLE_MS = 200;

/** This many connections without a place are told why at the same time; more are cut off. */
const MAX_LEAVING = 1000;

export interface HttpListenerOptions extends Omit<TcpListenerOptions, "serve">, HttpConnectionOptions {
  /** How many connections there may be at once, in all and from one address; those that became WebSockets are not among them. */
  limits: { max: number; maxPerAddress: number };
  /** Answers what is asked. */
  handle: (request: Request, env: HttpEnv["Bindings"]) => Response | Promise<Response>;
  /** The paths at which WebSockets are opened. */
  webSocketPaths: readonly string[];
  /** The longest message that may come over a WebSocket, in bytes. */
  maxMessageBytes: number;
  /** Agrees on keys with the clients; `null` for HTTP without TLS. */
  tls: TlsAcceptor | null;
}

export class HttpListener {
  readonly #options: HttpListenerOptions;
  readonly #tcp: TcpListener;
  readonly #server: Server;
  readonly #answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  readonly #webSockets: WebSocketServer;
  readonly #connections = new Map<unknown, HttpConnection>();
  readonly #places: Places<HttpConnection>;
  /** How many have no place and are told so. */
  #leaving = 0;
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
    this.#tcp = new TcpListener(address, { ...options, serve: (conn) => this.#accept(conn) });
    this.#answer = getRequestListener(
      (request, { outgoing }) => this.#handle(request, outgoing as ServerResponse),
      // HTTP/1.0 need not name a host. And node:http throws away by itself what is left of a body.
      { hostname: "localhost", autoCleanupIncoming: false, errorHandler: notHttp },
    );
    // Whether there is a Host is checked together with what it must be.
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requireHostHeader: false, ServerResponse: SecureResponse });
    // Their length is limited; where their number is as well, those beyond it would not be seen.
    this.#server.maxHeadersCount = 0;
    // It is what node:http sets when the next request begins to come.
    this.#server.timeout = REQUEST_MS;
    // It takes a server that listens to no port itself for one that is closing, and closes each connection after one answer.
    Object.defineProperty(this.#server, "listening", { get: () => this.#isOpen });
    this.#server.on("request", (incoming, outgoing) => this.#onRequest(incoming, outgoing));
    // It may be ignored (RFC 9110, 10.1.1).
    this.#server.on("checkExpectation", (incoming, outgoing) => this.#onRequest(incoming, outgoing));
    this.#server.on("upgrade", (incoming, socket, head) => this.#onUpgrade(incoming, socket as TcpSocket, head));
    this.#server.on("connect", (_incoming, socket) => this.#connections.get(socket)?.refuse(NO_TUNNEL));
    this.#server.on("clientError", (error, socket) => {
      const connection = this.#connections.get(socket);
      if (connection) connection.onClientError(error);
      else socket.destroy();
    });
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.maxMessageBytes,
    });
    this.#webSockets.on("wsClientError", ({ message }, socket) => {
      refuse(socket as unknown as TcpSocket, badRequest(`a WebSocket can't be opened like this: ${message}`));
    });
  }

  get address(): Deno.NetAddr {
    return this.#tcp.address;
  }

  /** How many connections got no place, by the limit that was met. */
  get refused(): Readonly<Refused> {
    return this.#places.refused;
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
      if (this.#isDraining && socket.isStalled(now, ENDING_STALL_MS)) socket.destroy();
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
    for (const { socket } of this.#connections.values()) socket.closeNow();
  }

  /** Has the connection make room on which nothing was asked for longest. @returns whether there was one */
  evictIdle(): boolean {
    return this.#places.evictIdle();
  }

  #accept(conn: Wire): void {
    const { tls } = this.#options;
    const serve = (wire: Wire) => this.#serve(wire);
    // Who does not speak TLS is told so by HTTP.
    if (tls) tls.accept(conn, { serve, refuse: serve });
    else serve(conn);
  }

  /** Answers a request, or has the client ask again over TLS. */
  #handle(request: Request, outgoing: ServerResponse): Response | Promise<Response> {
    const isEncrypted = (outgoing.req.socket as unknown as TcpSocket).encrypted;
    return this.#options.tls && !isEncrypted ? tlsRequired(request) : this.#options.handle(request, this.#envOf(outgoing));
  }

  #serve(conn: Wire): void {
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
      this.#turnAway(connection, error);
      return;
    }
    this.#server.emit("connection", socket);
  }

  /** Tells a connection for which there is no place, or cuts it off if too many are being told. */
  #turnAway(connection: HttpConnection, { code, message }: RequestError): void {
    if (this.#leaving >= MAX_LEAVING) return connection.abort();
    this.#leaving++;
    connection.socket.once("close", () => this.#leaving--);
    connection.refuse({ code, detail: message });
  }

  #onRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const connection = this.#checked(incoming);
    if (!connection) return;
    const { socket } = connection;
    // Of a request without a body nothing more is to come; else the rest of it has the time that a whole one has.
    const onWhole = () => {
      socket.setTimeout(0);
      socket.inputTaken();
    };
    if (incoming.headers["content-length"] === undefined && incoming.headers["transfer-encoding"] === undefined) onWhole();
    else {
      socket.setTimeout(REQUEST_MS);
      incoming.once("end", onWhole);
    }
    connection.answerInTurn({ incoming, outgoing }, () => {
      if (!socket.destroyed) this.#answer(incoming, outgoing);
    });
  }

  /** The connection over which a request came; `null` if it was refused, or is now. */
  #checked(incoming: IncomingMessage): HttpConnection | null {
    const connection = this.#connections.get(incoming.socket);
    if (!connection || connection.isRefused) return null;
    const flaw = flawOf(incoming);
    if (flaw === null) return connection;
    connection.refuse(badRequest(flaw));
    return null;
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
    return {
      remoteAddr: { hostname: remoteAddress, port: remotePort },
      completed,
      disconnect: () => socket.destroy(),
      sendThrough(make) {
        outgoing.once("close", (socket as unknown as TcpSocket).sendThrough(make));
      },
    };
  }

  #onUpgrade(incoming: IncomingMessage, socket: TcpSocket, head: Uint8Array): void {
    const connection = this.#checked(incoming);
    if (!connection) return;
    if (connection.isPipelined) {
      connection.refuse(badRequest("a request for another protocol can't be pipelined: send it when all before are answered"));
      return;
    }
    const rest = behindHead(socket.lastChunk, requestLineOf(incoming));
    connection.takeOverInTurn(() => {
      if (!this.#asksForWebSocket(incoming)) this.#ignoreUpgrade(incoming, connection, rest);
      // What is the body for a proxy in front would be messages here.
      else if (hasBody(incoming)) connection.refuse(badRequest("a request that opens a WebSocket has no body: send none"));
      else this.#openWebSocket(incoming, connection, rest ?? head).catch(() => socket.destroy());
    });
  }

  #asksForWebSocket({ headers, httpVersion, url = "" }: IncomingMessage): boolean {
    // HTTP/1.0 can't change protocols (RFC 9110, 7.8).
    if (headers.upgrade?.toLowerCase() !== "websocket" || httpVersion === "1.0" || !URL.canParse(url, BASE)) return false;
    return this.#options.webSocketPaths.includes(new URL(url, BASE).pathname);
  }

  /** A server may go on as if it had not been asked to speak another protocol (RFC 9110, 7.8): the request is read once more without. */
  #ignoreUpgrade(incoming: IncomingMessage, connection: HttpConnection, rest: Uint8Array | null): void {
    const { socket } = connection;
    const { rawHeaders } = incoming;
    if (rest === null) {
      connection.refuse(badRequest("there is no other protocol here: send the request without the header Upgrade"));
      return;
    }
    const lines = [requestLineOf(incoming)];
    for (let i = 0; i < rawHeaders.length; i += 2) {
      if (!UPGRADE_HEADERS.has(rawHeaders[i].toLowerCase())) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`);
    }
    if (rest.length > 0) socket.unshift(rest);
    socket.unshift(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
    this.#server.emit("connection", socket);
    socket.resume();
  }

  async #openWebSocket(incoming: IncomingMessage, connection: HttpConnection, head: Uint8Array): Promise<void> {
    const { socket } = connection;
    const outgoing = new SecureResponse(incoming);
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
    const url = new URL(incoming.url ?? "", `${socket.encrypted ? "https" : "http"}://${incoming.headers.host}`);
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const request = new Request(url, { method: incoming.method, headers });
    const isRefused = this.#options.tls !== null && !socket.encrypted;
    const response = isRefused ? tlsRequired(request) : await this.#options.handle(request, env);
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
  }
}

/** What a path is completed with. */
const BASE = "http://localhost";
/** What asks for another protocol. */
const UPGRADE_HEADERS = new Set(["upgrade", "connection", "http2-settings"]);
const PROBLEM_TYPE = { "content-type": "application/problem+json" };
const NO_TUNNEL: ProblemFacts = {
  code: "unknown-command",
  status: 405,
  detail: "this server is no proxy: ask it for what it has itself, such as GET /api/array",
};

function notHttp(): Response {
  return new Response(problemText(NOT_HTTP).text, { status: 400, headers: PROBLEM_TYPE });
}

function requestLineOf({ method, url, httpVersion }: IncomingMessage): string {
  return `${method} ${url} HTTP/${httpVersion}`;
}

/**
 * What came behind the head of a request that a chunk begins with: Deno leaves it out of an upgrade's `head`. `null` if the chunk does
 * not begin with it: then what belongs to it can't be known.
 */
function behindHead(chunk: Uint8Array, requestLine: string): Uint8Array | null {
  const text = new TextDecoder("latin1").decode(chunk);
  const end = text.indexOf("\r\n\r\n");
  return text.startsWith(`${requestLine}\r\n`) && end >= 0 ? chunk.subarray(end + 4) : null;
}
