/** Rounds in which clients use servers with one state while something breaks, with the history of what they saw. */
// @ts-types="../../std/delay.d.ts"
import { delay } from "@std/async/delay";
import { type ArrayClient, operationOf, type Place, RestArrayClient, TcpArrayClient } from "./array_client.ts";
import { type Call, isLinearizable, type Operation } from "../../judge/linearizability.ts";
import type { ServerGroup } from "./server_group.ts";

/** How long clients work before something breaks, and after all is mended, in milliseconds. */
const WHOLE_MS = 800;
/** How long a server may take to work again once all is mended, in milliseconds. */
const RECOVERY_MS = 90_000;

/** Servers with one state. */
export interface Group {
  readonly servers: readonly Place[];
}

/** Something that breaks, and is mended again before this resolves. */
export interface Fault<Broken extends Group = ServerGroup> {
  readonly name: string;
  strike(group: Broken, random: () => number): Promise<void>;
}

const someServer = (group: ServerGroup, random: () => number) => Math.floor(random() * group.servers.length);

async function killServer(group: ServerGroup, random: () => number): Promise<void> {
  const i = someServer(group, random);
  await group.servers[i].crash();
  await delay(500 + random() * 1500);
  await group.restart(i);
}

async function killLeader(group: ServerGroup, random: () => number): Promise<void> {
  const node = await group.leader();
  await node.kill();
  await delay(1000 + random() * 3000);
  await node.start();
}

export const FAULTS: readonly Fault[] = [
  { name: "the leader of the NATS nodes is killed", strike: killLeader },
  { name: "a server is killed", strike: killServer },
  {
    name: "a server is paused for 10 s",
    async strike(group, random) {
      const server = group.servers[someServer(group, random)];
      server.kill("SIGSTOP");
      await delay(10_000);
      server.kill("SIGCONT");
    },
  },
  {
    name: "the leader and a server are killed",
    async strike(group, random) {
      await Promise.all([killLeader(group, random), killServer(group, random)]);
    },
  },
  {
    name: "two of three NATS nodes are killed",
    async strike(group, random) {
      const first = Math.floor(random() * 3);
      const nodes = group.nats.nodes.filter((_, i) => i !== first);
      await Promise.all(nodes.map((node) => node.kill()));
      await delay(1000 + random() * 3000);
      await Promise.all(nodes.map((node) => node.start()));
    },
  },
];

/**
 * A leader that stands still until the others have chosen another one. When NATS 2.9 goes on, such a leader keeps messages that no
 * other node has, and tells the clients that it did: they can get lost, and its copy of the log stays another one.
 */
export const PAUSED_LEADER: Fault = {
  name: "the leader of the NATS nodes is paused for 5 s",
  async strike(group) {
    const node = await group.leader();
    node.signal("SIGSTOP");
    await delay(5000);
    node.signal("SIGCONT");
  },
};

/** What a round came to. Times are in milliseconds. */
export interface Round {
  readonly fault: string;
  readonly isExplained: boolean;
  readonly history: readonly Operation[];
  readonly refused: number;
  readonly unknown: number;
  /** The longest time in which no change was acknowledged. */
  readonly longestPause: number;
  /** The longest that a client waited for an answer, whichever it was. */
  readonly longestWait: number;
  /** How long it took all servers to work once all was mended. */
  readonly recovery: number;
  /** Whether all servers show the same in the end. */
  readonly isSame: boolean;
}

/** Rounds on the same servers, one after the other. */
export class FaultRounds<Broken extends Group = ServerGroup> {
  readonly #group: Broken;
  readonly #random: () => number;
  /** What the array holds, and which requests may still have an effect. */
  #array: readonly number[] = [];
  #open: readonly Operation[] = [];
  #lastValue = 0;

  constructor(group: Broken, random: () => number) {
    this.#group = group;
    this.#random = random;
  }

  async run({ name, strike }: Fault<Broken>): Promise<Round> {
    const history: Operation[] = [];
    const seen = { refused: 0, unknown: 0, longestWait: 0, answers: [performance.now()] };
    const stop = new AbortController();
    const places = this.#group.servers.length;
    const running = Array.from({ length: 2 * places }, async (_, client) => {
      using asking: ArrayClient = client < places ? new TcpArrayClient() : new RestArrayClient();
      for (let at = client; !stop.signal.aborted;) {
        const call = this.#call(asking instanceof RestArrayClient);
        const sentAt = performance.now();
        const outcome = await asking.ask(call, this.#group.servers[at % places]);
        const answeredAt = performance.now();
        seen.longestWait = Math.max(seen.longestWait, answeredAt - sentAt);
        if (outcome === "not done") seen.refused++;
        else if (outcome === "unknown") seen.unknown++;
        else if (call.op !== "get" && call.op !== "count") seen.answers.push(answeredAt);
        if (typeof outcome === "string") at++;
        const operation = operationOf({ client, call, outcome, sentAt, answeredAt });
        if (operation) history.push(operation);
        await delay(20 + this.#random() * 80);
      }
    });
    await delay(WHOLE_MS);
    await strike(this.#group, this.#random);
    const mendedAt = performance.now();
    await Promise.all(this.#group.servers.map((place) => works(place)));
    const recovery = performance.now() - mendedAt;
    await delay(WHOLE_MS);
    stop.abort();
    await Promise.all(running);
    seen.answers.push(performance.now());
    const before = this.#array;
    const shown = await this.#lookAround(history);
    const longestPause = Math.max(...seen.answers.sort((a, b) => a - b).slice(1).map((at, i) => at - seen.answers[i]));
    const isExplained = isLinearizable([...this.#open, ...history], before);
    this.#open = history.filter(({ result }) => result === null).map((operation) => ({ ...operation, sentAt: -Infinity }));
    const { refused, unknown, longestWait } = seen;
    const isSame = new Set(shown).size === 1;
    return { fault: name, isExplained, history, refused, unknown, longestPause, longestWait, recovery, isSame };
  }

  /** Reads everything from each server, over TCP and REST. @returns what each shows beside the array */
  async #lookAround(history: Operation[]): Promise<string[]> {
    const call = { op: "get" } as const;
    const shown: string[] = [];
    for (const place of this.#group.servers) {
      for (const asking of [new TcpArrayClient(), new RestArrayClient()]) {
        // The NATS nodes may choose another leader once more.
        await works(place);
        const sentAt = performance.now();
        const outcome = await asking.ask(call, place);
        asking[Symbol.dispose]();
        if (typeof outcome === "string") throw new Error(`A server does not work: ${outcome}`);
        history.push({ client: -1, call, result: outcome.result, sentAt, answeredAt: performance.now() });
        if (typeof outcome.result !== "number") this.#array = outcome.result;
      }
      const pages = ["/api/array", "/api/quiz/players", "/api/quiz/leaderboard", "/api/counters"];
      const texts = await Promise.all(pages.map(async (page) => await (await fetch(place.http + page)).text()));
      shown.push(texts.join("\n"));
    }
    return shown;
  }

  /** What a client asks for next. No value is added twice; over REST, one is removed at a time. */
  #call(isRest: boolean): Call {
    const roll = this.#random();
    const some = (count: number, value: () => number) => Array.from({ length: count }, value);
    const count = 1 + Math.floor(this.#random() * 3);
    if (roll < 0.4) return { op: "add", values: some(count, () => ++this.#lastValue) };
    const recent = () => Math.max(1, this.#lastValue - Math.floor(this.#random() * 40));
    if (roll < 0.65) return { op: "remove", values: some(isRest ? 1 : count, recent) };
    if (roll < 0.66) return { op: "clear" };
    return { op: roll < 0.75 ? "count" : "get" };
  }
}

/** Resolves when a server takes changes. */
async function works(place: Place): Promise<void> {
  const until = performance.now() + RECOVERY_MS;
  using asking = new RestArrayClient();
  // It changes nothing: the barrier of a read is committed as a change is.
  while (typeof await asking.ask({ op: "count" }, place) === "string") {
    if (performance.now() > until) throw new Error(`The server at ${place.http} does not work again`);
    await delay(50);
  }
}
