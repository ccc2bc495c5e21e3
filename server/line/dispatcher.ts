/**
 * What one connection asks for and is answered: a request goes to its handler, and what comes of it is a reply. There is one
 * dispatcher for each connection, whatever its transport.
 *
 * Replies are written in the order of the requests. A change is answered when it has been committed, so a request
 * that could be answered at once waits while changes of the same connection are under way.
 */
import type { Logger } from "@logtape/logtape";
import type { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Command, CommandEntry } from "../../protocol/command.ts";
import { BANNER } from "../../protocol/help.ts";
import type { Request } from "../../protocol/request.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { Access, Authorizer } from "../authorizer.ts";
import type { Waiter } from "../engine/change_batch.ts";
import { BARRIER, type ChangeKind } from "../engine/change_kind.ts";
import type { Engine } from "../engine/engine.ts";
import type { LineFaults } from "../faults/line_faults.ts";
import type { NumberRuns } from "../engine/number_runs.ts";
import type { LogSource } from "../log/log_budget.ts";
import type { ConnectionLog } from "../log/message_log.ts";
import type { RateLimit, RateLimits } from "../rate_limit.ts";
import type { ChangeReply, Client, RunningService } from "../services/service.ts";
import type { Turns } from "../turns.ts";
import { ReplyWriter } from "./reply_writer.ts";
import type { RequestCounts } from "./request_counts.ts";

/** So many changes of a connection, and so many values in them, may be under way at once; then its next lines wait. */
const MAX_CHANGES = 1024;
const MAX_CHANGED_VALUES = 65_536;
/** This much of a line is enough to find out what was meant by its first word. */
const WORD_BYTES = 64;
/** How the first line of an HTTP request ends, in any version that has been or is to be; and how many bytes of it are looked at. */
const HTTP_END = / HTTP\/\d+(\.\d+)?$/i;
const HTTP_END_BYTES = 16;

/** Does what a request asks for: see {@linkcode Handler}. */
export type LineHandler = (request: Request, dispatcher: Dispatcher) => NumberRuns | void;

/**
 * What a connection does next: go on, keep the line until its changes are settled, close when all is sent, or have the faults strike
 * that were asked for, from here on.
 */
export type Next = "go-on" | "wait" | "close" | "apply-faults";

/** What all dispatchers share. */
export interface DispatcherOptions {
  /** Where a line is read into: lines are handled one after the other. */
  request: Request;
  /** What is done for each command, in the order of their table. */
  handlers: readonly LineHandler[];
  /** Which commands wait until all is applied that other servers have committed, in that order; `null` for a server alone. */
  behindBarrier: readonly boolean[] | null;
  requestCounts: RequestCounts;
  services: readonly RunningService[];
  engine: Pick<Engine, "submit">;
  authorizer: Authorizer;
  rateLimits: RateLimits;
  /** The port for HTTP, for those who came to the wrong one. */
  httpPort: () => number;
  messages: ConnectionLog;
  /** Whether they are scripted: see {@linkcode Client}. */
  isScripted?: boolean;
  logger: Logger;
  turns: Pick<Turns, "doing">;
}

/** A connection, as its dispatcher knows it. */
export interface DispatcherConnection {
  readonly id: number;
  /** What the log calls it. */
  readonly name: string;
  /** Where it comes from, and the same without the port. */
  readonly address: string;
  readonly host: string;
  /** There is something to send that no request has just asked for. */
  onOutput(): void;
  /** The server wants the connection to end. */
  onDismissed(reason: RequestError): void;
  /** The faults that it has; and has it get others behind the reply that is begun, which none strikes. */
  faults(): LineFaults | null;
  changeFaults(faults: LineFaults | null): void;
}

/** Turns the requests of one connection into replies. */
export class Dispatcher implements Waiter, Client {
  /** What is to be sent. */
  readonly replies: ReplyWriter;
  /** How many requests came. */
  requests = 0;
  /** What it may do. */
  access: Access;
  readonly #options: DispatcherOptions;
  readonly #connection: DispatcherConnection;
  readonly #source: LogSource;
  /** What the server does when it handles a line. */
  readonly #doing: string;
  readonly #rateLimit: RateLimit | null;
  /** Why the line that is being handled may not be done, or `null`; `undefined` as long as that was not asked. */
  #refusal: RequestError | null | undefined = undefined;
  /** The last request; `null` for a line that was none. */
  #entry: CommandEntry | null = null;
  /** How to answer the changes that are under way, in their order, what asked for them, and how many of them are answered. */
  readonly #replies: ChangeReply<never>[] = [];
  readonly #entries: CommandEntry[] = [];
  #answered = 0;
  #changedValues = 0;
  /** For the lines that have come: whether a barrier is still to be asked for, is waited for, or lies behind them; or why it can't. */
  #barrier: "needed" | "asked" | "passed" | RequestError = "needed";
  /** Whether more has come since the barrier was asked for. */
  #cameSince = false;
  /** What the connection does next, behind a request that was done. */
  #next: Next = "go-on";
  /** Why {@linkcode end} was called. */
  endReason: RequestError | null = null;
  #closed = false;

  constructor(options: DispatcherOptions, connection: DispatcherConnection) {
    this.#options = options;
    this.#connection = connection;
    this.#source = options.messages.source(connection.name);
    this.#doing = `lines of ${connection.name}`;
    this.replies = new ReplyWriter(options.messages, this.#source);
    this.access = options.authorizer.anonymous;
    this.#rateLimit = options.rateLimits.of(connection.host);
  }

  get id(): number {
    return this.#connection.id;
  }

  get address(): string {
    return this.#connection.address;
  }

  /** Where the connection comes from, without the port. */
  get host(): string {
    return this.#connection.host;
  }

  get isHost(): boolean {
    return this.access.role === "host";
  }

  get isScripted(): boolean {
    return this.#options.isScripted ?? false;
  }

  get out(): ByteWriter {
    return this.replies.out;
  }

  /** What the connection is used for, in a few words. */
  get activity(): string {
    return this.#session ?? this.#entry?.verb ?? "connected";
  }

  /** Whether a service keeps a place for the connection: a seat in the quiz, for one. */
  get inSession(): boolean {
    return this.#session !== undefined;
  }

  /** What a service uses the connection for. */
  get #session(): string | undefined {
    for (const service of this.#options.services) {
      const activity = service.activityOf?.(this);
      if (activity !== undefined) return activity;
    }
    return undefined;
  }

  /** Whether changes are under way, or a barrier: then nothing else can be answered. */
  get waiting(): boolean {
    return this.#replies.length > 0 || this.#barrier === "asked";
  }

  /** More has come, of which no barrier before knew. */
  inputCame(): void {
    this.#cameSince = true;
    if (this.#barrier === "passed") this.#barrier = "needed";
  }

  /** Writes what a client is told first. */
  greet(): void {
    this.replies.begin();
    this.replies.out.ascii(BANNER);
    this.replies.end();
  }

  /** Does what the line `bytes[start..end)` asks for. The bytes are looked at during the call only. */
  handle(bytes: Uint8Array, start: number, end: number): Next {
    const { request, turns } = this.#options;
    turns.doing = this.#doing;
    let problem: unknown = null;
    try {
      if (!request.parse(bytes, start, end)) return "go-on";
      if (request.entry) this.#authorize(request.entry.command);
    } catch (error) {
      problem = error;
    }
    const { entry } = request;
    // A line that has to wait comes again, and is one request all the same.
    if (this.#rateLimit !== null) {
      if (this.#refusal === undefined) this.#refusal = this.#rateLimit();
      problem = this.#refusal ?? problem;
    }
    if (this.waiting && (problem !== null || !entry?.command.batched || this.#full)) return "wait";
    if (problem === null && entry && this.#options.behindBarrier?.[entry.index] && this.#barrier !== "passed") {
      if (!(this.#barrier instanceof RequestError)) return this.#askForBarrier();
      problem = this.#barrier;
      this.#barrier = "needed";
    }
    this.#entry = entry;
    // Behind changes, a request may have to be done again, and is counted when it is done.
    const isBehind = this.waiting;
    if (!isBehind) this.#count(bytes, start, end);
    if (problem === null && entry) {
      if (!this.#perform(request, entry)) return "wait";
      if (isBehind) this.#count(bytes, start, end);
    } else if (endsLikeHttp(bytes, end)) this.#refuseHttp();
    else if (this.requests === 1 && isProxyHeader(bytes, start, end)) this.#refuseProxyHeader();
    else this.fail(this.#advised(problem, bytes, start, end), entry);
    this.#refusal = undefined;
    return this.#next;
  }

  change<What, Result>(kind: ChangeKind<What, Result>, what: What, reply: ChangeReply<Result>): void {
    if (!this.#entry) throw new Error("Cannot make a change: no request has asked for it");
    this.#changedValues += this.#options.engine.submit(kind, what, this);
    this.#replies.push(reply);
    this.#entries.push(this.#entry);
  }

  /** Has the connection closed when the reply is sent. @param reason why, if the client does not want that */
  end(reason: RequestError | null = null): void {
    this.#next = "close";
    this.endReason = reason;
  }

  /** The faults that the connection has. */
  get faults(): LineFaults | null {
    return this.#connection.faults();
  }

  /**
   * Gives the connection these faults behind the reply that is begun and its notes, which none strikes: neither these nor those it had.
   * The same that it has go on as they are.
   */
  changeFaults(faults: LineFaults | null): void {
    this.#connection.changeFaults(faults);
    this.#next = "apply-faults";
  }

  /** The faults that were asked for strike from now on. */
  faultsApplied(): void {
    this.#next = "go-on";
  }

  /** Logs what a fault did. */
  logFault(what: string): void {
    this.#options.messages.struck(this.#source, what);
  }

  /** Whether nothing comes from the connection any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Tells that nothing comes from the connection any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const service of this.#options.services) service.onClose?.(this);
    this.#options.messages.end(this.#source);
  }

  dismiss(reason: RequestError): void {
    this.#connection.onDismissed(reason);
  }

  line(prefix: "#" | "*", text: string): void {
    this.replies.line(prefix, text);
  }

  notify(prefix: "#" | "*", text: string): void {
    if (this.#closed) return;
    this.replies.notify(prefix, text);
    // Where changes are under way, their end sends it.
    if (!this.waiting) this.#connection.onOutput();
  }

  /**
   * Writes `ERR`, and the code and message of what went wrong. What is no {@linkcode RequestError} is logged, not told.
   *
   * @param entry the request that is refused, where there is one
   */
  fail(error: unknown, entry: CommandEntry | null = null): void {
    const { code, message } = error instanceof RequestError ? error : this.#internal(error);
    this.#options.requestCounts.refuse(entry, code);
    this.replies.begin();
    this.replies.out.utf8(`ERR ${code} ${message}`);
    this.replies.end();
  }

  /** Waits for what other servers have committed: once for all lines that have come. */
  #askForBarrier(): Next {
    this.#barrier = "asked";
    this.#cameSince = false;
    let error: RequestError | null = null;
    this.#options.engine.submit(BARRIER, null, {
      applied() {},
      failed: (thrown) => error = thrown instanceof RequestError ? thrown : this.#internal(thrown),
      settled: () => {
        this.#barrier = error ?? (this.#cameSince ? "needed" : "passed");
        this.#connection.onOutput();
      },
    });
    return "wait";
  }

  applied(result: unknown, values: Float64Array, start: number, end: number): void {
    const { replies } = this;
    replies.begin();
    const i = this.#answered++;
    try {
      // The reply was given together with the change that has come to this.
      this.#replies[i](replies.out, result as never, values, start, end);
    } catch (error) {
      replies.cancel();
      this.fail(error, this.#entries[i]);
      return;
    }
    this.#options.requestCounts.do(this.#entries[i]);
    replies.end();
  }

  failed(error: unknown): void {
    this.fail(error, this.#entries[this.#answered++]);
  }

  settled(): void {
    this.#replies.length = 0;
    this.#entries.length = 0;
    this.#answered = 0;
    this.#changedValues = 0;
    this.#connection.onOutput();
  }

  /**
   * Any page in a browser can make it send HTTP to this port, with a body of lines that would be done: so the connection is
   * closed before they are looked at. It is told in a line: behind the banner a response would be none for a browser either.
   */
  #refuseHttp(): void {
    const port = this.#options.httpPort();
    const reason = new RequestError("unknown-command", `this port is for lines, not HTTP: use the HTTP port, ${port}`);
    this.fail(reason);
    this.end(reason);
  }

  /** A PROXY header counts only where it is expected. Taken for a request, it would shift every reply by one. */
  #refuseProxyHeader(): void {
    const reason = new RequestError(
      "bad-arguments",
      `a PROXY header from ${this.host} does not count: start the server with --proxy-protocol --trusted-proxy ${this.host}, or ` +
        "have the proxy send none",
    );
    this.fail(reason);
    this.end(reason);
  }

  /** What is no command may have been meant for the service that the connection is used for. */
  #advised(problem: unknown, bytes: Uint8Array, start: number, end: number): unknown {
    if (!(problem instanceof RequestError) || problem.code !== "unknown-command") return problem;
    for (const service of this.#options.services) {
      const advice = service.adviceFor?.(this);
      if (advice !== undefined) return this.#options.request.table.unknown(firstWord(bytes, start, end), advice);
    }
    return problem;
  }

  /** @throws {RequestError} `unauthorized` */
  #authorize({ role, changes }: Command): void {
    if (role === "host" && this.access.role !== "host") {
      throw new RequestError(
        "unauthorized",
        "only a host can do this: send AUTH and the host token, or ask whoever started the server",
      );
    }
    if (changes && !this.access.mayChange) {
      throw new RequestError("unauthorized", "changes need the server's token: send AUTH and the token");
    }
  }

  get #full(): boolean {
    return this.#replies.length >= MAX_CHANGES || this.#changedValues >= MAX_CHANGED_VALUES;
  }

  /**
   * Does a request. One that asks for a change is answered, and counted as done, when that is committed; its reply comes in the order
   * of the changes.
   *
   * @returns `false` for one that asks for none, or is refused, while changes are under way: it is to be done again behind them
   */
  #perform(request: Request, entry: CommandEntry): boolean {
    const { replies } = this;
    const before = this.#replies.length;
    let numbers: NumberRuns | void = undefined;
    let problem: unknown = null;
    replies.begin();
    try {
      numbers = this.#options.handlers[entry.index](request, this);
    } catch (error) {
      problem = error;
    }
    if (this.waiting) {
      replies.cancel();
      return this.#replies.length > before;
    }
    if (problem !== null) {
      replies.cancel();
      this.fail(problem, entry);
      return true;
    }
    this.#options.requestCounts.do(entry);
    if (numbers) replies.stream(numbers);
    else replies.end();
    return true;
  }

  /** Counts and logs a request. */
  #count(bytes: Uint8Array, start: number, end: number): void {
    this.requests++;
    this.#logRequest(bytes, start, end);
  }

  #logRequest(bytes: Uint8Array, start: number, end: number): void {
    const { messages } = this.#options;
    if (this.#entry === null && this.#isNearSecret(bytes, start, end)) messages.exchange(this.#source, "<", "(not shown)");
    else if (this.#entry?.command.secret) messages.exchange(this.#source, "<", `${this.#entry.verb} (not shown)`);
    else messages.received(this.#source, bytes, start, end);
  }

  /** Whether a line that is no request may have been meant for one with a secret. */
  #isNearSecret(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#options.request.table.secretMeantBy(firstWord(bytes, start, end)) !== null;
  }

  #internal(error: unknown): RequestError {
    this.#options.logger.error("{connection} could not be answered: {error}", { connection: this.#connection.name, error });
    return new RequestError("internal", "something went wrong in the server, and nothing was changed: its log says why");
  }
}

/** The first word of a line, or the beginning of it. */
function firstWord(bytes: Uint8Array, start: number, end: number): string {
  const beginning = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + WORD_BYTES)));
  return beginning.trimStart().split(/[ \t]/, 1)[0];
}

/** Whether a line is a PROXY header of version 1, or the third of the five lines in the signature of version 2. */
function isProxyHeader(bytes: Uint8Array, start: number, end: number): boolean {
  return /^(PROXY|\0)$/.test(firstWord(bytes, start, end));
}

function endsLikeHttp(bytes: Uint8Array, end: number): boolean {
  return HTTP_END.test(new TextDecoder().decode(bytes.subarray(Math.max(0, end - HTTP_END_BYTES), end)));
}
