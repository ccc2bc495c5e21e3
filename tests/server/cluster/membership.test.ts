import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { SimulatedWorld } from "../../support/simulated_world.ts";

const names = (server: { members: { all: readonly { name: string }[] } }) => server.members.all.map(({ name }) => name);

Deno.test("servers that are idle stay members", async () => {
  const world = new SimulatedWorld();
  const servers = [await world.start(), await world.start(), await world.start()];
  await world.pass(60_000);
  for (const server of servers) deepStrictEqual(server.members.all.map(({ number }) => number), [1, 2, 3]);
});

Deno.test("a server of which nothing comes is given up after some ten seconds, once", async () => {
  const world = new SimulatedWorld();
  const [one, two, lost] = [await world.start(), await world.start(), await world.start()];
  world.paused.add(lost);
  const ms = await world.until(() => one.members.all.length === 2);
  ok(ms > 8000 && ms < 16_000, `${ms} ms`);
  await world.pass(1000);
  deepStrictEqual([names(one), names(two)], [["server1", "server2"], ["server1", "server2"]]);
});

Deno.test("a server that stood still for a moment stays a member", async () => {
  const world = new SimulatedWorld();
  const [one, slow] = [await world.start(), await world.start()];
  world.paused.add(slow);
  await world.pass(7000);
  world.paused.delete(slow);
  await world.pass(30_000);
  deepStrictEqual(one.members.all.map(({ number }) => number), [1, 2]);
});

Deno.test("nobody is given up because the log stood still, however long", async () => {
  const world = new SimulatedWorld();
  const servers = [await world.start(), await world.start(), await world.start()];
  world.setAway(true);
  await world.pass(90_000);
  world.setAway(false);
  await world.pass(60_000);
  for (const server of servers) deepStrictEqual(server.members.all.map(({ number }) => number), [1, 2, 3]);
});

Deno.test("a server that stops leaves at once, and does not come again", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  strictEqual((await world.settled(two.stop())).error, null);
  await world.until(() => one.members.all.length === 1);
  await world.pass(30_000);
  deepStrictEqual(one.members.all.map(({ number }) => number), [1]);
  strictEqual(two.failure, null);
});
