import { match, ok, rejects, strictEqual } from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { systemClock } from "../../server/clock.ts";
import { openCluster } from "../../server/cluster/mod.ts";
import { LogAddress } from "../../server/log_address.ts";
import { ArrayState } from "../../server/services/array/state.ts";
import { SERVICES } from "../../server/services/mod.ts";
import type { Service } from "../../server/services/service.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { withFolder } from "../support/folder.ts";
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
