/** Streams of what single connections say and are told, line by line, for whoever wants to look at the wire. */
import type { Clock } from "../clock.ts";
import type { LineWatcher, MessageLog } from "../log/message_log.ts";
import type { RecentLine } from "../log/recent_lines.ts";
import { encodeEvent, EventSink } from "./event_sink.ts";

/** How long lines are gathered, in milliseconds. */
const GATHER_MS = 100;
/** Of what a connection says in that time so many lines are shown: nobody could read more. */
const SHOWN_LINES = 200;

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
   * The last lines of a connection and those from now on, as bytes of server-sent events: `lines`, with a list of
   * {@linkcode RecentLine}s and how many were left out behind them, and `closed` at the end.
   */
  tap(id: number): ReadableStream<Uint8Array> {
    const { messages } = this.#options;
    const name = `#${id}`;
    const tap = new Tap(this.#options, messages.recent(name), () => {
      endWatch();
      this.#release(id, tap);
    });
    // No line comes between the two: none is missing, and none is there twice.
    const endWatch = messages.watch(name, tap);
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
  #lines: RecentLine[] = [];
  #skipped = 0;
  #cancelFlush: (() => void) | null = null;

  constructor(options: WiretapsOptions, recent: readonly RecentLine[], onGone: () => void) {
    this.#options = options;
    this.#onGone = onGone;
    this.sink = new EventSink({ onRoom: () => this.#cancelFlush ?? this.#flush(), onGone: () => this.#stop() });
    this.sink.send(encodeEvent("lines", { lines: recent, skipped: 0 }));
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
