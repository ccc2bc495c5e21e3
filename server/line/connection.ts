/**
 * One connection of the line protocol, over whatever carries its bytes: bytes in, lines to its dispatcher, replies out. It is a small
 * state machine: whatever happens (bytes came, bytes went, changes were settled, time passed), `#advance` does what can be done.
 *
 * Everything is bounded: while a change is under way, a long reply is being sent or the client does not take its replies,
 * nothing more is read from it, and so its own sending comes to a stop.
 */
import { formatAddress } from "../../protocol/address.ts";
import { ByteWriter } from "../../protocol/byte_writer.ts";
import { LineFramer } from "../../protocol/line_framer.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { Connection, Connections, Transport } from "./connections.ts";
import { ConnectionFaults, type FaultSupplies } from "../faults/connection_faults.ts";
import type { ConnectionEnd } from "../faults/line_fault_script.ts";
import type { NewFaults } from "../faults/fault_rule.ts";
import type { LineFaults } from "../faults/line_faults.ts";
import { HELD_BYTES, type HeldInput, type InputBudget, inputGivenUp } from "../input_budget.ts";
import type { LineChannel } from "../line_channel.ts";
import { ENDING_STALL_MS, LINGER_MS, STALL_MS } from "../stalled.ts";
import { TLS_HANDSHAKE } from "../tls_record.ts";
import { BULK_BYTES, type Throttle } from "../throttle.ts";
import { Share, type Turns } from "../turns.ts";
import { Dispatcher, type DispatcherOptions } from "./dispatcher.ts";

/** How many bytes of lines are handled between two looks at the clock; each line counts for some more. */
const BYTES_PER_LOOK = 4096;
const LINE_OVERHEAD_BYTES = 128;
/** A read of less than this is likely to be a request or two: a look at the clock would cost much beside that. */
const SMALL_BYTES = 128;
/** No more requests are done while this many bytes of replies wait to be sent. */
const MAX_UNSENT_BYTES = 65_536;
/** A client that leaves this many bytes of events untaken is cut off. */
const MAX_UNSENT_EVENT_BYTES = 1_048_576;
/** What comes behind the end is read to, and never looked at. */
const DISCARDED = new Uint8Array(65_536);
/** A long reply is written piece by piece. */
const LONG = { isLong: true };

/** What all connections of the line protocol share. */
export interface LineOptions extends DispatcherOptions, FaultSupplies {
  connections: Connections;
  newFaults: Pick<NewFaults, "next">;
  turns: Turns;
  /** For the ends of connections, and for reading and writing much. */
  endings: Throttle;
  bulk: Throttle;
  inputBudget: InputBudget;
  maxLineBytes: number;
  /** A connection on which nothing moves for this long is closed, in milliseconds; 0 for never. */
  idleMs: number;
}

/**
 * Where a connection is in its life:
 * - `open`: it reads and does requests.
 * - `draining`: it reads no more, and does the requests that it has received.
 * - `ending`: it does no more requests, and sends what is left.
 * - `lingering`: its own side is closed, and it waits for the client to close the other.
 * - `closed`: all is over.
 */
type Phase = "open" | "draining" | "ending" | "lingering" | "closed";

/** A connection of the line protocol. */
export class LineConnection implements Connection {
  readonly id: number;
  readonly transport: Transport;
  readonly address: string;
  readonly openedAt: number;
  /** What carries its bytes; while it has faults, what stands in for that. */
  #channel: LineChannel;
  readonly #options: LineOptions;
  readonly #name: string;
  readonly #dispatcher: Dispatcher;
  readonly #framer: LineFramer;
  readonly #share: Share;
  #phase: Phase = "open";
  /** Why the server ends the connection; it is told when everything else has been sent. */
  #reason: RequestError | null = null;
  #reading = false;
  /** Whether the client has closed its side. */
  #ended = false;
  /** What is being sent, and how much of it has been; between two sends, the writer for the next. */
  #outgoing = new ByteWriter();
  #sending = false;
  #sent = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  /** When bytes last moved, or the server's side was closed; as of the last tick. */
  #activeAt: number;
  /** When the client took something of what is being sent, or that began; as of the last tick. */
  #takenAt = 0;
  /** The line that has not ended, if it is long. */
  #held: HeldInput | null = null;
  #faults: ConnectionFaults | null = null;

  constructor(channel: LineChannel, transport: Transport, options: LineOptions) {
    const { connections, clock, turns, maxLineBytes } = options;
    this.id = connections.nextId();
    this.transport = transport;
    this.address = formatAddress(channel.remoteAddr);
    this.openedAt = clock.now();
    this.#channel = channel;
    this.#options = options;
    this.#name = `#${this.id}`;
    this.#framer = new LineFramer({ maxLineBytes });
    this.#share = new Share(turns);
    this.#activeAt = connections.now;
    this.#dispatcher = new Dispatcher(options, {
      id: this.id,
      name: this.#name,
      address: this.address,
      host: channel.remoteAddr.hostname,
      onOutput: this.#advance,
      onDismissed: (reason) => this.dismiss(reason),
      faults: () => this.faults,
      changeFaults: (faults) => this.#changeFaults(faults),
    });
  }

  get activity(): string {
    return this.#dispatcher.activity;
  }

  get host(): string {
    return this.#channel.remoteAddr.hostname;
  }

  get stalledSince(): number | null {
    if (this.#phase === "closed") return null;
    // What a fault holds up costs the operating system as much.
    return this.#untakenSince ?? this.#faults?.channel.holdsUpSince ?? null;
  }

  /** Since when the client has taken nothing of what is being sent. What a fault holds back is not what the client does not take. */
  get #untakenSince(): number | null {
    if (this.#faults) return this.#faults.channel.stalledSince;
    return this.#sending ? this.#takenAt : null;
  }

  get idleSince(): number | null {
    const isIdle = this.#phase === "open" && !this.#isSending && !this.#busy && !this.#dispatcher.inSession;
    return isIdle ? this.#activeAt : null;
  }

  /** Whether something is to be sent, or a fault holds it back. */
  get #isSending(): boolean {
    return this.#sending || (this.#faults?.channel.holds ?? false);
  }

  get requests(): number {
    return this.#dispatcher.requests;
  }

  get bytesIn(): number {
    return this.#bytesIn;
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  get faults(): LineFaults | null {
    return this.#faults?.current ?? null;
  }

  setFaults(faults: LineFaults | null): void {
    if (this.#phase === "closed" || (faults === null && this.#faults === null)) return;
    const own = this.#ownFaults();
    const isRefused = own.set(faults);
    own.apply(this.#written, this.#dispatcher.replies.streaming);
    this.#dropFaults();
    if (isRefused) this.#endByFault("cut");
  }

  /** Greets the client and begins to serve it, or refuses it where there are too many. */
  start(): void {
    const { connections, newFaults } = this.#options;
    this.#log(`opened ${this.transport} ${this.address}`);
    const faults = newFaults.next();
    if (faults) this.setFaults(faults);
    if (this.#phase !== "open") return connections.seeOff(this);
    try {
      connections.add(this);
      this.#dispatcher.greet();
    } catch (error) {
      this.#end(error);
    }
    this.#advance();
  }

  tick(now: number): void {
    const { idleMs } = this.#options;
    const quietMs = now - this.#activeAt;
    const since = this.#untakenSince;
    if (this.#phase === "lingering") {
      if (quietMs >= LINGER_MS) this.#close();
    } else if (since !== null) {
      if (now - since >= (this.#phase === "open" ? STALL_MS : ENDING_STALL_MS)) this.abort();
    } else if (this.#phase !== "open" || this.#isSending) return;
    else if (idleMs > 0 && quietMs >= idleMs && !this.#busy) {
      this.#activeAt = now;
      this.#end(
        new RequestError("idle", `nothing was sent for ${idleMs / 1000} seconds: connect again, and send PING now and then`),
      );
      this.#advance();
    } else if (this.#dispatcher.replies.out.length === 0) {
      this.#outgoing.trim();
      this.#dispatcher.replies.out.trim();
    }
  }

  abort(): void {
    if (this.#phase === "closed") return;
    this.#closed();
    this.#channel.reset(() => this.#options.connections.delete(this));
  }

  /** Closes the client's side as well, when it has been told everything. */
  #close(): void {
    this.#closed();
    this.#channel.close();
    this.#options.connections.delete(this);
  }

  #closed(): void {
    this.#phase = "closed";
    this.#held?.release();
    this.#dispatcher.close();
    const { requests } = this.#dispatcher;
    this.#log(`closed after ${requests} requests, ${this.bytesIn} bytes in, ${this.bytesOut} bytes out`);
  }

  dismiss(reason: RequestError): void {
    if (this.#phase !== "open") return;
    this.#phase = "draining";
    this.#reason = reason;
    this.#faults?.channel.hurry();
    this.#advance();
  }

  readonly #advance = (): void => {
    // While changes are under way nothing else is looked at: all that were handled in one go are settled together.
    const handled = !this.#dispatcher.waiting && this.#handleLines();
    this.#send();
    this.#options.messages.endTurn();
    if (handled && this.#phase === "open" && !this.#busy) this.#read();
  };

  /** Whether the next line has to wait. */
  get #busy(): boolean {
    return this.#dispatcher.waiting || this.#dispatcher.replies.streaming || this.#hasMuchToSend;
  }

  /** Whether no more requests are done until some of the replies are sent. */
  get #hasMuchToSend(): boolean {
    return this.#dispatcher.replies.out.length >= MAX_UNSENT_BYTES || (this.#faults?.channel.isCrowded ?? false);
  }

  /** Handles the lines received as far as that can be done now. @returns whether that is all of them */
  #handleLines(): boolean {
    if (this.#share.isWaiting) return false;
    if (this.#framer.unfinished === 0) return this.#handleInTurn();
    if (!this.#share.mayWork(this.#advance)) return false;
    if (this.#framer.unfinished < SMALL_BYTES && this.#share.skipMeasuring()) return this.#handleInTurn();
    const startedAt = this.#share.begin();
    try {
      return this.#handleInTurn();
    } finally {
      this.#share.end(startedAt);
    }
  }

  /** The same, until the turn of the event loop is over. */
  #handleInTurn(): boolean {
    const framer = this.#framer;
    const dispatcher = this.#dispatcher;
    const { turns } = this.#options;
    let bytesSinceLook = 0;
    while (this.#phase === "open" || this.#phase === "draining") {
      if (dispatcher.replies.streaming || this.#hasMuchToSend) return false;
      const frame = framer.next();
      if (frame === "line") {
        if (bytesSinceLook >= BYTES_PER_LOOK) {
          if (turns.over) {
            framer.back();
            this.#share.waitForTurn(this.#advance);
            return false;
          }
          bytesSinceLook = 0;
        }
        bytesSinceLook += framer.end - framer.start + LINE_OVERHEAD_BYTES;
        const next = dispatcher.handle(framer.bytes, framer.start, framer.end);
        if (next === "go-on") continue;
        if (next === "apply-faults") {
          this.#applyFaults();
          continue;
        }
        if (next === "close") this.#end();
        else framer.back();
        return false;
      }
      // All that is left to say comes behind the replies to the changes under way.
      if (dispatcher.waiting) return frame === "more";
      if (frame !== "more") {
        this.#log(`refused a line: ${frame}`);
        this.#end(this.#lineError(frame));
      } else if (this.#phase === "draining") this.#endOfLines();
      else if (framer.unfinished >= HELD_BYTES || this.#held) this.#holdLine();
      return true;
    }
    return true;
  }

  /** Counts the line that has not ended for the budget that all connections share. */
  #holdLine(): void {
    const bytes = this.#framer.unfinished < HELD_BYTES ? 0 : this.#framer.bytes.length;
    this.#held ??= this.#options.inputBudget.hold(() => this.dismiss(inputGivenUp()));
    this.#held.set(bytes);
    if (bytes === 0) this.#held = null;
  }

  #refuseTls(): void {
    this.#log("refused TLS");
    this.#end(
      new RequestError(
        "not-utf8",
        "this port does not speak TLS: connect without, or start the server with --tls-cert and use --tls-port",
      ),
    );
  }

  #lineError(frame: "too-long" | "not-utf8"): RequestError {
    return frame === "too-long"
      ? new RequestError(
        "line-too-long",
        `a line can have at most ${this.#options.maxLineBytes} bytes: send shorter ones, or start the server with a higher --max-line`,
      )
      : new RequestError("not-utf8", "a line must be valid UTF-8: send text in that encoding");
  }

  #endOfLines(): void {
    const { unfinished } = this.#framer;
    if (this.#ended && unfinished > 0) {
      this.#dispatcher.replies.line("#", `the last ${unfinished} bytes were ignored: a request must end with a newline`);
    }
    this.#end(this.#reason ?? undefined);
  }

  /** Does no more requests; closes when all is sent, last of it the reason, if there is one to tell. */
  #end(reason?: unknown): void {
    this.#phase = "ending";
    this.#framer.clear();
    this.#held?.release();
    if (reason instanceof RequestError) this.#reason = reason;
    if (reason !== undefined) this.#dispatcher.fail(reason);
  }

  #send(): void {
    if (this.#phase === "closed") return;
    const dispatcher = this.#dispatcher;
    // No piece of a long reply is written ahead: a client that does not take it would cost twice as much.
    const wantsMore = dispatcher.replies.streaming && !this.#sending && dispatcher.replies.out.length === 0;
    if (wantsMore && this.#share.mayWork(this.#advance, LONG)) this.#writeMore();
    if (this.#sending) {
      // It does not take what it is told: nobody waits for it.
      if (dispatcher.replies.eventBytes > MAX_UNSENT_EVENT_BYTES) this.abort();
      return;
    }
    if (dispatcher.replies.out.length > 0) {
      this.#swapWriters();
      if (!dispatcher.replies.streaming) dispatcher.replies.eventBytes = 0;
      this.#sending = true;
      this.#activeAt = this.#takenAt = this.#options.connections.now;
      this.#sent = 0;
      this.#write();
    } else if (this.#phase === "ending") this.#closeSide();
  }

  /** Goes on with a long reply. */
  #writeMore(): void {
    const startedAt = this.#share.begin();
    try {
      this.#dispatcher.replies.writeMore();
    } finally {
      this.#share.end(startedAt, LONG);
    }
  }

  #write(): void {
    if (this.#outgoing.length - this.#sent >= BULK_BYTES) this.#options.bulk.run(this.host, this.#writeNow);
    else this.#writeNow();
  }

  readonly #writeNow = (): void => {
    if (this.#phase === "closed") return;
    const { bytes, length } = this.#outgoing;
    this.#channel.write(bytes.subarray(this.#sent, length)).then(this.#onWritten, this.#onBroken);
  };

  readonly #onWritten = (length: number): void => {
    if (this.#phase === "closed") return;
    this.#activeAt = this.#takenAt = this.#options.connections.now;
    this.#bytesOut += length;
    this.#sent += length;
    if (this.#sent < this.#outgoing.length) {
      this.#write();
      return;
    }
    this.#outgoing.length = 0;
    this.#sending = false;
    // What has grown for a long reply is used for the next: a second one is not needed.
    const { out } = this.#dispatcher.replies;
    if (out.length === 0 && out.bytes.length < this.#outgoing.bytes.length) this.#swapWriters();
    this.#advance();
  };

  #swapWriters(): void {
    const full = this.#dispatcher.replies.out;
    this.#dispatcher.replies.out = this.#outgoing;
    this.#outgoing = full;
  }

  #read(): void {
    if (this.#reading) return;
    this.#reading = true;
    if (this.#framer.unfinished >= BULK_BYTES || this.#phase !== "open") this.#options.bulk.run(this.host, this.#readMore);
    else this.#readMore();
  }

  readonly #readMore = (): void => {
    if (this.#phase === "closed") return;
    const space = this.#phase === "open" ? this.#framer.space() : DISCARDED;
    this.#channel.read(space).then(this.#onRead, this.#onBroken);
  };

  readonly #onRead = (length: number | null): void => {
    // Behind the end there is nothing to read.
    if (length === null) return this.#options.endings.run(this.host, this.#onEnd);
    this.#reading = false;
    if (this.#phase === "closed") return;
    if (this.#phase === "open") {
      this.#activeAt = this.#options.connections.now;
      if (this.#bytesIn === 0 && this.#framer.bytes[0] === TLS_HANDSHAKE && this.transport === "tcp") this.#refuseTls();
      this.#bytesIn += length;
      this.#framer.filled(length);
      this.#dispatcher.inputCame();
    } else if (this.#phase === "lingering") this.#read();
    this.#advance();
  };

  readonly #onEnd = (): void => {
    if (this.#phase === "closed") return;
    this.#ended = true;
    if (this.#phase === "lingering") return this.#close();
    if (this.#phase === "open") this.#phase = "draining";
    this.#advance();
  };

  /** The client is gone: there is nobody to tell. */
  readonly #onBroken = (): void => this.#options.endings.run(this.host, () => this.abort());

  /**
   * Closes the server's side. Closing all of it while the client still sends would make the operating system throw away what
   * the client has not read yet.
   */
  #closeSide(): void {
    if (this.#faults?.channel.holds) return;
    this.#dispatcher.close();
    if (this.#ended) return this.#close();
    this.#phase = "lingering";
    this.#activeAt = this.#options.connections.now;
    this.#channel.closeWrite(this.#reason ?? this.#dispatcher.endReason).then(
      () => this.#phase === "lingering" && this.#read(),
      this.#onBroken,
    );
  }

  /** How many bytes will have been written when all is that there is to send. */
  get #written(): number {
    return this.#bytesOut + (this.#sending ? this.#outgoing.length - this.#sent : 0) + this.#dispatcher.replies.out.length;
  }

  #ownFaults(): ConnectionFaults {
    const connection = {
      bytesOut: () => this.#bytesOut,
      onEnd: (how: ConnectionEnd) => this.#endByFault(how),
      onBroken: this.#onBroken,
      onEmpty: () => {
        this.#dropFaults();
        this.#advance();
      },
      log: (what: string) => this.#dispatcher.logFault(what),
    };
    this.#faults ??= new ConnectionFaults(this.#channel, { ...this.#options, connection });
    this.#channel = this.#faults.channel;
    return this.#faults;
  }

  /** Other faults are asked for by the request that is being answered: none strikes its reply. */
  #changeFaults(faults: LineFaults | null): void {
    if (faults === null && this.#faults === null) return;
    const own = this.#ownFaults();
    own.spare(this.#written);
    if (faults !== own.current) own.set(faults);
  }

  /** The reply to that request is written. */
  #applyFaults(): void {
    this.#dispatcher.faultsApplied();
    this.#faults?.apply(this.#written);
  }

  /** Does without what stood in for the channel, if it has nothing left to do. */
  #dropFaults(): void {
    if (!this.#faults?.channel.isDone) return;
    this.#channel = this.#faults.inner;
    this.#faults = null;
  }

  #endByFault(how: ConnectionEnd): void {
    if (how === "reset") this.abort();
    else if (how === "cut" && (this.#phase === "open" || this.#phase === "draining")) {
      this.#end();
      this.#advance();
    }
  }

  #log(what: string): void {
    this.#options.messages.event(this.#name, what);
  }
}
