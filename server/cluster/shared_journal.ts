/**
 * The journal of several servers: a log that all of them append to and read. What stands in it is applied by each of them in its
 * order, the own batches among the others', so that all have the same state (state machine replication). An own batch is applied, and
 * whoever waits for it is answered, when it comes back out of the log.
 */
import { ChangeBatch } from "../engine/change_batch.ts";
import { type Journal, OutcomeUnknownError } from "../engine/journal.ts";
import type { State } from "../engine/state.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { joined } from "../joined.ts";
import { decodeBatch, encodeBatch } from "../journal/batch_codec.ts";
import { decodePieces, encodeBatchEntry, encodeJoin, type Entry, hasChanges, readEntry } from "./entry.ts";
import { ForkCheck } from "./fork_check.ts";
import { GapError, type Kept, type LoggedMessage, type StreamLog } from "./stream_log.ts";
import type { Member, MembersState } from "./members.ts";
import { forked, notConfirmed, restoring, tooFarBehind, unavailable, unfit, unreadable } from "./log_errors.ts";
import type { SharedClock } from "./shared_clock.ts";
import type { Snapshots } from "./snapshots.ts";
import { OperatorError } from "../operator_error.ts";
import type { Clock } from "../clock.ts";

/** How long a commit is tried, in milliseconds: longer than the log takes to choose another leader. */
const COMMIT_MS = 12_000;
/** How long it is tried to find out whether the log can be written again, in milliseconds. */
const PROBE_MS = 2000;
/** How long a server that joins waits for that to stand in the log, in milliseconds. */
const JOIN_MS = 20_000;
/** How long a server that starts waits for the next message of the log, in milliseconds. */
const STALL_MS = 20_000;

export interface SharedJournalOptions {
  log: Pick<StreamLog, "isConnected" | "maxBytes" | "append" | "lastSequence" | "messages" | "close">;
  members: MembersState;
  snapshots: Pick<Snapshots, "load" | "count" | "next" | "close">;
  /** The computer's clock, and the one that is set by the log. */
  clock: Clock;
  sharedClock: SharedClock;
  /** What people call this server. */
  name: string;
  /** Makes an ID that no other server has. */
  newId: () => string;
}

/** An own batch that is on its way. */
interface Pending {
  readonly number: number;
  readonly sentAt: number;
  /** It has come out of the log, and all before it is applied. */
  readonly isNext: () => void;
  readonly isRefused: (reason: RequestError | OutcomeUnknownError) => void;
}

export class SharedJournal implements Journal {
  readonly #options: SharedJournalOptions;
  #state: State | null = null;
  #apply: (batch: ChangeBatch) => Promise<void> = async () => {};
  /** As which member this server writes; `null` before it has joined, and when it was given up. */
  #self: Member | null = null;
  /** The ID with which it joins. */
  #id: string;
  /** How many own batches there have been since it joined. */
  #batches = 0;
  #pending: Pending | null = null;
  readonly #forks = new ForkCheck();
  /** Resolves when the engine has applied the own batch that was next. */
  #ownApplied = Promise.withResolvers<void>();
  /** Whether the last commit was not confirmed in time: until one is, changes are refused at once. */
  #isSuspect = false;
  /** The number of the last message that was applied. */
  #sequence = 0;
  #changes = 0;
  /** The parts of a batch of a member that have come. */
  readonly #parts = new Map<number, { readonly number: number; readonly bytes: Uint8Array[] }>();
  #following: Promise<void> = Promise.resolve();
  readonly #failed = Promise.withResolvers<never>();
  /** What is being waited for. */
  readonly #deadlines = new Set<AbortController>();
  #isProbing = false;
  /** Whether this server leaves the others for good. */
  #isLeaving = false;
  #joined = Promise.withResolvers<void>();
  #joinSentAt = 0;
  readonly #onJoinedAgain: ((member: Member) => void)[] = [];
  #onAppliedLate: (member: Member) => void = () => {};

  constructor(options: SharedJournalOptions) {
    this.#options = options;
    this.#id = options.newId();
    // Whoever runs the server waits for it, or nobody.
    this.#failed.promise.catch(() => {});
  }

  /** Rejects when this server can't go on, such as when it was too slow for too long. */
  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  /** As which member this server writes; `null` while it is none. */
  get self(): Member | null {
    return this.#self;
  }

  /** The number of the last message that was applied. */
  get sequence(): number {
    return this.#sequence;
  }

  /** For how long the own batch that is on its way has been, in milliseconds; 0 if there is none. */
  get waitingMs(): number {
    return this.#pending ? this.#options.clock.monotonic() - this.#pending.sentAt : 0;
  }

  /** How many batches with changes were applied since the start. */
  get changes(): number {
    return this.#changes;
  }

  /** Has this server stop: it takes no changes any more. */
  fail(reason: unknown): void {
    this.#self = null;
    this.#failed.reject(reason);
  }

  /** Calls back when this server was given up by the others, and has joined again as another member. */
  onJoinedAgain(listener: (member: Member) => void): void {
    this.#onJoinedAgain.push(listener);
  }

  /** This server is about to leave the others: it does not join them again. */
  willLeave(): void {
    this.#isLeaving = true;
  }

  /** Calls back when an own batch was applied of which those who waited for it had been told that its outcome is unknown. */
  onAppliedLate(listener: (member: Member) => void): void {
    this.#onAppliedLate = listener;
  }

  follow(apply: (batch: ChangeBatch) => Promise<void>): void {
    this.#apply = apply;
  }

  async replay(state: State): Promise<void> {
    await this.#catchUp(state, { goesOn: true });
    await this.#join({ isAgain: false });
  }

  /** Brings all that is in the log now into a state, a new one, without joining the servers. @throws {OperatorError} */
  read(state: State): Promise<void> {
    return this.#catchUp(state, { goesOn: false });
  }

  async #catchUp(state: State, { goesOn }: { goesOn: boolean }): Promise<void> {
    this.#state = state;
    const last = await this.#begin(state).catch(unreadable);
    const caughtUp = Promise.withResolvers<void>();
    this.#following = this.#followLog(last, { onCaughtUp: caughtUp.resolve, goesOn });
    await this.#unlessItStalls(Promise.race([caughtUp.promise, this.failed]));
  }

  /** Begins with the last snapshot. @returns the number of the last message */
  async #begin(state: State): Promise<number> {
    const { log, snapshots } = this.#options;
    this.#sequence = await snapshots.load(state);
    return await log.lastSequence();
  }

  /** Waits while messages come. @throws {OperatorError} if none comes for too long */
  async #unlessItStalls(caughtUp: Promise<void>): Promise<void> {
    const stalled = Promise.withResolvers<never>();
    let seen = this.#sequence;
    const stop = this.#options.clock.every(STALL_MS, () => {
      if (this.#sequence === seen) stalled.reject(new Error(`it gave nothing for ${STALL_MS / 1000} seconds`));
      seen = this.#sequence;
    });
    try {
      await Promise.race([caughtUp, stalled.promise.catch(unreadable)]);
    } finally {
      stop();
    }
  }

  async commit(batch: ChangeBatch): Promise<void> {
    const { log } = this.#options;
    const self = this.#self;
    if (!self || !log.isConnected) throw unavailable();
    if (this.#isSuspect) {
      this.#probe(self);
      throw unavailable();
    }
    const number = ++this.#batches;
    const parts = encodeBatchEntry(encodeBatch(batch), { member: self.number, number, maxBytes: log.maxBytes });
    const turn = Promise.withResolvers<void>();
    const sentAt = this.#options.clock.monotonic();
    this.#pending = { number, sentAt, isNext: turn.resolve, isRefused: turn.reject };
    const within = this.#deadline(COMMIT_MS);
    const appending = this.#append(parts, { id: `${self.id}.${number}`, signal: within.signal });
    appending.then((kept) => this.#self === self && this.#wasTold(number, kept));
    this.#abandonInTime(number, appending, within.signal);
    try {
      await turn.promise;
    } finally {
      within.end();
    }
  }

  /** Abandons an own batch when it is known that it is not in the log, or the signal is aborted. */
  async #abandonInTime(number: number, appending: Promise<Kept>, signal: AbortSignal): Promise<void> {
    const kept = await appending;
    if (kept !== "not kept" && !signal.aborted) {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    }
    this.#abandon(number, kept === "not kept" ? unavailable() : notConfirmed());
  }

  /** The log has said as which message it keeps an own batch. */
  #wasTold(number: number, kept: Kept): void {
    if (typeof kept !== "number") return;
    this.#forks.wasTold(number, kept);
    if (this.#forks.isForked(this.#sequence)) this.#failed.reject(forked(kept));
  }

  /** It is not waited for any more that an own batch comes out of the log. */
  #abandon(number: number, reason: RequestError | OutcomeUnknownError): void {
    const pending = this.#pending;
    if (pending?.number !== number) return;
    this.#pending = null;
    this.#isSuspect = true;
    pending.isRefused(reason);
  }

  /** Finds out whether the log can be written again: a batch of nothing comes out of it. */
  #probe(self: Member): void {
    if (this.#isProbing) return;
    this.#isProbing = true;
    const number = ++this.#batches;
    const [part] = encodeBatchEntry([], { member: self.number, number, maxBytes: this.#options.log.maxBytes });
    const within = this.#deadline(PROBE_MS);
    this.#append([part], { id: `${self.id}.${number}`, signal: within.signal }).finally(() => {
      within.end();
      this.#isProbing = false;
    });
  }

  /** A signal that is aborted after a while, if that is given, and when this is closed; and what ends the waiting before. */
  #deadline(ms: number | null): { signal: AbortSignal; end: () => void } {
    const controller = new AbortController();
    const cancel = ms === null ? () => {} : this.#options.clock.after(ms, () => end());
    const end = () => {
      cancel();
      this.#deadlines.delete(controller);
      controller.abort();
    };
    this.#deadlines.add(controller);
    return { signal: controller.signal, end };
  }

  applied(): void {
    this.#ownApplied.resolve();
  }

  verify(): void {
    if (!this.#options.log.isConnected) throw new Error("no NATS server can be reached");
    if (!this.#self) throw new Error("the other servers have given this one up: it joins them again");
  }

  compact(state: State): Iterator<void> | void {
    // What reads the log from here on would not find the first parts of these.
    if (this.#parts.size > 0) return;
    return this.#options.snapshots.next(state, { sequence: this.#sequence, isOwn: this.isFirst });
  }

  async close(): Promise<void> {
    this.#isLeaving = true;
    if (this.#pending) this.#abandon(this.#pending.number, notConfirmed());
    for (const deadline of this.#deadlines) deadline.abort();
    await this.#options.snapshots.close();
    await this.#options.log.close();
    await this.#following;
  }

  /** Whether this server is the first of those that are there: it does what is done once for all. */
  get isFirst(): boolean {
    const [first] = this.#options.members.all;
    return first !== undefined && first.number === this.#self?.number;
  }

  /** Appends the parts of a batch, one behind the other. @returns as what its last part is kept */
  async #append(parts: readonly Uint8Array[], { id, signal }: { id: string; signal: AbortSignal }): Promise<Kept> {
    let kept: Kept = "not kept";
    for (const [i, part] of parts.entries()) {
      // Without its last part it counts for nothing.
      if (signal.aborted) return "not kept";
      kept = await this.#options.log.append(part, { id: `${id}.${i + 1}`, signal });
      if (kept === "not kept") return kept;
    }
    return kept;
  }

  /** Joins the other servers. @throws {OperatorError} if the log takes nothing for too long; not when it joins again */
  async #join({ isAgain }: { isAgain: boolean }): Promise<void> {
    const { log, name } = this.#options;
    this.#batches = 0;
    const joined = this.#joined = Promise.withResolvers<void>();
    this.#joinSentAt = this.#options.clock.monotonic();
    const within = this.#deadline(isAgain ? null : JOIN_MS);
    const id = this.#id;
    log.append(encodeJoin(id, name), { id, signal: within.signal }).then((kept) => {
      if (this.#self?.id === id) this.#wasTold(0, kept);
      if (within.signal.aborted) {
        joined.reject(
          new OperatorError(
            "can't join the other servers: the log takes nothing. Make sure that most of its NATS nodes are there",
          ),
        );
      }
    });
    try {
      await Promise.race([joined.promise, this.failed]);
    } finally {
      within.end();
    }
  }

  /** Applies what is in the log, up to its end, and beyond if it goes on. */
  async #followLog(last: number, { onCaughtUp, goesOn }: { onCaughtUp: () => void; goesOn: boolean }): Promise<void> {
    if (this.#sequence >= last) onCaughtUp();
    if (this.#sequence >= last && !goesOn) return;
    try {
      for await (const message of this.#options.log.messages(this.#sequence + 1)) {
        await this.#take(message).catch((error) => unfit(message, error));
        this.#sequence = message.sequence;
        if (this.#sequence >= last) onCaughtUp();
        if (this.#sequence >= last && !goesOn) return;
        this.#forgetParts();
        if (this.#forks.isForked(this.#sequence)) throw forked(message.sequence);
        if (this.#self && !this.#options.members.get(this.#self.number)) this.#wasGivenUp();
      }
    } catch (error) {
      this.fail(error instanceof GapError ? tooFarBehind(error) : error);
    }
  }

  async #take(message: LoggedMessage): Promise<void> {
    const entry = readEntry(message.data);
    this.#options.snapshots.count(message.data.length);
    if (entry.type === "restore") throw restoring();
    if (entry.type === "join") this.#takeJoin(entry, message);
    else await this.#takePart(entry, message);
  }

  #takeJoin({ id, name }: Entry & { type: "join" }, { sequence, keptAt }: LoggedMessage): void {
    const member = this.#options.members.join({ id, name, at: keptAt });
    if (id !== this.#id || this.#self) return;
    const { clock, sharedClock } = this.#options;
    // From now on it is asked what time it is.
    sharedClock.observe(keptAt, { after: this.#joinSentAt, before: clock.monotonic() });
    this.#self = member;
    this.#forks.begin(sequence);
    this.#joined.resolve();
  }

  async #takePart({ member, number, part, parts, bytes }: Entry & { type: "batch" }, message: LoggedMessage): Promise<void> {
    const isSelf = member === this.#self?.number;
    const isOwn = isSelf && number === this.#pending?.number;
    // The log can be written.
    if (isSelf) this.#isSuspect = false;
    if (isSelf && part === parts) this.#forks.sees(number, message.sequence);
    let known = this.#parts.get(member);
    if (known && number < known.number) return;
    if (known?.number !== number) this.#parts.set(member, known = { number, bytes: [] });
    // A part that comes again stands there already.
    if (part === known.bytes.length + 1) known.bytes.push(bytes);
    if (known.bytes.length < parts) return;
    this.#parts.delete(member);
    if (!this.#options.members.admit(member, number)) {
      if (isOwn) this.#abandon(number, unavailable());
      return;
    }
    if (hasChanges(known.bytes.reduce((sum, { length }) => sum + length, 0))) this.#changes++;
    if (isOwn) await this.#takeOwn(message);
    else await this.#takeForeign(joined(known.bytes));
    if (isSelf && !isOwn && this.#self) this.#onAppliedLate(this.#self);
  }

  /** The engine has the batch: it is told that it is its turn, and waited for. */
  async #takeOwn({ keptAt }: LoggedMessage): Promise<void> {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    const { clock, sharedClock } = this.#options;
    sharedClock.observe(keptAt, { after: pending.sentAt, before: clock.monotonic() });
    this.#ownApplied = Promise.withResolvers();
    pending.isNext();
    await this.#ownApplied.promise;
  }

  async #takeForeign(bytes: Uint8Array): Promise<void> {
    if (!this.#state) throw new Error("Cannot apply a batch: the journal was not replayed");
    const batch = new ChangeBatch();
    for (const piece of decodePieces(bytes)) decodeBatch(piece, this.#state, batch);
    await this.#apply(batch);
  }

  /** Forgets what came of batches of servers that are no members any more. */
  #forgetParts(): void {
    for (const member of this.#parts.keys()) if (!this.#options.members.get(member)) this.#parts.delete(member);
  }

  /** The others took this server for lost: what it does counts again when it has joined as another member. */
  #wasGivenUp(): void {
    this.#self = null;
    this.#forks.forget();
    if (this.#pending) this.#abandon(this.#pending.number, unavailable());
    this.#isSuspect = false;
    if (this.#isLeaving) return;
    this.#id = this.#options.newId();
    this.#join({ isAgain: true }).then(
      () => {
        for (const listener of this.#onJoinedAgain) if (this.#self) listener(this.#self);
      },
      (error) => {
        if (!this.#isLeaving) this.#failed.reject(error);
      },
    );
  }
}
