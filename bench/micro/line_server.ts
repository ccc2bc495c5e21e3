/** The server's part for lines without its sockets: what server/mod.ts builds, on a memory journal, with the message log off. */
import { getLogger } from "@logtape/logtape";
import { CommandTable } from "../../protocol/command.ts";
import { Request } from "../../protocol/request.ts";
import { Authorizer } from "../../server/authorizer.ts";
import { systemClock as clock } from "../../server/clock.ts";
import { Engine } from "../../server/engine/engine.ts";
import { State } from "../../server/engine/state.ts";
import { FaultCounts } from "../../server/faults/fault_counts.ts";
import { InputBudget } from "../../server/input_budget.ts";
import { MemoryJournal } from "../../server/journal/memory.ts";
import { LineConnection, type LineOptions } from "../../server/line/connection.ts";
import type { LineChannel } from "../../server/line_channel.ts";
import { CONNECTION_COMMANDS, CONNECTION_TITLE, connectionHandlers } from "../../server/line/connection_commands.ts";
import { Connections } from "../../server/line/connections.ts";
import type { LineHandler } from "../../server/line/dispatcher.ts";
import { RequestCounts } from "../../server/line/request_counts.ts";
import { MessageLog } from "../../server/log/message_log.ts";
import { RateLimits } from "../../server/rate_limit.ts";
import { ARRAY } from "../../server/services/array/mod.ts";
import { merged } from "../../server/services/merged.ts";
import { RestChanges } from "../../server/services/rest/rest_changes.ts";
import { Throttle } from "../../server/throttle.ts";
import { Turns } from "../../server/turns.ts";

const LINE_FEED = 0x0a;

/** What connections to an empty array share. */
export function lineOptions(): LineOptions {
  const turns = new Turns();
  const logger = getLogger("bench");
  const { state: array, start } = ARRAY.create();
  const state = new State([array]);
  const engine = new Engine({ journal: new MemoryJournal(), state, turns, onError, onHealth() {} });
  const context = {
    engine,
    restChanges: new RestChanges({ engine, requests: state.requests }),
    clock,
    random: Math.random,
    newToken: () => "",
    turns,
    logger,
    isSecret: () => false,
    publish() {},
  };
  const services = [start(context, { maxValues: 100_000_000 })];
  const connections = new Connections({ max: 100, maxPerAddress: 100, now: clock.monotonic() });
  const authorizer = new Authorizer({ token: null, hostToken: null, clock });
  const table = new CommandTable([{ title: CONNECTION_TITLE, commands: CONNECTION_COMMANDS }, ...ARRAY.sections]);
  const own = connectionHandlers({ version: "", uptimeMs: () => 0, connections, services, authorizer });
  const handlers = merged<LineHandler>("command", [own, ...services.map(({ handlers }) => handlers)]);
  return {
    request: new Request(table),
    handlers: table.entries.map(({ verb }) => handlers[verb]),
    behindBarrier: null,
    requestCounts: new RequestCounts(table),
    services,
    engine,
    authorizer,
    rateLimits: new RateLimits({ perConnection: 0, perAddress: 0, clock }),
    httpPort: () => 0,
    messages: new MessageLog(null, { clock, messages: false }),
    logger,
    connections,
    faultCounts: new FaultCounts(),
    newSeed: () => 0,
    newFaults: { next: () => null },
    clock,
    turns,
    endings: new Throttle(turns, 64),
    bulk: new Throttle(turns, 32),
    inputBudget: new InputBudget({ maxBytes: 2 ** 26 }),
    maxLineBytes: 2 ** 20,
    idleMs: 0,
  };
}

function onError(error: unknown): void {
  throw error;
}

/** A channel whose other end is a client in memory. */
export class MemoryChannel implements LineChannel {
  readonly remoteAddr = { hostname: "127.0.0.1", port: 1 };
  /** What the server has not read yet. */
  #unread: Uint8Array = new Uint8Array(0);
  #reader: { buffer: Uint8Array; resolve: (length: number) => void } | null = null;
  #awaited = 0;
  #onAnswered: () => void = () => {};

  /** Serves a connection over it. */
  static connect(options: LineOptions): MemoryChannel {
    const channel = new MemoryChannel();
    new LineConnection(channel, "tcp", options).start();
    return channel;
  }

  /** Sends bytes; resolves when so many lines of replies have come. */
  ask(bytes: Uint8Array, lines: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awaited = lines;
    this.#onAnswered = resolve;
    this.#unread = bytes;
    if (this.#reader) {
      const { buffer, resolve } = this.#reader;
      this.#reader = null;
      resolve(this.#take(buffer));
    }
    return promise;
  }

  read(buffer: Uint8Array): Promise<number> {
    if (this.#unread.length > 0) return Promise.resolve(this.#take(buffer));
    return new Promise((resolve) => this.#reader = { buffer, resolve });
  }

  write(bytes: Uint8Array): Promise<number> {
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) this.#awaited--;
    if (this.#awaited === 0) this.#onAnswered();
    return Promise.resolve(bytes.length);
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}

  reset(onGone: () => void): void {
    onGone();
  }

  #take(buffer: Uint8Array): number {
    const length = Math.min(buffer.length, this.#unread.length);
    buffer.set(this.#unread.subarray(0, length));
    this.#unread = this.#unread.subarray(length);
    return length;
  }
}
