/**
 * Carries a connection of the line protocol over a dialogue: the server reads the requests that the dialogue asks for, and what it
 * writes is the replies that the dialogue waits for. So an old program is a connection like any other, with the same limits, roles,
 * log, idle time and shutdown, and nothing else in the server knows that it speaks in its own way.
 *
 * Everything is bounded: no more is read from the program than the dialogue has room for, it has one request under way at a time, and a
 * write of the server's ends when the dialogue has made something of it and has sent that.
 */
import type { Clock } from "../clock.ts";
import type { LineChannel } from "../line_channel.ts";
import type { Wire } from "../tcp/wire.ts";
import { type Dialogue, DialogueEnd, MAX_MESSAGE_BYTES, type Message, type Peer } from "./peer.ts";

/** No more events wait for a dialogue: it takes each before it goes on. */
const MAX_EVENTS = 64;
/** No more of a line that the server sends is kept. */
const MAX_LINE = 65_536;
const QUIT = "QUIT";

/** Is told what passes over the wire, message by message as far as that is known. */
export interface WireWatcher {
  received(bytes: Uint8Array): void;
  sent(message: Message): void;
  /** The dialogue is over. @param error why, if it did not come to its end */
  ended(error: unknown): void;
}

export interface DialogueChannelOptions {
  readonly dialogue: Dialogue;
  readonly clock: Clock;
}

export class DialogueChannel implements LineChannel, Peer {
  readonly remoteAddr: LineChannel["remoteAddr"];
  /** How many bytes the old program has sent, and was sent. */
  bytesIn = 0;
  bytesOut = 0;
  watcher: WireWatcher | null = null;
  readonly #wire: Wire;
  readonly #options: DialogueChannelOptions;
  /** Whether the dialogue has begun, and whether it is over. */
  #begun = false;
  #over = false;
  /** What has come from the program, and was not taken yet. */
  readonly #pieces: Uint8Array[] = [];
  #waitingBytes = 0;
  #reading = false;
  /** Whether the program has closed its side, or the connection is closed. */
  #ended = false;
  /** What the dialogue has asked for and the server has not read, and the read that waits for it. */
  #requests = new Uint8Array(0);
  #reader: { buffer: Uint8Array; done: (length: number | null) => void } | null = null;
  /** The line that the server has begun to send. */
  #line = "";
  readonly #decoder = new TextDecoder();
  #asking = false;
  #reply: string | null = null;
  readonly #events: string[] = [];
  /** Called when the dialogue has done what there is to do; and when there is something for it. */
  #settled = () => {};
  #wake = () => {};

  constructor(wire: Wire, options: DialogueChannelOptions) {
    this.remoteAddr = wire.remoteAddr;
    this.#wire = wire;
    this.#options = options;
  }

  // The server's side.

  read(buffer: Uint8Array): Promise<number | null> {
    if (!this.#begun && !this.#over) this.#begin();
    return new Promise((done) => {
      this.#reader = { buffer, done };
      this.#deliver();
    });
  }

  write(bytes: Uint8Array): Promise<number> {
    const lines = (this.#line + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#line = (lines.pop() ?? "").slice(0, MAX_LINE);
    for (const line of lines) this.#take(line);
    if (!this.#begun || this.#over) return Promise.resolve(bytes.length);
    return new Promise((resolve) => {
      this.#settled = () => resolve(bytes.length);
      this.#wake();
    });
  }

  closeWrite(): Promise<void> {
    this.#finish();
    return this.#wire.closeWrite();
  }

  close(): void {
    this.#end();
    this.#wire.close();
  }

  reset(onGone: () => void): void {
    this.#end();
    this.#wire.reset(onGone);
  }

  // The dialogue's side.

  async receive(within?: number): Promise<Uint8Array | null> {
    const { clock } = this.#options;
    // Events that nobody waited for are of no use any more.
    this.#events.length = 0;
    const until = within === undefined ? Infinity : clock.monotonic() + within;
    const cancel = within === undefined ? () => {} : clock.after(within, () => this.#wake());
    try {
      return await this.#next(() => this.#taken() ?? (clock.monotonic() >= until ? null : undefined));
    } finally {
      cancel();
    }
  }

  async send(...messages: Message[]): Promise<void> {
    const bytes = new Uint8Array(messages.reduce((sum, { bytes, padding = 0 }) => sum + bytes.length + padding, 0));
    let length = 0;
    for (const message of messages) {
      bytes.set(message.bytes, length);
      length += message.bytes.length + (message.padding ?? 0);
      this.watcher?.sent(message);
    }
    for (let sent = 0; sent < bytes.length;) {
      if (this.#over) throw new DialogueEnd();
      const written = await this.#wire.write(bytes.subarray(sent)).catch(() => gone());
      sent += written;
      this.bytesOut += written;
    }
  }

  async ask(request: string): Promise<string> {
    this.#request(request);
    this.#asking = true;
    const reply = await this.#next(() => this.#reply ?? undefined, { evenIfGone: true });
    this.#reply = null;
    if (!/^OK\b/.test(reply)) throw new DialogueEnd(reply);
    return reply.slice(3);
  }

  event(): Promise<string> {
    return this.#next(() => this.#events.shift());
  }

  #begin(): void {
    this.#begun = true;
    const end = (error: unknown) => {
      this.watcher?.ended(error);
      this.#finish();
      // It gives its seat back at once: nobody could come back to it.
      this.#request(QUIT);
    };
    this.#options.dialogue(this).then(() => end(null), end);
    this.#fill();
  }

  /** Waits until there is what the dialogue waits for. Meanwhile it has made all that it could of what the server wrote. */
  async #next<What>(find: () => What | undefined, { evenIfGone = false } = {}): Promise<What> {
    for (;;) {
      if (this.#over) throw new DialogueEnd();
      const found = find();
      if (found !== undefined) return found;
      if (this.#ended && !evenIfGone) throw new DialogueEnd();
      const woken = new Promise<void>((resolve) => this.#wake = resolve);
      this.#settled();
      await woken;
    }
  }

  #taken(): Uint8Array | undefined {
    const piece = this.#pieces.shift();
    if (piece) this.#waitingBytes -= piece.length;
    this.#fill();
    return piece;
  }

  /** Takes a line that the server has sent. */
  #take(line: string): void {
    if (line.startsWith("* ")) {
      if (this.#events.length < MAX_EVENTS) this.#events.push(line.slice(2));
    } else if (this.#asking && !line.startsWith("#")) {
      this.#asking = false;
      this.#reply = line;
    }
  }

  #request(request: string): void {
    const bytes = new TextEncoder().encode(`${request}\n`);
    const requests = new Uint8Array(this.#requests.length + bytes.length);
    requests.set(this.#requests);
    requests.set(bytes, this.#requests.length);
    this.#requests = requests;
    this.#deliver();
  }

  /** Has the server read what the dialogue has asked for, or that the program has closed its side when all is said. */
  #deliver(): void {
    if (!this.#reader) return;
    const { buffer, done } = this.#reader;
    const length = Math.min(buffer.length, this.#requests.length);
    if (length === 0 && !(this.#over && this.#ended)) return;
    buffer.set(this.#requests.subarray(0, length));
    this.#requests = this.#requests.subarray(length);
    this.#reader = null;
    done(length > 0 ? length : null);
  }

  /** Reads from the old program, as long as there is room; what comes behind the end of the dialogue is thrown away. */
  async #fill(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const buffer = new Uint8Array(MAX_MESSAGE_BYTES);
    while (!this.#ended && this.#waitingBytes < MAX_MESSAGE_BYTES) {
      const length = await this.#wire.read(buffer).catch(() => null);
      if (length === null) this.#ended = true;
      else if (!this.#over) this.#came(buffer.slice(0, length));
      this.#wake();
      this.#deliver();
    }
    this.#reading = false;
  }

  #came(piece: Uint8Array): void {
    this.bytesIn += piece.length;
    this.watcher?.received(piece);
    this.#pieces.push(piece);
    this.#waitingBytes += piece.length;
  }

  /** The dialogue is over: what it still says is not heard. */
  #finish(): void {
    this.#over = true;
    this.#pieces.length = this.#waitingBytes = 0;
    this.#wake();
    this.#settled();
    this.#fill();
  }

  #end(): void {
    this.#ended = true;
    this.#finish();
    this.#deliver();
  }
}

/** The program is not there any more: there is nothing to tell of that. */
function gone(): never {
  throw new DialogueEnd();
}
