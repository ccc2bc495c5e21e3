/** What servers ask and tell one another, over a real NATS server. */
import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { connect } from "@nats-io/transport-node";
import { getLogger } from "@logtape/logtape";
import { RequestError } from "../../protocol/request_error.ts";
import type { Member } from "../../server/cluster/members.ts";
import { Peers, type PeersOptions } from "../../server/cluster/peers.ts";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";

const MEMBERS: readonly Member[] = [1, 2, 3].map((number) => ({
  number,
  id: `id${number}`,
  name: `s${number}`,
  joinedAt: 0,
  lastBatch: 0,
}));

/** A test with NATS, and what makes one of three servers; whether it is connected is what the test says. */
function peersTest(
  name: string,
  test: (
    parts: {
      open: (
        number: number,
        options?: Partial<PeersOptions>,
      ) => Promise<{ peers: Peers; log: { isConnected: boolean }; clock: FakeClock }>;
      publish: (subject: string, text: string) => void;
    },
  ) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !hasNats(),
    fn: () =>
      withFolder(async (folder) => {
        await using nats = await NatsNodes.start(folder);
        await using opened = new AsyncDisposableStack();
        const connectTo = async () => {
          const connection = await connect({ port: nats.nodes[0].port });
          opened.defer(() => connection.close());
          return connection;
        };
        const own = await connectTo();
        await test({
          publish: (subject, text) => own.publish(subject, text),
          async open(number, options = {}) {
            const clock = new FakeClock();
            const connection = await connectTo();
            const log = { name: "app", isConnected: true, connection };
            const self = MEMBERS.find((member) => member.number === number) ?? null;
            const members = { all: MEMBERS, get: (wanted: number) => MEMBERS.find(({ number }) => number === wanted) };
            const peers = new Peers({ log, members, journal: { self, onJoinedAgain() {} } }, {
              clock,
              logger: getLogger("test"),
              answers: {},
              onTold() {},
              ...options,
            });
            opened.use(peers);
            await connection.flush();
            return { peers, log, clock };
          },
        });
      }),
  });
}

peersTest("a question is answered, refused in the words of whoever was asked, or not at all", async ({ open }) => {
  const { peers, log } = await open(1);
  await open(2, {
    answers: {
      double: (question) => ({ value: Number(question) * 2, bytes: new TextEncoder().encode("line\n\n") }),
      refuse() {
        throw new RequestError("no-connection", "not here");
      },
      fail() {
        throw new Error("a secret of the server");
      },
    },
  });
  const { value, bytes } = await peers.ask(2, { topic: "double", question: 21 });
  deepStrictEqual([value, new TextDecoder().decode(bytes)], [42, "line\n\n"]);
  await rejects(peers.ask(2, { topic: "refuse", question: null }), { code: "no-connection", message: "not here" });
  for (const topic of ["fail", "toString"]) {
    await rejects(peers.ask(2, { topic, question: null, withinMs: 100 }), {
      code: "unavailable",
      message: "the server s2 does not answer: try again later",
    });
  }
  // Nobody is there: that is known at once.
  await rejects(peers.ask(3, { topic: "double", question: 1, withinMs: 60_000 }), { code: "unavailable" });
  const { answers, missing } = await peers.askAll("double", 4);
  deepStrictEqual([[...answers].map(([{ name }, { value }]) => [name, value]), missing.map(({ name }) => name)], [[["s2", 8]], [
    "s3",
  ]]);
  log.isConnected = false;
  deepStrictEqual((await peers.askAll("double", 4)).missing.length, 2);
});

peersTest(
  "what is told reaches the others and not the teller, so much of it at a time, and none while it is cut off",
  async ({ open, publish }) => {
    const told: unknown[][] = [[], []];
    const [{ peers, log, clock }] = await Promise.all(
      [1, 2].map((number, i) => open(number, { onTold: (what) => told[i].push(what) })),
    );
    for (const nonsense of ["", "{", "null", '{"from":1,"told":[1]}', '{"from":"x","told":7}']) {
      publish(
        "app.app.events",
        nonsense,
      );
    }
    for (let i = 0; i < 600; i++) peers.tell({ i });
    clock.advance(50);
    await eventually(() => told[1].length > 0);
    deepStrictEqual(told, [[], Array.from({ length: 500 }, (_, i) => ({ i }))]);
    log.isConnected = false;
    peers.tell("lost");
    log.isConnected = true;
    peers.tell("last");
    clock.advance(50);
    await eventually(() => told[1].length > 500);
    strictEqual(told[1].at(-1), "last");
  },
);
