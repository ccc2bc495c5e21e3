/** How much of what was sent may be left unread before no more is sent, in bytes. */
const UNREAD_BYTES = 65_536;

/**
 * A stream of server-sent events (HTML Living Standard, 9.2), from the end of who sends. Its reader may go at any moment, in the
 * middle of a call as well: what is sent then goes nowhere.
 */
export class EventSink {
  /** The other end. */
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  /** @param onRoom called when there is room for more @param onGone called when the reader has gone */
  constructor({ onRoom, onGone }: { onRoom: () => void; onGone: () => void }) {
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      pull: () => {
        if (this.#controller) onRoom();
      },
      cancel: () => {
        this.#controller = null;
        onGone();
      },
    }, new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES }));
  }

  /** Whether more may be sent. */
  get hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  /** Sends a comment, an event, or several. This may call back for more before it returns. */
  send(events: Uint8Array): void {
    this.#attempt((controller) => controller.enqueue(events));
  }

  /** Ends the stream behind what was sent. */
  end(): void {
    this.#attempt((controller) => controller.close());
    this.#controller = null;
  }

  #attempt(what: (controller: ReadableStreamDefaultController<Uint8Array>) => void): void {
    if (!this.#controller) return;
    try {
      what(this.#controller);
    } catch {
      this.#controller = null;
    }
  }
}

/** An event as it is sent. */
export function encodeEvent(type: string, data: unknown, id?: string): Uint8Array {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return encodeText(`event: ${type}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
}

/** A comment, and other lines, as they are sent. */
export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
