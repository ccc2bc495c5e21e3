import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { RequestError } from "../../../protocol/request_error.ts";
import { encodeJoin } from "../../../server/cluster/entry.ts";
import { OperatorError } from "../../../server/operator_error.ts";
import { NO_FAULTS } from "../../support/fake_log.ts";
import { SimulatedWorld } from "../../support/simulated_world.ts";

const add = (...values: number[]) => ({ op: "add", values }) as const;

function assertCode(error: unknown, code: string): void {
  ok(error instanceof RequestError, String(error));
  strictEqual(error.code, code);
}

function assertFailure(error: unknown, text: string): void {
  ok(error instanceof OperatorError, String(error));
  ok(error.message.includes(text), error.message);
}

Deno.test("what one server is told, all have", async () => {
  const world = new SimulatedWorld();
  const servers = [await world.start(), await world.start(), await world.start()];
  for (const [i, server] of servers.entries()) strictEqual((await world.settled(server.ask(add(i, 10 + i)))).error, null);
  for (const server of servers) {
    const reading = server.ask({ op: "get" });
    await world.settled(reading);
    deepStrictEqual(await reading, [0, 1, 2, 10, 11, 12]);
  }
});

Deno.test("a batch that takes many messages is applied as one", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  const values = Array.from({ length: 500 }, (_, i) => i * 1e9);
  const adding = one.ask(add(...values));
  const counts = new Set<number>();
  await world.until(() => {
    counts.add(two.services.array.list.count);
    return two.services.array.list.count > 0;
  });
  await adding;
  deepStrictEqual([...counts], [0, 500]);
});

Deno.test("without a connection, changes are refused at once", async () => {
  const world = new SimulatedWorld();
  const server = await world.start();
  server.log.isConnected = false;
  const { ms, error } = await world.settled(server.ask(add(1)));
  assertCode(error, "unavailable");
  ok(ms <= 5, `${ms} ms`);
});

Deno.test("what is not confirmed in 12 s has an unknown outcome; others are refused until something is, and it may still come", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  world.stream.faults = { ...NO_FAULTS, lost: 1 };
  const first = await world.settled(one.ask(add(1)));
  assertCode(first.error, "unknown-outcome");
  ok(first.ms >= 12_000 && first.ms < 14_000, `${first.ms} ms`);
  const second = await world.settled(one.ask(add(2)));
  assertCode(second.error, "unavailable");
  ok(second.ms <= 5, `${second.ms} ms`);
  const [{ data, id }] = world.stream.lost;
  world.stream.keep(data, id);
  await world.until(() => one.services.array.list.count + two.services.array.list.count === 2);
  world.stream.faults = NO_FAULTS;
  strictEqual((await world.settled(one.ask(add(3)))).error, null);
  await world.until(() => two.services.array.list.count === 2);
  for (const { services } of [one, two]) deepStrictEqual([...services.array.list.slice()], [1, 3]);
});

Deno.test("what has an unknown outcome never comes behind what was done later", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  world.stream.faults = { ...NO_FAULTS, lost: 1 };
  await world.settled(one.ask(add(1)));
  const [{ data, id }] = world.stream.lost;
  world.stream.faults = NO_FAULTS;
  await world.until(() => {
    if (!one.engine.healthy) one.engine.retry();
    return one.engine.healthy;
  });
  strictEqual((await world.settled(one.ask(add(2)))).error, null);
  world.stream.keep(data, id);
  await world.pass(5000);
  for (const { services } of [one, two]) deepStrictEqual([...services.array.list.slice()], [2]);
});

Deno.test("what the log is known not to have kept is refused, not unknown", async () => {
  const world = new SimulatedWorld();
  const server = await world.start();
  world.stream.refuses = true;
  const { ms, error } = await world.settled(server.ask(add(1)));
  assertCode(error, "unavailable");
  ok(ms < 14_000, `${ms} ms`);
  world.stream.refuses = false;
  await world.pass(20_000);
  strictEqual(server.services.array.list.count, 0);
});

Deno.test("lost and repeated messages change nothing twice", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  world.stream.faults = { ...NO_FAULTS, lost: 0.3, unanswered: 0.3, again: 1 };
  for (let i = 1; i <= 5; i++) strictEqual((await world.settled(one.ask(add(i)))).error, null);
  await world.pass(20_000);
  for (const { services } of [one, two]) deepStrictEqual([...services.array.list.slice()], [1, 2, 3, 4, 5]);
});

Deno.test("a server that stood still for too long joins again as another member", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  world.paused.add(two);
  await world.until(() => one.members.all.length === 1);
  world.paused.delete(two);
  await world.until(() => two.journal.self?.number === 3);
  strictEqual((await world.settled(two.ask(add(2)))).error, null);
  await world.until(() => one.services.array.list.count === 1);
  deepStrictEqual(one.members.all.map(({ number }) => number), [1, 3]);
});

Deno.test("a server that can't go on behind a gap says so", async () => {
  const world = new SimulatedWorld();
  const [one, two] = [await world.start(), await world.start()];
  two.log.isConnected = false;
  await world.settled(one.ask(add(1)));
  world.stream.forget(world.stream.last);
  await world.settled(one.ask(add(2)));
  two.log.isConnected = true;
  world.stream.change();
  await world.until(() => two.failure !== null);
  assertFailure(two.failure, "away for too long");
  strictEqual(one.failure, null);
});

Deno.test("a message that can't be read stops a server, and the error names it", async () => {
  const world = new SimulatedWorld();
  const server = await world.start();
  world.stream.keep(new TextEncoder().encode("hello"), "x");
  await world.until(() => server.failure !== null);
  assertFailure(server.failure, `message ${world.stream.last} of the log`);
  assertCode((await world.settled(server.ask(add(1)))).error, "unavailable");
});

Deno.test("a server whose NATS node has another log than the others stops", async () => {
  const world = new SimulatedWorld();
  const server = await world.start();
  // The message that the log says it kept is another one here.
  world.stream.isForked = true;
  await world.settled(server.ask(add(1)));
  await world.until(() => server.failure !== null);
  assertFailure(server.failure, "do not agree on message");
});

Deno.test("a start gives up if the log gives nothing, or takes nothing, for 20 s", async () => {
  const world = new SimulatedWorld();
  world.stream.keep(encodeJoin("other", "other"), "other");
  world.setAway(true);
  const mute = world.add();
  const ms = await world.until(() => mute.failure !== null);
  assertFailure(mute.failure, "gave nothing for 20 seconds");
  ok(ms < 45_000, `${ms} ms`);
  world.setAway(false);
  world.stream.faults = { ...NO_FAULTS, lost: 1 };
  const deaf = world.add();
  ok(await world.until(() => deaf.failure !== null) < 45_000);
  assertFailure(deaf.failure, "the log takes nothing");
});

Deno.test("a stop ends in seconds, whatever the log does", async () => {
  for (const isAway of [false, true]) {
    const world = new SimulatedWorld();
    const server = await world.start();
    world.setAway(isAway);
    const asking = server.ask(add(1)).catch((error) => error);
    const { ms, error } = await world.settled(server.stop());
    strictEqual(error, null);
    ok(ms < 5000, `${ms} ms`);
    if (isAway) ok(await asking instanceof RequestError);
    strictEqual(server.failure, null);
  }
});

Deno.test("a server that starts from a snapshot has what was before, and what came since", async () => {
  const world = new SimulatedWorld();
  const one = await world.start();
  await world.settled(one.ask(add(1, 2, 3)));
  one.writeSnapshot();
  await world.settled(one.ask(add(4)));
  const two = await world.start();
  deepStrictEqual([...two.services.array.list.slice()], [1, 2, 3, 4]);
  await world.until(() => two.journal.sequence === one.journal.sequence);
  strictEqual(two.state.hash(), one.state.hash());
});
