import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { systemClock } from "../../server/clock.ts";
import { openCluster } from "../../server/cluster/mod.ts";
import { RecordKind } from "../../server/engine/change_kind.ts";
import type { KeptSnapshot, ServiceState } from "../../server/engine/state.ts";
import { LogAddress } from "../../server/log_address.ts";
import { ArrayState } from "../../server/services/array/state.ts";
import { SERVICES } from "../../server/services/mod.ts";
import type { Service } from "../../server/services/service.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { withFolder } from "../support/folder.ts";
import { LogServer } from "../support/log_server.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";

/** A server that compares its state with the others' all the time, and its array, to be tampered with. */
async function startServer(address: string, name: string) {
  const cluster = await openCluster({
    address: LogAddress.parse(address),
    replicas: null,
    credentials: { token: null, creds: null },
    name,
    clock: systemClock,
    logger: getLogger("test"),
    auditMs: 100,
  });
  let array: ArrayState | null = null;
  const services: Service[] = SERVICES.map((service) => ({
    ...service,
    create() {
      const created = service.create();
      if (created.state instanceof ArrayState) array = created.state;
      return created;
    },
  }));
  const server = await startTestServer({ cluster, journal: cluster.journal, clock: systemClock, services });
  const ask = async (line: string) => {
    using client = await RawClient.connect(server.tcp);
    return await client.ask(line);
  };
  // What the log does not know of.
  const tamper = () => array?.add.apply(Float64Array.of(666), 0, 1);
  return { server, ask, tamper, cluster, [Symbol.asyncDispose]: () => server.stop().catch(() => {}) };
}

Deno.test({
  name: "a server whose state differs from the others' stops, and says what to do; the others go on",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      await using first = await startServer(nats.address(), "first");
      await using second = await startServer(nats.address(), "second");
      await using third = await startServer(nats.address(), "third");
      strictEqual(await first.ask("ADD 1 2 3"), "OK 3");
      // Several comparisons of what is equal.
      const before = first.cluster.journal.changes;
      await eventually(async () => {
        strictEqual(await third.ask("ADD 4"), "OK 1");
        return first.cluster.journal.changes > before + 20;
      });
      first.tamper();
      strictEqual(await second.ask("ADD 5"), "OK 1");
      await rejects(inTime(first.server.finished), (error: Error) => {
        strictEqual(error.name, "OperatorError");
        match(error.message, /of 3 servers, only this one had the state with the hash [0-9a-f]{16}\. Start this server again/);
        return true;
      });
      for (const server of [second, third]) {
        ok(server.cluster.journal.self);
        match(await server.ask("GET"), /^OK 1 2 3 (4 )+5$/);
      }
      await using again = await startServer(nats.address(), "first");
      match(await again.ask("GET"), /^OK 1 2 3 (4 )+5$/);
    }),
});

/** A service with a bug: some changes are made by half. */
class FaultyState implements ServiceState {
  readonly name = "faulty";
  readonly version = 1;
  #sum = 0;
  readonly add = new RecordKind({
    name: "faulty.add",
    version: 1,
    read: (kept) => ({ by: Number(Object(kept).by) }),
    apply: ({ by }: { by: number }) => {
      this.#sum += by;
      if (by % 3 === 0) throw new TypeError("unexpected");
      return this.#sum;
    },
  });
  readonly kinds = [this.add];

  snapshot() {
    return { record: this.#sum };
  }

  restore({ record }: KeptSnapshot): void {
    this.#sum = Number(record);
  }

  summary() {
    return { sum: this.#sum };
  }
}

Deno.test({
  name: "a change that fails unexpectedly does so on every server alike, also on one that starts later",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const faulty = [new FaultyState(), new FaultyState(), new FaultyState()];
      await using first = await LogServer.start(nats.address(), { more: [faulty[0]] });
      await using second = await LogServer.start(nats.address(), { more: [faulty[1]] });
      const add = (by: number) => (by % 2 ? first : second).engine.change(faulty[(by + 1) % 2].add, { by }, (sum) => sum);
      for (let by = 1; by <= 12; by++) {
        if (by % 3 === 0) await rejects(add(by), /unexpected/);
        else strictEqual(await add(by), by * (by + 1) / 2);
      }
      await using third = await LogServer.start(nats.address(), { more: [faulty[2]] });
      for (const server of [first, second, third]) await server.engine.barrier();
      deepStrictEqual(faulty.map((state) => state.summary()), Array(3).fill({ sum: 78 }));
      // Whoever asked for such a change was told; the others say it where nobody asked.
      deepStrictEqual([first, second, third].map(({ errors }) => errors.length), [2, 2, 4]);
    }),
});

Deno.test({
  name: "of two servers that differ both stop, since nobody can tell which is right",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      await using first = await startServer(nats.address(), "first");
      await using second = await startServer(nats.address(), "second");
      second.tamper();
      strictEqual(await first.ask("ADD 5"), "OK 1");
      for (const { server } of [first, second]) {
        await rejects(inTime(server.finished), /of 2 servers, only this one had the state/);
      }
    }),
});
