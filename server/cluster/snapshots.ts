/**
 * Snapshots of a state that several servers share: so that a server that joins need not read all that ever happened. The first server
 * writes one when the log has grown long: a file as the journal in SQLite is one, in an object store beside the log. The log before
 * the snapshot before it is forgotten then.
 */
import { DatabaseSync } from "node:sqlite";
import { StorageType } from "@nats-io/jetstream";
import { type ObjectInfo, type ObjectStore, Objm } from "@nats-io/obj";
import type { Logger } from "@logtape/logtape";
import { messageOf } from "../../protocol/message_of.ts";
import { freeze, type FrozenState, hashing, type State } from "../engine/state.ts";
import { SLICE_BYTES, writeSnapshot } from "../journal/compaction.ts";
import { migrate, MIGRATIONS, openToRead } from "../journal/schema.ts";
import { loadState } from "../journal/stored_state.ts";
import { OperatorError } from "../operator_error.ts";
import type { StreamLog } from "./stream_log.ts";

/** The log may always be this long, 4 MiB: read in well under a second. */
const COMPACT_BYTES = 4 * 2 ** 20;

export interface SnapshotsOptions {
  log: StreamLog;
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
  readonly #allowed: number;
  /** How many bytes the log has behind the last snapshot, and how many the state took then. */
  #bytes = 0;
  #stateBytes = 0;
  /** What is being written, if anything is. */
  #writing: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#allowed = options.compactBytes ?? COMPACT_BYTES;
  }

  /** Brings the last snapshot into a state, a new one. @returns the number of the last message that is part of it; 0 without one */
  async load(state: State): Promise<number> {
    const store = await this.#store();
    const newest = (await complete(store)).at(-1);
    if (!newest) return 0;
    const path = Deno.makeTempFileSync({ prefix: "app-snapshot-" });
    try {
      const object = await store.get(newest.info.name);
      if (!object) throw new OperatorError(`the snapshot ${newest.info.name} is gone: start again`);
      await object.data.pipeTo((await Deno.open(path, { write: true })).writable);
      const error = await object.error;
      if (error) throw error;
      const { db } = openToRead(path);
      try {
        loadState(db, state);
      } finally {
        db.close();
      }
      if (state.hash() !== newest.info.metadata?.hash) {
        throw new OperatorError(
          `the snapshot ${newest.info.name} does not come to the state that it was made of: it was written by another version of app, ` +
            "or is damaged",
        );
      }
      this.#stateBytes = newest.info.size;
      return newest.sequence;
    } finally {
      removeFile(path);
    }
  }

  /** So many bytes were read from the log. */
  count(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Begins to write the next snapshot, if it is due. @returns the work of that, in slices */
  next(state: State, { sequence, isOwn }: Moment): Iterator<void> | void {
    if (this.#bytes < Math.max(this.#allowed, this.#stateBytes) || this.#writing || this.#isClosed) return;
    this.#bytes = 0;
    if (isOwn) return this.#write(freeze(state), sequence);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#writing;
  }

  *#write(frozen: FrozenState, sequence: number): Generator<void> {
    const done = Promise.withResolvers<void>();
    this.#writing = done.promise;
    const path = Deno.makeTempFileSync({ prefix: "app-snapshot-" });
    let uploading: Promise<void> = Promise.resolve();
    try {
      yield* writeFile(path, frozen, sequence);
      const hash = yield* hashing(frozen);
      if (!this.#isClosed) uploading = this.#upload(path, { hash, sequence });
    } finally {
      uploading.finally(() => {
        removeFile(path);
        this.#writing = null;
        done.resolve();
      });
    }
  }

  /** Brings a file into the store, and forgets what is not needed any more. */
  async #upload(path: string, { hash, sequence }: { hash: string; sequence: number }): Promise<void> {
    try {
      const store = await this.#store();
      const name = `snapshot-${sequence}`;
      const { size } = await store.put(
        { name, metadata: { hash, sequence: String(sequence) } },
        (await Deno.open(path)).readable,
      );
      await verify(store, name);
      this.#stateBytes = size;
      const all = await complete(store);
      const kept = all.slice(-2);
      if (kept.length === 2) await this.#options.log.forget(kept[0].sequence);
      for (const { info } of all.slice(0, -2)) await store.delete(info.name);
    } catch (error) {
      if (!this.#isClosed) {
        this.#options.logger.warn("no snapshot of the state could be kept ({error}): the next one is tried later", {
          error: messageOf(error),
        });
      }
    }
  }

  async #store(): Promise<ObjectStore> {
    const { log } = this.#options;
    return await new Objm(log.connection).create(`app_${log.name}`, { storage: StorageType.File, replicas: log.replicas });
  }
}

/** The snapshots that are there, the oldest first. */
async function complete(store: ObjectStore): Promise<{ info: ObjectInfo; sequence: number }[]> {
  const infos = await store.list();
  return infos.filter(({ deleted }) => !deleted)
    .map((info) => ({ info, sequence: Number(info.metadata?.sequence) }))
    .filter(({ sequence }) => Number.isInteger(sequence))
    .sort((a, b) => a.sequence - b.sequence);
}

/** Reads an object: its digest is checked on the way. @throws if it is not what was written */
async function verify(store: ObjectStore, name: string): Promise<void> {
  const object = await store.get(name);
  if (!object) throw new Error(`${name} is not there`);
  await object.data.pipeTo(new WritableStream());
  const error = await object.error;
  if (error) throw error;
}

function* writeFile(path: string, frozen: FrozenState, sequence: number): Generator<void> {
  const db = new DatabaseSync(path);
  try {
    // It is read back before it counts.
    db.exec("PRAGMA synchronous = OFF");
    migrate(db, 0, MIGRATIONS);
    yield* writeSnapshot(db, frozen, { lastBatch: sequence, sliceBytes: SLICE_BYTES, transact: (what) => transact(db, what) });
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

function removeFile(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) {
    try {
      Deno.removeSync(path + suffix);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
