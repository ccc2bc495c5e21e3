/** What one check works with: connections, numbers of its own, and the means to leave nothing behind. */
import { Failure } from "./failure.ts";
import { LineClient } from "./line_client.ts";
import { shown } from "./shown.ts";

/** Time and chance, as whoever runs the judge hands them in. */
export interface World {
  readonly random: () => number;
  /** A clock that only goes forward, in milliseconds. */
  now(): number;
  pause(ms: number): Promise<void>;
}

/** Whom to judge, and how patiently. */
export interface Subject {
  readonly hostname: string;
  readonly port: number;
  readonly token: string | null;
  /** How long a reply may take, in milliseconds. */
  readonly replyMs: number;
  /** Whether the array is too large to be read whole: then `RANGE` reads the part of it that belongs to the judge. */
  readonly isLarge: boolean;
}

/** How many numbers belong to one check. */
const SPAN = 100_000;
/** How many values one cleaning request removes. */
const REMOVED_AT_ONCE = 500;
/** How long a neighbour rests between two requests, in milliseconds. */
const NEIGHBOUR_MS = 20;

export class Bench implements Disposable {
  readonly #subject: Subject;
  readonly world: World;
  readonly #clients: LineClient[] = [];
  /** The integers from `#low` to `#low + SPAN - 1` are this check's: nobody else has any of them, most probably. */
  readonly #low: number;
  #used = 0;
  /** Values outside of these that the server has added for this check. */
  readonly #others: number[] = [];
  #isOver = false;

  constructor(subject: Subject, world: World) {
    this.#subject = subject;
    this.world = world;
    // Always of 14 digits, so that only the check that is about digits meets numbers of several lengths.
    this.#low = 10_000_000_000_000 + Math.floor(world.random() * 800_000_000) * SPAN;
  }

  get replyMs(): number {
    return this.#subject.replyMs;
  }

  /** A new client, who may change things. @throws {Failure} where the server takes none */
  async connect(): Promise<LineClient> {
    const client = await this.connectOnly();
    const { token } = this.#subject;
    if (token !== null) {
      await client.send(`AUTH ${token}\n`);
      await client.gets({ text: "OK", test: (reply) => /^OK|^ERR unknown-command/.test(reply) });
    }
    return client;
  }

  /** A new client, who has sent nothing. @throws {Failure} where the server takes none */
  async connectOnly(): Promise<LineClient> {
    if (this.#isOver) throw new Error("The check is over");
    let client: LineClient;
    try {
      client = await LineClient.connect(this.#subject, this.#subject);
    } catch (error) {
      const came = error instanceof Deno.errors.ConnectionRefused ? "connection refused" : "no connection in time";
      throw new Failure({ sent: `connection ${this.#clients.length + 1}`, expected: "that the server accepts it", came });
    }
    this.#clients.push(client);
    return client;
  }

  /** So many new clients at once. */
  async connectAll(count: number): Promise<LineClient[]> {
    const clients: LineClient[] = [];
    // A backlog can be as short as 5, and a SYN that is dropped comes again after a second.
    while (clients.length < count) {
      clients.push(...await Promise.all(Array.from({ length: Math.min(5, count - clients.length) }, () => this.connect())));
    }
    return clients;
  }

  pause(ms: number): Promise<void> {
    return this.world.pause(ms);
  }

  /** Integers that are not in the array, in a random order. */
  fresh(count: number): number[] {
    const values = Array.from({ length: count }, (_, i) => this.#low + this.#used + i);
    this.#used += count;
    return values.map((value) => ({ value, key: this.world.random() })).sort((a, b) => a.key - b.key).map(({ value }) => value);
  }

  /** Tells that the server has added values that are not {@linkcode fresh}. */
  added(values: readonly number[]): void {
    this.#others.push(...values);
  }

  /** Those of the array's values that are this check's, in the order in which they came. @throws {Failure} where they can't be read */
  async own(client: LineClient): Promise<number[]> {
    const text = await client.ok(this.#subject.isLarge ? `RANGE ${this.#low} ${this.#low + SPAN - 1}` : "GET");
    return numbersIn(text).filter((value) => value >= this.#low && value < this.#low + SPAN);
  }

  /** Has a neighbour ask all the while, and be answered. @throws {Failure} if it is not */
  async besideNeighbour<Value>(what: string, body: () => Promise<Value>): Promise<Value> {
    const neighbour = await this.connect();
    let isDone = false;
    const asking = async () => {
      for (let i = 1; !isDone; i++) {
        const expected = `OK ${i} for another client, meanwhile`;
        await neighbour.answers(`PING ${i}`, { text: expected, test: (reply) => reply === `OK ${i}` });
        await this.pause(NEIGHBOUR_MS);
      }
    };
    const served = asking().then(() => null, (error: unknown) => error);
    try {
      return await body();
    } finally {
      isDone = true;
      const error = await served;
      if (error instanceof Failure) {
        // deno-lint-ignore no-unsafe-finally -- why the neighbour was not served says more than what came of the others
        throw new Failure({ sent: what, expected: error.expected, came: error.came });
      }
    }
  }

  /** Closes the connections of the check. */
  [Symbol.dispose](): void {
    this.#isOver = true;
    for (const client of this.#clients) client[Symbol.dispose]();
  }

  /** Closes the connections, and removes the values that the check has added. @returns what could not be removed; `null` for nothing */
  async cleanUp(): Promise<string | null> {
    this[Symbol.dispose]();
    if (this.#used === 0 && this.#others.length === 0) return null;
    const again = new Bench(this.#subject, this.world);
    try {
      const client = await again.connect();
      const values = [...this.#used > 0 ? await this.own(client) : [], ...this.#others];
      for (let i = 0; i < values.length; i += REMOVED_AT_ONCE) {
        await client.ok(`REMOVE ${values.slice(i, i + REMOVED_AT_ONCE).join(" ")}`);
      }
      return null;
    } catch (error) {
      if (error instanceof Failure) return `its values could not be removed from the array: ${shown(error.came)}`;
      throw error;
    } finally {
      again[Symbol.dispose]();
    }
  }
}

/** The integers in a reply. */
export function numbersIn(text: string): number[] {
  return text.split(" ").filter((word) => word !== "").map(Number);
}
