import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { dirname, join } from "node:path";
import { Objm } from "@nats-io/obj";
import { SnapshotStore } from "../../server/cluster/snapshot_store.ts";
import { TemporaryFile } from "../../server/cluster/temporary_file.ts";
import { systemClock } from "../../server/clock.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { withFolder } from "../support/folder.ts";
import { LogServer } from "../support/log_server.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";

const ignore = !hasNats();
/** So little that a few changes make a snapshot due. */
const compactBytes = 4096;

function temporaryFolder(): string {
  using file = new TemporaryFile();
  return dirname(file.path);
}

/** Makes changes until so many snapshots are there. */
async function makeSnapshots(server: LogServer, count: number): Promise<void> {
  const store = new SnapshotStore(server.cluster.log, systemClock);
  for (let made = 0; made < count; made++) {
    const before = (await store.list()).at(-1)?.sequence ?? 0;
    await eventually(async () => {
      await server.add(Array.from({ length: 3000 }, (_, i) => 7919 * i + made));
      return ((await store.list()).at(-1)?.sequence ?? 0) > before;
    });
  }
}

Deno.test({
  name: "a server starts from the last snapshot and what came behind it, and what was before is forgotten",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      await using first = await LogServer.start(nats.address(), { compactBytes });
      await using second = await LogServer.start(nats.address(), { compactBytes });
      await makeSnapshots(first, 4);
      await second.add([1, 2, 3]);
      const { log } = first.cluster;
      const store = new SnapshotStore(log, systemClock);
      await eventually(async () => {
        const kept = await store.list();
        return kept.length === 2 && await log.firstSequence() === kept[0].sequence + 1;
      });
      await using third = await LogServer.start(nats.address(), { compactBytes });
      const hashes = [];
      for (const server of [first, second, third]) {
        await server.engine.barrier();
        hashes.push(server.hash);
      }
      deepStrictEqual(hashes, Array(3).fill(hashes[0]));
      deepStrictEqual([first, second, third].flatMap(({ errors }) => errors), []);
    }),
});

Deno.test({
  name: "a snapshot that is damaged is not taken, but the one before",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      await using first = await LogServer.start(nats.address(), { compactBytes });
      await makeSnapshots(first, 2);
      await using second = await LogServer.start(nats.address(), { compactBytes: 2 ** 30 });
      const { log } = first.cluster;
      const store = new SnapshotStore(log, systemClock);
      const newest = (await store.list()).at(-1);
      ok(newest);
      const objects = await new Objm(log.connection).open(`app_${log.name}`);
      const { nuid = "" } = await objects.info(newest.name) ?? {};
      await log.connection.request(`$O.app_${log.name}.C.${nuid}`, Uint8Array.of(1, 2, 3));
      await using third = await LogServer.start(nats.address(), { compactBytes: 2 ** 30 });
      await second.engine.barrier();
      await third.engine.barrier();
      deepStrictEqual(third.state.content(), first.state.content());
      const text = new TextEncoder().encode("this is no snapshot");
      const metadata = { sequence: String(newest.sequence + 1), hash: newest.hash, form: newest.form };
      await objects.putBlob({ name: `snapshot-${newest.sequence + 1}`, metadata }, text);
      await using fourth = await LogServer.start(nats.address(), { compactBytes: 2 ** 30 });
      deepStrictEqual(fourth.state.content(), first.state.content());
    }),
});

Deno.test({
  name: "where the log does not reach back to a snapshot, a server does not start, and says what to do",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      await using first = await LogServer.start(nats.address(), { compactBytes });
      await makeSnapshots(first, 2);
      const { log } = first.cluster;
      const store = new SnapshotStore(log, systemClock);
      await eventually(async () => await log.firstSequence() > 1);
      for (const snapshot of await store.list()) await store.remove(snapshot);
      await rejects(
        inTime(LogServer.start(nats.address())),
        /the log begins with message \d+, and there is no snapshot of what was before: restore a backup/,
      );
    }),
});

Deno.test({
  name: "a server that stops breaks off the snapshot that it writes, and leaves no file behind",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const temporary = temporaryFolder();
      const files = () => [...Deno.readDirSync(temporary)].filter(({ name }) => name.startsWith("app-snapshot-")).length;
      const before = files();
      const server = await LogServer.start(nats.address(), { compactBytes });
      for (let i = 0; i < 10; i++) await server.add(Array.from({ length: 20_000 }, (_, n) => 7919 * n % 100_003 + i));
      await inTime(server[Symbol.asyncDispose]());
      strictEqual(files(), before);
    }),
});

Deno.test("temporary files that a killed process has left are removed, once they are old", () => {
  using one = new TemporaryFile();
  const folder = temporaryFolder();
  const [old, young] = ["old", "young"].map((name) => join(folder, `app-snapshot-${name}-${crypto.randomUUID()}.db`));
  for (const path of [old, young]) Deno.writeTextFileSync(path, "");
  const yesterday = new Date(Date.now() - 86_400_000);
  Deno.utimeSync(old, yesterday, yesterday);
  {
    using another = new TemporaryFile();
    const names = [...Deno.readDirSync(folder)].map(({ name }) => join(folder, name));
    deepStrictEqual([old, young, one.path, another.path].map((path) => names.includes(path)), [false, true, true, true]);
  }
  Deno.removeSync(young);
});
