/** Clients that change things without a pause until the server is gone, and know what they were answered. */
import { CrashRecord, type SentChange } from "./crash_record.ts";
import { RawClient } from "./raw_client.ts";
import type { RunningServer } from "./executable.ts";

/** Each client's values lie in a range of its own. */
const RANGE = 1e12;
/** So many changes a TCP client has under way. */
const IN_FLIGHT = 8;

/** Makes up the changes of one client: values that it has not used yet, some of them twice, and taking out what it has put in. */
class Changes {
  readonly #client: number;
  readonly #random: () => number;
  #last = 0;
  #there: number[] = [];

  constructor(client: number, random: () => number) {
    this.#client = client;
    this.#random = random;
  }

  /** @param largest the most values of a change */
  next(largest: number): SentChange {
    const count = 1 + Math.floor(this.#random() ** 8 * largest);
    if (this.#there.length > largest || (this.#there.length > 0 && this.#random() < 0.3)) {
      return { op: "remove", values: this.#there.splice(0, count) };
    }
    const values = Array.from(
      { length: count },
      () => this.#client * RANGE + (this.#random() < 0.2 ? this.#last : ++this.#last),
    );
    this.#there.push(...values);
    return { op: "add", values };
  }
}

/** One client of the crash tests. */
export abstract class CrashClient {
  readonly record = new CrashRecord();
  protected readonly changes: Changes;
  protected readonly onAnswer: () => void;

  constructor(client: number, random: () => number, onAnswer: () => void) {
    this.changes = new Changes(client, random);
    this.onAnswer = onAnswer;
  }

  /** Sends changes until the server is gone. */
  async run(server: RunningServer): Promise<void> {
    try {
      await this.send(server);
    } catch (error) {
      // Anything else says that the server was killed.
      if (error instanceof WrongAnswer) throw error;
    }
  }

  protected abstract send(server: RunningServer): Promise<void>;

  protected answered(change: SentChange, answer: { refused: boolean }): void {
    change.refused = answer.refused;
    this.record.answered++;
    this.onAnswer();
  }
}

/** Sends lines, several at once. */
export class TcpCrashClient extends CrashClient {
  protected override async send({ tcp }: RunningServer): Promise<void> {
    using client = await RawClient.connect({ transport: "tcp", ...tcp });
    const { changes } = this.record;
    for (;;) {
      while (changes.length - this.record.answered < IN_FLIGHT) {
        const change = this.changes.next(4000);
        changes.push(change);
        await client.send(`${change.op} ${change.values.join(" ")}\n`);
      }
      const change = changes[this.record.answered];
      const line = await client.line();
      const refused = line.startsWith("ERR internal ");
      if (!refused && !/^OK \d+$/.test(line)) throw new WrongAnswer(`${line} to ${change.op} ${change.values}`);
      this.answered(change, { refused });
    }
  }
}

/** Asks over REST, one change at a time. */
export class RestCrashClient extends CrashClient {
  protected override async send({ http }: RunningServer): Promise<void> {
    for (;;) {
      const change = this.changes.next(1);
      this.record.changes.push(change);
      const response = change.op === "add"
        ? await fetch(`${http}/api/array`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ values: change.values }),
        })
        : await fetch(`${http}/api/array/${change.values[0]}`, { method: "DELETE" });
      const { status } = response;
      await response.body?.cancel();
      if (status !== 503 && !response.ok) throw new WrongAnswer(`${status} to ${change.op} ${change.values}`);
      this.answered(change, { refused: status === 503 });
    }
  }
}

/** Counts, and knows what the counter may stand at. */
export class CounterCrashClient {
  readonly id: number;
  /** The values that were sent, the first of them the one that it stood at. */
  sent: number[] = [0];
  answered = 1;
  readonly #onAnswer: () => void;

  constructor(id: number, onAnswer: () => void) {
    this.id = id;
    this.#onAnswer = onAnswer;
  }

  async run({ tcp }: RunningServer): Promise<void> {
    try {
      using client = await RawClient.connect({ transport: "tcp", ...tcp });
      await client.ask(`COUNTER ${this.id}`);
      for (;;) {
        this.sent.push((this.sent.at(-1) ?? 0) + 1);
        await client.ask(`VALUE ${this.sent.at(-1)}`);
        this.answered++;
        this.#onAnswer();
      }
    } catch {
      // The server was killed.
    }
  }

  /** Whether it may stand there. */
  explains(value: number): boolean {
    return this.sent.slice(this.answered - 1).includes(value);
  }
}

/** What a server answered is not what it can have meant. */
export class WrongAnswer extends Error {
  override readonly name = "WrongAnswer";
}

/** What is there, by client. */
export async function foundBy(server: RunningServer, clients: number): Promise<Map<number, number>[]> {
  const { count, values }: { count: number; values: number[] } = await (await fetch(`${server.http}/api/array`)).json();
  if (count !== values.length) throw new WrongAnswer(`${count} values are told, and ${values.length} sent`);
  const found = Array.from({ length: clients }, () => new Map<number, number>());
  for (const [i, value] of values.entries()) {
    if (i > 0 && value < values[i - 1]) throw new WrongAnswer(`${value} stands behind ${values[i - 1]}`);
    const times = found[Math.floor(value / RANGE)];
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  return found;
}
