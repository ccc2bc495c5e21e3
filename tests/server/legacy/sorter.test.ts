import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { readPickle, writePickle } from "../../../server/legacy/pickle.ts";
import { eventually } from "../../support/eventually.ts";
import { OldClient, splits, startLegacyServer } from "../../support/old_client.ts";
import { pickled, PICKLES } from "../../support/pickles.ts";

const SORTED = [-70_000, 3, 5, 300, 2 ** 40];

/** One read, as the list that it is. */
async function list(client: OldClient): Promise<number[] | undefined> {
  const bytes = await client.receive();
  return bytes ? readPickle(bytes)?.integers : undefined;
}

Deno.test("the old sorter sorts list after list, and its integers are in the array", async () => {
  await using server = await startLegacyServer();
  using client = await OldClient.connect(server, server.ports.sorter);
  for (const pickle of PICKLES) {
    await client.send(pickle);
    deepStrictEqual(await list(client), SORTED);
  }
  await client.send(writePickle([]));
  deepStrictEqual(await list(client), []);
  const { count, values } = await server.rest("/api/array");
  strictEqual(count, 5 * PICKLES.length);
  deepStrictEqual(values, SORTED.flatMap((value) => Array(PICKLES.length).fill(value)));
});

Deno.test("a list is the same, wherever its pickle is cut, and lists may come together", async () => {
  await using server = await startLegacyServer();
  using client = await OldClient.connect(server, server.ports.sorter);
  for (const pieces of PICKLES.flatMap((pickle) => splits(pickle))) {
    await client.send(...pieces);
    deepStrictEqual(await list(client), SORTED);
  }
  await client.send(Uint8Array.of(...PICKLES[0], ...PICKLES[4], ...PICKLES[5].subarray(0, 9)), PICKLES[5].subarray(9));
  const replies = writePickle(SORTED).length * 3;
  let length = 0;
  while (length < replies) length += (await client.receive())?.length ?? NaN;
  strictEqual(length, replies);
});

Deno.test("a list whose reply the old client could not read is refused, and nothing of it is kept", async () => {
  await using server = await startLegacyServer();
  using fits = await OldClient.connect(server, server.ports.sorter);
  const most = Array.from({ length: (1024 - 6) / 2 }, (_, i) => i % 256);
  await fits.send(writePickle(most));
  const reply = await fits.receive();
  strictEqual(reply?.length, 1024);
  deepStrictEqual(readPickle(reply)?.integers, most.toSorted((a, b) => a - b));
  using client = await OldClient.connect(server, server.ports.sorter);
  await client.send(writePickle([...most, 1]));
  ok(await client.isClosed());
  strictEqual((await server.rest("/api/array")).count, most.length);
});

Deno.test("what is no list of integers is refused, and a list without an end is not kept for ever", async () => {
  await using server = await startLegacyServer();
  for (const sent of [pickled("cos\nsystem\n(S'id'\ntR."), pickled("}."), pickled(`]${"q\\x00".repeat(3000)}`)]) {
    using client = await OldClient.connect(server, server.ports.sorter);
    await client.send(sent);
    ok(await client.isClosed());
  }
  strictEqual((await server.rest("/api/array")).count, 0);
});

Deno.test("the old sorter holds to what the server allows", async () => {
  await using server = await startLegacyServer({ config: { token: "open sesame, please", maxConnectionsPerAddress: 1 } });
  using client = await OldClient.connect(server, server.ports.sorter);
  await client.send(PICKLES[0]);
  ok(await client.isClosed());
  strictEqual((await server.rest("/api/array")).count, 0);
  client[Symbol.dispose]();
  await eventually(async () => (await server.rest("/api/connections")).count === 0);
  using _first = await OldClient.connect(server, server.ports.quiz);
  await eventually(async () => (await server.rest("/api/connections")).count === 1);
  using second = await OldClient.connect(server, server.ports.counter);
  ok(await second.isClosed());
});

Deno.test("an old connection that says nothing is closed when its time is over", async () => {
  await using server = await startLegacyServer({ config: { idleSeconds: 60 } });
  using client = await OldClient.connect(server, server.ports.sorter);
  await client.send("](K");
  await eventually(async () => await client.bytesIn() === 3);
  server.clock.advance(61_000);
  ok(await client.isClosed());
});
