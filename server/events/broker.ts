/**
 * Fan-out of what happens to many readers: one queue for all of them, and for each reader where in it it is. An event is encoded
 * once, and what has come together in a moment goes to each reader in one piece, so that a thousand events a second for
 * hundreds of readers are some thousand writes.
 *
 * The queue holds the newest events, whether anybody reads them or not: a reader that was cut off takes up where it was. One
 * that falls behind by more than the queue holds is let go with the reason: it slows nobody down.
 */
import { type Role, ROLES } from "../authorizer.ts";
import type { Clock } from "../clock.ts";
import { joined } from "../joined.ts";
import type { Turns } from "../turns.ts";
import { encodeEvent, encodeText, EventSink } from "./event_sink.ts";
import type { LiveEvent } from "./live_event.ts";

/** So many events are kept. */
const KEPT_EVENTS = 8192;
/** How long events are gathered, in milliseconds. */
const GATHER_MS = 50;
/** How often a stream on which nothing happens says that it is alive, in milliseconds. */
const IDLE_MS = 15_000;
/** So much is sent to a reader at a time, in bytes, or one event. */
const PIECE_BYTES = 65_536;
/** So many readers are sent what has come together in one turn of the event loop; the others wait for the next. */
const READERS_PER_TURN = 32;

interface Reader {
  readonly sink: EventSink;
  readonly audience: Audience;
  /** The number of the next event for it. */
  next: number;
  /** It comes from another server, and has all events up to this position of the log. */
  readonly has: number;
}

/** The log that several servers share: how far this one has applied it. */
export interface LogPosition {
  /** Tells the log from others; letters and digits. */
  readonly id: string;
  /** Up to which position all events have been published. */
  position(): number;
}

/** The readers of one role, and what all of them get. */
class Audience {
  /** Event `n` lies at `n % keptEvents`: as they are told it, and encoded as soon as one of them reads it. */
  readonly events: LiveEvent[] = [];
  readonly encoded: (Uint8Array | null)[] = [];
  /** What was sent to others of them, by the number of its first event. */
  readonly pieces = new Map<number, Piece>();
}

/** Some events in a row, encoded, and the number of the one behind them. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly next: number;
}

export interface BrokerOptions {
  clock: Clock;
  turns: Pick<Turns, "doing" | "later" | "measure">;
  /** Tells this server's events from those of others, and of the one before: part of each id. */
  epoch: string;
  /** Where the events of several servers come from, if they share a log. */
  log?: LogPosition | null;
  keptEvents?: number;
}

export class Broker {
  readonly #clock: Clock;
  readonly #turns: BrokerOptions["turns"];
  readonly #epoch: string;
  readonly #log: LogPosition | null;
  /** The position of the log when this began, and when event `n` was published: at `n % keptEvents`. */
  readonly #firstPosition: number;
  readonly #positions: number[] = [];
  readonly #keptEvents: number;
  readonly #audiences: Readonly<Record<Role, Audience>> = { host: new Audience(), player: new Audience() };
  /** The number of the next event. */
  #head = 0;
  readonly #readers = new Set<Reader>();
  /** Those that are to be sent what has come together, and the number of the next event when that began. */
  readonly #due = new Set<Reader>();
  #flushed = 0;
  /** Whether some of them wait for the next turn. */
  #isAwaitingTurn = false;
  #cancelFlush: (() => void) | null = null;
  #cancelIdle: (() => void) | null = null;
  #closed = false;

  constructor({ clock, turns, epoch, log = null, keptEvents = KEPT_EVENTS }: BrokerOptions) {
    this.#clock = clock;
    this.#turns = turns;
    this.#epoch = epoch;
    this.#log = log;
    this.#firstPosition = log?.position() ?? 0;
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

  /**
   * Tells all readers of an event. Cost: O(1) while nobody reads.
   *
   * @param forPlayers what is told to those who are no hosts, if that is less
   */
  publish(event: LiveEvent, forPlayers = event): void {
    const slot = this.#head++ % this.#keptEvents;
    const { host, player } = this.#audiences;
    host.events[slot] = event;
    player.events[slot] = forPlayers;
    host.encoded[slot] = player.encoded[slot] = null;
    if (this.#log) this.#positions[slot] = this.#log.position();
    if (this.#readers.size === 0) return;
    // Readers that have kept up so far must not fall out of the queue only since it was not flushed.
    if (this.#head - this.#flushed >= this.#keptEvents / 4) this.#flush(Infinity);
    else this.#cancelFlush ??= this.#clock.after(GATHER_MS, () => this.#flush());
  }

  /**
   * The events from now on, as bytes of server-sent events; or, with the id of the last one that a reader has, those from there
   * on. Where they are not kept any more, the first event is `reload`: what the reader knows is out of date; else it is `hello`.
   * The id may be of another server that shares the log: of an entry of which the reader has some events, it gets all.
   */
  subscribe(lastEventId: string | null, role: Role): ReadableStream<Uint8Array> {
    const resumed = lastEventId === null ? null : this.#resume(lastEventId);
    const reader: Reader = {
      audience: this.#audiences[role],
      next: resumed?.next ?? this.#head,
      has: resumed?.has ?? 0,
      sink: new EventSink({
        onRoom: () => this.#feedAgain(reader),
        onGone: () => this.#remove(reader),
      }),
    };
    reader.sink.send(encodeText("retry: 1000\n"));
    if (resumed) reader.sink.send(encodeText(": resumed\n\n"));
    else reader.sink.send(encodeEvent(lastEventId === null ? "hello" : "reload", {}, this.#id(this.#head - 1)));
    if (this.#closed) reader.sink.end();
    else this.#add(reader);
    return reader.sink.stream;
  }

  /** Ends all streams. */
  close(): void {
    this.#closed = true;
    for (const reader of [...this.#readers]) this.#end(reader);
  }

  #add(reader: Reader): void {
    this.#readers.add(reader);
    this.#cancelIdle ??= this.#clock.every(IDLE_MS, () => this.#sayAlive());
    this.#feed(reader);
  }

  #remove(reader: Reader): void {
    this.#readers.delete(reader);
    this.#due.delete(reader);
    if (this.#readers.size > 0) return;
    this.#cancelIdle?.();
    this.#cancelFlush?.();
    this.#cancelIdle = this.#cancelFlush = null;
  }

  #end(reader: Reader): void {
    this.#remove(reader);
    reader.sink.end();
  }

  /** Sends all readers what has come together, to so many of them in this turn. */
  #flush(perTurn = READERS_PER_TURN): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    // Whoever waits for a turn gets what has come since as well.
    this.#forgetPieces();
    for (const reader of this.#readers) this.#due.add(reader);
    if (this.#isAwaitingTurn && perTurn !== Infinity) return;
    this.#flushed = this.#head;
    this.#feedDue(perTurn);
  }

  #feedDue(perTurn: number): void {
    this.#turns.doing = "the live feed";
    this.#turns.measure(() => {
      let fed = 0;
      for (const reader of this.#due) {
        if (fed++ === perTurn) return this.#feedNextTurn();
        this.#due.delete(reader);
        this.#feed(reader, reader.audience.pieces);
      }
      this.#forgetPieces();
    });
  }

  #feedNextTurn(): void {
    this.#isAwaitingTurn = true;
    this.#turns.later(() => {
      this.#isAwaitingTurn = false;
      this.#feedDue(READERS_PER_TURN);
    });
  }

  /** Sends a reader more when it has taken what it got. What is being gathered, or waits for a turn, comes by itself. */
  #feedAgain(reader: Reader): void {
    const isGathered = this.#cancelFlush === null || reader.next < this.#flushed;
    if (this.#readers.has(reader) && !this.#due.has(reader) && isGathered) this.#feed(reader);
  }

  /** Sends a reader some of what it has not got yet, if it reads. @param pieces the same for others, by the number of the first event */
  #feed(reader: Reader, pieces = new Map<number, Piece>()): void {
    const { sink } = reader;
    if (this.#head - reader.next > this.#keptEvents) {
      sink.send(encodeEvent("cut", { reason: `more than ${this.#keptEvents} events were left unread` }));
      this.#end(reader);
      return;
    }
    this.#skipKnown(reader);
    if (!sink.hasRoom || reader.next === this.#head) return;
    let piece = pieces.get(reader.next);
    if (!piece) pieces.set(reader.next, piece = this.#pieceFrom(reader.next, reader.audience));
    reader.next = piece.next;
    sink.send(piece.bytes);
  }

  /** Passes over the events that a reader has from another server. This server may be behind that one. */
  #skipKnown(reader: Reader): void {
    while (reader.next < this.#head && this.#positionOf(reader.next) < reader.has) reader.next++;
  }

  #forgetPieces(): void {
    for (const role of ROLES) this.#audiences[role].pieces.clear();
  }

  #pieceFrom(first: number, { events, encoded }: Audience): Piece {
    const parts: Uint8Array[] = [];
    let length = 0;
    let next = first;
    for (; next < this.#head && length < PIECE_BYTES; next++) {
      const slot = next % this.#keptEvents;
      const part = encoded[slot] ??= this.#encode(events[slot], next);
      parts.push(part);
      length += part.length;
    }
    return { bytes: joined(parts), next };
  }

  #encode({ type, ...data }: LiveEvent, number: number): Uint8Array {
    return encodeEvent(type, data, this.#id(number));
  }

  #sayAlive(): void {
    for (const { sink, next } of this.#readers) if (next === this.#head && sink.hasRoom) sink.send(encodeText(": alive\n\n"));
  }

  /** What an event is known by; in a log that servers share, with the position up to which its reader has all events. */
  #id(number: number): string {
    const id = `${this.#epoch}-${number}`;
    if (!this.#log) return id;
    return `${id}.${this.#log.id}-${number + 1 < this.#head ? this.#positionOf(number + 1) : this.#log.position()}`;
  }

  /** The position of the log when an event was published: all events up to there came before it. */
  #positionOf(number: number): number {
    return this.#positions[number % this.#keptEvents] ?? 0;
  }

  /** Where to go on behind the event with this id; `null` where those behind it are not all kept, or it was never there. */
  #resume(id: string): Pick<Reader, "next" | "has"> | null {
    const [, epoch, number, log, covered] = id.match(/^([^-]*)-(-1|\d{1,15})(?:\.(\w+)-(\d{1,15}))?$/) ?? [];
    const oldest = Math.max(0, this.#head - this.#keptEvents);
    if (epoch === this.#epoch) {
      const next = Number(number) + 1;
      return next <= this.#head && oldest <= next ? { next, has: 0 } : null;
    }
    if (log === undefined || log !== this.#log?.id) return null;
    const has = Number(covered);
    const known = oldest === 0 ? this.#firstPosition : this.#positionOf(oldest);
    return known < has ? { next: oldest, has } : null;
  }
}
