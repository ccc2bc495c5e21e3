/**
 * The wire of a connection of another server: a stream of bytes from there. Whoever reads asks for one piece after the other, and the
 * server with the connection answers when it has one. So nothing is held for a reader but what the stream itself holds, and each side
 * notices when the other is gone.
 */
import { z } from "@hono/zod-openapi";
import { RequestError } from "../../protocol/request_error.ts";
import type { Clock } from "../clock.ts";
import { memberOf } from "./members.ts";
import type { Answers, Peers } from "./peers.ts";

/** A question for the next piece is answered after this long, if only to say that there is none, in milliseconds. */
const PIECE_MS = 5000;
/** How much later the answer may come, in milliseconds. */
const LATE_MS = 2000;
/** If nobody has asked for this long, the reader is gone, in milliseconds. */
const UNREAD_MS = 30_000;
/** How many bytes a piece has at most. */
const PIECE_BYTES = 262_144;
/** So many are read by other servers at once. */
const MAX_WIRES = 100;

const NO_BYTES = new Uint8Array(0);

export interface WiresOptions {
  clock: Clock;
  /** The lines of a connection of this server from now on. @throws {RequestError} if it is not open */
  tap: (connection: number) => ReadableStream<Uint8Array>;
}

/** The wires of this server that others read. */
export class Wires {
  readonly #options: WiresOptions;
  readonly #open = new Map<number, OpenWire>();
  #last = 0;

  constructor(options: WiresOptions) {
    this.#options = options;
  }

  /** How many are read. */
  get count(): number {
    return this.#open.size;
  }

  /** What the others may ask. */
  get answers(): Answers {
    return {
      tap: (question) => ({ value: this.#tap(Tapping.parse(question).connection) }),
      piece: async (question) => {
        const { bytes, isEnd } = await this.#open.get(Reading.parse(question).wire)?.next() ?? { bytes: NO_BYTES, isEnd: true };
        return { value: isEnd, bytes };
      },
      untap: (question) => {
        this.#open.get(Reading.parse(question).wire)?.close();
        return { value: null };
      },
    };
  }

  /** Ends all of them. */
  close(): void {
    for (const wire of [...this.#open.values()]) wire.close();
  }

  /** @throws {RequestError} */
  #tap(connection: number): number {
    if (this.#open.size >= MAX_WIRES) {
      throw new RequestError(
        "too-many-connections",
        `${MAX_WIRES} wires are watched from other servers already: try again later`,
      );
    }
    const stream = this.#options.tap(connection);
    const number = ++this.#last;
    this.#open.set(number, new OpenWire(stream, { clock: this.#options.clock, onClose: () => this.#open.delete(number) }));
    return number;
  }
}

/** A part of the stream, and whether there is no more. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly isEnd: boolean;
}

class OpenWire {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #clock: Clock;
  readonly #onClose: () => void;
  /** What is being read, for whoever asks next. */
  #reading: Promise<void> | null = null;
  #bytes: Uint8Array = NO_BYTES;
  #isEnd = false;
  #isClosed = false;
  #cancelGivingUp = () => {};

  constructor(stream: ReadableStream<Uint8Array>, { clock, onClose }: { clock: Clock; onClose: () => void }) {
    this.#reader = stream.getReader();
    this.#clock = clock;
    this.#onClose = onClose;
    this.#expectReader();
  }

  /** The next piece; an empty one if there is none for a while. */
  async next(): Promise<Piece> {
    this.#cancelGivingUp();
    if (this.#bytes.length === 0 && !this.#isEnd) {
      this.#reading ??= this.#read();
      await this.#within(this.#reading);
    }
    const bytes = this.#bytes.subarray(0, PIECE_BYTES);
    this.#bytes = this.#bytes.subarray(PIECE_BYTES);
    const isEnd = this.#isEnd && this.#bytes.length === 0;
    if (isEnd) this.close();
    else if (!this.#isClosed) this.#expectReader();
    return { bytes, isEnd };
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelGivingUp();
    this.#onClose();
    this.#reader.cancel();
  }

  #expectReader(): void {
    this.#cancelGivingUp = this.#clock.after(UNREAD_MS, () => this.close());
  }

  async #read(): Promise<void> {
    const { value = NO_BYTES, done } = await this.#reader.read().catch(() => ({ done: true, value: undefined }));
    this.#reading = null;
    this.#bytes = value;
    this.#isEnd = done;
  }

  #within(reading: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(PIECE_MS, resolve);
      reading.finally(() => {
        cancel();
        resolve();
      });
    });
  }
}

const Tapping = z.object({ connection: z.int() });
const Reading = z.object({ wire: z.int() });

/**
 * The wire of a connection of another server; `null` if no other server can have it. It ends when the connection is closed, or the
 * server is gone.
 *
 * @throws {RequestError} `no-connection`; `too-many-connections`; `unavailable` if that server does not answer
 */
export async function tapPeer(
  peers: Pick<Peers, "ask" | "others">,
  connection: number,
): Promise<ReadableStream<Uint8Array> | null> {
  const member = memberOf(connection);
  if (!peers.others.some(({ number }) => number === member)) return null;
  const wire = z.int().parse((await peers.ask(member, { topic: "tap", question: { connection } })).value);
  let isCancelled = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        for (;;) {
          const { value, bytes } = await peers.ask(member, {
            topic: "piece",
            question: { wire },
            withinMs: PIECE_MS + LATE_MS,
          });
          if (isCancelled) return;
          if (bytes.length > 0) controller.enqueue(bytes);
          if (value !== false) return controller.close();
          if (bytes.length > 0) return;
        }
      } catch {
        // That server is gone, or can't be reached: nobody can tell whether the connection is still open.
        if (!isCancelled) controller.close();
      }
    },
    cancel() {
      isCancelled = true;
      peers.ask(member, { topic: "untap", question: { wire } }).catch(() => {});
    },
  }, { highWaterMark: 0 });
}
