/**
 * Lines as nobody should send them, on several connections at once, each reply compared with what the specification says: see
 * {@linkcode ConnectionModel}.
 */
import { match, strictEqual } from "node:assert/strict";
import { inTime } from "../support/eventually.ts";
import { RawClient } from "../support/raw_client.ts";
import { joined } from "../../server/joined.ts";
import { Dice } from "./dice.ts";
import { ArrayModel, ConnectionModel, type OwnRange } from "./line_model.ts";

/** How long a batch may take, in milliseconds. */
const BATCH_MS = 60_000;
/** Above this many values the array is emptied, or to compare it takes too long. */
const MANY_VALUES = 2000;
const OWN_VALUES = 1_000_000;
const encoder = new TextEncoder();

export interface LineFuzzOptions {
  tcp: { hostname: string; port: number };
  seed: number;
  /** How many lines to send. */
  count: number;
  maxLineBytes: number;
  connections?: number;
}

/** What was sent, and what came back. */
export interface LineFigures {
  lines: number;
  bytes: number;
  replies: number;
  errors: number;
  connections: number;
  quizzes: number;
}

/** How a connection ends: by a line, by closing one side in mid-line, or by a reset in mid-line. */
type Ending = { reply: RegExp; bytes: Uint8Array<ArrayBuffer> } | "half-close" | "vanish";

interface Batch {
  lines: string[];
  bytes: Uint8Array<ArrayBuffer>;
  ending: Ending | null;
}

/** Sends `count` lines. @throws {Error} for the first reply that is not as it must be, or does not come */
export async function fuzzLines(
  { tcp, seed, count, maxLineBytes, connections = 8 }: LineFuzzOptions,
): Promise<LineFigures> {
  const dice = new Dice(seed);
  const array = new ArrayModel();
  const figures: LineFigures = { lines: 0, bytes: 0, replies: 0, errors: 0, connections: 0, quizzes: 0 };
  const clients = dice.list(connections, (i) => {
    const own = { low: OWN_VALUES * (i + 1), high: OWN_VALUES * (i + 2) - 1 };
    return new FuzzedConnection({ tcp, array, own, dice: new Dice(seed * 1000 + i), maxLineBytes, figures });
  });
  try {
    using first = await RawClient.connect({ transport: "tcp", ...tcp });
    match(await first.ask("CLEAR"), /^OK \d+$/);
    while (figures.lines < count) {
      const size = dice.integer(1, dice.pick([20, 200, 500]));
      if (dice.happens(0.3)) await dice.pick(clients).run(size, { exclusive: true });
      else await Promise.all(clients.map((client) => client.run(size, { exclusive: false })));
      if (array.values.length > MANY_VALUES) await dice.pick(clients).empty();
    }
    using last = await RawClient.connectOnly(tcp);
    match(await last.line(), /^# app\/1 ready/);
    strictEqual(await last.ask("GET"), ["OK", ...array.values].join(" "));
  } finally {
    for (const client of clients) client[Symbol.dispose]();
  }
  return figures;
}

interface ConnectionOptions extends Pick<LineFuzzOptions, "tcp" | "maxLineBytes"> {
  array: ArrayModel;
  own: OwnRange;
  dice: Dice;
  figures: LineFigures;
}

class FuzzedConnection implements Disposable {
  readonly #options: ConnectionOptions;
  #client: RawClient | null = null;
  #model: ConnectionModel;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#model = new ConnectionModel(options.array, options.own);
  }

  async run(size: number, { exclusive }: { exclusive: boolean }): Promise<void> {
    await this.#send(this.#batch(size, exclusive), exclusive);
  }

  async empty(): Promise<void> {
    await this.#send({ lines: ["CLEAR"], bytes: encoder.encode("CLEAR\n"), ending: null }, true);
  }

  [Symbol.dispose](): void {
    this.#client?.[Symbol.dispose]();
  }

  async #send(batch: Batch, exclusive: boolean): Promise<void> {
    const { tcp, own, array, dice, figures } = this.#options;
    if (!this.#client) {
      this.#client = await inTime(RawClient.connect({ transport: "tcp", ...tcp }));
      this.#model = new ConnectionModel(array, own);
      figures.connections++;
    }
    this.#model.exclusive = exclusive;
    figures.lines += batch.lines.length;
    figures.bytes += batch.bytes.length;
    const client = this.#client;
    const sending = (async () => {
      for (const piece of dice.pieces(batch.bytes)) await client.send(piece);
    })();
    await inTime(Promise.all([sending, this.#readReplies(client, batch.lines)]), { within: BATCH_MS });
    if (batch.ending) await inTime(this.#end(client, batch.ending));
  }

  async #readReplies(client: RawClient, lines: readonly string[]): Promise<void> {
    const { figures } = this.#options;
    for (const line of lines) {
      if (!ConnectionModel.isRequest(line)) continue;
      let reply = await client.line();
      for (; /^[#*]/.test(reply); reply = await client.line()) this.#model.told(reply);
      figures.replies++;
      if (reply.startsWith("ERR ")) figures.errors++;
      if (reply.startsWith("OK token=")) figures.quizzes++;
      this.#model.answered(line, reply);
    }
  }

  async #end(client: RawClient, ending: Ending): Promise<void> {
    this.#client = null;
    using _closed = client;
    if (ending === "vanish") return void await client.send("ADD 1 2");
    if (ending === "half-close") {
      await client.send("ADD 1 2");
      await client.end();
    } else await client.send(ending.bytes).catch(() => {});
    const replies = (await client.rest()).filter((line) => !line.startsWith("#") && !line.startsWith("*"));
    if (ending === "half-close") strictEqual(replies.length, 0, replies[0]);
    else {
      strictEqual(replies.length, 1, replies.join("\n"));
      match(replies[0], ending.reply);
    }
  }

  #batch(size: number, exclusive: boolean): Batch {
    const { dice } = this.#options;
    const lines: string[] = [];
    const pieces: Uint8Array[] = [];
    while (lines.length < size) {
      const line = this.#line(exclusive);
      const wouldEnd = /\n|HTTP\//.test(line) || line.startsWith("\x16") || /^\ufeff?[ \t]*quit[ \t]*\r?$/i.test(line);
      if (wouldEnd || !line.isWellFormed() || (!exclusive && !this.#model.mayShare(line))) continue;
      lines.push(line);
      // Whatever ends a line, its own last carriage return may be taken for a part of that.
      pieces.push(encoder.encode(line + (line.endsWith("\r") || dice.happens(0.3) ? "\r\n" : "\n")));
    }
    return { lines, bytes: joined(pieces), ending: dice.happens(0.1) ? this.#ending() : null };
  }

  #ending(): Ending {
    const { dice, maxLineBytes } = this.#options;
    const behind = encoder.encode("\nCLEAR\nADD 1\n");
    const line = (text: string, reply: RegExp) => ({ reply, bytes: joined([encoder.encode(text), behind]) });
    switch (dice.integer(0, 5)) {
      case 0:
        return line(dice.pick(["QUIT", "quit", " qUiT\t"]), /^OK bye$/);
      case 1:
        return line("ADD ".padEnd(maxLineBytes + dice.integer(1, 1000), "7"), /^ERR line-too-long /);
      case 2:
        return line(
          dice.pick(["GET / HTTP/1.1", "POST /x HTTP/1.0\r", "PRI * HTTP/2.0"]),
          /^ERR unknown-command this port is for lines/,
        );
      case 3: {
        const bad = dice.pick([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf5, 0x80, 0x80, 0x80], [0x80]]);
        const text = encoder.encode(dice.pick(["ADD 1", "PING ", "", "QUIZ A"]));
        return { reply: /^ERR not-utf8 /, bytes: joined([text, Uint8Array.from(bad), behind]) };
      }
      case 4:
        return "half-close";
      default:
        return "vanish";
    }
  }

  #line(exclusive: boolean): string {
    const { dice } = this.#options;
    const kind = dice.integer(0, 99);
    if (kind < 60) return this.#disguised(this.#request(exclusive));
    if (kind < 85) return dice.mutated(this.#request(exclusive));
    if (kind < 88) return "".padEnd(dice.integer(0, 3), dice.pick([" ", "\t", "\ufeff"]));
    if (kind < 99) return dice.mutated("", 20);
    return `PING ${"x".repeat(dice.pick([1000, 5000, this.#options.maxLineBytes - 5]))}`;
  }

  #request(exclusive: boolean): string {
    const { dice } = this.#options;
    const values = (most: number) => dice.list(dice.integer(1, most), () => this.#value(exclusive)).join(" ");
    switch (dice.integer(0, 17)) {
      case 0:
      case 1:
        return `ADD ${values(dice.pick([1, 5, 30]))}`;
      case 2:
        return `SORT ${values(10)}`;
      case 3:
      case 4:
        return `REMOVE ${values(dice.pick([1, 20]))}`;
      case 5:
        return dice.pick(["RANDOM", "RANDOM 3", "RANDOM 0", "RANDOM 1001", "GET x", "CLEAR 1", "ADD", "RANGE 1"]);
      case 6:
        return `GET ${dice.integer(0, 50)} ${dice.integer(0, 50)}`;
      case 7: {
        const [low, high] = [this.#value(exclusive), this.#value(exclusive)].sort((a, b) => a - b);
        return `RANGE ${low} ${high} ${dice.pick(["", "3", "0"])}`;
      }
      case 8:
        return `RANK ${this.#value(exclusive)}`;
      case 9:
        return dice.pick(["COUNT", "STATS", "GET", "INFO", "HELP", "HELP SORT", "HELP x", "PING", "ECHO", "AUTH x", "CLEAR"]);
      case 10:
        return `ECHO ${dice.mutated("hello, wörld", 5)}`;
      case 11:
        return `QUIZ ${dice.mutated(dice.pick(["Ada", "Zoë", "x".repeat(40), "👩‍👩‍👧‍👦", ""]), dice.integer(0, 2))}`;
      case 12:
      case 13:
      case 14:
        return dice.pick([`ANSWER ${dice.integer(-9, 18)}`, String(dice.integer(0, 18)), "SKIP", "1 2", "-", "1x"]);
      case 15:
        return dice.pick(["COUNTER", `COUNTER ${dice.integer(-1, 10_001)}`, "COUNTER 5 token", "COUNTER x"]);
      case 16:
        return dice.pick([`VALUE ${this.#value(true)}`, "ODD", "EVEN", "VALUE x"]);
      default:
        return dice.pick(["LEADERBOARD 2", "LEADERBOARD 0", "RESUME x", "RESUME", "PING a b", "LEADERBOARD 10001"]);
    }
  }

  #value(exclusive: boolean): number {
    const { dice, own, array } = this.#options;
    if (!exclusive) return dice.integer(own.low, dice.pick([own.low + 50, own.high]));
    if (dice.happens(0.3) && array.values.length > 0) return dice.pick(array.values);
    const { MIN_SAFE_INTEGER: min, MAX_SAFE_INTEGER: max } = Number;
    return dice.pick([0, 1, -1, min, max, min + 1, max - 1, dice.integer(-100, 100), dice.integer(0, 999_999)]);
  }

  /** The same request as other programs would write it. */
  #disguised(request: string): string {
    const { dice } = this.#options;
    let text = request;
    if (dice.happens(0.2)) {
      text = text.replace(/^[A-Z]+/, (verb) => [...verb].map((c) => dice.pick([c, c.toLowerCase()])).join(""));
    }
    if (dice.happens(0.1) && !/^(ECHO|QUIZ|PING)/i.test(text)) {
      text = text.replaceAll(" ", () => dice.pick([" ", "  ", "\t", " \t "]));
    }
    if (dice.happens(0.1)) text = `${dice.pick([" ", "\t", "\ufeff", "\ufeff "])}${text}${dice.pick(["", " ", "\t"])}`;
    return text;
  }
}
