import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ConnectionList, readPlace } from "../../../server/http/connection_list.ts";
import type { OtherServers } from "../../../server/http/other_servers.ts";
import { Connections, type Place } from "../../../server/line/connections.ts";

const CONNECTION = {
  address: "127.0.0.1:1234",
  host: "127.0.0.1",
  transport: "tcp",
  activity: "ADD",
  requests: 1,
  bytesIn: 2,
  bytesOut: 3,
  idleSince: null,
  stalledSince: null,
  faults: null,
  setFaults() {},
  tick() {},
  dismiss() {},
  abort() {},
} as const;

Deno.test("the connections of all servers are one list, page by page, and who does not answer is named", async () => {
  const connections = (server: number, openedAt: number[]) => {
    const all = new Connections({ max: 100, maxPerAddress: 100, now: 0 });
    all.numberFrom(server * 1e9 + 1);
    for (const at of openedAt) {
      all.add({ ...CONNECTION, id: all.nextId(), openedAt: at });
    }
    return new ConnectionList({ connections: all, self: () => ({ number: server, name: `s${server}` }) });
  };
  const own = connections(1, [10, 40, 50]);
  const far = connections(2, [20, 40, 60]);
  const silent = { number: 3, name: "s3" };
  const strange = { number: 4, name: "s4" };
  const others: OtherServers = {
    self: () => null,
    all: () => [],
    tap: () => Promise.resolve(null),
    // What is asked goes through JSON.
    askAll(topic, question) {
      strictEqual(topic, "connections");
      const answer = far.answers.connections(JSON.parse(JSON.stringify(question)));
      const s2 = { number: 2, name: "s2" };
      const answers = new Map<typeof s2, { value: unknown }>([[s2, answer], [strange, { value: "?" }]]);
      return Promise.resolve({ answers, missing: [silent] });
    },
  };
  const all: [number, string | undefined][] = [];
  let before: Place | null = null;
  for (let pages = 1;; pages++) {
    const { count, connections, next, missing } = await own.newest({ limit: 2, before }, others);
    deepStrictEqual([count, missing], [6, [silent, strange]]);
    all.push(...connections.map(({ id, server }): [number, string | undefined] => [id, server?.name]));
    if (next === null) {
      strictEqual(pages, 3);
      break;
    }
    before = readPlace(next);
  }
  const [one, two] = [1e9, 2e9];
  deepStrictEqual(all, [
    [two + 3, "s2"],
    [one + 3, "s1"],
    [two + 2, "s2"],
    [one + 2, "s1"],
    [two + 1, "s2"],
    [one + 1, "s1"],
  ]);
});
