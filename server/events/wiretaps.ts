/** Streams of what single connections say and are told, line by line, for whoever wants to look at the wire. */
import type { Clock } from "../clock.ts";
import type { Connections } from "../connections.ts";
import type { MessageLog } from "../log/message_log.ts";

/** How long lines are gathered, in milliseconds. */
const GATHER_MS = 100;
/** Of what a connection says in that time so many lines are shown: nobody could read more. */
const SHOWN_LINES = 200;
/** So much may be left unread before lines are left out, in bytes. */
const UNREAD_BYTES = 65_536;

/** A line on the wire. */
export interface WireLine {
  /** Milliseconds since 1970 began in UTC. */
  readonly at: number;
  /** `<` from the client, `>` to it. */
  readonly direction: "<" | ">";
  /** As in the log: control characters escaped, tokens not shown. */
  readonly text: string;
}

interface Tap {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly stopWatching: () => void;
  lines: WireLine[];
  skipped: number;
  cancelFlush: (() => void) | null;
}

export class Wiretaps {
  readonly #messages: MessageLog;
  readonly #clock: Clock;
  readonly #taps = new Map<number, Set<Tap>>();
  #count = 0;

  constructor({ messages, clock, connections }: { messages: MessageLog; clock: Clock; connections: Connections }) {
    this.#messages = messages;
    this.#clock = clock;
    connections.listen((what, { id }) => {
      if (what === "closed") this.#end(id);
    });
  }

  /** How many watch. */
  get count(): number {
    return this.#count;
  }

  /**
   * The lines of a connection from now on, as bytes of server-sent events: `lines`, with a list of {@linkcode WireLine}s and how
   * many were left out behind them, and `closed` at the end.
   */
  tap(id: number): ReadableStream<Uint8Array> {
    let tap: Tap;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const stopWatching = this.#messages.watch(`#${id}`, (direction, text) => this.#take(tap, direction, text));
        tap = { controller, stopWatching, lines: [], skipped: 0, cancelFlush: null };
        this.#taps.set(id, (this.#taps.get(id) ?? new Set()).add(tap));
        this.#count++;
        controller.enqueue(encode("event: lines", { lines: [], skipped: 0 }));
      },
      pull: () => {
        if (tap.lines.length + tap.skipped > 0 && !tap.cancelFlush) this.#flush(tap);
      },
      cancel: () => this.#release(id, tap),
    }, new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES }));
  }

  /** Ends all streams. */
  close(): void {
    for (const id of this.#taps.keys()) this.#end(id);
  }

  #take(tap: Tap, direction: "<" | ">", text: string): void {
    const shown = tap.lines.length < SHOWN_LINES && (tap.controller.desiredSize ?? 0) > 0;
    if (shown) tap.lines.push({ at: this.#clock.now(), direction, text });
    else tap.skipped++;
    tap.cancelFlush ??= this.#clock.after(GATHER_MS, () => this.#flush(tap));
  }

  #flush(tap: Tap): void {
    tap.cancelFlush?.();
    tap.cancelFlush = null;
    if (tap.lines.length + tap.skipped === 0 || (tap.controller.desiredSize ?? 0) <= 0) return;
    const { lines, skipped } = tap;
    tap.lines = [];
    tap.skipped = 0;
    // This may ask for more at once.
    tap.controller.enqueue(encode("event: lines", { lines, skipped }));
  }

  #end(id: number): void {
    for (const tap of [...this.#taps.get(id) ?? []]) {
      this.#flush(tap);
      this.#release(id, tap);
      tap.controller.enqueue(encode("event: closed", {}));
      tap.controller.close();
    }
  }

  #release(id: number, tap: Tap): void {
    tap.stopWatching();
    tap.cancelFlush?.();
    const taps = this.#taps.get(id);
    if (!taps?.delete(tap)) return;
    this.#count--;
    if (taps.size === 0) this.#taps.delete(id);
  }
}

function encode(event: string, data: unknown): Uint8Array {
  return new TextEncoder().encode(`${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
