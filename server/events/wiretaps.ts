/** Streams of what single connections say and are told, line by line, for whoever wants to look at the wire. */
import type { Clock } from "../clock.ts";
import type { LineWatcher, MessageLog } from "../log/message_log.ts";
import { encodeEvent, EventSink } from "./event_sink.ts";

/** How long lines are gathered, in milliseconds. */
const GATHER_MS = 100;
/** Of what a connection says in that time so many lines are shown: nobody could read more. */
const SHOWN_LINES = 200;

/** A line on the wire. */
export interface WireLine {
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number;
  /** `<` from the client, `>` to it. */
  readonly direction: "<" | ">";
  /** As in the log: control characters escaped, tokens not shown. */
  readonly text: string;
}

export interface WiretapsOptions {
  messages: MessageLog;
  clock: Clock;
}

export class Wiretaps {
  readonly #options: WiretapsOptions;
  readonly #taps = new Map<number, Set<Tap>>();

  constructor(options: WiretapsOptions) {
    this.#options = options;
  }

  /**
   * The lines of a connection from now on, as bytes of server-sent events: `lines`, with a list of {@linkcode WireLine}s and how
   * many were left out behind them, and `closed` at the end.
   */
  tap(id: number): ReadableStream<Uint8Array> {
    const tap = new Tap(this.#options, () => {
      endWatch();
      this.#release(id, tap);
    });
    const endWatch = this.#options.messages.watch(`#${id}`, tap);
    this.#taps.set(id, (this.#taps.get(id) ?? new Set()).add(tap));
    return tap.sink.stream;
  }

  /** Ends all streams. */
  close(): void {
    for (const id of [...this.#taps.keys()]) this.end(id);
  }

  /** Ends the streams of a connection, which is closed. */
  end(id: number): void {
    for (const tap of [...this.#taps.get(id) ?? []]) tap.end();
  }

  #release(id: number, tap: Tap): void {
    const taps = this.#taps.get(id);
    taps?.delete(tap);
    if (taps?.size === 0) this.#taps.delete(id);
  }
}

/** Who watches one connection. */
class Tap implements LineWatcher {
  readonly sink: EventSink;
  readonly #options: WiretapsOptions;
  readonly #onGone: () => void;
  #lines: WireLine[] = [];
  #skipped = 0;
  #cancelFlush: (() => void) | null = null;

  constructor(options: WiretapsOptions, onGone: () => void) {
    this.#options = options;
    this.#onGone = onGone;
    this.sink = new EventSink({ onRoom: () => this.#cancelFlush ?? this.#flush(), onGone: () => this.#stop() });
    this.sink.send(encodeEvent("lines", { lines: [], skipped: 0 }));
  }

  get full(): boolean {
    return this.#lines.length >= SHOWN_LINES || !this.sink.hasRoom;
  }

  take(direction: "<" | ">", text: string): void {
    this.#lines.push({ at: this.#options.clock.now(), direction, text });
    this.#flushLater();
  }

  skip(): void {
    this.#skipped++;
    this.#flushLater();
  }

  /** Sends what there is, and ends. */
  end(): void {
    this.#flush();
    this.sink.send(encodeEvent("closed", {}));
    this.sink.end();
    this.#stop();
  }

  #flushLater(): void {
    this.#cancelFlush ??= this.#options.clock.after(GATHER_MS, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (this.#lines.length + this.#skipped === 0 || !this.sink.hasRoom) return;
    const data = { lines: this.#lines, skipped: this.#skipped };
    this.#lines = [];
    this.#skipped = 0;
    this.sink.send(encodeEvent("lines", data));
  }

  #stop(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#onGone();
  }
}
