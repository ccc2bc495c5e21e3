/** A connection of an old program: its bytes are counted and shown as they are on the wire, not the lines that they stand for. */
import { LineConnection, type LineOptions } from "../line/connection.ts";
import type { LogSource } from "../log/log_budget.ts";
import type { ConnectionLog } from "../log/message_log.ts";
import type { Wire } from "../tcp/wire.ts";
import { DialogueChannel, type WireWatcher } from "./channel.ts";
import { type Dialogue, DialogueEnd, type Message } from "./peer.ts";

class LegacyConnection extends LineConnection {
  readonly #channel: DialogueChannel;

  constructor(channel: DialogueChannel, options: LineOptions) {
    super(channel, "tcp", options);
    this.#channel = channel;
  }

  override get bytesIn(): number {
    return this.#channel.bytesIn;
  }

  override get bytesOut(): number {
    return this.#channel.bytesOut;
  }

  /** An old program has none: what would be struck are the lines that its dialogue stands for, which it never sees. */
  override setFaults(): void {}
}

/** Serves connections of old programs. @returns what takes a connection, and closes it */
export function servingOldPrograms(options: LineOptions): (wire: Wire, dialogue: Dialogue) => void {
  const lines = { ...options, messages: withoutLines(options.messages), isScripted: true };
  return (wire, dialogue) => {
    const channel = new DialogueChannel(wire, { dialogue, clock: options.clock });
    const connection = new LegacyConnection(channel, lines);
    channel.watcher = new LoggedWire(`#${connection.id}`, options);
    connection.start();
  };
}

/** The log without what is said in lines. */
function withoutLines(log: ConnectionLog): ConnectionLog {
  return {
    source: (name) => log.source(name),
    event: (name, what) => log.event(name, what),
    struck: (source, what) => log.struck(source, what),
    end: (source) => log.end(source),
    endTurn: () => log.endTurn(),
    received() {},
    sent() {},
    exchange() {},
  };
}

/** Logs what passes over a wire, and shows it to whoever watches the connection. */
class LoggedWire implements WireWatcher {
  readonly #options: Pick<LineOptions, "messages" | "logger">;
  readonly #source: LogSource;

  constructor(name: string, options: Pick<LineOptions, "messages" | "logger">) {
    this.#options = options;
    this.#source = options.messages.source(name);
  }

  received(bytes: Uint8Array): void {
    this.#say("<", shown(bytes));
  }

  sent({ bytes, padding = 0 }: Message): void {
    this.#say(">", padding > 0 ? `${shown(bytes)} … ${padding} × NUL` : shown(bytes));
  }

  ended(error: unknown): void {
    const { messages, logger } = this.#options;
    const { name } = this.#source;
    if (error !== null && !(error instanceof DialogueEnd)) logger.error("{name} could not be served: {error}", { name, error });
    else if (error?.message) messages.event(name, `ended the dialogue: ${error.message}`);
    messages.end(this.#source);
  }

  #say(direction: "<" | ">", text: string): void {
    const { messages } = this.#options;
    messages.exchange(this.#source, direction, text);
    messages.endTurn();
  }
}

/** Bytes as a line: as UTF-8, or else a character for each byte, as a pickle is shown. */
function shown(bytes: Uint8Array): string {
  return textOf(bytes).replaceAll("\n", "␊");
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}
