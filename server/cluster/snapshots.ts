/**
 * Snapshots of a state that several servers share: so that a server that joins need not read all that ever happened. The first server
 * writes one when the log has grown long: a file as the journal in SQLite is one, in an object store beside the log. The log before
 * the snapshot before it is forgotten then, so that there are always two to start from.
 */
import { DatabaseSync } from "node:sqlite";
import type { Logger } from "@logtape/logtape";
import { messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import { formOf, freeze, type FrozenState, hashing, type State } from "../engine/state.ts";
import { SLICE_BYTES, writeSnapshot } from "../journal/compaction.ts";
import { integrityProblems, migrate, MIGRATIONS, openToRead } from "../journal/schema.ts";
import { loadState } from "../journal/stored_state.ts";
import { OperatorError } from "../operator_error.ts";
import { SnapshotStore, type StoredSnapshot } from "./snapshot_store.ts";
import type { StreamLog } from "./stream_log.ts";
import { TemporaryFile } from "./temporary_file.ts";

/** The log may always be this long, 4 MiB: read in well under a second. */
const COMPACT_BYTES = 4 * 2 ** 20;
/** How many snapshots are kept, the last ones. */
const KEPT = 2;

export interface SnapshotsOptions {
  log: StreamLog;
  clock: Pick<Clock, "after">;
  logger: Logger;
  /** How many bytes of the log there may be at least before a snapshot is written. */
  compactBytes?: number;
}

/** Where a snapshot is written from. */
export interface Moment {
  /** The number of the last message that is part of it. */
  readonly sequence: number;
  /** Whether this server is to write it. */
  readonly isOwn: boolean;
}

export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #store: SnapshotStore;
  readonly #allowed: number;
  /** How many bytes the log has behind the last snapshot, and how many the state took then. */
  #bytes = 0;
  #stateBytes = 0;
  /** What is being written, if anything is: in slices first, and then to the store. */
  #work: Generator<void, void> | null = null;
  #uploading: Promise<void> | null = null;
  readonly #closing = new AbortController();

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#store = new SnapshotStore(options.log, options.clock);
    this.#allowed = options.compactBytes ?? COMPACT_BYTES;
  }

  /**
   * Brings the last snapshot into a state, a new one.
   *
   * @returns the number of the last message that is part of it; 0 without one
   * @throws {OperatorError} if the log does not reach back to one that can be used
   */
  async load(state: State): Promise<number> {
    using file = new TemporaryFile();
    const found = await this.#fetch(file.path);
    if (!found) return 0;
    const { db } = openToRead(file.path);
    try {
      loadState(db, state);
    } finally {
      db.close();
    }
    const frozen = freeze(state);
    // Another version may hash the same state in another way.
    if (found.form === formOf(frozen) && found.hash !== state.hash()) {
      throw new OperatorError(
        `the snapshot ${found.name} does not come to the state that it was made of: start the version of app that the other servers have`,
      );
    }
    this.#stateBytes = found.size;
    return found.sequence;
  }

  /** So many bytes were read from the log. */
  count(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Begins to write the next snapshot, if it is due. @returns the work of that, in slices */
  next(state: State, { sequence, isOwn }: Moment): Iterator<void> | void {
    const isDue = this.#bytes >= Math.max(this.#allowed, this.#stateBytes);
    if (!isDue || this.#work || this.#uploading || this.#closing.signal.aborted) return;
    this.#bytes = 0;
    if (!isOwn) return;
    return this.#work = this.#writing(freeze(state), sequence);
  }

  /** Writes what a state holds as the first snapshot of a log, behind its message `sequence`. @throws if that can't be done */
  async write(state: State, sequence: number): Promise<void> {
    const frozen = freeze(state);
    using file = new TemporaryFile();
    for (const _slice of writing(file.path, frozen, sequence));
    const { signal } = this.#closing;
    await this.#store.write(file.path, { sequence, hash: state.hash(), form: formOf(frozen), signal });
  }

  /** Whether there are any. */
  async isEmpty(): Promise<boolean> {
    return (await this.#store.list()).length === 0;
  }

  /** Breaks off what is being written. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#work?.return();
    await this.#uploading;
  }

  /** The last snapshot that can be used, in a file; `null` if there is none, and none is needed. */
  async #fetch(path: string): Promise<StoredSnapshot | null> {
    for (let tried = -1;;) {
      const [found, newest] = await this.#newest(path);
      const first = await this.#options.log.firstSequence();
      if ((found?.sequence ?? 0) + 1 >= first) return found;
      // While one was read, it may have been replaced.
      if (newest === tried) {
        throw new OperatorError(
          `the log begins with message ${first}, and there is no snapshot of what was before: restore a backup into a new log`,
        );
      }
      tried = newest;
    }
  }

  /** The last snapshot that is sound, in a file, if there is one; and the number of the last of all. */
  async #newest(path: string): Promise<[found: StoredSnapshot | null, newest: number]> {
    const all = await this.#store.list();
    const newest = all.at(-1)?.sequence ?? 0;
    for (const snapshot of all.toReversed()) {
      try {
        await this.#store.read(snapshot, path);
        check(path);
        return [snapshot, newest];
      } catch (error) {
        if (!this.#options.log.isConnected) throw error;
        this.#options.logger.warn("the snapshot {name} can't be used, so the one before is tried: {error}", {
          name: snapshot.name,
          error: messageOf(error),
        });
      }
    }
    return [null, newest];
  }

  *#writing(frozen: FrozenState, sequence: number): Generator<void, void> {
    const file = new TemporaryFile();
    let uploading: Promise<void> | null = null;
    try {
      yield* writing(file.path, frozen, sequence);
      const hash = yield* hashing(frozen);
      uploading = this.#upload(file, { hash, form: formOf(frozen), sequence });
    } finally {
      this.#work = null;
      if (!uploading) file[Symbol.dispose]();
    }
  }

  #upload(file: TemporaryFile, what: Pick<StoredSnapshot, "hash" | "form" | "sequence">): Promise<void> {
    return this.#uploading = this.#keep(file.path, what)
      .catch((error) => {
        if (this.#closing.signal.aborted) return;
        this.#options.logger.warn("no snapshot of the state could be kept ({error}): the next one is tried later", {
          error: messageOf(error),
        });
      })
      .finally(() => {
        this.#uploading = null;
        file[Symbol.dispose]();
      });
  }

  /** Brings a file into the store, and forgets what is not needed any more. */
  async #keep(path: string, what: Pick<StoredSnapshot, "hash" | "form" | "sequence">): Promise<void> {
    const { size } = await this.#store.write(path, { ...what, signal: this.#closing.signal });
    this.#stateBytes = size;
    const all = await this.#store.list();
    const [oldestKept, ...newer] = all.slice(-KEPT);
    if (newer.length === KEPT - 1) await this.#options.log.forget(oldestKept.sequence);
    for (const snapshot of all.slice(0, -KEPT)) await this.#store.remove(snapshot);
  }
}

/** Writes what a state holds into a file, in slices. */
function* writing(path: string, frozen: FrozenState, sequence: number): Generator<void> {
  const db = new DatabaseSync(path);
  try {
    // It is read back before it counts.
    db.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
    migrate(db, 0, MIGRATIONS);
    yield* writeSnapshot(db, frozen, { lastBatch: sequence, sliceBytes: SLICE_BYTES, transact: (what) => transact(db, what) });
  } finally {
    db.close();
  }
}

/** @throws {Error} if a file is not a sound snapshot */
function check(path: string): void {
  const { db } = openToRead(path);
  try {
    for (const problem of integrityProblems(db, "quick_check")) throw new Error(problem);
  } finally {
    db.close();
  }
}

function transact<Result>(db: DatabaseSync, what: () => Result): Result {
  db.exec("BEGIN");
  try {
    return what();
  } finally {
    db.exec("COMMIT");
  }
}
