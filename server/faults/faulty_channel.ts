/**
 * A channel that misbehaves as it was asked to. It stands between a connection and its channel only while there are faults, so that
 * other connections pay nothing for it.
 *
 * What is written is taken at once, so that a delay begins when a line came; but no more than {@linkcode MAX_HELD_BYTES} wait here:
 * then a write waits as well, and the connection stops reading.
 */
import { setImmediate } from "node:timers";
import type { RequestError } from "../../protocol/request_error.ts";
import type { Clock } from "../clock.ts";
import { joined } from "../joined.ts";
import type { LineChannel } from "../line_channel.ts";
import type { ConnectionEnd, FaultyPiece, LineFaultScript } from "./line_fault_script.ts";
import { endOfText } from "./end_of_text.ts";
import { type HeldPiece, PieceQueue, sizeOf } from "./piece_queue.ts";
import { Waits } from "./waits.ts";

/** No more is taken while this much waits: bytes, and some more for each piece. */
const MAX_HELD_BYTES = 65_536;
/** So many bytes, and so many lines, are taken in a turn of the event loop: to decide on lines takes longer than to send them, and others have to be served. */
const TAKEN_BYTES = 2048;
const TAKEN_LINES = 64;
/** Pieces of a line are sent so far apart, and lines wait no longer for others to be sent with, in milliseconds. */
const CHOP_MS = 20;
const MERGE_MS = 100;
/** With a limited bandwidth, so much is sent, or read, at a time, in milliseconds. */
const SLICE_MS = 50;
/** No other faults may be asked for while so many wait until what comes before them is written. */
const MAX_MARKS = 16;
const LINE_FEED = 0x0a;

export interface FaultyChannelOptions {
  readonly clock: Clock;
  /** How many bytes were written to the connection before the next write. */
  position(): number;
  /** A fault ends the connection. */
  onEnd(how: ConnectionEnd): void;
  /** The client is gone. */
  onBroken(): void;
  /** All that waited has been sent. */
  onEmpty(): void;
  /** A read was slowed down. */
  onSlowRead(): void;
}

/** From where on another script counts: the bytes from `at` on, or behind the line that is under way there. */
interface Mark {
  at: number;
  readonly isInLine: boolean;
  readonly script: LineFaultScript | null;
}

const PLAIN = { delayMs: 0, stallMs: 0, chop: 0, bandwidth: 0, merge: 0, endsLine: true, end: null };

export class FaultyChannel implements LineChannel {
  readonly remoteAddr: LineChannel["remoteAddr"];
  /** How many bytes are read per second; 0 for as many as come. */
  #readRate = 0;
  readonly #inner: LineChannel;
  readonly #options: FaultyChannelOptions;
  readonly #marks: Mark[] = [];
  #script: LineFaultScript | null = null;
  readonly #queue = new PieceQueue();
  readonly #waits: Waits;
  #pumping = false;
  /** Since when bytes are being sent; `null` if none are. */
  #sendingSince: number | null = null;
  /** Since when a write has waited for room, and reads have been behind what the client sent. */
  #fullSince: number | null = null;
  #behindSince: number | null = null;
  /** When the next piece may be sent, and the next read may begin. */
  #sendAt = 0;
  #readAt = 0;
  /** Whether nothing more is sent, whatever is written; whether the server's side is closed; and whether all is over. */
  #isMute = false;
  #isSideClosed = false;
  #isStopped = false;
  /** What tells that there are more lines, and that there is room. */
  #onMore = () => {};
  #onRoom = () => {};

  constructor(inner: LineChannel, options: FaultyChannelOptions) {
    this.remoteAddr = inner.remoteAddr;
    this.#inner = inner;
    this.#options = options;
    this.#waits = new Waits(options.clock);
  }

  /** Whether something waits to be sent. */
  get holds(): boolean {
    return this.#queue.next !== undefined || this.#pumping;
  }

  /** Since when the client takes nothing of what is being sent, on a clock that never jumps; `null` if nothing is. */
  get stalledSince(): number | null {
    return this.#sendingSince;
  }

  /** Since when it has kept the connection from reading what the operating system holds for it, on the same clock; `null` if it does not. */
  get holdsUpSince(): number | null {
    return this.#behindSince ?? this.#fullSince;
  }

  /** Whether there is nothing left for it to do. */
  get isDone(): boolean {
    return !this.holds && !this.#isMute && this.#script === null && this.#marks.length === 0 && this.#readRate === 0;
  }

  /** Whether so many scripts wait for what is to be written before them that no other may be asked for. */
  get isCrowded(): boolean {
    return this.#marks.length >= MAX_MARKS;
  }

  /** Has another script decide, `null` for none, from the byte `at` on, or behind the line that is under way there. */
  use(script: LineFaultScript | null, { at, isInLine }: { at: number; isInLine: boolean }): void {
    // What is never sent has no faults.
    if (this.#isMute || this.#isStopped) return;
    if (this.#marks.length === 0 && !isInLine && at <= this.#options.position()) this.#script = script;
    else this.#marks.push({ at, isInLine, script });
  }

  set readRate(bytesPerSecond: number) {
    this.#readRate = bytesPerSecond;
    this.#behindSince = null;
  }

  /** Sends nothing any more, and forgets what waits. */
  mute(): void {
    this.#isMute = true;
    this.#forget();
  }

  /** Sends what waits without waiting, as when the server stops. */
  hurry(): void {
    this.#waits.end();
  }

  write(unsent: Uint8Array): Promise<number> {
    if (this.#isMute || this.#isStopped) return Promise.resolve(unsent.length);
    const bytes = unsent.subarray(0, takenOf(unsent));
    const offset = this.#options.position();
    let start = 0;
    for (const mark of [...this.#marks]) {
      const at = startOf(mark, bytes, offset);
      if (at === null) break;
      this.#take(bytes.subarray(start, at));
      start = Math.max(start, at);
      this.#script = mark.script;
      this.#marks.shift();
    }
    this.#take(bytes.subarray(start));
    this.#onMore();
    this.#pump();
    return new Promise((resolve) => {
      const done = () => resolve(bytes.length);
      if (this.#queue.size > MAX_HELD_BYTES) {
        this.#fullSince = this.#options.clock.monotonic();
        this.#onRoom = done;
      } else if (bytes.length < unsent.length) setImmediate(done);
      else done();
    });
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const rate = this.#readRate;
    if (rate === 0) return await this.#inner.read(buffer);
    const { clock, onSlowRead } = this.#options;
    await this.#waits.until(this.#readAt);
    const slice = buffer.subarray(0, sliceOf(rate));
    const length = await this.#inner.read(slice);
    const now = clock.monotonic();
    if (length !== null) this.#readAt = now + 1000 * length / rate;
    // What comes in whole slices has waited.
    this.#behindSince = length === slice.length ? this.#behindSince ?? now : null;
    onSlowRead();
    return length;
  }

  closeWrite(reason: RequestError | null): Promise<void> {
    return this.#isSideClosed ? Promise.resolve() : this.#inner.closeWrite(reason);
  }

  close(): void {
    this.#stop();
    this.#inner.close();
  }

  reset(onGone: () => void): void {
    this.#stop();
    this.#inner.reset(onGone);
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#isMute) return;
    const pieces = this.#script?.take(bytes) ?? [{ ...PLAIN, bytes: bytes.slice() }];
    const now = this.#options.clock.monotonic();
    for (const piece of pieces) {
      this.#queue.push({ piece, dueAt: now + piece.delayMs });
      if (piece.end !== null) this.#isMute = true;
    }
  }

  /** Sends what waits, piece by piece. */
  async #pump(): Promise<void> {
    if (this.#pumping || !this.#queue.next) return;
    this.#pumping = true;
    try {
      for (let held; (held = this.#queue.next) && !this.#isStopped;) {
        const { piece, dueAt } = held;
        if (piece.stallMs > 0) await this.#waits.for(piece.stallMs);
        await this.#waits.until(dueAt);
        if (piece.merge > 0) await this.#gather(piece.merge);
        if (this.#queue.next === held) await this.#sendNext(piece);
      }
    } catch {
      if (!this.#isStopped) this.#options.onBroken();
    } finally {
      this.#pumping = false;
    }
    if (!this.#isStopped) this.#options.onEmpty();
  }

  /** Waits until so many lines are there, or have been waited for long enough. */
  async #gather(lines: number): Promise<void> {
    const isThere = () => this.#queue.hasLines(lines);
    if (isThere()) return;
    let end = () => {};
    this.#onMore = () => isThere() && end();
    await this.#waits.for(MERGE_MS, (wake) => end = wake);
    this.#onMore = () => {};
  }

  /** Sends the first piece, with those that go along with it. */
  async #sendNext(first: FaultyPiece): Promise<void> {
    const now = this.#options.clock.monotonic();
    const parts: Uint8Array[] = [];
    let lines = 0;
    let size = 0;
    let end: ConnectionEnd | null = null;
    const goesAlong = ({ piece: { stallMs, chop, bandwidth, merge }, dueAt }: HeldPiece) =>
      stallMs === 0 && chop === first.chop && bandwidth === first.bandwidth &&
      (lines < first.merge || (chop === 0 && merge === 0 && (dueAt <= now || this.#waits.isOver)));
    for (let held; (held = this.#queue.next) && (parts.length === 0 || goesAlong(held));) {
      this.#queue.shift();
      parts.push(held.piece.bytes);
      size += sizeOf(held.piece);
      lines += Number(held.piece.endsLine);
      end = held.piece.end;
      if (end !== null || size >= MAX_HELD_BYTES) break;
    }
    await this.#send(parts.length === 1 ? parts[0] : joined(parts), first);
    this.#queue.sent(size);
    if (this.#queue.size <= MAX_HELD_BYTES) this.#makeRoom();
    if (end !== null && !this.#isStopped) await this.#endBy(end);
  }

  async #send(bytes: Uint8Array, { chop, bandwidth }: FaultyPiece): Promise<void> {
    const { clock } = this.#options;
    const slice = Math.min(chop || Infinity, bandwidth > 0 ? sliceOf(bandwidth) : Infinity);
    for (let start = 0; start < bytes.length;) {
      await this.#waits.until(this.#sendAt);
      if (this.#isStopped) return;
      // Small pieces would take long even without the waits.
      const most = this.#waits.isOver ? bytes.length : slice;
      const end = this.#inner.isText ? endOfText(bytes, start + most) : Math.min(start + most, bytes.length);
      await this.#sendAll(bytes.subarray(start, end));
      const isPiece = chop > 0 && bytes.length > chop;
      const pause = Math.max(isPiece ? CHOP_MS : 0, bandwidth > 0 ? 1000 * (end - start) / bandwidth : 0);
      if (pause > 0) this.#sendAt = clock.monotonic() + pause;
      start = end;
    }
  }

  async #sendAll(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length && !this.#isStopped;) {
      this.#sendingSince = this.#options.clock.monotonic();
      try {
        sent += await this.#inner.write(bytes.subarray(sent));
      } finally {
        this.#sendingSince = null;
      }
    }
  }

  async #endBy(how: ConnectionEnd): Promise<void> {
    this.mute();
    if (how === "half-close") {
      this.#isSideClosed = true;
      await this.#inner.closeWrite(null);
    } else if (how === "reset") this.#inner.prepareReset?.();
    if (!this.#isStopped) this.#options.onEnd(how);
  }

  #stop(): void {
    this.#isStopped = true;
    this.#forget();
    this.#waits.end();
  }

  #forget(): void {
    this.#queue.clear();
    this.#marks.length = 0;
    this.#makeRoom();
  }

  #makeRoom(): void {
    this.#fullSince = null;
    this.#onRoom();
    this.#onRoom = () => {};
  }
}

/** How many bytes are taken of those: whole lines, or else whole characters, since some channels carry nothing less. */
function takenOf(bytes: Uint8Array): number {
  const head = bytes.subarray(0, TAKEN_BYTES);
  let end = 0;
  for (let lines = 0; lines < TAKEN_LINES; lines++) {
    const next = head.indexOf(LINE_FEED, end) + 1;
    if (next === 0) return head.length === bytes.length ? bytes.length : end || endOfText(bytes, TAKEN_BYTES);
    end = next;
  }
  return end;
}

/** How many of the next bytes come before a mark; `null` if it is not among them. */
function startOf(mark: Mark, bytes: Uint8Array, offset: number): number | null {
  const at = Math.max(0, mark.at - offset);
  if (at > bytes.length) return null;
  if (!mark.isInLine) return at;
  const end = bytes.indexOf(LINE_FEED, at) + 1;
  if (end > 0) return end;
  mark.at = offset + bytes.length;
  return null;
}

/** How many bytes are sent or read at a time. */
function sliceOf(bytesPerSecond: number): number {
  return Math.max(1, Math.floor(bytesPerSecond * SLICE_MS / 1000));
}
