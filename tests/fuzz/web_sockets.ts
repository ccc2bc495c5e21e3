/**
 * WebSocket frames as nobody should send them: messages in fragments with control frames between them, each answered as it must be,
 * and behind them one that breaks a rule, for which the server must close with the right code (RFC 6455, 7.4.1).
 */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { BANNER } from "../../protocol/help.ts";
import { inTime } from "../support/eventually.ts";
import { joined } from "../../server/joined.ts";
import { Dice } from "./dice.ts";
import {
  BINARY,
  CLOSE,
  closePayload,
  CONTINUATION,
  type FrameFaults,
  frameOf,
  FrameReader,
  PING,
  PONG,
  TEXT,
} from "../support/web_socket_frames.ts";

const SESSION_MS = 30_000;
const PROTOCOL_ERROR = 1002;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface WebSocketFuzzOptions {
  http: { hostname: string; port: number };
  seed: number;
  /** How many frames to send. */
  count: number;
  maxMessageBytes: number;
  connections?: number;
}

/** What was sent, and what came back. */
export interface WebSocketFigures {
  frames: number;
  messages: number;
  pings: number;
  connections: number;
  /** How often the server closed with which code; 0 for without one. */
  closes: Record<number, number>;
}

/** How a session ends: what is sent last, and the codes with which the server may close; none where nobody is there to be told. */
interface Ending {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly codes: readonly number[];
}

/** Sends `count` frames. @throws {Error} for the first answer that is not as it must be, or does not come */
export async function fuzzWebSockets(options: WebSocketFuzzOptions): Promise<WebSocketFigures> {
  const { http, seed, count, maxMessageBytes, connections = 8 } = options;
  const figures: WebSocketFigures = { frames: 0, messages: 0, pings: 0, connections: 0, closes: {} };
  await Promise.all(Array.from({ length: connections }, async (_, i) => {
    const dice = new Dice(seed * 1000 + i);
    while (figures.frames < count) {
      await inTime(new Session({ http, dice, figures, maxMessageBytes }).run(), { within: SESSION_MS });
    }
  }));
  return figures;
}

interface SessionOptions extends Pick<WebSocketFuzzOptions, "http" | "maxMessageBytes"> {
  dice: Dice;
  figures: WebSocketFigures;
}

/** One WebSocket, from its first frame to its last. */
class Session {
  readonly #options: SessionOptions;
  readonly #frames: Uint8Array<ArrayBuffer>[] = [];
  readonly #replies: string[] = [];
  readonly #pongs: string[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { http, dice, figures } = this.#options;
    using reader = await FrameReader.open(http);
    figures.connections++;
    for (let i = dice.integer(0, 20); i > 0; i--) this.#message();
    const ending = this.#ending();
    figures.frames += this.#frames.length + 1;
    const taken = new Taken(reader);
    const taking = taken.all();
    // What is sent behind a wrong frame, or with it, need not be answered; what was before it must be.
    const isPatient = dice.happens(0.5);
    const parts = isPatient ? [joined(this.#frames), ending.bytes] : [joined([...this.#frames, ending.bytes])];
    const sending = (async () => {
      for (const part of parts) {
        for (const piece of dice.pieces(part)) await reader.send(piece);
        if (isPatient) await taken.reached({ lines: this.#replies.length + 1, pongs: this.#pongs.length });
      }
      // It says that there is more, and there is not.
      if (ending.codes.length === 0) await reader.end();
    })().catch(() => {});
    await taking;
    await sending;
    const { lines: [banner, ...replies], pongs, close } = taken;
    strictEqual(banner, BANNER);
    const expected = isPatient ? this.#replies : this.#replies.slice(0, replies.length);
    deepStrictEqual(replies.slice(0, this.#replies.length), expected);
    deepStrictEqual(pongs, isPatient ? this.#pongs : this.#pongs.slice(0, pongs.length));
    figures.closes[close] = (figures.closes[close] ?? 0) + 1;
    const says = `closed with ${close}, expected ${ending.codes.join(" or ")}, after ${ending.bytes.subarray(0, 20)}`;
    ok(ending.codes.length === 0 || ending.codes.includes(close), says);
  }

  #frame(
    opcode: number,
    payload: Uint8Array,
    { isLast = true, ...faults }: FrameFaults & { isLast?: boolean } = {},
  ): Uint8Array<ArrayBuffer> {
    const mask = this.#options.dice.pick([this.#options.dice.bytes(4), new Uint8Array(4)]);
    return frameOf({ opcode, payload, isLast }, mask, faults);
  }

  /** A message of some lines in some fragments, with control frames between them. */
  #message(): void {
    const { dice, figures } = this.#options;
    figures.messages++;
    let text = "";
    for (let i = dice.integer(0, 3); i > 0; i--) {
      const word = dice.pick([
        "",
        "a",
        "é".repeat(dice.integer(1, 80)),
        "😀",
        "x".repeat(dice.pick([100, 125, 126, 127, 3000, 60_000])),
      ]);
      this.#replies.push(word === "" ? "OK" : `OK ${word}`);
      text += `PING ${word}${i > 1 ? "\n" : dice.pick(["", "\n", "\r\n"])}`;
    }
    const bytes = encoder.encode(text);
    const fragments = dice.pick([1, 1, 2, 5]);
    let opcode = dice.pick([TEXT, BINARY]);
    for (let i = 0, at = 0; i < fragments; i++) {
      const end = i === fragments - 1 ? bytes.length : dice.integer(at, bytes.length);
      this.#frames.push(this.#frame(opcode, bytes.subarray(at, end), { isLast: i === fragments - 1 }));
      [at, opcode] = [end, CONTINUATION];
      if (!dice.happens(0.3)) continue;
      const payload = dice.bytes(dice.pick([0, 1, 125]));
      if (dice.happens(0.7)) {
        figures.pings++;
        this.#pongs.push(payload.join());
        this.#frames.push(this.#frame(PING, payload));
      } else this.#frames.push(this.#frame(PONG, payload));
    }
  }

  #ending(): Ending {
    const { dice, maxMessageBytes } = this.#options;
    const some = encoder.encode("PING");
    const broken = (bytes: Uint8Array<ArrayBuffer>, ...codes: number[]) => ({ bytes, codes });
    switch (dice.integer(0, 12)) {
      case 0:
        return broken(this.#frame(dice.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), some), PROTOCOL_ERROR);
      case 1:
        return broken(
          this.#frame(dice.pick([TEXT, PING, CLOSE]), some, { reserved: dice.pick([0x40, 0x20, 0x10, 0x70]) }),
          PROTOCOL_ERROR,
        );
      case 2:
        return broken(this.#frame(dice.pick([TEXT, BINARY, PING]), some, { unmasked: true }), PROTOCOL_ERROR);
      case 3:
        return broken(this.#frame(CONTINUATION, some, { isLast: dice.happens(0.5) }), PROTOCOL_ERROR);
      case 4:
        // A message begins in another.
        return broken(
          Uint8Array.from([...this.#frame(TEXT, some, { isLast: false }), ...this.#frame(dice.pick([TEXT, BINARY]), some)]),
          PROTOCOL_ERROR,
        );
      case 5:
        return broken(this.#frame(dice.pick([PING, PONG, CLOSE]), some, { isLast: false }), PROTOCOL_ERROR);
      case 6:
        return broken(this.#frame(dice.pick([PING, PONG, CLOSE]), dice.bytes(dice.pick([126, 1000]))), PROTOCOL_ERROR);
      case 7:
        return broken(this.#frame(dice.pick([TEXT, BINARY]), dice.pick(NOT_UTF8)), 1007);
      case 8: {
        // More than a message may have, said or sent.
        const claimed = dice.pick([BigInt(maxMessageBytes + 1), 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);
        return broken(this.#frame(dice.pick([TEXT, BINARY]), some, { claimed }), 1009);
      }
      case 9: {
        const code = dice.pick([0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535]);
        return broken(this.#frame(CLOSE, closePayload(code)), PROTOCOL_ERROR);
      }
      case 10:
        return dice.happens(0.5)
          ? broken(this.#frame(CLOSE, Uint8Array.from([3])), PROTOCOL_ERROR)
          : broken(this.#frame(CLOSE, closePayload(1000, dice.pick(NOT_UTF8))), 1007);
      case 11: {
        const code = dice.pick([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999]);
        if (dice.happens(0.2)) return broken(this.#frame(CLOSE, new Uint8Array(0)), 0, 1000, 1005);
        // It closes with its own code, or with the one it was told.
        return broken(this.#frame(CLOSE, closePayload(code, encoder.encode("gone"))), code, 1000);
      }
      default:
        // Less than it says.
        return broken(this.#frame(dice.pick([TEXT, PING]), some, { claimed: BigInt(dice.integer(5, 125)) }));
    }
  }
}

const NOT_UTF8 = [[0xff], [0x50, 0xc0, 0x80], [0xed, 0xa0, 0x80], [0x41, 0xe2, 0x82], [0xf5, 0x80, 0x80, 0x80]].map((bytes) =>
  Uint8Array.from(bytes)
);

/** What a server has sent. */
class Taken {
  readonly lines: string[] = [];
  readonly pongs: string[] = [];
  /** The code that it closed with; 0 if it sent none. */
  close = 0;
  readonly #reader: FrameReader;
  #text = "";
  #onMore = () => {};
  #isOver = false;

  constructor(reader: FrameReader) {
    this.#reader = reader;
  }

  /** Resolves when so much has come, or nothing more will. */
  async reached({ lines, pongs }: { lines: number; pongs: number }): Promise<void> {
    while (!this.#isOver && (this.lines.length < lines || this.pongs.length < pongs)) {
      await new Promise<void>((resolve) => this.#onMore = resolve);
    }
  }

  /** Takes all until the server closes. */
  async all(): Promise<void> {
    try {
      for (let frame = await this.#reader.next(); frame; frame = await this.#reader.next()) {
        this.#take(frame);
        this.#onMore();
        // Whoever is told that it is over closes, or the server waits for that.
        if (frame.opcode === CLOSE) await this.#reader.end().catch(() => {});
      }
    } finally {
      this.#isOver = true;
      this.#onMore();
    }
  }

  #take({ opcode, payload }: { opcode: number; payload: Uint8Array }): void {
    ok(this.close === 0, "a frame behind the last one");
    if (opcode === TEXT) {
      const [last, ...lines] = (this.#text + decoder.decode(payload)).split("\n").reverse();
      this.#text = last;
      this.lines.push(...lines.reverse());
    } else if (opcode === PONG) this.pongs.push(payload.join());
    else if (opcode === CLOSE) this.close = payload.length === 0 ? 0 : payload[0] << 8 | payload[1];
    else throw new Error(`a server sends no opcode ${opcode}`);
  }
}
