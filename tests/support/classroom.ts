/** A class that plays a live game: players over any transport, each with a record of its own of what it must have scored. */
import type { Random } from "../../server/random.ts";
import { choicesOf, PlayRecord, questionOf, type Shown } from "./play_record.ts";
import { RawClient } from "./raw_client.ts";
import { WebSocketClient } from "./web_socket_client.ts";

/** Lines in both directions. */
export interface Lines {
  send(text: string): Promise<void>;
  /** @throws when the connection is lost */
  line(): Promise<string>;
  close(): void;
}

/** Where a server listens. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

export async function overTcp(address: Address): Promise<Lines> {
  const client = await RawClient.connect({ transport: "tcp", ...address });
  return { send: (text) => client.send(text), line: () => client.line(), close: () => client[Symbol.dispose]() };
}

export async function overWebSocket(address: Address): Promise<Lines> {
  const client = await WebSocketClient.connect({ transport: "tcp", ...address });
  return { send: (text) => client.send(text), line: () => client.line(), close: () => void client[Symbol.asyncDispose]() };
}

/** How a game ended for a player, as that player was told. */
export interface Ending {
  readonly marks: number;
  readonly rank: number;
  /** How many players there were. */
  readonly games: number;
}

/** One who plays, and notes what was acknowledged. */
export interface Player {
  readonly name: string;
  /** The marks that the record comes to. */
  readonly marks: number;
  /** `null` before the end. */
  readonly ending: Ending | null;
  join(pin: string): Promise<void>;
  /** Plays until the game is over, or the connection is lost for good. @returns whether it is over */
  play(): Promise<boolean>;
  /** Whether a question has come, and every answer to it was acknowledged. */
  isThrough(number: number): boolean;
}

/** A player who reads and writes lines. */
export class LinePlayer implements Player {
  readonly name: string;
  readonly #connect: () => Promise<Lines>;
  readonly #record: PlayRecord;
  #lines: Lines | null = null;
  #token = "";
  /** When the last question came, in milliseconds. */
  askedAt = 0;
  ending: Ending | null = null;

  constructor(name: string, { connect, random }: { connect: () => Promise<Lines>; random: Random }) {
    this.name = name;
    this.#connect = connect;
    this.#record = new PlayRecord(random);
  }

  get marks(): number {
    return this.#record.marks;
  }

  isThrough(number: number): boolean {
    return this.#record.isThrough(number);
  }

  async join(pin: string): Promise<void> {
    this.#lines = await this.#connect();
    await this.#lines.send(`JOIN ${pin} ${this.name}\n`);
    this.#token = (await this.#reply()).match(/^OK token=(\S+) /)?.[1] ?? "";
    if (this.#token === "") throw new Error(`${this.name} could not join`);
  }

  /** Comes back to the game. */
  async resume(): Promise<void> {
    this.#lines = await this.#connect();
    await this.#lines.send(`RESUME ${this.#token}\n`);
    const reply = await this.#reply();
    if (!reply.startsWith("OK ")) throw new Error(`${this.name} could not come back: ${reply}`);
  }

  async play(): Promise<boolean> {
    for (;;) {
      let line: string;
      try {
        line = await this.#line();
      } catch {
        return false;
      }
      if (await this.#take(line)) return true;
    }
  }

  close(): void {
    this.#lines?.close();
  }

  #line(): Promise<string> {
    if (!this.#lines) throw new Error(`${this.name} is not connected`);
    return this.#lines.line();
  }

  async #reply(): Promise<string> {
    for (;;) {
      const line = await this.#line();
      if (/^(OK|ERR) /.test(line)) return line;
    }
  }

  /** Does what a line asks for. @returns whether the game is over */
  async #take(line: string): Promise<boolean> {
    const result = line.match(/^\* result marks=(\S+) .* rank=(\d+) games=(\d+) /);
    if (result) {
      const [marks, rank, games] = result.slice(1).map(Number);
      this.ending = { marks, rank, games };
      return true;
    }
    if (line.startsWith("* question ")) await this.#answer(await this.#shown(line));
    else if (/^(OK answered$|ERR answered |# You have answered)/.test(line)) this.#record.heard();
    else if (line.startsWith("* reveal ")) {
      // It was closed before the answer came, or it came and the reply was lost.
      if (/ verdict=none /.test(line)) this.#record.missed();
      else this.#record.heard();
    } else if (line.startsWith("ERR ")) this.#record.missed();
    return false;
  }

  /** A question, with the choices that follow it. */
  async #shown(line: string): Promise<Shown> {
    const [, number = 0, text = ""] = line.match(/^\* question (\d+)\/\d+ kind=\S+ seconds=\d+ text=(.*)$/) ?? [];
    this.askedAt = performance.now();
    const question = questionOf(text);
    const choices: string[] = [];
    for (const count = choicesOf(question); choices.length < count;) {
      const choice = await this.#line();
      if (choice.startsWith("* choice ")) choices.push(choice.slice("* choice A ".length));
    }
    return { number: Number(number), question, choices };
  }

  async #answer(shown: Shown): Promise<void> {
    const answer = this.#record.answer(shown);
    if (answer !== null) await this.#lines?.send(`ANSWER ${answer}\n`).catch(() => {});
  }
}
