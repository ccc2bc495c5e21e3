/**
 * Makes sure that all servers hold the same state: now and then the first of them has a mark put into the log, each server hashes
 * its state as it is there, and tells the others. Whoever is not with most of those that answered has gone wrong, and stops.
 */
import { z } from "@hono/zod-openapi";
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import type { Engine } from "../engine/engine.ts";
import { formOf, freeze, type FrozenState, hashing, shownHash, type State } from "../engine/state.ts";
import { OperatorError } from "../operator_error.ts";
import type { Turns } from "../turns.ts";
import type { Cluster } from "./mod.ts";

/** How often the states are compared, in milliseconds, if something has changed. */
const EVERY_MS = 60_000;
/** How long a server waits for what the others say, in milliseconds. */
const WAIT_MS = 30_000;
/** For how many marks it is known what the others said: some are ahead of this server. */
const KNOWN = 4;

export interface AuditOptions {
  engine: Pick<Engine, "change">;
  /** All that this server holds. */
  state: State;
  clock: Pick<Clock, "after" | "every">;
  turns: Pick<Turns, "own" | "begin" | "end">;
  logger: Logger;
}

/** What a server says of its state at a mark. */
const Vote = z.object({
  mark: z.string(),
  /** The number of the server. */
  member: z.int(),
  /** What was hashed, and what came of it. Only states in the same form can be compared. */
  form: z.string(),
  hash: z.string(),
});
export type Vote = z.infer<typeof Vote>;

/** A mark that was applied, and the state there. */
interface Marked {
  readonly mark: string;
  readonly frozen: FrozenState;
  /** The servers that were there. */
  readonly members: readonly number[];
}

/** What this server says, until it says the next. */
interface OwnVote {
  readonly vote: Vote;
  readonly members: readonly number[];
  /** Whether those who have not answered are not waited for any more. */
  isDue: boolean;
}

/** That this server compares its state with the others', from now until it is disposed of. */
export class Audit implements Disposable {
  readonly #cluster: Cluster;
  readonly #options: AuditOptions;
  readonly #ends = new DisposableStack();
  /** What the servers said, by mark and by number. */
  readonly #votes = new Map<string, Map<number, Vote>>();
  /** The last mark, as long as it is not being hashed. */
  #next: Marked | null = null;
  #isHashing = false;
  #own: OwnVote | null = null;
  #stopWaiting = () => {};
  /** How many changes there were at the last mark. */
  #changes: number;

  constructor(cluster: Cluster, options: AuditOptions) {
    this.#cluster = cluster;
    this.#options = options;
    const { members, log, journal, auditMs = EVERY_MS } = cluster;
    this.#changes = journal.changes;
    members.audit.observer = { applied: (mark) => this.#onMark(mark) };
    this.#ends.defer(() => members.audit.observer = {});
    const heard = log.connection.subscribe(this.#subject, { callback: (_, { data }) => this.#hear(data) });
    this.#ends.defer(() => heard.unsubscribe());
    this.#ends.defer(options.clock.every(auditMs, () => this.#ask()));
    this.#ends.defer(() => this.#stopWaiting());
  }

  [Symbol.dispose](): void {
    this.#ends.dispose();
  }

  get #subject(): string {
    return `app.${this.#cluster.log.name}.hashes`;
  }

  /** Has all servers compare their states, if this is the first of them, and something has changed. */
  #ask(): void {
    const { journal, members } = this.#cluster;
    if (!journal.isFirst || journal.changes === this.#changes) return;
    // What can't be put into the log is asked for again the next time.
    this.#options.engine.change(members.audit, { mark: crypto.randomUUID() }, () => {}).catch(() => {});
  }

  /** A mark has come out of the log: all servers have the same state here. */
  #onMark(mark: string): void {
    const { journal, members } = this.#cluster;
    this.#changes = journal.changes;
    this.#next = { mark, frozen: freeze(this.#options.state), members: members.all.map(({ number }) => number) };
    if (!this.#isHashing) this.#hashAll().catch((error) => journal.fail(error));
  }

  /** Hashes the state at a mark, in slices; of marks that come meanwhile only the last. */
  async #hashAll(): Promise<void> {
    this.#isHashing = true;
    for (let marked = this.#next; marked && !this.#ends.disposed; marked = this.#next) {
      this.#next = null;
      const hash = await this.#hash(marked.frozen);
      if (hash !== null) this.#say(hash, marked);
    }
    this.#isHashing = false;
  }

  /** @returns `null` if this is disposed of meanwhile */
  async #hash(frozen: FrozenState): Promise<string | null> {
    const { turns } = this.#options;
    const work = hashing(frozen);
    for (;;) {
      await turns.own();
      if (this.#ends.disposed) return null;
      const startedAt = turns.begin();
      const slice = work.next();
      turns.end(startedAt);
      if (slice.done) return slice.value;
    }
  }

  #say(hash: string, { mark, frozen, members }: Marked): void {
    const { journal: { self }, log } = this.#cluster;
    if (!self) return;
    const vote = { mark, member: self.number, form: formOf(frozen), hash };
    const own: OwnVote = { vote, members, isDue: false };
    this.#own = own;
    this.#stopWaiting();
    this.#stopWaiting = this.#options.clock.after(WAIT_MS, () => {
      own.isDue = true;
      this.#compare();
    });
    this.#take(vote);
    log.connection.publish(this.#subject, JSON.stringify(vote));
  }

  #hear(data: Uint8Array): void {
    const { success, data: vote } = Vote.safeParse(parse(data));
    if (success) this.#take(vote);
  }

  #take(vote: Vote): void {
    const votes = this.#votes.get(vote.mark) ?? new Map<number, Vote>();
    this.#votes.set(vote.mark, votes.set(vote.member, vote));
    for (const mark of [...this.#votes.keys()].slice(0, -KNOWN)) this.#votes.delete(mark);
    this.#compare();
  }

  /** Compares when all have answered; or those who have when the time is up, and whoever answers later. */
  #compare(): void {
    if (!this.#own) return;
    const { vote: own, members, isDue } = this.#own;
    const votes = [...this.#votes.get(own.mark)?.values() ?? []].filter(({ member }) => members.includes(member));
    if (!isDue && votes.length < members.length) return;
    const problem = problemOf(own, votes);
    if (problem === null) return;
    this.#own = null;
    for (const { member, hash } of votes) {
      const name = this.#cluster.members.get(member)?.name ?? member;
      this.#options.logger.error("the state of the server {name} has the hash {hash}", { name, hash });
    }
    this.#cluster.journal.fail(new OperatorError(problem));
  }
}

/** What is wrong with a server's state, if it is not that of most who answered; `null` if nothing is. */
export function problemOf(own: Vote, votes: readonly Vote[]): string | null {
  const comparable = votes.filter(({ form }) => form === own.form);
  const same = comparable.filter(({ hash }) => hash === own.hash).length;
  if (2 * same > comparable.length) return null;
  const who = same === 1 ? "only this one" : `${same} of them, this one among them,`;
  return `the servers' states have come to differ: of ${comparable.length} servers, ${who} had the state with the hash ` +
    `${shownHash(own.hash)}. Start this server again: it reads its state out of the log. ` +
    "If it happens again, keep the logs of all servers, and report it as a bug";
}

function parse(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return null;
  }
}
