/**
 * What servers that share a state ask and tell one another directly, over subjects of NATS rather than through the log: nothing of it
 * is kept, and nothing waits for it for long. A question is JSON; its answer is one line of JSON, and bytes behind it, if it has some.
 */
import type { Logger } from "@logtape/logtape";
import { z } from "@hono/zod-openapi";
import type { Msg, Subscription } from "@nats-io/nats-core";
import { messageOf } from "../../protocol/message_of.ts";
import { ERROR_CODES, RequestError } from "../../protocol/request_error.ts";
import type { Clock } from "../clock.ts";
import { joined } from "../joined.ts";
import type { Member } from "./members.ts";
import type { Cluster } from "./mod.ts";

/** How long another server has to answer, in milliseconds. */
const ANSWER_MS = 1000;
/** How long what is told to all is gathered, in milliseconds, and how much of it at most; more is left out. */
const GATHER_MS = 50;
const MOST_TOLD = 500;

const NEWLINE = 0x0a;
const NO_BYTES = new Uint8Array(0);

/** What a server answers: JSON, and bytes behind it. */
export interface Answer {
  readonly value: unknown;
  readonly bytes?: Uint8Array;
}

/** What another server is asked: something that can be JSON. */
export interface Question {
  readonly topic: string;
  readonly question: unknown;
  /** How long it has to answer, in milliseconds. */
  readonly withinMs?: number;
}

/** Answers a question of another server, one topic for each kind. @throws {RequestError} which is thrown where it was asked */
export type Answers = Readonly<Record<string, (question: unknown) => Answer | Promise<Answer>>>;

/** What is needed of the cluster. */
export interface PeersCluster {
  readonly log: Pick<Cluster["log"], "name" | "isConnected" | "connection">;
  readonly members: Pick<Cluster["members"], "all" | "get">;
  readonly journal: Pick<Cluster["journal"], "self" | "onJoinedAgain">;
}

export interface PeersOptions {
  clock: Clock;
  logger: Logger;
  /** What the others may ask, by topic. */
  answers: Answers;
  /** Takes what another server tells all. It is JSON, and nobody has looked at it. */
  onTold: (told: unknown) => void;
}

/** The other servers, for as long as this is not disposed of. */
export class Peers implements Disposable {
  readonly #cluster: PeersCluster;
  readonly #options: PeersOptions;
  /** Tells what this server tells all from what the others do. */
  readonly #id: string;
  readonly #hearing: Subscription;
  #answering: Subscription | null = null;
  #gathered: unknown[] = [];
  #cancelTelling: (() => void) | null = null;

  constructor(cluster: PeersCluster, options: PeersOptions) {
    this.#cluster = cluster;
    this.#options = options;
    this.#id = cluster.journal.self?.id ?? "";
    const { log: { connection, name }, journal } = cluster;
    this.#hearing = connection.subscribe(`app.${name}.events`, {
      callback: (error, message) => error ? this.#warn(error) : this.#hear(message),
    });
    if (journal.self) this.#answerAs(journal.self);
    journal.onJoinedAgain((member) => this.#answerAs(member));
  }

  /** The servers but for this one. */
  get others(): readonly Member[] {
    const { members, journal: { self } } = this.#cluster;
    return members.all.filter(({ number }) => number !== self?.number);
  }

  /**
   * Asks one server.
   *
   * @throws {RequestError} what it answers with; `unavailable` if it does not answer in time
   */
  async ask(number: number, { topic, question, withinMs = ANSWER_MS }: Question): Promise<Required<Answer>> {
    const { log, members } = this.#cluster;
    let reply: Msg;
    try {
      if (!log.isConnected) throw new Error("no NATS server can be reached");
      reply = await log.connection.request(`app.${log.name}.peer.${number}.${topic}`, JSON.stringify(question), {
        timeout: withinMs,
      });
    } catch (error) {
      const name = members.get(number)?.name ?? String(number);
      throw new RequestError("unavailable", `the server ${name} does not answer: try again later`, { cause: error });
    }
    return readReply(reply.data);
  }

  /** Asks all other servers at once. @returns what they answer, and those that do not, or not in time */
  async askAll(topic: string, question: unknown): Promise<{ answers: Map<Member, Answer>; missing: readonly Member[] }> {
    const others = this.others;
    const asked = await Promise.allSettled(others.map(({ number }) => this.ask(number, { topic, question })));
    const answers = new Map<Member, Answer>();
    for (const [i, result] of asked.entries()) if (result.status === "fulfilled") answers.set(others[i], result.value);
    return { answers, missing: others.filter((other) => !answers.has(other)) };
  }

  /** Tells all other servers something that can be JSON, after a moment. If there is too much, or no connection, it is lost. */
  tell(told: unknown): void {
    if (!this.#cluster.log.isConnected || this.#gathered.length >= MOST_TOLD) return;
    this.#gathered.push(told);
    this.#cancelTelling ??= this.#options.clock.after(GATHER_MS, () => this.#tellGathered());
  }

  [Symbol.dispose](): void {
    this.#cancelTelling?.();
    this.#hearing.unsubscribe();
    this.#answering?.unsubscribe();
  }

  #tellGathered(): void {
    const { connection, name, isConnected } = this.#cluster.log;
    this.#cancelTelling = null;
    const told = this.#gathered;
    this.#gathered = [];
    if (isConnected) connection.publish(`app.${name}.events`, JSON.stringify({ from: this.#id, told }));
  }

  #hear(message: Msg): void {
    const { data } = Told.safeParse(parse(message.data));
    if (data && data.from !== this.#id) { for (const told of data.told) this.#options.onTold(told); }
  }

  /** Is asked by this number from now on. Where nobody is, NATS tells whoever asks at once. */
  #answerAs({ number }: Member): void {
    const { connection, name } = this.#cluster.log;
    this.#answering?.unsubscribe();
    this.#answering = connection.subscribe(`app.${name}.peer.${number}.*`, {
      callback: (error, message) => error ? this.#warn(error) : void this.#answer(message),
    });
  }

  async #answer(message: Msg): Promise<void> {
    const topic = message.subject.split(".").at(-1) ?? "";
    // One that is of another version may ask for more.
    if (!Object.hasOwn(this.#options.answers, topic)) return;
    try {
      message.respond(await this.#replyTo(topic, message.data));
    } catch (error) {
      // It may have stopped meanwhile.
      if (!this.#cluster.log.connection.isClosed()) this.#warn(error);
    }
  }

  async #replyTo(topic: string, question: Uint8Array): Promise<Uint8Array> {
    try {
      const { value, bytes = NO_BYTES } = await this.#options.answers[topic](parse(question));
      return withHead(["ok", value], bytes);
    } catch (error) {
      if (error instanceof RequestError) return withHead(["error", error.code, error.message], NO_BYTES);
      throw error;
    }
  }

  #warn(error: unknown): void {
    this.#options.logger.warn("the other servers and this one can't ask each other everything: {error}", {
      error: messageOf(error),
    });
  }
}

const Told = z.object({ from: z.string(), told: z.array(z.unknown()) });

const Reply = z.union([
  z.tuple([z.literal("ok"), z.unknown()]),
  z.tuple([z.literal("error"), z.enum(ERROR_CODES), z.string()]),
]);

function withHead(head: unknown, bytes: Uint8Array): Uint8Array {
  return joined([new TextEncoder().encode(`${JSON.stringify(head)}\n`), bytes]);
}

function readReply(reply: Uint8Array): Required<Answer> {
  const end = reply.indexOf(NEWLINE);
  const [what, ...rest] = Reply.parse(parse(reply.subarray(0, Math.max(0, end))));
  if (what === "ok") return { value: rest[0], bytes: reply.subarray(end + 1) };
  const [code, message] = z.tuple([z.enum(ERROR_CODES), z.string()]).parse(rest);
  throw new RequestError(code, message);
}

/** JSON; `null` for what is none. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
