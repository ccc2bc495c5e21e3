import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Role } from "../../../server/authorizer.ts";
import { Broker, type LogPosition } from "../../../server/events/broker.ts";
import { EventReader } from "../../support/event_reader.ts";
import { FakeClock } from "../../support/fake_clock.ts";

const event = (count: number) => ({ type: "array", added: 1, values: [count], removed: 0, count });

function open(
  { keptEvents = 16, epoch = "e", log = null }: { keptEvents?: number; epoch?: string; log?: LogPosition | null } = {},
) {
  const clock = new FakeClock();
  const later: (() => void)[] = [];
  const turns = {
    doing: "",
    later: (work: () => void) => void later.push(work),
    measure(work: () => void) {
      work();
      return 0;
    },
  };
  const broker = new Broker({ clock, turns, epoch, log, keptEvents });
  const stream = (lastEventId: string | null = null, role: Role = "host") =>
    broker.subscribe(lastEventId, role) as ReadableStream<Uint8Array<ArrayBuffer>>;
  const read = (lastEventId: string | null = null, role: Role = "host") => new EventReader(stream(lastEventId, role));
  const publish = (from: number, to: number) => {
    for (let i = from; i <= to; i++) broker.publish(event(i));
    clock.advance(50);
  };
  return { clock, broker, stream, read, publish, later };
}

const counts = (events: { data: { count: number } }[]) => events.map(({ data }) => data.count);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

Deno.test("readers get every event from when they came, in order, with ids that go on", async () => {
  const { broker, read, publish } = open();
  publish(1, 2);
  await using first = read();
  deepStrictEqual(await first.next(), { type: "hello", id: "e-1", data: {} });
  publish(3, 4);
  await using second = read();
  publish(5, 6);
  const events = await first.take(4);
  deepStrictEqual(counts(events), [3, 4, 5, 6]);
  deepStrictEqual(events.map(({ id }) => id), ["e-2", "e-3", "e-4", "e-5"]);
  strictEqual((await second.next())?.id, "e-3");
  deepStrictEqual(counts(await second.take(2)), [5, 6]);
  strictEqual(broker.readerCount, 2);
});

Deno.test("what comes together goes out together, after a moment", async () => {
  const { clock, broker, read } = open();
  await using reader = read();
  await reader.next();
  let arrived = false;
  const first = reader.next().then((event) => {
    arrived = true;
    return event;
  });
  broker.publish(event(1));
  clock.advance(49);
  broker.publish(event(2));
  await new Promise((resolve) => setTimeout(resolve, 0));
  strictEqual(arrived, false);
  clock.advance(1);
  deepStrictEqual([(await first)?.data.count, (await reader.next())?.data.count], [1, 2]);
});

Deno.test("many readers are sent what has come together in several turns of the event loop", async () => {
  const { read, publish, later } = open();
  const readers = Array.from({ length: 70 }, () => read());
  for (const reader of readers) await reader.next();
  let got = 0;
  const all = readers.map((reader) =>
    reader.next().then((event) => {
      strictEqual(event?.data.count, 1);
      got++;
    })
  );
  publish(1, 1);
  for (const reached of [32, 64]) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    strictEqual(got, reached);
    strictEqual(later.length, 1);
    later.pop()?.();
  }
  await Promise.all(all);
  strictEqual(later.length, 0);
  for (const reader of readers) await reader[Symbol.asyncDispose]();
});

Deno.test("whoever waits for a turn gets what has come meanwhile in one piece with it, and once", async () => {
  const { read, publish, later } = open({ keptEvents: 64 });
  const readers = Array.from({ length: 70 }, () => read());
  for (const reader of readers) await reader.next();
  publish(1, 2);
  publish(3, 4);
  strictEqual(later.length, 1);
  while (later.length > 0) later.pop()?.();
  for (const reader of readers.slice(32)) deepStrictEqual(counts(await reader.take(4)), range(1, 4));
  // Those that were sent the first events before are sent the rest by themselves.
  for (const reader of readers.slice(0, 32)) deepStrictEqual(counts(await reader.take(4)), range(1, 4));
  for (const reader of readers) await reader[Symbol.asyncDispose]();
});

Deno.test("however much comes while readers wait for their turns, none of them is let go for that", async () => {
  const { read, publish, later } = open({ keptEvents: 64 });
  const readers = Array.from({ length: 70 }, () => read());
  for (const reader of readers) await reader.next();
  for (let i = 1; i <= 200; i += 10) publish(i, i + 9);
  while (later.length > 0) later.pop()?.();
  for (const reader of readers) deepStrictEqual(counts(await reader.take(200)), range(1, 200));
  for (const reader of readers) await reader[Symbol.asyncDispose]();
});

Deno.test("a reader takes up behind the last event that it has, without a gap or a double", async () => {
  const { read, publish } = open();
  publish(1, 10);
  await using reader = read("e-3");
  publish(11, 12);
  deepStrictEqual(counts(await reader.take(8)), range(5, 12));
  await using ofAll = read("e--1");
  strictEqual((await ofAll.next())?.data.count, 1);
});

Deno.test("where events are not kept any more, or are of another server, the reader is told to reload", async () => {
  const { read, publish } = open();
  publish(1, 100);
  for (const id of ["e-3", "e-82", "e-100", "other-99", "nonsense", "", "e-99999999999999999999"]) {
    await using reader = read(id);
    deepStrictEqual(await reader.next(), { type: "reload", id: "e-99", data: {} }, id);
  }
  await using reader = read("e-83");
  deepStrictEqual(counts(await reader.take(16)), range(85, 100));
});

Deno.test("a reader that does not read is let go with the reason when it has fallen too far behind, others are not", async () => {
  const { broker, stream, read, publish } = open({ keptEvents: 1024 });
  const unread = stream();
  await using quick = read();
  await quick.next();
  for (let i = 0; i < 20; i++) {
    publish(100 * i + 1, 100 * (i + 1));
    deepStrictEqual(counts(await quick.take(100)), range(100 * i + 1, 100 * (i + 1)));
  }
  strictEqual(broker.readerCount, 1);
  await using slow = new EventReader(unread);
  strictEqual((await slow.next())?.type, "hello");
  let last = 0;
  let end = await slow.next();
  for (; end?.type === "array"; end = await slow.next()) strictEqual(end.data.count, ++last);
  deepStrictEqual(end, { type: "cut", id: "", data: { reason: "more than 1024 events were left unread" } });
  strictEqual(await slow.next(), null);
  ok(last > 0 && last < 2000);
});

Deno.test("a reader that reads again when it is too late is let go once, and harms nobody", async () => {
  const { clock, broker, stream, publish } = open({ keptEvents: 1024 });
  const reader = stream().getReader();
  await reader.read();
  publish(1, 1000);
  publish(1001, 2000);
  // It reads while others are being gathered, which take it beyond what is kept.
  broker.publish(event(2001));
  await reader.read();
  for (let i = 0; i < 100; i++) broker.publish(event(2002 + i));
  clock.advance(50);
  strictEqual(broker.readerCount, 0);
  let text = "";
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    text += new TextDecoder().decode(value);
  }
  ok(text.endsWith('event: cut\ndata: {"reason":"more than 1024 events were left unread"}\n\n'));
  strictEqual(text.split("event: cut").length, 2);
  publish(1, 10);
});

Deno.test("a reader that was slow for a while gets all that it missed", async () => {
  const { stream, publish } = open({ keptEvents: 4096 });
  const unread = stream();
  for (let i = 0; i < 30; i++) publish(100 * i + 1, 100 * (i + 1));
  await using reader = new EventReader(unread);
  await reader.next();
  deepStrictEqual(counts(await reader.take(3000)), range(1, 3000));
});

Deno.test("an idle stream says every 15 seconds that it is alive", async () => {
  const { clock, broker, read } = open();
  await using reader = read();
  await reader.next();
  clock.advance(46_000);
  broker.publish(event(1));
  clock.advance(50);
  await reader.next();
  strictEqual(reader.comments, 3);
});

Deno.test("a closed broker ends all streams, and those that come later", async () => {
  const { broker, read } = open();
  await using reader = read();
  await reader.next();
  broker.close();
  strictEqual(await reader.next(), null);
  await using late = read();
  strictEqual((await late.next())?.type, "hello");
  strictEqual(await late.next(), null);
  strictEqual(broker.readerCount, 0);
});

Deno.test("an event is one event, whatever is in a name", async () => {
  const { clock, broker, read } = open();
  await using reader = read();
  await reader.next();
  const name = 'a\n\nevent: cut\r\ndata: {"x":1}</script>\u202e';
  const player = { type: "player", name, what: "playing", place: 0 };
  broker.publish(player);
  clock.advance(50);
  const got = await reader.next();
  strictEqual(got?.type, "player");
  strictEqual(got.data.name, name);
});

/** A server that applies the log that others apply, too: each entry is so many events. */
function openShared({ epoch, keptEvents, id = "log" }: { epoch: string; keptEvents?: number; id?: string }) {
  let position = 10;
  const server = open({ epoch, keptEvents, log: { id, position: () => position } });
  return {
    ...server,
    /** Applies the next entry, with these events. */
    apply(...counts: number[]) {
      for (const count of counts) server.broker.publish(event(count));
      position++;
    },
  };
}

Deno.test("a reader that changes the server goes on behind the entry whose last event it has", async () => {
  const [a, b] = ["a", "b"].map((epoch) => openShared({ epoch }));
  for (const { apply } of [a, b]) {
    apply(1);
    apply(2, 3);
    apply();
    apply(4);
  }
  // The other server has had events of its own before.
  b.broker.publish(event(99));
  for (const { apply, clock } of [a, b]) {
    apply(5);
    clock.advance(50);
  }
  await using first = a.read("a--1");
  const events = await first.take(5);
  deepStrictEqual(events.map(({ id }) => id), ["a-0.log-11", "a-1.log-11", "a-2.log-13", "a-3.log-14", "a-4.log-15"]);
  const rests = [[2, 3, 4, 99, 5], [2, 3, 4, 99, 5], [4, 99, 5], [99, 5]];
  for (const [i, rest] of rests.entries()) {
    await using reader = b.read(events[i].id);
    deepStrictEqual(counts(await reader.take(rest.length)), rest, events[i].id);
  }
  await using again = a.read(events[1].id);
  deepStrictEqual(counts(await again.take(3)), [3, 4, 5]);
});

Deno.test("a server that is behind the one before tells a reader nothing twice", async () => {
  const [a, b] = ["a", "b"].map((epoch) => openShared({ epoch }));
  b.apply(1);
  for (let i = 1; i <= 5; i++) a.apply(i);
  await using first = a.read();
  const hello = await first.next();
  strictEqual(hello?.id, "a-4.log-15");
  await using reader = b.read(hello.id);
  for (let i = 2; i <= 7; i++) b.apply(i);
  b.clock.advance(50);
  deepStrictEqual(counts(await reader.take(2)), [6, 7]);
});

Deno.test("a reader is told to reload by a server that does not know all that has come since, or has another log", async () => {
  const b = openShared({ epoch: "b" });
  const reloads = async (id: string) => {
    await using reader = b.read(id);
    const { type } = await reader.next() ?? {};
    return type === "reload";
  };
  b.apply(1);
  b.apply(2);
  b.clock.advance(50);
  deepStrictEqual(
    await Promise.all(["a-7.log-9", "a-7.log-10", "a-7.other-11", "a-7", "a-7.log-x"].map(reloads)),
    Array(5).fill(true),
  );
  strictEqual(await reloads("a-7.log-11"), false);
  for (let i = 3; i <= 20; i++) b.apply(i);
  b.clock.advance(50);
  strictEqual(await reloads("a-7.log-13"), true);
  await using reader = b.read("a-7.log-15");
  deepStrictEqual(counts(await reader.take(15)), range(6, 20));
});
