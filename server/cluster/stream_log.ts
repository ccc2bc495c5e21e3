/**
 * A log that several servers share: a stream of NATS JetStream, which keeps messages in one order on a majority of its nodes. What the
 * messages say is not its business.
 */
import {
  DeliverPolicy,
  DiscardPolicy,
  jetstream,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamState,
} from "@nats-io/jetstream";
import { errors, type NatsConnection } from "@nats-io/nats-core";
import { connect, credsAuthenticator } from "@nats-io/transport-node";
import { messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import type { LogAddress } from "../log_address.ts";
import { OperatorError } from "../operator_error.ts";

/** How long one question to NATS may take, in milliseconds; then it is asked again, as long as that makes sense. */
const ASK_MS = 2000;
/** How long to wait before something that failed is tried again, in milliseconds. */
const RETRY_MS = 100;
/** How long a start tries to find a stream whose nodes are choosing a leader, in milliseconds. */
const START_MS = 20_000;
/** A connection on which nothing comes is given up after two of these, in milliseconds. */
const PING_MS = 2000;
/** How often JetStream says that there is nothing new, in milliseconds: two that are missing, and another node is asked. */
const HEARTBEAT_MS = 1000;
const PULL_MS = 5000;
/** How much is asked for ahead, in bytes. */
const AHEAD_BYTES = 2 ** 24;
/** In what time JetStream itself knows a message that comes again, in nanoseconds. */
const DUPLICATE_NS = 120e9;
/** JetStream's code for a stream that is not there. */
const STREAM_NOT_FOUND = 10059;
/** And for a message that should have been behind another one. */
const WRONG_LAST_SEQUENCE = 10071;
/** What a message needs beside its data: its subject and its ID. */
const SPARE_BYTES = 1024;

export interface StreamLogOptions {
  address: LogAddress;
  /** How many NATS nodes keep it, if it has to be made. */
  replicas: number;
  credentials: { readonly token: string | null; readonly creds: Uint8Array | null };
  clock: Clock;
  /** Whether it has to be there already. */
  mustExist?: boolean;
}

/** A message as it stands in the log. */
export interface LoggedMessage {
  /** From 1 on, without gaps. */
  readonly sequence: number;
  readonly data: Uint8Array;
  /** When it was kept, as NATS says, in milliseconds since 1970 began in UTC. */
  readonly keptAt: number;
}

/** What is known of a message that was to be kept: its number, from 1 on; that it may be kept or not; or that it is not. */
export type Kept = number | "unknown" | "not kept";

/** Some of the messages that were asked for are not kept any more. */
export class GapError extends Error {
  override readonly name = "GapError";
}

export class StreamLog {
  readonly name: string;
  readonly connection: NatsConnection;
  readonly replicas: number;
  readonly client: JetStreamClient;
  readonly #clock: Clock;
  readonly #manager: JetStreamManager;
  readonly #closing = new AbortController();
  #connected = true;
  /** When the stream was made, as NATS says. */
  #madeAt = "";

  private constructor(
    { name, replicas, clock, connection, manager }: {
      name: string;
      replicas: number;
      clock: Clock;
      connection: NatsConnection;
      manager: JetStreamManager;
    },
  ) {
    this.name = name;
    this.replicas = replicas;
    this.connection = connection;
    this.#clock = clock;
    this.client = jetstream(connection, { timeout: ASK_MS });
    this.#manager = manager;
    this.#watch();
  }

  /** Connects to the log, and makes it if there is none. @throws {OperatorError} if that can't be done in time */
  static async open(
    { address, replicas, credentials: { token, creds }, clock, mustExist = false }: StreamLogOptions,
  ): Promise<StreamLog> {
    let connection: NatsConnection | null = null;
    globalThis.addEventListener("error", ignoreLateError);
    try {
      connection = await connect({
        servers: [...address.servers],
        name: `app ${address.name}`,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
        reconnectJitter: 250,
        timeout: ASK_MS,
        pingInterval: PING_MS,
        ...(address.tls ? { tls: {} } : {}),
        ...(token === null ? {} : { token }),
        ...(creds === null ? {} : { authenticator: credsAuthenticator(creds) }),
      });
      const manager = await jetstreamManager(connection, { timeout: ASK_MS, checkAPI: false });
      const log = new StreamLog({ name: address.name, replicas, clock, connection, manager });
      if (!await log.#make({ mustExist })) {
        throw new OperatorError(`there is no log at ${address}: name one that servers use, with its name behind the slash`);
      }
      return log;
    } catch (error) {
      await connection?.close();
      if (error instanceof OperatorError) throw error;
      throw new OperatorError(
        `can't use the log at ${address} (${
          messageOf(error)
        }): make sure that NATS is there, with JetStream, and lets this server in`,
        { cause: error },
      );
    }
  }

  /** Whether a NATS node is connected. */
  get isConnected(): boolean {
    return this.#connected;
  }

  /** Tells this log from others, also from one of the same name that was there before; letters and digits. */
  get id(): string {
    return Date.parse(this.#madeAt).toString(36);
  }

  /** How many bytes a message may have. */
  get maxBytes(): number {
    return (this.connection.info?.max_payload ?? 2 ** 20) - SPARE_BYTES;
  }

  /**
   * Keeps a message. It is sent again under the same ID until NATS says where it is kept, or the signal is aborted. To be asked for the
   * next one only then: messages that are under way at the same time may be kept in any order.
   */
  async append(data: Uint8Array, { id, signal }: { id: string; signal: AbortSignal }): Promise<Kept> {
    let kept: Kept = "not kept";
    while (!signal.aborted && !this.#closing.signal.aborted) {
      // A message that waits for a connection might be sent much later.
      if (this.#connected) {
        try {
          const { seq } = await this.client.publish(this.#subject, data, { msgID: id, timeout: ASK_MS, retries: 0 });
          if (seq > 0) return seq;
          // It had come before, and NATS still tries to keep it.
          kept = "unknown";
        } catch (error) {
          // It was answered that it is not kept, or that nobody was there to keep it. Anything else may be an answer that was lost.
          if (!isRefusal(error)) kept = "unknown";
        }
      }
      await this.#pause(signal);
    }
    return kept;
  }

  /** Keeps a message as the first one. @returns `false` if there is one already */
  begin(data: Uint8Array): Promise<boolean> {
    return this.insist(async () => {
      try {
        await this.client.publish(this.#subject, data, { expect: { lastSequence: 0 }, timeout: ASK_MS, retries: 0 });
        return true;
      } catch (error) {
        if (error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE) return false;
        throw error;
      }
    });
  }

  /** The number of the last message; 0 before the first. @throws if nobody can tell in time */
  async lastSequence(): Promise<number> {
    return (await this.#state()).last_seq;
  }

  /** The number of the first message that is kept, or of the next one if none is. @throws if nobody can tell in time */
  async firstSequence(): Promise<number> {
    const { first_seq, last_seq, messages } = await this.#state();
    return messages === 0 ? last_seq + 1 : first_seq;
  }

  #state(): Promise<StreamState> {
    return this.insist(async () => (await this.#manager.streams.info(this.#stream)).state);
  }

  /** The messages from one on, and those that come later, until the log is closed. @throws {GapError} */
  async *messages(from: number): AsyncGenerator<LoggedMessage> {
    let next = from;
    while (!this.#closing.signal.aborted) {
      try {
        const consumer = await this.client.consumers.get(this.#stream, {
          deliver_policy: DeliverPolicy.StartSequence,
          opt_start_seq: next,
        });
        const messages = await consumer.consume({ max_bytes: AHEAD_BYTES, expires: PULL_MS, idle_heartbeat: HEARTBEAT_MS });
        const stop = () => messages.stop();
        this.#closing.signal.addEventListener("abort", stop);
        try {
          for await (const { seq, data, time } of messages) {
            if (seq < next) continue;
            if (seq > next) throw new GapError(`the log's messages from ${next} to ${seq - 1} are not kept any more`);
            next++;
            yield { sequence: seq, data, keptAt: time.getTime() };
          }
        } finally {
          this.#closing.signal.removeEventListener("abort", stop);
          await messages.close();
        }
      } catch (error) {
        if (error instanceof GapError) throw error;
        // No leader just now, or no connection: it is asked again.
      }
      await this.#pause(this.#closing.signal);
    }
  }

  /** Forgets the messages up to and including one. */
  async forget(upTo: number): Promise<void> {
    await this.#manager.streams.purge(this.#stream, { seq: upTo + 1 });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.connection.close();
  }

  get #stream(): string {
    return `APP_${this.name}`;
  }

  get #subject(): string {
    return `app.${this.name}.log`;
  }

  /** Makes the log if there is none, and none has to be there. @returns whether there is one */
  async #make({ mustExist }: { mustExist: boolean }): Promise<boolean> {
    const found = await this.insist(() =>
      this.#manager.streams.info(this.#stream).catch((error) => {
        if (!(error instanceof JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error;
        if (mustExist) return null;
        return this.#manager.streams.add({
          name: this.#stream,
          subjects: [this.#subject],
          storage: StorageType.File,
          retention: RetentionPolicy.Limits,
          // What does not fit is refused: what is there is never dropped.
          discard: DiscardPolicy.New,
          num_replicas: this.replicas,
          duplicate_window: DUPLICATE_NS,
        });
      })
    );
    if (found) this.#madeAt = found.created;
    return found !== null;
  }

  /** Asks again and again, as long as the nodes may be choosing a leader. @throws what it failed with last */
  async insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const until = this.#clock.monotonic() + START_MS;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (this.#clock.monotonic() > until || this.connection.isClosed() || this.#closing.signal.aborted) throw error;
        await this.#pause(this.#closing.signal);
      }
    }
  }

  /** Follows whether it is connected. */
  async #watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === "disconnect" || type === "staleConnection" || type === "close") this.#connected = false;
      else if (type === "reconnect") this.#connected = true;
    }
  }

  /** Waits a moment, or until the signal is aborted. */
  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        cancel();
        signal.removeEventListener("abort", end);
        resolve();
      };
      const cancel = this.#clock.after(RETRY_MS, end);
      signal.addEventListener("abort", end);
    });
  }
}

/** Whether an error says that a message was not kept. */
function isRefusal(error: unknown): boolean {
  if (error instanceof JetStreamApiError) return true;
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof errors.RequestError && cause.isNoResponders();
}

/** What a socket fails with if the other side is gone. */
const GONE: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "ETIMEDOUT"]);

/**
 * The library for NATS takes its listeners off a socket before that is closed: what the socket fails with in between would end the
 * process. The library notices by itself that a node is gone.
 */
function ignoreLateError(event: ErrorEvent): void {
  const { error } = event;
  if (error instanceof Error && "syscall" in error && "code" in error && GONE.has(error.code)) event.preventDefault();
}
