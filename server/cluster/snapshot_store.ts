/** Where snapshots are kept that several servers share: JetStream's object store, beside the log. Each is a file. */
import { StorageType } from "@nats-io/jetstream";
import { type ObjectStore, Objm, setSha256Backend } from "@nats-io/obj";
import type { Clock } from "../clock.ts";
import { inTime } from "./in_time.ts";
import type { StreamLog } from "./stream_log.ts";

/** If nothing more of a snapshot comes for this long, it is not all there, in milliseconds. */
const QUIET_MS = 15_000;

// It is several times as fast as the library's own.
setSha256Backend("native");

/** A snapshot that is kept. */
export interface StoredSnapshot {
  readonly name: string;
  /** The number of the last message of the log that is part of it. */
  readonly sequence: number;
  /** The hash of the state that it was made of. */
  readonly hash: string;
  /** In which form the state was hashed, as {@linkcode formOf} says. */
  readonly form: string;
  /** In bytes. */
  readonly size: number;
}

export class SnapshotStore {
  readonly #log: StreamLog;
  readonly #clock: Pick<Clock, "after">;

  constructor(log: StreamLog, clock: Pick<Clock, "after">) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Those that were written to their end, the oldest first. */
  async list(): Promise<StoredSnapshot[]> {
    const infos = await this.#log.insist(async () => await (await this.#open())?.list() ?? []);
    return infos.filter(({ deleted }) => !deleted)
      .map(({ name, size, metadata: { hash = "", form = "", sequence } = {} }) => {
        return { name, size, hash, form, sequence: Number(sequence) };
      })
      .filter(({ sequence }) => Number.isInteger(sequence))
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** Reads one into a file. @throws {Error} if it is gone, or is not what was written */
  async read({ name }: Pick<StoredSnapshot, "name">, path: string): Promise<void> {
    using file = await Deno.open(path, { write: true, truncate: true });
    for await (const chunk of this.#chunks(name)) {
      for (let written = 0; written < chunk.length;) written += file.writeSync(chunk.subarray(written));
    }
  }

  /** Keeps a file as a snapshot, and reads it back. @throws if that can't be done, or the signal is aborted */
  async write(
    path: string,
    { sequence, hash, form, signal }: Pick<StoredSnapshot, "sequence" | "hash" | "form"> & { signal: AbortSignal },
  ): Promise<StoredSnapshot> {
    const store = await this.#make();
    const name = `snapshot-${sequence}`;
    const file = await Deno.open(path);
    const metadata = { sequence: String(sequence), hash, form };
    const { size } = await store.put({ name, metadata }, file.readable.pipeThrough(new TransformStream(), { signal }));
    for await (const _ of this.#chunks(name)) signal.throwIfAborted();
    return { name, sequence, hash, form, size };
  }

  async remove({ name }: Pick<StoredSnapshot, "name">): Promise<void> {
    await (await this.#open())?.delete(name);
  }

  /** What an object has: its digest is checked on the way. */
  async *#chunks(name: string): AsyncGenerator<Uint8Array> {
    const object = await (await this.#open())?.get(name);
    if (!object) throw new Error(`${name} is gone`);
    // The reader is told the same.
    object.error.catch(() => {});
    const reader = object.data.getReader();
    const within = { clock: this.#clock, ms: QUIET_MS, reason: `${name} is not all there` };
    try {
      for (;;) {
        const { done, value } = await inTime(reader.read(), within);
        if (done) return;
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }

  /** The store. If it is new, its nodes have to choose a leader first. */
  #make(): Promise<ObjectStore> {
    const { client, replicas } = this.#log;
    return this.#log.insist(async () => {
      const store = await new Objm(client).create(this.#bucket, { storage: StorageType.File, replicas });
      await store.status();
      return store;
    });
  }

  /** The store; `null` if there is none. */
  async #open(): Promise<ObjectStore | null> {
    const objects = new Objm(this.#log.client);
    try {
      return await objects.open(this.#bucket);
    } catch (error) {
      if (error instanceof Error && error.message === NOT_FOUND) return null;
      throw error;
    }
  }

  get #bucket(): string {
    return `app_${this.#log.name}`;
  }
}

/** What the library says of a store that is not there. */
const NOT_FOUND = "object store not found";
