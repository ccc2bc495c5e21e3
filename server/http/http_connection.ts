import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "@logtape/logtape";
import { formatAddress } from "../../protocol/address.ts";
import { type InputBudget, inputGivenUp } from "../input_budget.ts";
import type { PlaceHolder } from "../places.ts";
import type { Sender } from "../stalled.ts";
import type { UnfinishedInput } from "../services/rest/http_env.ts";
import type { ProblemFacts } from "../services/rest/problem.ts";
import { TcpSocket } from "../tcp/tcp_socket.ts";
import type { Wire } from "../tcp/wire.ts";
import type { Throttle } from "../throttle.ts";
import { Share, type Turns } from "../turns.ts";
import { refusalOf, refuse } from "./refusal.ts";

/** When this many requests of a connection wait to be answered, no more are read from it. */
const MAX_WAITING = 100;

export interface HttpConnectionOptions {
  /** Whether an address is that of a proxy, which connects for many clients. */
  isProxy: (hostname: string) => boolean;
  turns: Turns;
  /** For the ends of connections, and for reading and writing much. */
  endings: Throttle;
  bulk: Throttle;
  inputBudget: InputBudget;
  logger: Logger;
}

interface LastRequest {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** What was read last when it had come whole and was answered; `null` before. */
  endedIn: Uint8Array | null;
}

/** A connection over which HTTP is spoken: its requests are answered one after the other, also if they come at once (RFC 9112, 9.3.2). */
export class HttpConnection implements PlaceHolder, Sender, UnfinishedInput {
  readonly socket: TcpSocket;
  readonly #logger: Logger;
  readonly #isProxy: boolean;
  /** Whether a request is being answered, and what is done behind it. */
  #isAnswering = false;
  readonly #waiting: (() => void)[] = [];
  #answering: ServerResponse | null = null;
  #last: LastRequest | null = null;
  /** Whether nothing more is done of what comes, since it can't be trusted. */
  #isRefused = false;
  onInputGivenUp = () => this.#giveUp();

  constructor(conn: Wire, { isProxy, turns, endings, bulk, inputBudget, logger }: HttpConnectionOptions) {
    this.#isProxy = isProxy(conn.remoteAddr.hostname);
    const onInputGivenUp = () => this.onInputGivenUp();
    this.#logger = logger;
    this.socket = new TcpSocket(conn, { share: new Share(turns), endings, bulk, inputBudget, onInputGivenUp });
    // Once another protocol is asked for, node does not tell the answers before it any more when the socket takes more of them.
    this.socket.on("drain", () => this.#answering?.emit("drain"));
    // What breaks is destroyed; once it speaks another protocol nobody else listens for that.
    this.socket.on("error", () => {});
  }

  get host(): string | null {
    return this.#isProxy ? null : this.socket.remoteAddress;
  }

  get idleSince(): number | null {
    return this.#isAnswering ? null : this.socket.quietSince;
  }

  get stalledSince(): number | null {
    return this.socket.stalledSince;
  }

  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Whether what came last came together with an earlier request, or before that was answered. */
  get isPipelined(): boolean {
    return this.#last !== null && (this.#last.endedIn === null || this.#last.endedIn === this.socket.lastChunk);
  }

  abort(): void {
    this.socket.destroy();
  }

  inputTaken(waiting = 0): void {
    this.socket.inputTaken(waiting);
  }

  /** Has a request answered when those before it are. */
  answerInTurn({ incoming, outgoing }: Pick<LastRequest, "incoming" | "outgoing">, answer: () => void): void {
    const last: LastRequest = { incoming, outgoing, endedIn: null };
    this.#last = last;
    outgoing.once("prefinish", () => {
      if (incoming.complete) last.endedIn = this.socket.lastChunk;
    });
    outgoing.once("close", () => this.#goOn());
    this.#inTurn(() => {
      this.#answering = outgoing;
      answer();
    });
    if (this.#waiting.length > MAX_WAITING) this.socket.pause();
  }

  /** Does what takes the connection over when all requests are answered. */
  takeOverInTurn(takeOver: () => void): void {
    // The last answer may have arrived before it is known here that it was sent.
    this.#inTurn(() => {
      this.#isAnswering = false;
      takeOver();
    });
  }

  /** Answers with a problem when all that came before is answered, and closes. */
  refuse(problem: ProblemFacts): void {
    if (this.#isRefused) return;
    this.#isRefused = true;
    // What still comes is thrown away: a parser that has failed must not be given more.
    this.socket.discardInput();
    const { remoteAddress, remotePort } = this.socket;
    const address = formatAddress({ hostname: remoteAddress, port: remotePort });
    this.#logger.info("refused what {address} sent over HTTP: {why}", { address, why: problem.detail });
    this.#inTurn(() => refuse(this.socket, problem));
  }

  /** Answers what is no HTTP, if its sender is still there. */
  onClientError(error: Error): void {
    const problem = refusalOf(error, this.socket.lastChunk);
    if (problem === null) this.socket.destroy();
    // More comes of what is refused, while what was before it is answered.
    else if (this.#isRefused) return;
    else if (!this.#last || this.#last.incoming.complete) this.refuse(problem);
    // It is the body of the last request that is none.
    else if (this.#last.outgoing.headersSent) this.socket.destroySoon();
    else {
      const isBeingAnswered = this.#waiting.pop() === undefined;
      if (isBeingAnswered) this.#isAnswering = false;
      this.refuse(problem);
    }
  }

  #inTurn(work: () => void): void {
    if (this.#isAnswering) this.#waiting.push(work);
    else {
      this.#isAnswering = true;
      work();
    }
  }

  #goOn(): void {
    const next = this.#waiting.shift();
    this.#isAnswering = next !== undefined;
    if (this.#waiting.length < MAX_WAITING / 2) this.socket.resume();
    next?.();
  }

  #giveUp(): void {
    const { code, message } = inputGivenUp();
    // Another one is being answered, or this one is.
    if (this.#waiting.length > 0 || this.#last?.outgoing.headersSent) this.socket.destroy();
    else {
      this.#isAnswering = false;
      this.#forgetRequest();
      this.refuse({ code, detail: message });
    }
  }

  /** Lets go of all that came of the request that is being read. Whoever waits for the rest of it is told that it was broken off. */
  #forgetRequest(): void {
    if (!this.#last) return;
    const { incoming, outgoing } = this.#last;
    outgoing.detachSocket(incoming.socket);
    // Else it would take its connection with it.
    Object.assign(incoming, { socket: null });
    incoming.destroy();
    this.#last = null;
  }
}
