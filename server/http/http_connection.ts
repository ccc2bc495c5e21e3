import type { ServerResponse } from "node:http";
import { type InputBudget, inputGivenUp } from "../input_budget.ts";
import type { PlaceHolder } from "../places.ts";
import type { Sender } from "../stalled.ts";
import type { UnfinishedInput } from "../services/rest/http_env.ts";
import { type ProblemFacts, problemText } from "../services/rest/problem.ts";
import type { TcpConnection } from "../tcp/connection.ts";
import { TcpSocket } from "../tcp/tcp_socket.ts";
import { Share, type Turns } from "../turns.ts";

/** When this many requests of a connection wait to be answered, no more are read from it. */
const MAX_WAITING = 100;

export const PROBLEM_TYPE = { "content-type": "application/problem+json" };

/** A connection over which HTTP is spoken: its requests are answered one after the other. */
export class HttpConnection implements PlaceHolder, Sender, UnfinishedInput {
  readonly socket: TcpSocket;
  /** The response that is being made, and what makes those behind it. */
  #current: ServerResponse | null = null;
  readonly #waiting: { readonly outgoing: ServerResponse; readonly answer: () => void }[] = [];
  onInputGivenUp = () => this.#giveUp();

  constructor(conn: TcpConnection, { turns, inputBudget }: { turns: Turns; inputBudget: InputBudget }) {
    const onInputGivenUp = () => this.onInputGivenUp();
    this.socket = new TcpSocket(conn, { share: new Share(turns), inputBudget, onInputGivenUp });
    // What breaks is destroyed; once it speaks another protocol nobody else listens for that.
    this.socket.on("error", () => {});
  }

  get host(): string {
    return this.socket.remoteAddress;
  }

  get idleSince(): number | null {
    return this.#current === null ? this.socket.quietSince : null;
  }

  get stalledSince(): number | null {
    return this.socket.stalledSince;
  }

  abort(): void {
    this.socket.destroy();
  }

  inputTaken(waiting = 0): void {
    this.socket.inputTaken(waiting);
  }

  /** Has a request answered when those before it are, also if they came at once (RFC 9112, 9.3.2). */
  answerInTurn(outgoing: ServerResponse, answer: () => void): void {
    outgoing.once("close", () => this.#answerNext());
    if (this.#current === null) {
      this.#current = outgoing;
      answer();
      return;
    }
    this.#waiting.push({ outgoing, answer });
    if (this.#waiting.length > MAX_WAITING) this.socket.pause();
  }

  /** Answers with a problem, as if that had been asked for, and closes. */
  refuse(problem: ProblemFacts): void {
    const { status, title, text } = problemText(problem);
    const retryAfter = status === 503 ? "retry-after: 1\r\n" : "";
    this.socket.end(
      `HTTP/1.1 ${status} ${title}\r\nconnection: close\r\n${retryAfter}content-type: application/problem+json\r\n` +
        `content-length: ${new TextEncoder().encode(text).length}\r\n\r\n${text}`,
      () => this.socket.destroySoon(),
    );
  }

  #answerNext(): void {
    const next = this.#waiting.shift();
    this.#current = next?.outgoing ?? null;
    if (!next) return;
    if (this.#waiting.length < MAX_WAITING / 2) this.socket.resume();
    next.answer();
  }

  #giveUp(): void {
    const { code, message } = inputGivenUp();
    if (this.#current?.headersSent) this.socket.destroy();
    else this.refuse({ code, detail: message });
  }
}
