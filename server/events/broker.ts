/**
 * Fan-out of what happens to many readers: one queue for all of them, and for each reader where in it it is. An event is encoded
 * once, and what has come together in a moment goes to each reader in one piece, so that a thousand events a second for
 * hundreds of readers are some thousand writes.
 *
 * The queue holds the newest events, whether anybody reads them or not: a reader that was cut off takes up where it was. One
 * that falls behind by more than the queue holds is let go with the reason: it slows nobody down.
 */
import type { Clock } from "../clock.ts";
import type { LiveEvent } from "./live_event.ts";

/** So many events are kept. */
const KEPT_EVENTS = 8192;
/** How long events are gathered, in milliseconds. */
const GATHER_MS = 50;
/** How often a stream on which nothing happens says that it is alive, in milliseconds. */
const IDLE_MS = 15_000;
/** So much of what was sent may be left unread by a reader before events wait for it in the queue, in bytes. */
const UNREAD_BYTES = 65_536;

/** One stream of server-sent events (HTML Living Standard, 9.2). */
interface Reader {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** The number of the next event for it. */
  next: number;
}

export interface BrokerOptions {
  clock: Clock;
  /** Tells this server's events from those of the one before: part of each id. */
  epoch: string;
  keptEvents?: number;
}

export class Broker {
  readonly #clock: Clock;
  readonly #epoch: string;
  readonly #keptEvents: number;
  /** Event `n` lies at `n % keptEvents`: as it happened, and encoded as soon as somebody reads it. */
  readonly #events: LiveEvent[] = [];
  readonly #encoded: (Uint8Array | null)[] = [];
  /** The number of the next event. */
  #head = 0;
  readonly #readers = new Set<Reader>();
  #cancelFlush: (() => void) | null = null;
  #cancelIdle: (() => void) | null = null;
  #closed = false;

  constructor({ clock, epoch, keptEvents = KEPT_EVENTS }: BrokerOptions) {
    this.#clock = clock;
    this.#epoch = epoch;
    this.#keptEvents = keptEvents;
  }

  /** How many read. */
  get readerCount(): number {
    return this.#readers.size;
  }

  /** How many events there have been. */
  get eventCount(): number {
    return this.#head;
  }

  /** Tells all readers of an event. Cost: O(1) while nobody reads. */
  publish(event: LiveEvent): void {
    const slot = this.#head++ % this.#keptEvents;
    this.#events[slot] = event;
    this.#encoded[slot] = null;
    if (this.#readers.size === 0) return;
    // Readers that have kept up so far must not fall out of the queue only since it was not flushed.
    if (this.#head % (this.#keptEvents / 4) === 0) this.#flush();
    else this.#cancelFlush ??= this.#clock.after(GATHER_MS, () => this.#flush());
  }

  /**
   * The events from now on, as bytes of server-sent events; or, with the id of the last one that a reader has, those from there
   * on. Where they are not kept any more, the first event is `reload`: what the reader knows is out of date; else it is `hello`.
   */
  subscribe(lastEventId: string | null): ReadableStream<Uint8Array> {
    let reader: Reader;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const next = lastEventId === null ? null : this.#numberBehind(lastEventId);
        reader = { controller, next: next ?? this.#head };
        if (next === null) {
          const type = lastEventId === null ? "hello" : "reload";
          controller.enqueue(encode(`retry: 1000\nevent: ${type}\nid: ${this.#id(this.#head - 1)}\ndata: {}\n\n`));
        } else controller.enqueue(encode("retry: 1000\n: taken up\n\n"));
        if (this.#closed) controller.close();
        else this.#add(reader);
      },
      // What was enqueued last asks for more at once, also where it is the last.
      pull: () => {
        if (this.#readers.has(reader) && !this.#cancelFlush) this.#feed(reader, new Map());
      },
      cancel: () => this.#remove(reader),
    }, new ByteLengthQueuingStrategy({ highWaterMark: UNREAD_BYTES }));
  }

  /** Ends all streams. */
  close(): void {
    this.#closed = true;
    for (const reader of [...this.#readers]) {
      this.#remove(reader);
      reader.controller.close();
    }
  }

  #add(reader: Reader): void {
    this.#readers.add(reader);
    this.#cancelIdle ??= this.#clock.every(IDLE_MS, () => this.#sayAlive());
  }

  #remove(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    this.#cancelIdle?.();
    this.#cancelFlush?.();
    this.#cancelIdle = this.#cancelFlush = null;
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const pieces = new Map<number, Uint8Array>();
    for (const reader of this.#readers) this.#feed(reader, pieces);
  }

  /** Sends a reader what it has not got yet, if it reads. @param pieces the same for others, by the number of the first event */
  #feed(reader: Reader, pieces: Map<number, Uint8Array>): void {
    if (this.#head - reader.next > this.#keptEvents) {
      const reason = `more than ${this.#keptEvents} events were left unread`;
      this.#remove(reader);
      reader.controller.enqueue(encode(`event: cut
data: ${JSON.stringify({ reason })}

`));
      reader.controller.close();
      return;
    }
    if ((reader.controller.desiredSize ?? 0) <= 0 || reader.next === this.#head) return;
    let piece = pieces.get(reader.next);
    if (!piece) pieces.set(reader.next, piece = this.#pieceFrom(reader.next));
    reader.next = this.#head;
    reader.controller.enqueue(piece);
  }

  #pieceFrom(first: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let number = first; number < this.#head; number++) {
      const slot = number % this.#keptEvents;
      const part = this.#encoded[slot] ??= this.#encode(this.#events[slot], number);
      parts.push(part);
      length += part.length;
    }
    const piece = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      piece.set(part, at);
      at += part.length;
    }
    return piece;
  }

  #encode({ type, ...data }: LiveEvent, number: number): Uint8Array {
    return encode(`event: ${type}\nid: ${this.#id(number)}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #sayAlive(): void {
    for (const { controller, next } of this.#readers) {
      if (next === this.#head && (controller.desiredSize ?? 0) > 0) controller.enqueue(encode(": alive\n\n"));
    }
  }

  #id(number: number): string {
    return `${this.#epoch}-${number}`;
  }

  /** The number of the event behind that with this id; `null` where that one is not kept, or was never. */
  #numberBehind(id: string): number | null {
    const [, epoch, number] = id.match(/^([^-]*)-(-1|\d{1,15})$/) ?? [];
    if (epoch !== this.#epoch) return null;
    const next = Number(number) + 1;
    return next <= this.#head && this.#head - next <= this.#keptEvents ? next : null;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
