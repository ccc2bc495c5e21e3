/**
 * What one connection asks for and is answered: a request becomes an engine operation, and what comes of it a reply. There is
 * one dispatcher for each connection, whatever its transport.
 *
 * Replies are written in the order of the requests. A change is answered when it has been committed, so a request
 * that could be answered at once waits while changes of the same connection are under way.
 */
import type { ByteWriter } from "../protocol/byte_writer.ts";
import { BANNER } from "../protocol/help.ts";
import type { Request } from "../protocol/request.ts";
import { RequestError } from "../protocol/request_error.ts";
import { secretCommandMeantBy } from "../protocol/secret.ts";
import type { Verb } from "../protocol/command.ts";
import type { SortedSnapshot } from "./array/sorted_snapshot.ts";
import { CHANGE, type ChangeKind, type ChangeResult, type Waiter } from "./change_batch.ts";
import { ARRAY_COMMANDS } from "./commands/array_commands.ts";
import { CONNECTION_COMMANDS } from "./commands/connection_commands.ts";
import { COUNTER_COMMANDS } from "./commands/counter_commands.ts";
import { QUIZ_COMMANDS } from "./commands/quiz_commands.ts";
import type { Counter, CounterChange } from "./counter/registry.ts";
import type { HolderConnection } from "./attachments.ts";
import type { QuizChange, QuizReply } from "./quiz/quiz_change.ts";
import { ReplyWriter } from "./reply_writer.ts";
import type { Services } from "./services.ts";

/** So many changes of a connection, and so many values in them, may be under way at once; then its next lines wait. */
const MAX_CHANGES = 1024;
const MAX_CHANGED_VALUES = 65_536;
/** This much of a line is enough to find out what was meant by its first word. */
const WORD_BYTES = 64;
/** How the first line of an HTTP request ends. */
const HTTP_END = / HTTP\/1\.[01]$/;

/**
 * Does what a request asks for, and writes its reply without the line's end; or asks for a change, whose reply is written later.
 * What it returns is written behind the reply, however much it is.
 */
export type Handler = (dispatcher: Dispatcher, request: Request) => SortedSnapshot | void;

/** Writes the reply to a change. The values are its own, to be read or reordered during the call. */
export type ChangeReply = (out: ByteWriter, values: Float64Array, start: number, end: number, result: ChangeResult) => void;

/** What a connection does next: go on, keep the line until its changes are settled, or close when all is sent. */
export type Next = "go-on" | "wait" | "close";

const HANDLERS: Record<Verb, Handler> = { ...CONNECTION_COMMANDS, ...ARRAY_COMMANDS, ...QUIZ_COMMANDS, ...COUNTER_COMMANDS };

/** Turns the requests of one connection into replies. */
export class Dispatcher implements Waiter, HolderConnection {
  readonly services: Services;
  /** What is to be sent. */
  readonly replies: ReplyWriter;
  readonly id: number;
  /** How many requests came. */
  requests = 0;
  /** Whether it may make changes. */
  authorized: boolean;
  /** Where the connection comes from, and the same without the port. */
  readonly address: string;
  readonly host: string;
  readonly #name: string;
  readonly #onOutput: () => void;
  readonly #onDismissed: (reason: RequestError) => void;
  /** The verb of the last request. */
  #verb: Verb | null = null;
  /** How to answer the changes that are under way, in their order, what asked for them, and how many of them are answered. */
  readonly #changes: ChangeReply[] = [];
  readonly #changeVerbs: Verb[] = [];
  #answered = 0;
  #changedValues = 0;
  #ending = false;
  /** Why {@linkcode end} was called. */
  endReason: RequestError | null = null;
  #closed = false;

  /**
   * @param name what the log calls the connection
   * @param onOutput called when there is something to send that no request has just asked for
   * @param onDismissed called when the server wants the connection to end, and why
   */
  constructor(
    services: Services,
    { id, name, address, host, onOutput, onDismissed }: {
      id: number;
      name: string;
      address: string;
      host: string;
      onOutput: () => void;
      onDismissed: (reason: RequestError) => void;
    },
  ) {
    this.services = services;
    this.replies = new ReplyWriter(services.messages, name);
    this.id = id;
    this.address = address;
    this.host = host;
    this.authorized = !services.authorizer.required;
    this.#name = name;
    this.#onOutput = onOutput;
    this.#onDismissed = onDismissed;
  }

  /** What the connection is used for, in a few words. */
  get activity(): string {
    const { quizHost, counterHost, engine } = this.services;
    const token = quizHost.tokenOf(this);
    const player = token === undefined ? undefined : engine.quiz.nameOf(token);
    if (player !== undefined) return `quiz as ${player}`;
    const counter = counterHost.idOf(this);
    return counter === undefined ? this.#verb ?? "connected" : `counter ${counter}`;
  }

  /** Whether changes are under way: then nothing else can be answered. */
  get waiting(): boolean {
    return this.#changes.length > 0;
  }

  /** Writes what a client is told first. */
  greet(): void {
    this.replies.begin();
    this.replies.out.ascii(BANNER);
    this.replies.end();
  }

  /** Does what the line `bytes[start..end)` asks for. The bytes are looked at during the call only. */
  handle(bytes: Uint8Array, start: number, end: number): Next {
    const { request } = this.services;
    let problem: unknown = null;
    try {
      if (!request.parse(bytes, start, end)) return "go-on";
      if (request.command.changes && !this.authorized) throw needsToken();
    } catch (error) {
      problem = error;
    }
    if (this.waiting && (problem !== null || !request.command.batched || this.#full)) return "wait";
    this.requests++;
    this.#verb = request.known ? request.verb : null;
    this.#logRequest(bytes, start, end);
    if (problem === null) this.#perform(request);
    else if (endsLikeHttp(bytes, end)) this.#refuseHttp();
    else this.fail(this.#inQuiz(problem), this.#verb);
    return this.#ending ? "close" : "go-on";
  }

  /** Makes the change that a request asks for, with its `count` first numbers, and answers it when it is committed. */
  change(kind: ChangeKind, { numbers, count }: { numbers: Float64Array; count: number }, reply: ChangeReply): void {
    this.#expect(reply);
    this.#changedValues += count;
    this.services.engine.submit(kind, numbers, count, this);
  }

  /** Asks for a change of the quiz, and answers it when it is committed. */
  changeQuiz(change: QuizChange, reply: (reply: QuizReply) => void): void {
    this.#expect((_out, _values, _start, _end, result) => reply(result as QuizReply));
    this.services.engine.submitDetails(CHANGE.quiz, change, this);
  }

  /** Asks for a change of a counter, and answers it when it is committed. */
  changeCounter(change: CounterChange, reply: (counter: Counter) => void): void {
    this.#expect((_out, _values, _start, _end, result) => reply(result as Counter));
    this.services.engine.submitDetails(CHANGE.counter, change, this);
  }

  /** Has the connection closed when the reply is sent. @param reason why, if the client does not want that */
  end(reason: RequestError | null = null): void {
    this.#ending = true;
    this.endReason = reason;
  }

  /** Whether nothing comes from the connection any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Tells that nothing comes from the connection any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.services.quizHost.lose(this);
    this.services.counterHost.release(this);
  }

  dismiss(reason: RequestError): void {
    this.#onDismissed(reason);
  }

  /** Sends a line that answers nothing, at any time but while a request is being handled. */
  notify(prefix: "#" | "*", text: string): void {
    if (this.#closed) return;
    this.replies.notify(prefix, text);
    // Where changes are under way, their end sends it.
    if (!this.waiting) this.#onOutput();
  }

  /**
   * Writes `ERR`, and the code and message of what went wrong. What is no {@linkcode RequestError} is logged, not told.
   *
   * @param verb of the request that is refused, where there is one
   */
  fail(error: unknown, verb: Verb | null = null): void {
    const { code, message } = error instanceof RequestError ? error : this.#internal(error);
    this.services.requestCounts.refuse(verb, code);
    this.replies.begin();
    this.replies.out.utf8(`ERR ${code} ${message}`);
    this.replies.end();
  }

  applied(values: Float64Array, start: number, end: number, result: ChangeResult): void {
    const { replies } = this;
    replies.begin();
    const i = this.#answered++;
    try {
      this.#changes[i](replies.out, values, start, end, result);
    } catch (error) {
      replies.cancel();
      this.fail(error, this.#changeVerbs[i]);
      return;
    }
    this.services.requestCounts.do(this.#changeVerbs[i]);
    replies.end();
  }

  failed(error: unknown): void {
    this.fail(error, this.#changeVerbs[this.#answered++]);
  }

  settled(): void {
    this.#changes.length = 0;
    this.#changeVerbs.length = 0;
    this.#answered = 0;
    this.#changedValues = 0;
    this.#onOutput();
  }

  /**
   * Any page in a browser can make it send HTTP to this port, with a body of lines that would be done: so the connection is
   * closed before they are looked at.
   */
  #refuseHttp(): void {
    const reason = new RequestError("unknown-command", "this port is for lines, not HTTP: use the server's HTTP port");
    this.fail(reason);
    this.end(reason);
  }

  /** What is no command may have been meant as an answer. */
  #inQuiz(problem: unknown): unknown {
    const isUnknown = problem instanceof RequestError && problem.code === "unknown-command";
    if (!isUnknown || this.services.quizHost.tokenOf(this) === undefined) return problem;
    return new RequestError(
      "unknown-command",
      `${problem.message.split(":")[0]}: to answer the question, send an integer, or SKIP`,
    );
  }

  get #full(): boolean {
    return this.#changes.length >= MAX_CHANGES || this.#changedValues >= MAX_CHANGED_VALUES;
  }

  #perform(request: Request): void {
    const { replies } = this;
    replies.begin();
    let snapshot: SortedSnapshot | void;
    try {
      snapshot = HANDLERS[request.verb](this, request);
    } catch (error) {
      replies.cancel();
      this.fail(error, request.verb);
      return;
    }
    if (this.waiting) {
      // It is answered, and counted, when it is committed.
      replies.cancel();
      return;
    }
    this.services.requestCounts.do(request.verb);
    if (snapshot) replies.stream(snapshot);
    else replies.end();
  }

  #expect(reply: ChangeReply): void {
    this.#changes.push(reply);
    this.#changeVerbs.push(this.services.request.verb);
  }

  #logRequest(bytes: Uint8Array, start: number, end: number): void {
    const { messages, request } = this.services;
    if (this.#verb === null && isNearSecret(bytes, start, end)) messages.exchange(this.#name, "<", "(not shown)");
    else if (this.#verb !== null && request.command.secret) messages.exchange(this.#name, "<", `${this.#verb} (not shown)`);
    else messages.received(this.#name, bytes, start, end);
  }

  #internal(error: unknown): RequestError {
    this.services.logger.error("{connection} could not be answered: {error}", { connection: this.#name, error });
    return new RequestError("internal", "something went wrong in the server, and nothing was changed: its log says why");
  }
}

function needsToken(): RequestError {
  return new RequestError(
    "unauthorized",
    "changes need the server's token: send AUTH and the token",
  );
}

/** Whether a line that is no request may have been meant for one with a secret. */
function isNearSecret(bytes: Uint8Array, start: number, end: number): boolean {
  const beginning = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + WORD_BYTES)));
  return secretCommandMeantBy(beginning.trimStart().split(/[ \t]/, 1)[0]) !== null;
}

function endsLikeHttp(bytes: Uint8Array, end: number): boolean {
  return HTTP_END.test(new TextDecoder().decode(bytes.subarray(Math.max(0, end - 9), end)));
}
